-- A plan does not lock out who carries it out. Plans are made by the main account, and checked for a sub account's key.
local accounts = require("spec.support.account")
local core = require("ncp.core")
local guard = require("ncp.account.guard")
local ncp = require("ncp")

local KEY, SECRET = "ncp_iam_EXAMPLEKEYOFADA00001", "ncp_iam_EXAMPLESECRETOFADA0000000000001"

local function policy(effect, actions, product)
    local target = { product = product or "IAM", actions = actions, resourceNrns = { "*" } }
    return { permissions = { { effect = effect, targets = { target } } } }
end

-- Ada administers through the group ops, and by a policy of her own; bob is somebody else.
local function world()
    return {
        version = 1,
        policies = {
            admin = policy("Allow", { "*" }), servers = policy("Allow", { "*" }, "Server"),
            spare = policy("Allow", { "*" }), ["no-servers"] = policy("Deny", { "Change*" }, "Server"),
        },
        groups = {
            ops = { policies = { "admin" } }, quiet = { policies = { "no-servers" } }, idle = { policies = {} },
        },
        roles = {},
        subAccounts = {
            ada = {
                name = "Ada", active = true, canAPIGatewayAccess = true, canConsoleAccess = true,
                useApiAllowSource = true, apiAllowSources = { { type = "IP", source = "192.0.2.0/24" } },
                groups = { "ops", "idle" }, policies = { "servers" },
            },
            bob = {
                name = "Bob", active = true, canAPIGatewayAccess = true, canConsoleAccess = false,
                groups = { "ops" }, policies = { "servers" },
            },
        },
    }
end

-- The clients of the main account and of ada, of an emulator with this world; and its transport.
local function clients(document, options)
    local seed = accounts.seed(document or world())
    for _, entry in ipairs(seed.subAccounts) do
        if entry.loginId == "ada" then entry.accessKeys = { { accessKey = KEY, keySecret = SECRET } } end
    end
    local main, transport = accounts.client(seed, options)
    local given = { transport = transport, access_key = KEY, secret_key = SECRET }
    for name, value in pairs(options or {}) do given[name] = value end
    return main, assert(ncp.new(given)), transport
end

-- What the guard says to ada of the plan that makes the world as `change(document)` leaves it.
local function check(change, options, prune)
    local main, ada = clients(nil, options)
    local wanted = world()
    change(wanted)
    local plan = assert(ncp.account.plan(main, wanted, { prune = prune or false }))
    assert.is_true(#plan.steps > 0)
    assert.is_true(guard.check(main, plan))
    local fine, message, err = guard.check(ada, plan)
    return fine, message, err, plan
end


local REFUSED = {
    ["takes a policy from the account"] = { "subaccount.detach_policies of ada would take from it: Server *",
        function(d) d.subAccounts.ada.policies = {} end },
    ["takes the account from its group"] = { "_members of ops would take from it: IAM *", function(d)
        d.subAccounts.ada.groups, d.subAccounts.bob.groups = { "idle" }, {}
    end },
    ["takes a policy from its group"] = { "group.detach_policies of ops would take from it: IAM *", function(d)
        d.groups.ops.policies = {}
    end },
    ["narrows a policy of its group"] = { "policy.update of admin would take from it: IAM Change*", function(d)
        d.policies.admin = policy("Allow", { "View*" })
    end },
    ["denies by a policy that it has"] = { "policy.update of servers would take from it: Server View*", function(d)
        local statements = d.policies.servers.permissions
        statements[2] = policy("Deny", { "View*" }, "Server").permissions[1]
    end },
    ["attaches a denial"] = { "subaccount.attach_policies of ada would take from it: Server Change*", function(d)
        d.subAccounts.ada.policies = { "servers", "no-servers" }
    end },
    ["attaches a denial that it makes"] = { "group.attach_policies of idle would take from it: IAM View*", function(d)
        d.policies.blind = policy("Deny", { "View*" })
        d.groups.idle.policies = { "blind" }
    end },
    ["has the account enter a group that denies"] = { "would take from it: Server Change*", function(d)
        d.subAccounts.ada.groups = { "ops", "idle", "quiet" }
    end },
    ["switches the account off"] = { "subaccount.update of ada would take from it: all access to the API; " ..
        "all access to the console", function(d) d.subAccounts.ada.active = false end },
    ["takes its access to the API"] = { "subaccount.update of ada would take from it: all access to the API",
        function(d) d.subAccounts.ada.canAPIGatewayAccess = false end },
    ["narrows from where its keys work"] = { "would take from it: access to the API from all places that have it now",
        function(d) d.subAccounts.ada.apiAllowSources = { { type = "IP", source = "192.0.2.1" } } end },
    ["narrows from where it uses the console"] = { "access to the console from all places that have it now", function(d)
        d.subAccounts.ada.useConsolePermitIp, d.subAccounts.ada.consolePermitIps = true, { "192.0.2.1" }
    end },
    ["deletes the account"] = { "subaccount.delete of ada would take from it: all access to the API", function(d)
        d.subAccounts.ada = nil
    end, prune = true },
    ["deletes its group"] = { "would take from it: IAM *", function(d)
        d.groups.ops = nil
        d.subAccounts.ada.groups, d.subAccounts.bob.groups = { "idle" }, {}
    end, prune = true },
}

local FINE = {
    ["changes somebody else"] = function(d)
        d.subAccounts.bob = { name = "Bob", active = false, canAPIGatewayAccess = false, groups = {}, policies = {} }
    end,
    ["replaces a policy by one that says the same"] = function(d) d.groups.ops.policies = { "spare" } end,
    ["replaces a policy by a new one that allows more"] = function(d)
        d.policies.all = policy("Allow", { "*" }, "*")
        d.groups.ops.policies, d.subAccounts.ada.policies = { "all" }, {}
    end,
    ["takes the account from a group that gives nothing"] = function(d) d.subAccounts.ada.groups = { "ops" } end,
    ["widens from where its keys work"] = function(d)
        table.insert(d.subAccounts.ada.apiAllowSources, { type = "IP", source = "198.51.100.0/24" })
    end,
    ["gives the account another name"] = function(d) d.subAccounts.ada.name = "Ada L." end,
    ["adds a policy to its group"] = function(d) d.groups.ops.policies = { "admin", "servers" } end,
}

for _, api in ipairs({ "v1", "v2" }) do
    describe("the guard, version " .. api:sub(2), function()
        for name, case in pairs(REFUSED) do
            it("refuses a plan that " .. name, function()
                local fine, message, err, plan = check(case[2], { api = api }, case.prune)
                assert.is_nil(fine)
                assert.equal("validation", err.kind)
                assert.matches("the key " .. KEY .. ", which signs, is of the sub account ada, and step ", message, 1,
                    true)
                assert.matches(case[1], message, 1, true)
                for _, finding in ipairs(err.detail) do
                    local step = plan.steps[finding.step]
                    assert.matches(step.operation .. " of " .. step.name, finding.message, 1, true)
                end
            end)
        end

        for name, change in pairs(FINE) do
            it("lets a plan pass that " .. name, function()
                local fine, message = check(change, { api = api })
                assert.is_true(fine, message)
            end)
        end
    end)
end

describe("the guard", function()
    -- How many requests a check sends.
    local function requests_of(client, transport, plan)
        local handle, count = transport.emulator.handle, 0
        transport.emulator.handle = function(...)
            count = count + 1
            return handle(...)
        end
        assert.is_true(guard.check(client, plan))
        transport.emulator.handle = nil
        return count
    end

    it("asks nothing where no step can take anything", function()
        local main, ada, transport = clients()
        local wanted = world()
        wanted.groups.new, wanted.policies.new = { policies = {} }, policy("Allow", { "View*" })
        assert.equal(0, requests_of(ada, transport, assert(ncp.account.plan(main, wanted))))
    end)

    it("refuses when it cannot be told whose key it is, or what the account holds", function()
        local wanted = world()
        wanted.subAccounts.bob.policies = {}
        for _, operation in ipairs({ "accesskey.list", "subaccount.get", "group.get", "policy.get" }) do
            local main, ada, transport = clients(nil, { max_attempts = 1 })
            local plan = assert(ncp.account.plan(main, wanted))
            transport.emulator:fault({ kind = "error", operation = operation, times = 2 })
            local fine, message, err = guard.check(ada, plan)
            assert.is_nil(fine)
            assert.equal("server", err.kind)
            assert.matches("whether the plan would lock out the key " .. KEY .. ", which signs, cannot be told: ",
                message, 1, true)
        end
    end)

    it("refuses a key that may not ask", function()
        local document = world()
        document.policies.admin = policy("Allow", { "Change*" })
        local main, ada = clients(document)
        local wanted = { version = 1, subAccounts = { bob = { policies = {} } } }
        local plan = assert(ncp.account.plan(main, wanted))
        assert.equal("permission", select(3, guard.check(ada, plan)).kind)
    end)

    it("minds only the steps that are left", function()
        local main, ada = clients()
        local wanted = world()
        wanted.subAccounts.ada.policies, wanted.subAccounts.bob.policies = {}, {}
        local plan = assert(ncp.account.plan(main, wanted))
        local own, others
        for number, step in ipairs(plan.steps) do
            if step.name == "ada" then own = number else others = number end
        end
        assert.is_true(guard.check(ada, plan, { others }))
        local _, _, err = guard.check(ada, plan, { own })
        assert.equal(own, err.detail[1].step)
    end)

    it("refuses what a later step would give back", function()
        local _, ada = clients()
        local plan = { steps = {
            { operation = "group.detach_policies", section = "groups", name = "ops", part = "policies",
                before = { "admin" }, after = {} },
            { operation = "group.attach_policies", section = "groups", name = "ops", part = "policies",
                before = {}, after = { "spare" } },
        } }
        local _, _, err = guard.check(ada, plan)
        assert.same({ { step = 1, message = "group.detach_policies of ops would take from it: IAM *" } }, err.detail)
        plan.steps[1], plan.steps[2] = plan.steps[2], plan.steps[1]
        plan.steps[1].before, plan.steps[1].after = { "admin" }, { "admin", "spare" }
        plan.steps[2].before, plan.steps[2].after = { "admin", "spare" }, { "spare" }
        assert.is_true(guard.check(ada, plan))
    end)

    it("takes nothing from anybody with temporary keys, and may attach", function()
        local main, _, transport = clients()
        local temporary = assert(ncp.new({ transport = transport, credentials = { get = function()
            return { accessKey = KEY, keySecret = SECRET, expireTime = "2099-12-31T00:00:00Z" }
        end } }))
        local wanted = world()
        wanted.subAccounts.bob.policies = { "servers", "spare" }
        assert.is_true(guard.check(temporary, assert(ncp.account.plan(main, wanted))))
        wanted.subAccounts.bob.policies = { "spare" }
        local _, message, err = guard.check(temporary, assert(ncp.account.plan(main, wanted)))
        assert.equal("validation", err.kind)
        assert.matches("subaccount.detach_policies of bob may take something from the holder of the temporary key",
            message, 1, true)
    end)

    it("says why there is nobody to check it for", function()
        local main, _, transport = clients()
        local stranger = assert(ncp.new({
            transport = transport, credentials = { get = function() return nil, "the vault is shut" end },
        }))
        local wanted = world()
        wanted.subAccounts.bob.policies = {}
        local fine, message, err = guard.check(stranger, assert(ncp.account.plan(main, wanted)))
        assert.is_nil(fine)
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("the vault is shut", 1, true), message)
    end)

    it("takes a plan that comes from JSON", function()
        local main, ada = clients()
        local wanted = world()
        wanted.subAccounts.ada.policies = {}
        local plan = require("ncp.base.json").decode(core.json(assert(ncp.account.plan(main, wanted))))
        assert.equal("validation", select(3, guard.check(ada, plan)).kind)
    end)
end)
