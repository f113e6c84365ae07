-- The example of each operation: its first wire case that succeeds, as Lua source. The arguments and the
-- answer are those that the wire specs check, so no example is made up.

local cases = require "spec.wire.cases"

local literal = require "docs.literal"

local examples = {}

local function first_success(title)
    for _, case in ipairs(cases) do
        if case.operation == title and case.result then return case end
    end
    error("no wire case of success for " .. title)
end

local function call_of(row, case)
    local fields = {}
    for i, field in ipairs(row.positional) do fields[i] = field end
    fields[#fields + 1] = { type = "object", fields = row.named }
    local function call(verb, used)
        local intro = ("client.%s.%s("):format(row.noun, verb)
        return intro .. literal.arguments(case.arguments, fields, used + #intro + 2) .. ")"
    end
    return call
end

local function as_comment(text)
    return "-- " .. text:gsub("\n", "\n-- ")
end

local function count_failed(items)
    local failed = 0
    for _, item in ipairs(items) do
        if item.success == false then failed = failed + 1 end
    end
    return failed
end

local function reports_each(row)
    return row.result_list and row.result[1].name == "success"
end

local function walk(row, call)
    local intro = "for row in "
    return ("%s%s do print(row.%s) end"):format(intro, call(row.each, #intro), row.result[1].name)
end

--- The source of a row's example; `ncp` and `client` are there already.
function examples.of(row)
    local case = first_success(row.title)
    local call = call_of(row, case)
    local intro = reports_each(row) and "local out, meta = assert(" or "local out = assert("
    local lines = {
        intro .. call(row.name, #intro) .. ")",
        as_comment("out = " .. literal.of(case.result, row.shape, "", #"-- out = ")),
    }
    if reports_each(row) then lines[#lines + 1] = "-- meta.failed = " .. count_failed(case.result) end
    if row.each then lines[#lines + 1] = "\n" .. walk(row, call) end
    return table.concat(lines, "\n")
end

return examples
