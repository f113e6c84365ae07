--- The command `ncp describe`.

local core = require("ncp.core")
local options_of = require("ncp.base.options")

local failure = require("ncp.cli.failure")
local limits = require("ncp.cli.limits")
local stdout = require("ncp.cli.stdout")

local M = {}

local OTHER = { v1 = "v2", v2 = "v1" }

function M.declare(command)
    command:description("Shows an operation as the library knows it: where it is sent, what it takes and answers, " ..
        "how it can fail, and what does the same in the other version of the API.")
    command:argument("operation", "such as subaccount.create")
    command:option("--api", "version of the Sub Account API; v1 when left out"):choices({ "v1", "v2" })
    command:flag("--json", "print it as JSON")
end

local function names_of_all()
    local names = {}
    for _, noun in ipairs(core.describe().nouns) do
        for _, verb in ipairs(noun.operations) do names[#names + 1] = noun.name .. "." .. verb end
    end
    return names
end

local function find(name, api)
    local noun, verb = name:match("^(.+)%.([%w_]+)$")
    local row = noun and core.describe(noun, verb, api)
    if row then return row end
    local other = noun and core.describe(noun, verb, OTHER[api])
    if other and other.instead then failure.misuse("only %s has %s: %s", OTHER[api], name, other.instead) end
    if other then failure.misuse("%s is %s.%s in %s", name, noun, other.counterpart, api) end
    failure.misuse("there is no operation '%s'%s", name, options_of.did_you_mean(name, names_of_all()))
end

local function line(...)
    stdout.write(table.concat({ ... }), "\n")
end

local function type_of(field)
    if field.item then return ("%s of %s"):format(field.type, type_of(field.item)) end
    return field.type
end

local function requirement(field)
    if field.required then return "required" end
    return limits.join(
        limits.condition("required when", field.required_if), limits.condition("refused when", field.refused_if))
end

local function print_fields(fields, told, indent)
    for _, field in ipairs(fields) do
        local note = limits.join(field.doc, told(field), field.was and "v1 calls it " .. field.was)
        line(indent, field.name, "  ", type_of(field), "  ", note)
        local inner = field.item or field
        while inner.item do inner = inner.item end
        if inner.fields then print_fields(inner.fields, told, indent .. "  ") end
    end
end

local function argument_note(field)
    return limits.join(field.positional and "argument", requirement(field), limits.text(field),
        field.nullable and "null may be sent", field.sensitive and "secret")
end

local function result_note(field)
    return field.sensitive and "secret, shown once" or nil
end

local function print_errors(errors)
    if errors[1] then line("\nerrors") end
    for _, err in ipairs(errors) do line(("  %d  %s  %s"):format(err.status, tostring(err.code), err.name)) end
end

local function counterpart_of(row)
    if row.instead then return ("%s has none: %s"):format(OTHER[row.api], row.instead) end
    return ("%s: %s.%s"):format(OTHER[row.api], row.noun, row.counterpart)
end

local function is_argument(field)
    return not field.carried
end

local function select_fields(fields, wanted)
    local selected = {}
    for _, field in ipairs(fields) do
        if wanted(field) then selected[#selected + 1] = field end
    end
    return selected
end

--- Returns nothing: the exit status is 0.
function M.run(options)
    local row = find(options.operation, options.api or "v1")
    if options.json then return stdout.write(assert(core.json(row)), "\n") end
    line(row.noun, ".", row.name, row.api and ", " .. row.api or "")
    line(row.doc)
    line(row.method, " ", row.path)
    if row.api then line(counterpart_of(row)) end
    if row.parameters[1] then line("\ntakes") end
    print_fields(select_fields(row.parameters, is_argument), argument_note, "  ")
    if row.result[1] then line("\nanswers") end
    print_fields(row.result, result_note, "  ")
    print_errors(row.errors)
end

return M
