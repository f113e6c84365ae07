--- What the emulated service remembers. Ids, keys and passwords are counted, not drawn: the
-- same calls on a new state give the same answers.

local store = require("ncp.emulator.engine.store")

local state = {}
state.__index = state

local MAIN_ACCESS_KEY = "ncp_iam_EXAMPLEMAINKEY000001"
local MAIN_SECRET_KEY = "ncp_iam_EXAMPLEMAINSECRETKEY000000000001"
local FIRST_ACCOUNT_NUMBER = 16001

-- By store: the name of the id, and what a new thing has where nothing is given.
local KINDS = {
    accounts = { id = "subAccountId", new = function()
        return {
            active = true, needPasswordReset = false, isMfaMandatory = false, memo = "",
            useConsolePermitIp = false, consolePermitIps = {},
            useApiAllowSource = false, apiAllowSources = {},
            groups = {}, policies = {}, tags = {}, keys = {}, mfaList = {}, switchable_roles = store.new(),
        }
    end },
    groups = { id = "groupId", new = function() return { policies = {}, tags = {} } end },
    policies = { id = "policyId", new = function()
        return { policyType = "USER_CREATED", description = "", permissions = {}, tags = {} }
    end },
    roles = { id = "roleNo", new = function()
        return { active = true, descCont = "", policies = {}, entities = {}, tags = {} }
    end },
    trust_anchors = { id = "trustAnchorId", new = function() return { enabled = false, description = "" } end },
    crls = { id = "crlId", new = function() return { enabled = false } end },
    profiles = { id = "profileId", new = function()
        return { enabled = false, description = "", durationSeconds = 3600, roleIdList = {} }
    end },
    subjects = { id = "subjectId", new = function() return { enabled = true, activity = {} } end },
}

--- An empty state, with the main account's pair (examples when nil).
function state.new(access_key, secret_key)
    local self = setmetatable({
        main = {
            accessKey = access_key or MAIN_ACCESS_KEY,
            keySecret = secret_key or MAIN_SECRET_KEY,
        },
        count = 0,
        next_account_number = FIRST_ACCOUNT_NUMBER,
        deleted_accounts = store.new(),
        keys = {}, -- by access key
        products = {}, -- codes of services that policies may name
        tenant = {},
    }, state)
    for name in pairs(KINDS) do self[name] = store.new() end
    return self
end

--- 1, 2, 3 …
function state:next_number()
    self.count = self.count + 1
    return self.count
end

--- A new id in the form of a UUID; the factor spreads the numbers over the first eight digits.
function state:next_id()
    local number = self:next_number()
    return ("%08x-0000-4000-8000-%012x"):format(number * 2654435761 % 4294967296, number)
end

--- Adds a thing with `fields` (mostly by wire name; times in ms) to the store of this name, each field
-- left out being given a default.
function state:add(name, fields, now)
    local kind = KINDS[name]
    local thing = kind.new()
    thing.createTime, thing.modifiedTime = now, now
    for field, value in pairs(fields) do thing[field] = value end
    thing[kind.id] = thing[kind.id] or self:next_id()
    return self[name]:add(thing[kind.id], thing)
end

--- Adds an account.
function state:add_account(fields, now)
    local account = self:add("accounts", fields, now)
    account.subAccountNo = self.next_account_number
    self.next_account_number = self.next_account_number + 1
    return account
end

--- Forgets all keys of a sub account or role.
function state:revoke_keys(holder)
    for access_key, key in pairs(self.keys) do
        if key.owner == holder or key.role == holder then self.keys[access_key] = nil end
    end
end

--- Marks an account as deleted; its keys are gone, and it is in no group and has no policy.
function state:delete_account(account)
    self:revoke_keys(account)
    account.keys, account.groups, account.policies, account.deleted = {}, {}, {}, true
    self.accounts:remove(account.subAccountId)
    self.deleted_accounts:add(account.subAccountId, account)
end

--- Adds a key to an account; `fields` may hold accessKey, keySecret, active, createTime and lastUsed (ms).
function state:add_key(account, fields, now)
    local own = { owner = account }
    for name, value in pairs(fields) do own[name] = value end
    local key = self:issue_key(own, now)
    account.keys[#account.keys + 1] = key
    return key
end

--- Adds a key that no account lists. `fields` hold `owner` (account) or `role`, `expireTime` (ms) when
-- it is a temporary one, and may hold accessKey and keySecret.
function state:issue_key(fields, now)
    local number = self:next_number()
    local key = { active = true, createTime = now }
    for name, value in pairs(fields) do key[name] = value end
    key.accessKey = key.accessKey or ("ncp_iam_EMULATOR%012d"):format(number)
    key.keySecret = key.keySecret or ("ncp_iam_EMULATORSECRETKEY%015d"):format(number)
    self.keys[key.accessKey] = key
    return key
end

function state:delete_key(key)
    self.keys[key.accessKey] = nil
    for i, other in ipairs(key.owner.keys) do
        if other == key then return table.remove(key.owner.keys, i) end
    end
end

--- The key with this id, or nil: its `owner` is a sub account, or it has a `role`, or it is the main account's.
function state:credential(access_key)
    return access_key == self.main.accessKey and self.main or self.keys[access_key]
end

return state
