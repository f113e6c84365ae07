--- What one sub account holds: its groups, and the policies of both. What cannot be read is a failure, never less.
local all = require("ncp.account.all")
local errors = require("ncp.base.error")
local principal = require("ncp.account.principal")
local sources = require("ncp.account.sources")

local Holder = {}
Holder.__index = Holder

local MANAGED = "SYSTEM_MANAGED"

-- Reads each of a list of ids; the first failure fails it.
local function read_all(ids, read)
    local jobs = {}
    for i, id in ipairs(ids) do
        jobs[i] = function() return read(id) end
    end
    return all(jobs, {})
end

local function want(self, policies)
    for _, policy in ipairs(policies) do self.wanted[policy.id] = true end
end

local function read_account(self, id)
    local thing = {}
    local account, message, err = sources.subAccounts.thing(self.client, id, thing)
    if not account then return nil, message, err end
    self.id, self.login, self.nrn = id, account.login, account.nrn
    self.document.subAccounts[account.login] = thing
    want(self, account.policies)
    return account
end

local function read_group(self, id)
    local thing = {}
    local group, message, err = sources.groups.thing(self.client, id, thing)
    if not group then return nil, message, err end
    self.document.groups[group.name] = { policies = thing.policies }
    want(self, group.policies)
    return true
end

--- has_policy(name) → whether it was read.
function Holder:has_policy(name)
    return self.managed[name] ~= nil or self.document.policies[name] ~= nil
end

local function read_policy(self, id)
    local thing = {}
    local policy, message, err = sources.policies.thing(self.client, id, thing)
    if not policy then return nil, message, err end
    if self:has_policy(policy.name) then
        return errors.fail({
            kind = "conflict", operation = "policy.get", sent = true,
            message = ("two policies have the name %s"):format(policy.name),
        })
    end
    local place = policy.type == MANAGED and self.managed or self.document.policies
    place[policy.name] = thing
    return true
end

local function read_policies(self)
    local ids = {}
    for id in pairs(self.wanted) do ids[#ids + 1] = not self.read[id] and id or nil end
    table.sort(ids)
    for _, id in ipairs(ids) do self.read[id] = true end
    return read_all(ids, function(id) return read_policy(self, id) end)
end

--- principal() → the account as `allowed` takes it, see `ncp.account.principal`.
function Holder:principal()
    return principal.of(self.document, self.managed, self.login, self.id)
end

--- add(groups, policies) reads more of both, lists of ids, and the policies of these groups → true; nil, message, err.
function Holder:add(groups, policies)
    local read, message, err = read_all(groups, function(id) return read_group(self, id) end)
    if not read then return nil, message, err end
    for _, id in ipairs(policies) do self.wanted[id] = true end
    return read_policies(self)
end

--- read(client, id) → `{ id =, login =, nrn =, document =, managed = }` of the sub account of this id, as
-- `ncp.account.principal` takes them; nil, message, err.
function Holder.read(client, id)
    local self = setmetatable({
        client = client, document = { subAccounts = {}, groups = {}, policies = {} }, managed = {},
        wanted = {}, read = {}, -- ids of policies
    }, Holder)
    local account, message, err = read_account(self, id)
    if not account then return nil, message, err end
    local ids = {}
    for i, group in ipairs(account.groups) do ids[i] = group.id end
    account, message, err = self:add(ids, {})
    if not account then return nil, message, err end
    return self
end

return Holder
