-- Plans, against the emulator.
local account = require("spec.support.account")
local cjson = require("cjson")
local core = require("ncp.core")
local ncp = require("ncp")
local rounds = require("spec.support.rounds")
local support = require("spec.support.client")

local READER = {
    effect = "Allow", targets = { { product = "IAM", actions = { "View*" }, resourceNrns = { "*" } } },
}

local function member(fields)
    local thing = { name = "Ada", canAPIGatewayAccess = true, canConsoleAccess = false }
    for name, value in pairs(fields or {}) do thing[name] = value end
    return thing
end

local function document(sections)
    sections.version = 1
    return sections
end

-- The account before: a group with a policy and two members.
local function world()
    return {
        version = 1,
        policies = { reader = { description = "", permissions = { READER }, tags = { team = "a" } } },
        groups = { dev = { policies = { "reader" }, tags = {} }, ops = { policies = {}, tags = {} } },
        roles = {},
        subAccounts = {
            ada = member({ groups = { "dev" }, policies = {}, tags = {} }),
            grace = member({ groups = { "dev" }, policies = {}, tags = {} }),
        },
    }
end

local function client_of(seeded, options)
    return account.client(account.seed(seeded or world()), options)
end

-- The operations of a plan with the things that they are for.
local function operations(plan)
    local list = {}
    for i, step in ipairs(plan.steps) do list[i] = step.operation .. " " .. step.name end
    return list
end

local function findings(client, wanted, options)
    local plan, message, err = ncp.account.plan(client, wanted, options)
    assert.is_nil(plan)
    assert.equal("validation", err.kind, message)
    local list = {}
    for i, finding in ipairs(err.detail) do list[i] = finding.path .. ": " .. finding.message end
    table.sort(list)
    return list
end

describe("a plan", function()
    it("leaves alone what the document does not have", function()
        local client = client_of()
        assert.same({}, assert(ncp.account.plan(client, document({ groups = { dev = {} } }))).steps)
        assert.same({}, assert(ncp.account.plan(client, document({}))).steps)
    end)

    it("is data: it is the same after a way through JSON", function()
        local plan = assert(ncp.account.plan(client_of(), document({
            groups = { dev = { policies = { "NCP_SUB_ACCOUNT_VIEWER" }, tags = { env = "b" } } },
            subAccounts = { ada = { memo = "first" } },
        })))
        local decoded = require("ncp.account.plan").restore(cjson.decode(core.json(plan)))
        assert.equal(tostring(plan), tostring(decoded))
        assert.matches("group%.attach_policies  group dev", tostring(plan))
    end)

    it("tells what changes for whom", function()
        local plan = assert(ncp.account.plan(client_of(), document({
            groups = { dev = { policies = {} } }, subAccounts = {
                grace = { policies = { "NCP_SUB_ACCOUNT_MANAGER" } }, linus = member({ groups = { "dev" } }),
            },
        })))
        assert.matches("what changes for whom\n  %- ada loses IAM View%*\n  %+ grace gains ExternalAccess %*\n",
            tostring(plan))
        assert.same({ "ada", "grace", "linus" }, {
            plan.effects[1].account, plan.effects[2].account, plan.effects[3].account,
        })
        assert.same({ access = "api" }, plan.effects[3].gained[1])
    end)

    it("has the order that works: first what is referred to, last what is deleted", function()
        local plan = assert(ncp.account.plan(client_of(), document({
            policies = { writer = { permissions = { READER } } },
            groups = { dev = { policies = { "writer" } }, new = { policies = { "writer" } } },
            subAccounts = {
                grace = member({ groups = { "new" }, accessKeys = 1 }), linus = member({ groups = { "new" } }),
            },
        }), { prune = true }))
        assert.same({
            "policy.create writer", "group.create new", "subaccount.create linus",
            "group.attach_policies dev", "group.attach_policies new", "group.add_members new",
            "accesskey.create grace", "group.detach_policies dev", "subaccount.remove_groups grace",
            "subaccount.delete ada", "group.delete ops", "policy.delete reader",
        }, operations(plan))
    end)

    it("says of each step what it stands on, what it makes, and why", function()
        local plan = assert(ncp.account.plan(client_of(), document({ subAccounts = { ada = { groups = { "ops" } } } })))
        assert.same({ { "dev" }, { "dev", "ops" } }, { plan.steps[1].before, plan.steps[1].after })
        assert.equal("the document has it in ops", plan.steps[1].reason)
        assert.same({ { "dev", "ops" }, { "ops" } }, { plan.steps[2].before, plan.steps[2].after })
        assert.same({ create = 0, update = 0, attach = 1, detach = 1, delete = 0 }, plan.counts)
    end)

    it("makes room first where ten groups are the most", function()
        local seeded, ten = world(), {}
        for i = 1, 11 do seeded.groups["group-" .. i] = { policies = {}, tags = {} } end
        for i = 1, 10 do ten[i] = "group-" .. i end
        seeded.subAccounts.ada.groups = ten
        local wanted = { "group-11" }
        for i = 2, 10 do wanted[i] = "group-" .. i end
        local plan = assert(ncp.account.plan(client_of(seeded), document({
            subAccounts = { ada = { groups = wanted } },
        })))
        assert.same({ "subaccount.remove_groups ada", "subaccount.add_groups ada" }, operations(plan))
    end)

    it("renames what the document names by its id, in an order in which names become free", function()
        local client = client_of()
        local plan = assert(ncp.account.plan(client, document({
            groups = { ops = { id = "groups-dev" }, old = { id = "groups-ops" } },
        })))
        assert.same({ "group.update ops", "group.update dev" }, operations(plan))
        assert.same({
            "groups.dev.id: ops cannot be renamed: another group has the name; give them other names first",
            "groups.ops.id: dev cannot be renamed: another group has the name; give them other names first",
        }, findings(client, document({ groups = { ops = { id = "groups-dev" }, dev = { id = "groups-ops" } } })))
        assert.same({ "groups.lost.id: there is no group with this id" },
            findings(client, document({ groups = { lost = { id = "nobody" } } })))
    end)

    it("tells all that is in the way at once", function()
        local seeded = world()
        seeded.roles.robot = { roleType = "Server", policies = {}, entities = {}, tags = {}, active = true }
        assert.same({
            "groups.dev.policies[0]: there is no policy nobody",
            "policies.NCP_SUB_ACCOUNT_VIEWER: this is a policy of the vendor, which cannot be changed",
            "roles.robot.roleType: the role is of type Server, which cannot be changed",
            "subAccounts.ada.groups[0]: there is no group nowhere",
            "subAccounts.new: is not in the account, and cannot be made without canAPIGatewayAccess, canConsoleAccess",
        }, findings(client_of(seeded), document({
            policies = { NCP_SUB_ACCOUNT_VIEWER = { permissions = { READER } } },
            groups = { dev = { policies = { "nobody" } } },
            roles = { robot = { roleType = "Account" } },
            subAccounts = { ada = { groups = { "nowhere" } }, new = { name = "New" } },
        })))
    end)

    it("does not delete what the document refers to", function()
        assert.same({
            "groups.dev.policies[0]: needs reader, which is not in the section policies: it would be deleted",
        }, findings(client_of(), document({
            policies = {}, groups = { dev = { policies = { "reader" } } },
        }), { prune = true }))
    end)

    it("refuses a name that two policies bear", function()
        local client, transport = client_of()
        transport.emulator.state:add("policies", { policyName = "reader", permissions = { READER } }, 0)
        assert.same({ "groups.ops.policies[0]: several policies of the account are called reader" },
            findings(client, document({ groups = { ops = { policies = { "reader" } } } })))
        local exported, _, err = ncp.account.export(client)
        assert.is_nil(exported)
        assert.equal("conflict", err.kind)
    end)

    it("does not touch one of two policies with the same name", function()
        local client, transport = client_of()
        transport.emulator.state:add("policies", { policyName = "reader", permissions = { READER } }, 0)
        assert.same({ "policies.reader: several policies of the account are called reader" },
            findings(client, document({ policies = { reader = { permissions = { READER } } } })))
        assert.same({
            "policies: several policies of the account are called reader: which of them to delete cannot be told",
        }, findings(client, document({ policies = {} }), { prune = true }))
    end)

    it("tells that there would be more than are possible", function()
        local seeded, wanted = world(), {}
        for i = 1, 298 do seeded.groups["group-" .. i] = { policies = {}, tags = {} } end
        local client = client_of(seeded)
        for i = 1, 3 do wanted["new-" .. i] = {} end
        assert.same({ "groups: there would be 303 groups, and 300 are possible" },
            findings(client, document({ groups = wanted })))
        assert.same({ "groups: there would be 303 groups, and 300 are possible, before the others are deleted" },
            findings(client, document({ groups = wanted }), { prune = true }))
    end)

    it("gives a role another account", function()
        local seeded = world()
        seeded.roles.guest = {
            roleType = "Account", sessionExpirationSec = 600, policies = {}, entities = {}, tags = {},
        }
        local wanted = { isMyAccount = true }
        local plan = assert(ncp.account.plan(client_of(seeded), document({ roles = { guest = { account = wanted } } })))
        assert.same({ "role.set_account guest" }, operations(plan))
        assert.same({ false, wanted, "the document has another account" },
            { plan.steps[1].before, plan.steps[1].after, plan.steps[1].reason })
    end)

    it("knows what version 2 of the API cannot", function()
        assert.same({
            "roles.guest.account: version 2 of the API does not tell the account of a role",
            "subAccounts.ada: isMfaMandatory cannot be changed in version 2 of the API",
        }, findings(client_of(nil, { api = "v2" }), document({
            roles = { guest = { roleType = "Account", sessionExpirationSec = 600, account = { isMyAccount = true } } },
            subAccounts = { ada = { isMfaMandatory = true } },
        })))
    end)

    it("carries what a PUT would reset", function()
        local seeded = world()
        seeded.subAccounts.ada.isMfaMandatory, seeded.subAccounts.ada.email = true, "ada@example.com"
        local plan = assert(ncp.account.plan(client_of(seeded), document({
            subAccounts = { ada = { memo = "first" } },
        })))
        assert.same({
            name = "Ada", memo = "first", active = true, canAPIGatewayAccess = true, canConsoleAccess = false,
            email = "ada@example.com", isMfaMandatory = true, useConsolePermitIp = false, consolePermitIps = {},
            useApiAllowSource = false, apiAllowSources = {},
        }, plan.steps[1].arguments)
        plan = assert(ncp.account.plan(client_of(seeded, { api = "v2" }), document({
            subAccounts = { ada = { memo = "first", useApiAllowSource = true,
                apiAllowSources = { { type = "IP", source = "10.0.0.0/8" } } } },
        })))
        assert.same({ "subaccount.update ada", "subaccount.set_api_rule ada" }, operations(plan))
        assert.same({ memo = "first" }, plan.steps[1].arguments)
    end)

    it("is none when a read fails: what could not be had never looks absent", function()
        local wanted = world()
        local client, transport = client_of()
        local send, targets = transport.send, {}
        transport.send = function(request)
            targets[#targets + 1] = request.target
            return send(request)
        end
        assert(ncp.account.plan(client, wanted, { prune = true }))
        assert.is_true(#targets > 10)
        local failures = {
            function() return nil, "the connection broke off", { kind = "network", sent = true } end,
            function() return { status = 429, headers = {}, body = "" } end,
        }
        for i, failing in ipairs(targets) do
            transport.send = function(request)
                if request.target == failing then return failures[i % 2 + 1]() end
                return send(request)
            end
            local plan, message, err = ncp.account.plan(client, wanted, { prune = true })
            assert.is_nil(plan, failing)
            assert.is_true(err.kind == "network" or err.kind == "throttled", message)
            local exported
            exported, message, err = ncp.account.export(client)
            assert.is_nil(exported, failing)
            assert.is_true(err.kind == "network" or err.kind == "throttled", message)
        end
    end)

    it("is none when a list changes while its pages are read", function()
        local seeded = world()
        for i = 1, 150 do seeded.policies["policy-" .. i] = { permissions = { READER }, tags = {} } end
        local client, transport = client_of(seeded)
        local send = transport.send
        transport.send = function(request)
            local response = send(request)
            if request.target:find("/policies?page=0", 1, true) then
                transport.emulator.state.policies:remove("policies-policy-1")
            end
            return response
        end
        local plan, message, err = ncp.account.plan(client, document({ roles = {} }))
        assert.is_nil(plan)
        assert.equal("conflict", err.kind, message)
        assert.is_true(err.retryable)
    end)
end)

describe("a plan of a large account", function()
    it("reads everything once, in few rounds more than ideal", function()
        local large = { version = 1, policies = {}, groups = {}, roles = {}, subAccounts = {} }
        for i = 1, 500 do
            large.policies[("policy-%03d"):format(i)] = { description = "", permissions = { READER }, tags = {} }
            large.subAccounts[("account-%03d"):format(i)] = member({
                groups = { ("group-%03d"):format(i % 300 + 1) }, policies = {}, tags = {}, isMfaMandatory = false,
            })
        end
        for i = 1, 300 do
            large.groups[("group-%03d"):format(i)] = { policies = { ("policy-%03d"):format(i) }, tags = {} }
        end
        local client, transport = client_of(large, { rate = nil })
        local plan
        local taken, calls = rounds.of(function()
            plan = assert(ncp.account.plan(client, large, { prune = true }))
        end, transport)
        assert.same({}, plan.steps)
        assert.is_true(calls < 3200, calls .. " calls")
        assert.is_true(taken <= 1.3 * math.ceil(calls / 32), ("%d rounds for %d calls"):format(taken, calls))
    end)
end)

describe("drift", function()
    it("has strangers in it", function()
        local client = client_of()
        local exported = assert(ncp.account.export(client))
        support.create_account(client, "stranger")
        assert.same({}, assert(ncp.account.plan(client, exported)).steps)
        assert.same({ "subaccount.delete stranger" }, operations(assert(ncp.account.drift(client, exported))))
    end)
end)
