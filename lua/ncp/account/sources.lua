--- Which call tells what of a thing.
--
-- By section, by name: `read(client, id, thing)`, which puts members into `thing`, in the form of a document, and
-- returns true, or nil, message, err. `thing` is the call that tells most, and returns the record of it (see
-- `ncp.keys.records`); `mfa`, `keys` and `tags` cost one more.
local core = require("ncp.core")
local errors = require("ncp.base.error")
local normal = require("ncp.account.normal")
local paginator = require("ncp.call.paginator")
local records = require("ncp.keys.records")
local shape = require("ncp.account.shape")

-- Descriptions are read under another name than they are written.
local READ_AS = { policies = { description = "policyDesc" } }

-- What a service means that tells nothing of a member.
local UNTOLD = {
    memo = "", description = "", descCont = "", useConsolePermitIp = false, useApiAllowSource = false,
    consolePermitIps = {}, apiAllowSources = {},
}

local function untold(noun, what)
    return errors.fail({
        kind = "protocol", operation = noun .. ".get", sent = true, message = "the service does not tell " .. what,
    })
end

-- Takes the fields of a thing that an answer has.
local function take_fields(client, section, answer, thing, without)
    for _, member in ipairs(shape.sections[section].members) do
        if member.part == "fields" and member.name ~= without then
            local name = (READ_AS[section] or {})[member.name] or member.name
            local value = records.value(client, shape.sections[section].noun, answer, name)
            if value == nil then value = UNTOLD[member.name] end
            thing[member.name] = normal.member(member, value)
        end
    end
end

local function names_of(list, field)
    local names = {}
    for i, element in ipairs(list) do names[i] = element[field] end
    table.sort(names)
    return names
end

local function is_statement(statement)
    for _, target in ipairs(statement.targets or {}) do
        if not (target.product and target.actions and target.resourceNrns) then return false end
    end
    return statement.targets ~= nil and (statement.effect == "Allow" or statement.effect == "Deny")
end

local function are_statements(permissions)
    for _, statement in ipairs(permissions) do
        if not is_statement(statement) then return false end
    end
    return true
end

-- One call of the noun's `get`. A list that the service leaves out is not an empty one: `needed` are the members of the
-- record of this kind without which an answer is none.
local function got(noun, kind, needed, take, fields)
    return function(client, id, thing)
        local answer, message, err = client[noun].get(id, fields)
        if not answer then return nil, message, err end
        local record = records.read(client, kind, answer)
        for _, name in ipairs(needed) do
            local is_told = record[name] ~= nil and (name ~= "permissions" or are_statements(record[name]))
            if not is_told then return untold(noun, ("%s of the %s"):format(name, kind)) end
        end
        take(client, answer, thing, record)
        return record
    end
end

local function tags_of(noun)
    return function(client, id, thing)
        local answer, message, err = client[noun].list_tags(id)
        if not answer then return nil, message, err end
        local row = core.describe(noun, "list_tags", client.api)
        if row.paging then answer, message, err = paginator.read(row, answer, 0) end
        if not answer then return nil, message, err end
        thing.tags = {}
        for _, tag in ipairs(answer) do thing.tags[tag.tagKey] = tag.tagValue end
        return true
    end
end

local function take_role(client, answer, thing, role)
    take_fields(client, "roles", answer, thing)
    thing.active = role.active
    thing.policies = names_of(role.policies, "name")
    thing.entities = {}
    for _, entity in ipairs(role.entities) do
        if entity.type ~= "Account" then table.insert(thing.entities, entity.id) end
    end
    table.sort(thing.entities)
end

local get_role = got("role", "role", { "type", "active", "policies", "entities" }, take_role)

-- Roles of other types have no account, and version 2 does not tell whose it is.
local function read_role(client, id, thing)
    local read, message, err = get_role(client, id, thing)
    if not read or thing.roleType ~= "Account" or client.api == "v2" then return read, message, err end
    local answer
    answer, message, err = client.role.get_account(id)
    if not answer then return nil, message, err end
    if answer.isMyAccount then answer = { isMyAccount = true } end
    if next(answer) then thing.account = normal.member(shape.sections.roles.members.account, answer) end
    return true
end

local function take_account(client, answer, thing, account)
    take_fields(client, "subAccounts", answer, thing, "isMfaMandatory")
    thing.groups, thing.policies = names_of(account.groups, "name"), names_of(account.policies, "name")
end

local function read_second_factor(client, id, thing)
    local answer, message, err = client.subaccount.get_mfa(id)
    if not answer then return nil, message, err end
    thing.isMfaMandatory = records.read(client, "second_factor", answer).required
    if thing.isMfaMandatory == nil then return untold("subaccount", "whether a second factor is required") end
    return true
end

local function read_keys(client, id, thing)
    local keys, message, err = client.accesskey.list(id)
    if not keys then return nil, message, err end
    thing.accessKeys = #keys
    return true
end

local function take_group(_, _, thing, group)
    thing.name = group.name
    thing.policies, thing.members = names_of(group.policies, "name"), names_of(group.members, "login")
end

local function take_policy(client, answer, thing)
    take_fields(client, "policies", answer, thing)
end

return {
    policies = {
        thing = got("policy", "policy", { "name", "permissions" }, take_policy, { withPermissions = true }),
        tags = tags_of("policy"),
    },
    groups = { thing = got("group", "group", { "name", "policies", "members" }, take_group), tags = tags_of("group") },
    roles = { thing = read_role, tags = tags_of("role") },
    subAccounts = {
        thing = got("subaccount", "account", { "login", "groups", "policies" }, take_account),
        mfa = read_second_factor, keys = read_keys, tags = tags_of("subaccount"),
    },
}
