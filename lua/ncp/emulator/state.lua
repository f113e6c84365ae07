--- What the emulated service remembers. Ids, keys and passwords are counted, not drawn: the
-- same calls on a new state give the same answers.

local state = {}
state.__index = state

local MAIN_ACCESS_KEY = "ncp_iam_EXAMPLEMAINKEY000001"
local MAIN_SECRET_KEY = "ncp_iam_EXAMPLEMAINSECRETKEY000000000001"

--- An empty state, with the main account's pair (examples when nil).
function state.new(access_key, secret_key)
    return setmetatable({
        main = {
            accessKey = access_key or MAIN_ACCESS_KEY,
            keySecret = secret_key or MAIN_SECRET_KEY,
        },
        count = 0,
        accounts = {}, -- in order of creation, deleted ones included
        accounts_by_id = {},
        keys = {},     -- by access key
        groups = {},   -- by id
        policies = {}, -- by id
        tenant = {},
    }, state)
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

--- The account with this id that is not deleted, or nil.
function state:account(id)
    local account = self.accounts_by_id[id]
    return account and not account.deleted and account or nil
end

--- The account with this id, deleted or not, or nil.
function state:any_account(id)
    return self.accounts_by_id[id]
end

--- The accounts that are not deleted, in order of creation.
function state:live_accounts()
    local live = {}
    for _, account in ipairs(self.accounts) do
        if not account.deleted then live[#live + 1] = account end
    end
    return live
end

--- Whether an account that is not deleted has this login ID.
function state:has_login_id(login_id)
    for _, account in ipairs(self:live_accounts()) do
        if account.loginId == login_id then return true end
    end
    return false
end

--- Adds an account with `fields` (wire names; times in ms), each left out being given a default.
function state:add_account(fields, now)
    local account = {
        active = true, needPasswordReset = false, isMfaMandatory = false, memo = "",
        useConsolePermitIp = false, consolePermitIps = {},
        useApiAllowSource = false, apiAllowSources = {},
        createTime = now, modifiedTime = now,
        groups = {}, policies = {}, tags = {}, keys = {}, mfaList = {},
    }
    for name, value in pairs(fields) do account[name] = value end
    account.subAccountId = account.subAccountId or self:next_id()
    account.subAccountNo = 16000 + #self.accounts + 1
    self.accounts[#self.accounts + 1] = account
    self.accounts_by_id[account.subAccountId] = account
    return account
end

--- Marks an account as deleted; its keys are gone.
function state:delete_account(account)
    for _, key in ipairs(account.keys) do self.keys[key.accessKey] = nil end
    account.keys, account.deleted = {}, true
end

--- Adds a key to an account; `fields` may hold accessKey, keySecret and active.
function state:add_key(account, fields, now)
    local number = self:next_number()
    local key = {
        accessKey = fields.accessKey or ("ncp_iam_EMULATOR%012d"):format(number),
        keySecret = fields.keySecret or ("ncp_iam_EMULATORSECRETKEY%015d"):format(number),
        active = fields.active ~= false,
        createTime = now,
        owner = account,
    }
    account.keys[#account.keys + 1] = key
    self.keys[key.accessKey] = key
    return key
end

function state:delete_key(key)
    self.keys[key.accessKey] = nil
    for i, other in ipairs(key.owner.keys) do
        if other == key then return table.remove(key.owner.keys, i) end
    end
end

--- The key with this id and the sub account that owns it (nil for the main account's), or nil.
function state:credential(access_key)
    if access_key == self.main.accessKey then return self.main end
    local key = self.keys[access_key]
    return key, key and key.owner
end

return state
