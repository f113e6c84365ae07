--- What one sub account holds: its groups, and the policies of both. What cannot be read is a failure, never less.
local errors = require("ncp.base.error")
local json = require("ncp.base.json")
local map = require("ncp.map")
local normal = require("ncp.account.normal")
local records = require("ncp.keys.records")
local principal = require("ncp.account.principal")
local shape = require("ncp.account.shape")

local Holder = {}
Holder.__index = Holder

local CONCURRENCY = 32
local MANAGED = "SYSTEM_MANAGED"

-- The members of an account that say whether and from where it can be used.
local FIELDS = {}
for _, name in ipairs({ "name", "active", "canAPIGatewayAccess", "canConsoleAccess", "useConsolePermitIp",
    "consolePermitIps", "useApiAllowSource", "apiAllowSources" }) do
    FIELDS[name] = name
end

local function untold(operation, what)
    return errors.fail({
        kind = "protocol", operation = operation, sent = true, message = "the service does not tell " .. what,
    })
end

-- Reads all of a list at once; the first failure fails it.
local function read_all(list, read)
    local results = map(list, read, {
        concurrency = CONCURRENCY, stop_on = function(result) return not result.ok end,
    })
    local failed
    for _, result in ipairs(results) do
        if not result.ok and (not failed or failed.kind == "stopped") then failed = result.err end
    end
    if not failed then return true end
    if type(failed) ~= "table" then error(failed, 0) end
    return nil, failed.message, failed
end

local function names_of(list)
    local names = {}
    for i, record in ipairs(list) do names[i] = record.name end
    table.sort(names)
    return names
end

local function want(self, policies)
    for _, policy in ipairs(policies) do self.wanted[policy.id] = true end
end

local function fields_of(client, answer)
    local fields = {}
    for wire, name in pairs(records.fields(client, "subaccount", FIELDS)) do
        local value = answer[wire]
        if value ~= json.null then fields[name] = value end
    end
    return fields
end

local function read_account(self, id)
    local answer, message, err = self.client.subaccount.get(id)
    if not answer then return nil, message, err end
    local account = records.read(self.client, "account", answer)
    if not (account.login and account.groups and account.policies) then
        return untold("subaccount.get", "which groups and policies the account has")
    end
    self.id, self.login, self.nrn = id, account.login, answer.nrn
    local fields = fields_of(self.client, answer)
    fields.groups, fields.policies = names_of(account.groups), names_of(account.policies)
    self.document.subAccounts[account.login] = fields
    want(self, account.policies)
    return account
end

local function read_group(self, id)
    local answer, message, err = self.client.group.get(id)
    if not answer then return nil, message, err end
    local group = records.read(self.client, "group", answer)
    if not (group.name and group.policies) then return untold("group.get", "which policies the group has") end
    self.document.groups[group.name] = { policies = names_of(group.policies) }
    want(self, group.policies)
    return true
end

local function is_statement(statement)
    for _, target in ipairs(statement.targets or {}) do
        if not (target.product and target.actions and target.resourceNrns) then return false end
    end
    return statement.targets ~= nil and (statement.effect == "Allow" or statement.effect == "Deny")
end

local function are_statements(permissions)
    for _, statement in ipairs(permissions or {}) do
        if not is_statement(statement) then return false end
    end
    return permissions ~= nil
end

--- has_policy(name) → whether it was read.
function Holder:has_policy(name)
    return self.managed[name] ~= nil or self.document.policies[name] ~= nil
end

local function read_policy(self, id)
    local answer, message, err = self.client.policy.get(id, { withPermissions = true })
    if not answer then return nil, message, err end
    local policy = records.read(self.client, "policy", answer)
    local permissions = normal.member(shape.sections.policies.members.permissions, policy.permissions)
    if not policy.name or not are_statements(permissions) then
        return untold("policy.get", "what the policy says")
    end
    local place = policy.type == MANAGED and self.managed or self.document.policies
    if self:has_policy(policy.name) then
        return errors.fail({
            kind = "conflict", operation = "policy.get", sent = true,
            message = ("two policies have the name %s"):format(policy.name),
        })
    end
    place[policy.name] = { permissions = permissions }
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
