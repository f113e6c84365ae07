-- The example of each operation: its first wire case that succeeds, as Lua source. The arguments and the
-- answer are those that the wire specs check, so no example is made up.

local cases = require "spec.wire.cases"

local literal = require "docs.literal"
local model = require "docs.model"

local examples = {}

local function first_success(title)
    for _, case in ipairs(cases) do
        if case.operation == title and case.result then return case end
    end
    error("no wire case of success for " .. title)
end

-- The source of a call that begins after `used` characters.
local function call(row, verb, arguments, used)
    local fields = {}
    for i, field in ipairs(row.positional) do fields[i] = field end
    fields[#fields + 1] = { type = "object", fields = row.named }
    local intro = model.callee(row, verb) .. "("
    return intro .. literal.arguments(arguments, fields, used + #intro + 2) .. ")"
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

-- The arguments without the number of the page.
local function without_page(row, arguments)
    local kept = {}
    for i, value in ipairs(arguments) do
        if i <= #row.positional then kept[i] = value end
    end
    local fields = {}
    for name, value in pairs(arguments[#row.positional + 1] or {}) do
        if name ~= row.paging.page then fields[name] = value end
    end
    if next(fields) then kept[#kept + 1] = fields end
    return kept
end

local function walk(row, arguments)
    local intro = "for row in "
    local iterator = call(row, row.each, without_page(row, arguments), #intro)
    return ("%s%s do print(row.%s) end"):format(intro, iterator, row.result[1].name)
end

--- The source of a row's example; `ncp` and the client are there already.
function examples.of(row)
    local case = first_success(row.case)
    local intro = reports_each(row) and "local out, meta = assert(" or "local out = assert("
    local lines = {
        intro .. call(row, row.name, case.arguments, #intro) .. ")",
        as_comment("out = " .. literal.of(case.result, row.shape, "", #"-- out = ")),
    }
    if reports_each(row) then lines[#lines + 1] = "-- meta.failed = " .. count_failed(case.result) end
    if row.each then lines[#lines + 1] = "\n" .. walk(row, case.arguments) end
    return table.concat(lines, "\n")
end

return examples
