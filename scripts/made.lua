-- Files that a script makes and that are committed.

local source = require "rules.source"

local made = {}

local function read(path)
    local file = io.open(path, "rb")
    if not file then return nil end
    file:close()
    return source.read(path)
end

local function write(path, text)
    assert(os.execute(("mkdir -p './%s'"):format(path:match("^(.*)/") or "")))
    local file = assert(io.open(path, "wb"))
    assert(file:write(text))
    assert(file:close())
end

--- differing(texts, present) → the paths, sorted, of files that are not as `texts`, a table by path, has them: others,
-- missing, or those of the files `present` that it does not have.
function made.differing(texts, present)
    local paths = {}
    for path, text in pairs(texts) do
        if read(path) ~= text then paths[#paths + 1] = path end
    end
    for _, path in ipairs(present) do
        if not texts[path] then paths[#paths + 1] = path end
    end
    table.sort(paths)
    return paths
end

--- run(script, texts, present) makes the files so; with --check behind the script it only tells which differ, and ends
-- with status 1 when any does. `script` is how the user calls it.
function made.run(script, texts, present)
    local differing = made.differing(texts, present)
    local is_check = arg[1] == "--check"
    for _, path in ipairs(differing) do
        if is_check then
            print(("%s is not what %s writes: run it"):format(path, script))
        elseif texts[path] then
            write(path, texts[path])
        else
            assert(os.remove(path))
        end
    end
    if is_check and differing[1] then os.exit(1) end
end

return made
