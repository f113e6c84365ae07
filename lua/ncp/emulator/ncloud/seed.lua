--- Fills a new state from a seed: what is there before the first call.

local document = require("ncp.emulator.ncloud.document")
local kinds = require("ncp.emulator.ncloud.seed_kinds")
local managed = require("ncp.emulator.ncloud.managed_policies")
local seed_check = require("ncp.emulator.engine.seed_check")
local tags = require("ncp.emulator.ncloud.tags")

-- Enough to join; a seed may name others instead.
local GROUPS = {
    { groupId = "22222222-0000-4000-8000-000000000001", groupName = "dev" },
    { groupId = "22222222-0000-4000-8000-000000000002", groupName = "ops" },
}

local ACCOUNT_DEFAULTS = { canAPIGatewayAccess = true, canConsoleAccess = true }

local KEY_TIMES, ACCOUNT_TIMES = { "createTime", "lastUsed" }, { "createTime", "lastLoginTime" }

local fail, check_table, check_unique = seed_check.fail, seed_check.table, seed_check.unique

local function check_known(state, where, refers, values)
    for field, store in pairs(refers or {}) do
        local ids = values[field] or {}
        for _, id in ipairs(type(ids) == "table" and ids or { ids }) do
            if not state[store]:get(id) then fail(("%s.%s"):format(where, field), "there is no " .. id) end
        end
    end
end

local function keep_permissions(state, where, permissions)
    local finding = document.findings(permissions, state.products)[1]
    if finding then fail(where .. "." .. finding.location, finding.message) end
    return document.kept(permissions)
end

-- The seed itself must stay as it is for the next reset.
local function copy(value)
    if type(value) ~= "table" then return value end
    local copied = {}
    for name, element in pairs(value) do copied[name] = copy(element) end
    return copied
end

local function add_keys(state, where, account, keys, now)
    for i, values in ipairs(keys) do
        local place = ("%s.accessKeys[%d]"):format(where, i)
        check_table(place, kinds.key, values)
        local key = copy(values)
        if state:credential(key.accessKey) then fail(place, ("accessKey %s is given twice"):format(key.accessKey)) end
        seed_check.times(place, key, KEY_TIMES)
        state:add_key(account, key, now)
    end
end

-- What is kept of the values that a seed gives for a thing.
local function keep(state, where, values, defaults)
    local kept = copy(defaults)
    for name, value in pairs(values) do kept[name] = copy(value) end
    kept.accessKeys = nil
    if kept.tags then kept.tags = tags.from_map(kept.tags) end
    if kept.permissions then kept.permissions = keep_permissions(state, where, kept.permissions) end
    return kept
end

local function add(state, where, list, values, now)
    check_table(where, list.fields, values)
    check_unique(where, state[list.store], list.id, values[list.id])
    check_unique(where, state[list.store], list.unique, values[list.unique])
    check_known(state, where, list.refers, values)
    if list.store ~= "accounts" then return state:add(list.store, keep(state, where, values, {}), now) end
    local fields = keep(state, where, values, ACCOUNT_DEFAULTS)
    seed_check.times(where, fields, ACCOUNT_TIMES)
    local account = state:add_account(fields, now)
    add_keys(state, where, account, values.accessKeys or {}, now)
end

local function add_products(state, products)
    for _, product in ipairs(products) do state.products[product] = true end
end

--- Applies `seed` (see docs/emulator.md; nil: only what is built in). Raises a message that names the
-- place of a mistake.
return function(state, seed, now)
    seed = seed or {}
    check_table("top level", kinds.top, seed)
    add_products(state, managed.PRODUCTS)
    add_products(state, seed.products or {})
    state.tenant.login_alias = seed.loginAlias
    for _, policy in ipairs(managed.POLICIES) do state:add("policies", policy, now) end
    for _, list in ipairs(kinds.lists) do
        local things = seed[list.name] or (list.name == "groups" and GROUPS or {})
        for i, values in ipairs(things) do add(state, ("%s[%d]"):format(list.name, i), list, values, now) end
    end
end
