--- Random accounts and documents for specs.
local support = require("spec.support.client")

local account = {}

local MANAGED = { "NCP_SUB_ACCOUNT_VIEWER", "NCP_INFRA_MANAGER" }

-- The same numbers on every Lua.
local Random = {}
Random.__index = Random

function account.random(seed)
    return setmetatable({ state = seed * 7919 % 2147483647 }, Random)
end

--- to(n) → a number from 1 to n.
function Random:to(n)
    self.state = self.state * 16807 % 2147483647
    return math.floor(self.state / 65536) % n + 1
end

function Random:chance(percent)
    return self:to(100) <= percent
end

function Random:pick(list)
    return list[self:to(#list)]
end

--- some(list, most) → up to so many of its elements, in its order.
function Random:some(list, most)
    local some = {}
    for _, element in ipairs(list) do
        if #some < most and self:chance(40) then some[#some + 1] = element end
    end
    return some
end

local function names(random, prefix, count)
    local list = {}
    for i = 1, count do
        if random:chance(60) then list[#list + 1] = ("%s-%d"):format(prefix, i) end
    end
    return list
end

local function tags(random)
    local map = {}
    for _, key in ipairs(random:some({ "team", "env", "cost" }, 3)) do map[key] = random:pick({ "a", "b" }) end
    return map
end

local function policy(random)
    local statements = {}
    for i = 1, random:to(2) do
        statements[i] = {
            effect = random:chance(80) and "Allow" or "Deny",
            targets = { {
                product = random:pick({ "IAM", "Server" }), actions = { random:pick({ "View*", "Change*", "*" }) },
                resourceNrns = { "*" },
            } },
            condition = random:chance(20) and { StringEquals = { ["ncp:principalType"] = { "IamUser" } } } or nil,
        }
    end
    return { description = random:pick({ "", "of a team" }), permissions = statements, tags = tags(random) }
end

local function role(random, policies)
    local kind = random:pick({ "Server", "Account", "Service" })
    return {
        roleType = kind, descCont = random:pick({ "", "for a job" }), active = random:chance(80),
        sessionExpirationSec = kind == "Account" and random:pick({ 600, 3600 }) or nil,
        policies = random:some(policies, 3), tags = tags(random),
        entities = kind ~= "Account" and random:some({ "1001", "1002" }, 2) or {},
    }
end

local function sub_account(random, policies, groups)
    local console, api = random:chance(30), random:chance(30)
    return {
        name = random:pick({ "Ada", "Grace", "Linus" }), memo = random:pick({ "", "a memo" }),
        email = random:pick({ "ada@example.com", "team@example.com" }),
        active = random:chance(80), canAPIGatewayAccess = random:chance(70),
        canConsoleAccess = random:chance(50), isMfaMandatory = random:chance(20),
        useConsolePermitIp = console,
        consolePermitIps = console and random:some({ "10.0.0.0/8", "192.0.2.1" }, 2) or {},
        useApiAllowSource = api,
        apiAllowSources = api and { { type = "IP", source = random:pick({ "10.0.0.0/8", "192.0.2.1" }) } } or {},
        groups = random:some(groups, 10), policies = random:some(policies, 3), accessKeys = 0, tags = tags(random),
    }
end

local function join(one, other)
    local both = {}
    for _, list in ipairs({ one, other }) do
        for _, element in ipairs(list) do both[#both + 1] = element end
    end
    return both
end

--- document(random) → a document that has all members of all things in it, those that only version 1 has too.
function account.document(random)
    local document = { version = 1, policies = {}, groups = {}, roles = {}, subAccounts = {} }
    local policies, groups = names(random, "policy", 5), names(random, "group", 4)
    local attachable = join(policies, MANAGED)
    for _, name in ipairs(policies) do document.policies[name] = policy(random) end
    for _, name in ipairs(groups) do
        document.groups[name] = { policies = random:some(attachable, 3), tags = tags(random) }
    end
    for _, name in ipairs(names(random, "role", 3)) do document.roles[name] = role(random, attachable) end
    for _, name in ipairs(names(random, "account", 6)) do
        document.subAccounts[name] = sub_account(random, attachable, groups)
    end
    document.settings = {
        loginAlias = random:pick({ "acme", "example" }),
        passwordExpiration = random:pick({
            { usePasswordExpiration = false }, { usePasswordExpiration = true, passwordExpirationDays = 90 },
        }),
        sessionExpiration = { useSessionExpiration = true, sessionExpirationSec = random:pick({ 600, 3600 }) },
        idleDisable = { useIdleDisable = false },
    }
    return document
end

local function ids_of(list, ids)
    local found = {}
    for i, name in ipairs(list) do found[i] = ids[name] or name end
    return found
end

local function copy(values)
    local copied = {}
    for name, value in pairs(values) do copied[name] = value end
    return copied
end

--- seed(document) → a seed of the emulator with the same things, but not the settings.
function account.seed(document)
    local seed, ids = { policies = {}, groups = {}, roles = {}, subAccounts = {} }, {}
    for i, name in ipairs(MANAGED) do ids[name] = ("33333333-0000-4000-8000-%012d"):format(i == 1 and 4 or 2) end
    local function add(list, id_field, key, name, thing)
        local entry = copy(thing)
        ids[name] = list .. "-" .. name
        entry[id_field], entry[key], entry.accessKeys = ids[name], name, nil
        if entry.policies then entry.policies = ids_of(entry.policies, ids) end
        if entry.groups then entry.groups = ids_of(entry.groups, ids) end
        table.insert(seed[list], entry)
    end
    local function each(section, id_field, key)
        local ordered = {}
        for name in pairs(document[section]) do ordered[#ordered + 1] = name end
        table.sort(ordered)
        for _, name in ipairs(ordered) do add(section, id_field, key, name, document[section][name]) end
    end
    each("policies", "policyId", "policyName")
    each("groups", "groupId", "groupName")
    each("roles", "roleNo", "roleName")
    each("subAccounts", "subAccountId", "loginId")
    return seed
end

--- client(seed, options) → a client of the main account of an emulator with this seed, and its transport.
function account.client(seed, options)
    return support.emulated({ seed = seed }, options)
end

return account
