-- Who may do what, as the policies are now. The emulator's own verdict is the measure.
local can = require("ncp.account.can")
local core = require("ncp.core")
local ncp = require("ncp")
local sample = require("spec.support.sample")
local signed = require("spec.support.signed")
local support = require("spec.support.client")

local NRN = "nrn:PUB:IAM::1234567:"
local ADA = "11111111-0000-4000-8000-000000000001"
local DEV = "22222222-0000-4000-8000-000000000001"
local KEY, SECRET = "ncp_iam_EXAMPLEKEYOFADA00001", "ncp_iam_EXAMPLESECRETOFADA0000000000001"

local function statement(effect, actions, resources, condition, product)
    return {
        effect = effect, condition = condition,
        targets = { { product = product or "IAM", actions = actions, resourceNrns = resources or { "*" } } },
    }
end

-- An account ada in the group dev. Its own policies and those of the group are lists of permissions.
local function seed_of(own, groups, fields)
    local seed = { policies = {}, groups = {}, subAccounts = {} }
    local function add(prefix, list)
        local ids = {}
        for i, permissions in ipairs(list) do
            local name = prefix .. i
            ids[i] = ("33333333-0000-4000-9000-%012d"):format(#seed.policies + 1)
            table.insert(seed.policies, { policyId = ids[i], policyName = name, permissions = permissions })
        end
        return ids
    end
    local account = {
        subAccountId = ADA, loginId = "ada", name = "Ada", tags = { team = "build" },
        accessKeys = { { accessKey = KEY, keySecret = SECRET } }, policies = add("own", own), groups = { DEV },
    }
    for name, value in pairs(fields or {}) do account[name] = value end
    seed.subAccounts[1] = account
    seed.groups[1] = { groupId = DEV, groupName = "dev", policies = add("dev", groups), tags = { env = "dev" } }
    return seed
end

local function emulated(seed, options)
    return support.emulated({ seed = seed }, options)
end

local APIS = { "v1", "v2" }

for _, api in ipairs(APIS) do
    describe("who may do what, version " .. api:sub(2), function()
        local function client_of(seed)
            return emulated(seed, { api = api })
        end

        it("names the statement that decides, its policy and the group through which it holds", function()
            local client = client_of(seed_of({ { statement("Allow", { "View*" }) } },
                { { statement("Deny", { "View/policy.list" }) }, { statement("Allow", { "*" }) } }))
            local answer = assert(can.can(client, "ada", "group.list"))
            assert.same({ true, "ada", "IAM:View/group.list", NRN:gsub("IAM::", "IAM:*:") .. "*", "own1" },
                { answer.allowed, answer.account, answer.action, answer.resource, answer.policy })
            assert.same({ "View*" }, answer.statement.targets[1].actions)
            assert.is_nil(answer.via)
            answer = assert(can.can(client, KEY, "IAM:Change/group.delete", NRN .. "Group/" .. DEV))
            assert.same({ true, "dev2", "dev" }, { answer.allowed, answer.policy, answer.via })
            answer = assert(can.can(client, ADA, "policy.list", "*"))
            assert.same({ false, "dev1", "Deny" }, { answer.allowed, answer.policy, answer.statement.effect })
            answer = assert(can.can(client, ADA, "Server:View*"))
            assert.same({ false, nil, nil }, { answer.allowed, answer.policy, answer.statement })
        end)

        it("knows the vendor's policies", function()
            local seed = seed_of({}, {})
            seed.groups[1].policies = { support.ADMINISTRATOR }
            local answer = assert(can.can(client_of(seed), "ada", "Server:Change/stopServerInstances"))
            assert.same({ true, "NCP_ADMINISTRATOR", "dev" }, { answer.allowed, answer.policy, answer.via })
        end)

        it("lists all that the policies say", function()
            local only = { StringEquals = { ["ncp:principalId"] = { "ada" } } }
            local client = client_of(seed_of({ { statement("Allow", { "Change*", "View*" }, nil, only) } },
                { { statement("Deny", { "*" }, { NRN .. "Role/*" }) } }))
            assert.same({
                { effect = "Allow", product = "IAM", actions = { "Change*", "View*" },
                    resources = { "nrn:*:IAM:*::*" }, condition = only, policy = "own1" },
                { effect = "Deny", product = "IAM", actions = { "*" }, resources = { NRN .. "Role/*" },
                    policy = "dev1", via = "dev" },
            }, (assert(can.rights(client, "ada"))))
        end)
    end)
end

describe("an account that cannot use its rights", function()
    it("may do nothing, and it is told why", function()
        for reason, fields in pairs({
            ["the account is switched off"] = { active = false },
            ["the account has no access to the API"] = { canAPIGatewayAccess = false },
        }) do
            local client = emulated(seed_of({ { statement("Allow", { "*" }) } }, {}, fields))
            local answer = assert(can.can(client, "ada", "group.list"))
            assert.same({ false, reason, "own1" }, { answer.allowed, answer.reason, answer.policy })
            assert.equal(reason, select(2, assert(can.rights(client, "ada"))))
        end
    end)
end)

describe("the tags of a resource", function()
    it("are those that are given", function()
        local client = emulated(seed_of({ { statement("Allow", { "View*" }, nil,
            { StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } }) } }, {}))
        local group = NRN .. "Group/" .. DEV
        assert.is_false(assert(can.can(client, "ada", "group.get", group)).allowed)
        assert.is_true(assert(can.can(client, "ada", "group.get", { nrn = group, tags = { env = "dev" } })).allowed)
    end)
end)

describe("an answer that cannot be had", function()
    it("is a failure, whatever could not be read", function()
        for _, operation in ipairs({ "subaccount.get", "group.get", "policy.get" }) do
            for kind, expected in pairs({ error = "server", throttle = "throttled", garbage = "protocol" }) do
                local seed = seed_of({ { statement("Allow", { "*" }) } }, {})
                local client, transport = emulated(seed, { max_attempts = 1 })
                transport.emulator:fault({ kind = kind, operation = operation })
                local answer, _, err = can.can(client, ADA, "group.list")
                assert.is_nil(answer)
                assert.equal(expected, err.kind)
                transport.emulator:fault({ kind = kind, operation = operation })
                assert.is_nil((can.rights(client, ADA)))
            end
        end
    end)

    it("is none where it hangs on a condition that is not known here", function()
        local at_night = { DateGreaterThan = { ["ncp:currentTime"] = { "2030-01-01" } } }
        local client = support.stubbed({
            { body = [[{"subAccountId":"]] .. ADA .. [[","loginId":"ada","name":"Ada","groups":[],
                "policies":[{"policyId":"p1","policyName":"night"}]}]] },
            { body = core.json({ policyId = "p1", policyName = "night", policyType = "USER_CREATED",
                permissions = { statement("Allow", { "*" }, nil, at_night) } }) },
        })
        local _, message, err = can.can(client, ADA, "group.list")
        assert.equal("unsupported", err.kind)
        assert.matches("a condition of the policy night that is not known here: DateGreaterThan ncp:currentTime",
            message, 1, true)
    end)

    it("is none where two policies have one name, of which a plan could tell only one", function()
        local client, transport = emulated(seed_of({ { statement("Allow", { "View*" }) } }, {}))
        local other = transport.emulator.state:add("policies",
            { policyName = "own1", permissions = { statement("Allow", { "Change*" }) } }, 0)
        assert(client.subaccount.attach_policies(ADA, { other.policyId }))
        local answer, message, err = can.can(client, ADA, "group.list")
        assert.is_nil(answer)
        assert.equal("conflict", err.kind)
        assert.matches("two policies have the name own1", message, 1, true)
    end)

    it("is none where the service does not tell the policies", function()
        local client = support.stubbed({
            { body = [[{"subAccountId":"]] .. ADA .. [[","loginId":"ada","name":"Ada"}]] },
        })
        assert.equal("protocol", select(3, can.can(client, ADA, "group.list")).kind)
    end)

    it("is none where the service does not tell whether there is the account", function()
        local client, transport = emulated(seed_of({}, {}))
        transport.emulator:fault({ kind = "error", status = 403, operation = "subaccount.get" })
        local answer, message, err = can.can(client, "ada", "group.list")
        assert.is_nil(answer)
        assert.equal("permission", err.kind, message)
    end)

    it("is refused for what is no action, resource or account", function()
        local client = emulated(seed_of({}, {}))
        local _, message, err = can.can(client, "ada", "group.lst")
        assert.equal("validation", err.kind)
        assert.matches("there is no operation 'group.lst' (did you mean 'group.list'?)", message, 1, true)
        _, message, err = can.can(client, "ada", "group.list", "Group/1")
        assert.equal("validation", err.kind)
        assert.matches("'Group/1' is no resource name", message, 1, true)
        assert.equal("not_found", select(3, can.can(client, "nobody", "group.list")).kind)
    end)
end)

-- The emulator as a measure: what it answers to a call of the account's own key, of things that are not there, so that
-- nothing changes.
local function verdict_of(call, operation, ids)
    local path = operation.path:gsub("{(%w+)}", ids)
    local status, answer = call(operation.method, path)
    local is_denied = status == 403 or status == 401 and answer.error ~= nil and answer.error.errorCode == "210"
    return not is_denied
end

local KINDS = {
    subAccountId = "SubAccount", groupId = "Group", policyId = "Policy", roleNo = "Role", roleId = "Role",
    trustAnchorId = "TrustAnchor", crlId = "Crl", profileId = "Profile", subjectId = "Subject",
}

local function nrn_of(operation, product, ids)
    local name
    for _, field in ipairs(operation.parameters) do
        if field.place == "path" and KINDS[field.name] then name = field.name end
    end
    return name and ("nrn:PUB:%s::1234567:%s/%s"):format(product, KINDS[name], ids[name]) or "*"
end

-- Operations on which policies have a say.
local function operations()
    local list = {}
    for _, noun in ipairs(core.describe().nouns) do
        local is_meant = noun.service == "subaccount" or noun.service == "externalaccess"
        for _, verb in ipairs(is_meant and noun.name ~= "switchable_role" and noun.operations or {}) do
            list[#list + 1] = core.describe(noun.name, verb, noun.api)
        end
    end
    return list
end

local function pick(list)
    return list[math.random(#list)]
end

local function random_permissions()
    local kind, operation = pick({ "Group", "Policy", "Role", "SubAccount" }), pick({ "group", "policy", "role", "*" })
    local conditions = {
        false, false, { StringEquals = { ["ncp:principalId"] = { "ada", "bob" } } },
        { StringNotLike = { ["ncp:principalName"] = { pick({ "A*", "B*" }) } } },
        { StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } },
    }
    return { statement(pick({ "Allow", "Allow", "Allow", "Deny" }),
        { pick({ "View*", "Change*", "*", "View/" .. operation .. ".get", "View/" .. operation .. "*" }) },
        { pick({ "*", "*", NRN .. kind .. "/*", NRN .. kind .. "/x1", NRN .. "*" }) },
        pick(conditions) or nil, pick({ "IAM", "IAM", "IAM", "*", "ExternalAccess" })) }
end

describe("the answer for an operation", function()
    it("is yes exactly when the emulator lets the account's key make the call", function()
        local all, ids = operations(), {}
        for seed = 1, sample(40, 8) do
            math.randomseed(seed)
            local own, groups = {}, {}
            for i = 1, math.random(0, 2) do own[i] = random_permissions() end
            for i = 1, math.random(0, 3) do groups[i] = random_permissions() end
            local account = { active = math.random(10) > 1, canAPIGatewayAccess = math.random(10) > 1 }
            local world = seed_of(own, groups, account)
            world.products = { "*" }
            local client, transport = emulated(world)
            local call = signed.caller(transport.emulator, KEY, SECRET)
            local is_open = account.active and account.canAPIGatewayAccess
            for _ = 1, 15 do
                local operation = pick(all)
                for name in pairs(KINDS) do ids[name] = pick({ "x1", "x2" }) end
                local name = operation.noun .. "." .. operation.name
                local product = can.action(name).product
                local answer = assert(can.can(client, ADA, name, nrn_of(operation, product, ids)))
                local expected = is_open and verdict_of(call, operation, ids)
                assert.equal(expected, answer.allowed, ("seed %d: %s %s"):format(seed, operation.api or "any", name))
            end
        end
    end)
end)

describe("the public door", function()
    it("is ncp.account", function()
        local client = emulated(seed_of({ { statement("Allow", { "View*" }) } }, {}))
        assert.is_true(assert(ncp.account.can(client, "ada", "group.list", "*")).allowed)
        assert.equal("own1", assert(ncp.account.rights(client, "ada"))[1].policy)
    end)
end)
