-- What became of the mutants that were tried: a line each of a file to which it is added.

local results = {}

--- add(path, id, verdict, by): `verdict` is "found", "survived", or "void" of a change that does not compile, or to the
-- same; `by` the test that found it, or "".
function results.add(path, id, verdict, by)
    local file = assert(io.open(path, "a"))
    assert(file:write(("%s %s %s\n"):format(id, verdict, by)) and file:close())
end

--- { [id] = { verdict =, by = } }, as it was added last.
function results.read(path)
    local all, file = {}, io.open(path)
    if not file then return all end
    for line in file:lines() do
        local id, verdict, by = line:match("^(%x+) (%l+) (.*)$")
        all[id] = { verdict = verdict, by = by }
    end
    file:close()
    return all
end

return results
