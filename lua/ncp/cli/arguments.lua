--- Fields of the model as arguments of the command line.
--
-- | type | on the command line |
-- |---|---|
-- | string, integer | the value |
-- | boolean | true or false |
-- | list | the option again for each element, or one JSON array |
-- | object, map | JSON, or @FILE with the JSON in it |
-- | any that is or holds a secret | the name of a file (- for standard input) or of an environment variable |
--
-- Positional ones stand in the order of the row, but a list, which takes all that are left, stands last.

local core = require("ncp.core")
local duration = require("ncp.base.duration")
local json = require("ncp.base.json")

local accounts = require("ncp.cli.accounts")
local failure = require("ncp.cli.failure")
local input = require("ncp.cli.input")
local kebab = require("ncp.cli.kebab")
local limits = require("ncp.cli.limits")

local arguments = {}

local PLACEHOLDER = { string = "<text>", integer = "<number>", object = "<json>", map = "<json>" }
local BOOLEANS = { "true", "false" }

-- Whether a value may not stand on the command line, where other users and the shell's history see it.
local function is_secret(field)
    if field.sensitive then return true end
    for _, member in ipairs(field.fields or {}) do
        if is_secret(member) then return true end
    end
    return field.item ~= nil and is_secret(field.item)
end

local function target(field, suffix)
    return "field:" .. field.name .. (suffix or "")
end

local function choices(field)
    return field.type == "boolean" and BOOLEANS or field.allowed
end

local function is_list(field)
    return field.type == "list"
end

local function shape(field)
    local members = {}
    for i, member in ipairs(field.fields or {}) do members[i] = member.name .. (member.required and "" or "?") end
    return members[1] and "JSON with " .. table.concat(members, ", ") or nil
end

local function requirement(field)
    if field.positional then return nil end
    if field.required then return "required" end
    return limits.join(
        limits.condition("required when", field.required_if), limits.condition("refused when", field.refused_if))
end

local function help(field)
    local one = is_list(field) and field.item or field
    local limit = not choices(field) and limits.text(field) or nil
    local forms = accounts.is_account(field) and accounts.FORMS
    return limits.join(field.doc, forms, shape(one), limit, requirement(field))
end

local function declare_secret(command, field)
    local name = kebab(field.name)
    local file = command:option(("--%s-file"):format(name)):argname("<path>"):target(target(field, ":file"))
    local env = command:option(("--%s-env"):format(name)):argname("<name>"):target(target(field, ":env"))
    file:overwrite(false):description(limits.join(help(field), "read from this file, - for standard input"))
    env:overwrite(false):description("the same, from the environment variable of this name")
end

local function declare_positional(command, field)
    local argument = command:argument(kebab(field.name), help(field)):target(target(field))
    if is_list(field) then argument:args("+") end
    if choices(field) then argument:choices(choices(field)) end
end

local function declare_option(command, field)
    local one = is_list(field) and field.item or field
    local option = command:option("--" .. kebab(field.name), help(field)):target(target(field))
    local once = is_list(field) and { "+", "*" } or { "1", "0-1" }
    option:overwrite(false):count(once[field.required and 1 or 2])
    if choices(field) then option:choices(choices(field)) else option:argname(PLACEHOLDER[one.type]) end
end

-- The order on the command line.
local function ordered(fields)
    local first, last = {}, {}
    for _, field in ipairs(fields) do table.insert(field.positional and is_list(field) and last or first, field) end
    for _, field in ipairs(last) do first[#first + 1] = field end
    return first
end

local function declarer(field)
    if is_secret(field) then return declare_secret end
    return field.positional and declare_positional or declare_option
end

--- declare(command, fields) adds to a command of argparse what the parameters of a row ask for.
function arguments.declare(command, fields)
    for _, field in ipairs(ordered(fields)) do
        if not field.carried then declarer(field)(command, field) end
    end
end

-- A number that is a time may be written as one, such as 12h or 7d. By the last word of its name: the seconds in its
-- unit.
local UNITS = { sec = 1, seconds = 1, days = 86400 }

local function unit_of(name)
    return UNITS[name:match("%l*$")]
end

local function to_integer(text, name)
    local unit = unit_of(name)
    local span = unit and duration.seconds(text)
    local number = text:match("^%-?%d+$") and tonumber(text) or span and span / unit
    if number and number % 1 == 0 then return number end
    return failure.misuse("%s must be a whole number%s", name, unit and ", or a time such as 7d" or "")
end

local function to_boolean(text)
    return text == "true"
end

local function from_json(text, name)
    return input.json(text:sub(1, 1) == "@" and input.text(text:sub(2)) or text, name)
end

local readers = {
    string = function(text) return text end,
    integer = to_integer,
    boolean = to_boolean,
    object = from_json,
    map = from_json,
}

local function read_list(field, texts, name)
    local list = {}
    for _, text in ipairs(texts) do
        if field.item.fields and text:sub(1, 1) == "@" then text = input.text(text:sub(2)) end
        if text:find("^%s*%[") then
            for _, element in ipairs(input.json(text, name)) do list[#list + 1] = element end
        else
            list[#list + 1] = readers[field.item.type](text, name)
        end
    end
    return list
end

-- A secret that is one text, unless it has in it what nobody sees.
local function without_flaw(secret, options, field)
    local flaw = core.flaw(secret, "password")
    if not flaw then return secret end
    failure.misuse("%s %s", options[target(field, ":file")] or options[target(field, ":env")], flaw)
end

local function read_secret(field, options, name)
    local secret = input.secret({ file = options[target(field, ":file")], env = options[target(field, ":env")] })
    if not secret then return nil end
    if field.type == "string" then return without_flaw(secret, options, field) end
    return readers[field.type](secret:reveal(), name)
end

--- read(options, field) → the value of a parameter, as the client takes it, from what argparse read; nil when it
-- was not given.
function arguments.read(options, field)
    local name = (field.positional and "" or "--") .. kebab(field.name)
    if is_secret(field) then return read_secret(field, options, name) end
    local given = options[target(field)]
    if given == nil or is_list(field) and not given[1] then return nil end
    if field.nullable and (is_list(field) and given[1] or given) == "null" then return json.null end
    if is_list(field) then return read_list(field, given, name) end
    return readers[field.type](given, name)
end

--- brings_secret(options, fields) → whether a secret text was given for one of them, such as a password, which is
-- then not the service's to make.
function arguments.brings_secret(options, fields)
    for _, field in ipairs(fields) do
        local is_given = options[target(field, ":file")] or options[target(field, ":env")]
        if field.type == "string" and is_given then return true end
    end
    return false
end

return arguments
