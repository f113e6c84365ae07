--- Fills a new state from a seed: what is there before the first call.

local core = require("ncp.core")

local check = require("ncp.emulator.check")
local tags = require("ncp.emulator.tags")

-- Enough to attach and to join; a seed may name others instead.
local GROUPS = {
    { groupId = "22222222-0000-4000-8000-000000000001", groupName = "dev" },
    { groupId = "22222222-0000-4000-8000-000000000002", groupName = "ops" },
}
local POLICIES = {
    { policyId = "33333333-0000-4000-8000-000000000001", policyName = "NCP_ADMINISTRATOR",
      policyType = "SYSTEM_MANAGED" },
    { policyId = "33333333-0000-4000-8000-000000000002", policyName = "NCP_INFRA_MANAGER",
      policyType = "SYSTEM_MANAGED" },
}

local function string_field(name, required)
    return { name = name, type = "string", required = required, min = 1 }
end

local STRING = { name = "element", type = "string" }
local OBJECT = { name = "element", type = "object" }

-- Without an item, the elements are looked at one by one.
local function list_field(name, item, max)
    return { name = name, type = "list", item = item, max = max }
end

local KEY = { string_field("accessKey"), string_field("keySecret"), { name = "active", type = "boolean" } }
local GROUP = { string_field("groupId", true), string_field("groupName", true) }
local POLICY = {
    string_field("policyId", true), string_field("policyName", true), string_field("policyType", true),
}
local SEED = {
    list_field("subAccounts", nil, 500), list_field("groups"), list_field("policies"), string_field("loginAlias"),
}

-- Those of create, and what only a seed can say. The password is not kept, so none is asked for.
local function account_fields()
    local fields = {
        string_field("subAccountId"), { name = "active", type = "boolean" },
        list_field("groups", STRING, 10), list_field("policies", STRING),
        list_field("accessKeys", nil, 2), list_field("mfaList", OBJECT),
    }
    for _, field in ipairs(core.describe("subaccount", "create").parameters) do
        if not field.required_if and field.name ~= "active" then fields[#fields + 1] = field end
    end
    return fields
end

local ACCOUNT_DEFAULTS = { canAPIGatewayAccess = true, canConsoleAccess = true, needPasswordReset = false }

local function fail(where, message)
    error(("seed: %s: %s"):format(where, message), 0)
end

local function fail_twice(where, name, value)
    fail(where, ("%s %s is given twice"):format(name, value))
end

local function names_of(fields)
    local names, known = {}, {}
    for i, field in ipairs(fields) do names[i], known[field.name] = field.name, true end
    return names, known
end

local function check_table(where, fields, values)
    if type(values) ~= "table" then fail(where, "a table is expected") end
    local names, known = names_of(fields)
    for name in pairs(values) do
        local nearest = not known[name] and core.nearest(tostring(name), names)
        if nearest then fail(where, ("unknown field %s, perhaps %s?"):format(name, nearest)) end
        if not known[name] then fail(where, "unknown field " .. tostring(name)) end
    end
    local fault = check.fields(fields, values)
    if fault then fail(where, fault) end
end

local function with_defaults(values)
    local account = {}
    for name, value in pairs(ACCOUNT_DEFAULTS) do account[name] = value end
    for name, value in pairs(values) do account[name] = value end
    return account
end

local function check_unique(state, where, account)
    if state:has_login_id(account.loginId) then fail_twice(where, "loginId", account.loginId) end
    local id = account.subAccountId
    if state:any_account(id) then fail_twice(where, "subAccountId", id) end
end

local function check_known(where, known, ids)
    for _, id in ipairs(ids or {}) do
        if not known[id] then fail(where, "there is no " .. id) end
    end
end

local function add_keys(state, where, account, keys, now)
    for i, key in ipairs(keys) do
        local place = ("%s.accessKeys[%d]"):format(where, i)
        check_table(place, KEY, key)
        if state:credential(key.accessKey) then fail_twice(place, "accessKey", key.accessKey) end
        state:add_key(account, key, now)
    end
end

local function add_account(state, where, values, now)
    if type(values) ~= "table" then fail(where, "a table is expected") end
    local fields = with_defaults(values)
    check_table(where, account_fields(), fields)
    local keys = fields.accessKeys or {}
    fields.accessKeys, fields.tags, fields.needPasswordGenerate = nil, tags.from_map(fields.tags), nil
    fields.subAccountId = fields.subAccountId or state:next_id()
    check_unique(state, where, fields)
    check_known(where .. ".groups", state.groups, fields.groups)
    check_known(where .. ".policies", state.policies, fields.policies)
    add_keys(state, where, state:add_account(fields, now), keys, now)
end

local function add_all(into, where, fields, id, list)
    for i, values in ipairs(list) do
        check_table(("%s[%d]"):format(where, i), fields, values)
        into[values[id]] = values
    end
end

--- Applies `seed` (see docs/emulator.md; nil: only the built-in groups and policies). Raises a message
-- that names the place of a mistake.
return function(state, seed, now)
    seed = seed or {}
    check_table("top level", SEED, seed)
    add_all(state.groups, "groups", GROUP, "groupId", seed.groups or GROUPS)
    add_all(state.policies, "policies", POLICY, "policyId", seed.policies or POLICIES)
    state.tenant.login_alias = seed.loginAlias
    for i, values in ipairs(seed.subAccounts or {}) do
        add_account(state, ("subAccounts[%d]"):format(i), values, now)
    end
end
