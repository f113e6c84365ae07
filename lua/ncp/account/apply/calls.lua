--- What each step of a plan calls.
local core = require("ncp.core")
local records = require("ncp.keys.records")
local shape = require("ncp.account.shape")
local sinks = require("ncp.keys.sinks")

local calls = {}

local unpack = table.unpack or unpack

local function set(...)
    local made = {}
    for _, name in ipairs({ ... }) do made[name] = true end
    return made
end

-- By verb: which parts it can change (none: the thing comes or goes), and of lists `of` what section the names in it
-- are (false: they are ids), and whether it `adds` them.
local FIELDS, ACCOUNT, TAGS = set("fields"), set("account"), set("tags")
local VERBS = {
    create = {},
    delete = {},
    update = { parts = set("fields", "name") },
    set_console_rule = { parts = FIELDS },
    set_api_rule = { parts = FIELDS },
    set_active = { parts = set("active") },
    set_account = { parts = ACCOUNT },
    remove_account = { parts = ACCOUNT },
    add_tag = { parts = TAGS },
    remove_tag = { parts = TAGS },
    attach_policies = { parts = set("policies"), of = "policies", adds = true },
    detach_policies = { parts = set("policies"), of = "policies", adds = false },
    add_groups = { parts = set("groups"), of = "groups", adds = true },
    remove_groups = { parts = set("groups"), of = "groups", adds = false },
    add_members = { parts = set("members"), of = "subAccounts", adds = true },
    remove_members = { parts = set("members"), of = "subAccounts", adds = false },
    add_entities = { parts = set("entities"), of = false, adds = true },
    remove_entities = { parts = set("entities"), of = false, adds = false },
}

local MAKES_KEY = { section = "subAccounts", noun = "accesskey", verb = "create", parts = set("accessKeys") }

-- What version 1 does anyway, and version 2 when it is asked to: the keys of an account go with it.
local ALSO = { v2 = { ["subaccount.delete"] = { cascading = true } } }

-- What every new account is made with: nobody thinks up its password, and its user changes it.
calls.NEW_PASSWORD = { needPasswordGenerate = true }
local NEW_ACCOUNT = { needPasswordGenerate = true, needPasswordReset = true }

local function of_setting(verb)
    for _, member in ipairs(shape.sections.settings.members) do
        if member.verb == verb then
            return { section = "settings", noun = "tenant", verb = verb, parts = set(member.name) }
        end
    end
end

local function of_thing(noun, verb)
    for _, section in ipairs(shape.sections) do
        if section.noun == noun and VERBS[verb] then
            local of = VERBS[verb]
            return { section = section.name, noun = noun, verb = verb, parts = of.parts, of = of.of, adds = of.adds }
        end
    end
end

local SECRETS = { ["subaccount.create"] = sinks.PASSWORD, ["accesskey.create"] = sinks.KEY }

--- secret_of(operation) → the form of the secret that it makes (see `ncp.keys.sinks`); nil when it makes none.
function calls.secret_of(operation)
    return SECRETS[operation]
end

local function find(operation)
    if operation == "accesskey.create" then return MAKES_KEY end
    local noun, verb = operation:match("^(%w+)%.([%w_]+)$")
    if noun == "tenant" then return of_setting(verb) end
    return noun and of_thing(noun, verb)
end

--- find(operation, api) → what an operation of a plan is: `section`, `noun`, `verb`, the set of `parts` that it can
-- change (nil: the thing comes or goes), `row` of that version of the API, and for those that take a list what
-- section the names in it are, `of` (false: they are ids), and whether it `adds` them; nil when no plan has it.
function calls.find(operation, api)
    local call = find(operation)
    local row = call and core.describe(call.noun, call.verb, api)
    if not row then return nil end
    local found = { row = row }
    for name, value in pairs(call) do found[name] = value end
    return found
end

local function each_field(row, visit)
    for _, field in ipairs(row.parameters) do visit(field, field.was or field.name) end
end

--- takes(call) → the set of the names, in version 1, that its arguments can have.
function calls.takes(call)
    local names = {}
    each_field(call.row, function(field, name)
        if field.place ~= "path" then names[name] = true end
    end)
    return names
end

--- most(call) → how many elements its list may have.
function calls.most(call)
    local most = math.huge
    each_field(call.row, function(field)
        if field.positional and field.type == "list" then most = field.max or most end
    end)
    return most
end

local function with(fields, more)
    local all = {}
    for name, value in pairs(fields) do all[name] = value end
    for name, value in pairs(more or {}) do all[name] = value end
    return all
end

-- What a call takes beside what the plan says.
local function added_to(call)
    if call.section == "subAccounts" and call.noun == "subaccount" and call.verb == "create" then return NEW_ACCOUNT end
    return (ALSO[call.row.api] or {})[call.noun .. "." .. call.verb]
end

-- The values of the positional parameters, and last the other fields.
local function values_of(client, call, id, arguments, list)
    local values, rest = {}, with(arguments, added_to(call))
    each_field(call.row, function(field, name)
        if not field.positional then return end
        local value = rest[name]
        if field.place == "path" then value = id elseif field.type == "list" then value = list end
        values[#values + 1], rest[name] = value, nil
    end)
    if next(rest) ~= nil then values[#values + 1] = records.fields(client, call.noun, rest) end
    return values
end

--- send(client, call, id, arguments, list) → what the operation answers. `id` is that of the thing, `arguments` are
-- fields by their names in version 1, `list` is for operations that take one.
function calls.send(client, call, id, arguments, list)
    return client[call.noun][call.verb](unpack(values_of(client, call, id, arguments, list)))
end

return calls
