-- Policies decide what a key may call: those of its sub account, of its groups, or of its role.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"
local MANAGER = "33333333-0000-4000-8000-000000000003"
local VIEWER = "33333333-0000-4000-8000-000000000004"
local DEV = "22222222-0000-4000-8000-000000000001"
local OPS = "22222222-0000-4000-8000-000000000002"

local ACCOUNT = "/api/v1/sub-accounts/bot"
local GROUPS, POLICIES, ROLES = "/api/v1/groups", "/api/v1/policies", "/api/v1/roles"

local server, main, own

before_each(function()
    server = emulator.new({ seed = { subAccounts = { {
        subAccountId = "bot", loginId = "bot", name = "build bot", tags = { team = "build" },
        accessKeys = { { accessKey = "KEY", keySecret = "secret" } },
    } } } })
    main, own = signed.caller(server), signed.caller(server, "KEY", "secret")
end)

local function assert_allowed(call, ...)
    local status, answer = call(...)
    assert.equal(200, status, type(answer) == "table" and answer.error and answer.error.details)
    return answer
end

local function assert_denied(call, ...)
    local status, answer = call(...)
    assert.equal(401, status)
    assert.equal("210", answer.error.errorCode)
    assert.equal("Permission Denied", answer.error.message)
    return answer.error.details
end

-- Makes a policy of one statement and returns its id.
local function policy(fields)
    local answer = assert_allowed(main, "POST", POLICIES, {
        policyName = "policy" .. tostring(fields.number or 1),
        permissions = { {
            effect = fields.effect or "Allow",
            targets = { {
                product = fields.product or "IAM",
                actions = fields.actions or { "*" },
                resourceNrns = fields.resourceNrns or { "*" },
            } },
            condition = fields.condition,
        } },
    })
    assert.is_true(answer.validationResult.success)
    return answer.policyId
end

local function attach(...)
    assert_allowed(main, "POST", ACCOUNT .. "/policies", { policyIdList = { ... } })
end

describe("a sub account's key", function()
    it("may do nothing without a policy, and is told which action it lacks", function()
        assert.matches("View/group.list", assert_denied(own, "GET", GROUPS), 1, true)
        assert.matches("Change/subaccount.delete", assert_denied(own, "DELETE", ACCOUNT), 1, true)
        assert.equal("bot", assert_allowed(main, "GET", ACCOUNT).loginId)
    end)

    it("may do what an attached policy allows, until it is detached", function()
        attach(VIEWER)
        assert_allowed(own, "GET", GROUPS)
        assert_allowed(own, "GET", ACCOUNT)
        assert_denied(own, "POST", GROUPS, { groupName = "group000" })
        assert_allowed(main, "DELETE", ACCOUNT .. "/policies", { policyIdList = { VIEWER } })
        assert_denied(own, "GET", GROUPS)
    end)

    it("may do what the policies of its groups allow, while it is in them", function()
        assert_allowed(main, "POST", GROUPS .. "/" .. DEV .. "/policies", { policyIdList = { MANAGER } })
        assert_denied(own, "GET", GROUPS)
        assert_allowed(main, "POST", GROUPS .. "/" .. DEV .. "/sub-accounts", { subAccountIdList = { "bot" } })
        assert_allowed(own, "GET", GROUPS)
        assert_allowed(main, "DELETE", GROUPS .. "/" .. DEV)
        assert_denied(own, "GET", GROUPS)
    end)

    it("may do what a policy allows as it is now", function()
        local id = policy({ actions = { "View*" } })
        attach(id)
        assert_allowed(own, "GET", GROUPS)
        assert_allowed(main, "PUT", POLICIES .. "/" .. id, { permissions = { {
            effect = "Allow", targets = { { product = "IAM", actions = { "Change*" }, resourceNrns = { "*" } } },
        } } })
        assert_denied(own, "GET", GROUPS)
        assert_allowed(own, "POST", GROUPS, { groupName = "group000" })
    end)

    it("may not do what a policy of a group denies, whatever its own allow", function()
        attach(ADMINISTRATOR)
        local denial = policy({ effect = "Deny", actions = { "Change/subaccount.delete" } })
        assert_allowed(main, "POST", GROUPS .. "/" .. DEV .. "/policies", { policyIdList = { denial } })
        assert_allowed(main, "POST", GROUPS .. "/" .. DEV .. "/sub-accounts", { subAccountIdList = { "bot" } })
        assert_denied(own, "DELETE", ACCOUNT)
        assert_allowed(own, "PUT", ACCOUNT, { name = "other" })
    end)

    it("may act on the resources that a policy names", function()
        attach(policy({ resourceNrns = { "nrn:PUB:IAM::1234567:Group/" .. DEV, "nrn:PUB:IAM::1234567:SubAccount/*" } }))
        assert_allowed(own, "GET", GROUPS .. "/" .. DEV)
        assert_allowed(own, "GET", ACCOUNT .. "/access-keys")
        assert_denied(own, "GET", GROUPS .. "/" .. OPS)
        assert_denied(own, "GET", GROUPS)
    end)

    it("may act on resources with the tag of a condition, while they have it", function()
        attach(policy({ condition = { StringEquals = { ["ncp:resourceTag"] = { "team:build" } } } }))
        assert_allowed(own, "GET", ACCOUNT)
        assert_denied(own, "GET", GROUPS .. "/" .. DEV)
        assert_allowed(main, "DELETE", "/api/v1/users/bot/tags", { tagKey = "team", tagValue = "build" })
        assert_denied(own, "GET", ACCOUNT)
    end)

    for key, value in pairs({
        ["ncp:principalName"] = "build bot", ["ncp:principalId"] = "bot", ["ncp:principaluuid"] = "bot",
        ["ncp:principalType"] = "IamUser",
    }) do
        it("has " .. key .. " for conditions", function()
            attach(policy({ condition = { StringEquals = { [key] = { value } } } }))
            assert_allowed(own, "GET", GROUPS)
        end)
    end

    it("needs a policy of the service that it calls", function()
        attach(VIEWER)
        assert_denied(own, "GET", "/api/v1/profiles")
        attach(policy({ product = "ExternalAccess", actions = { "View*" } }))
        assert_allowed(own, "GET", "/api/v1/profiles")
    end)

    it("is refused before its arguments and the resource are looked at", function()
        assert_denied(own, "POST", GROUPS, "{}")
        assert_denied(own, "GET", GROUPS .. "/unknown")
        assert.equal(404, (own("GET", "/api/v1/nothing")))
    end)

    it("that is refused meets the fault asked for", function()
        server:fault({ kind = "throttle" })
        assert.equal(429, (own("GET", GROUPS)))
        assert_denied(own, "GET", GROUPS)
    end)
end)

describe("the policies that the vendor makes", function()
    local READ, CHANGE = { "GET", GROUPS }, { "DELETE", GROUPS .. "/" .. DEV }
    local READ_EXTERNAL = { "GET", "/api/v1/profiles" }
    local CHANGE_EXTERNAL = { "POST", "/api/v1/profiles", { name = "profile" } }

    for name, expected in pairs({
        NCP_ADMINISTRATOR = { true, true, true, true },
        NCP_INFRA_MANAGER = { true, true, true, true },
        NCP_SUB_ACCOUNT_MANAGER = { true, true, true, true },
        NCP_SUB_ACCOUNT_VIEWER = { true, false, false, false },
        NCP_EXTERNAL_ACCESS_MANAGER = { false, false, true, true },
        NCP_EXTERNAL_ACCESS_VIEWER = { false, false, true, false },
    }) do
        it("have their say: " .. name, function()
            local _, page = main("GET", POLICIES .. "?searchWord=" .. name)
            assert.equal("SYSTEM_MANAGED", page.items[1].policyType)
            attach(page.items[1].policyId)
            for i, request in ipairs({ READ, CHANGE, READ_EXTERNAL, CHANGE_EXTERNAL }) do
                local status = own(request[1], request[2], request[3])
                assert.equal(expected[i] and 200 or 401, status, request[1] .. " " .. request[2])
            end
        end)
    end
end)

describe("a role's key", function()
    local role

    before_each(function()
        local _, answer = main("POST", ROLES, { roleName = "role000", roleType = "Server" })
        role = ROLES .. "/" .. answer.id
        own = signed.caller(server, server:role_credentials(answer.id))
    end)

    it("may do what the policies of the role allow", function()
        assert_denied(own, "GET", GROUPS)
        assert_allowed(main, "POST", role .. "/policies", { policyIdList = { VIEWER } })
        assert_allowed(own, "GET", GROUPS)
        assert.is_string(assert_allowed(main, "GET", role).lastUseTime)
        assert_allowed(main, "DELETE", role .. "/policies", { policyIdList = { VIEWER } })
        assert_denied(own, "GET", GROUPS)
    end)

    it("is an IamRole for conditions", function()
        local id = policy({ condition = { StringEquals = { ["ncp:principalType"] = { "IamRole" } } } })
        assert_allowed(main, "POST", role .. "/policies", { policyIdList = { id } })
        assert_allowed(own, "GET", GROUPS)
    end)

    it("is refused while the role is disabled, and once it is deleted", function()
        assert_allowed(main, "POST", role .. "/policies", { policyIdList = { VIEWER } })
        assert_allowed(main, "PUT", role .. "/enable?active=false")
        local status, answer = own("GET", GROUPS)
        assert.equal(401, status)
        assert.same({ "200", "The role is disabled." }, { answer.error.errorCode, answer.error.details })
        assert_allowed(main, "PUT", role .. "/enable?active=true")
        assert_allowed(own, "GET", GROUPS)
        assert_allowed(main, "DELETE", role)
        assert.equal("200", select(2, own("GET", GROUPS)).error.errorCode)
    end)

    it("ends with the role's session", function()
        local now = 1700000000000
        server:set_clock(function() return now end)
        local fields = { roleName = "role001", roleType = "Account", sessionExpirationSec = 600 }
        local _, answer = main("POST", ROLES, fields)
        assert_allowed(main, "POST", ROLES .. "/" .. answer.id .. "/policies", { policyIdList = { VIEWER } })
        own = signed.caller(server, server:role_credentials(answer.id))
        now = now + 599999
        assert_allowed(own, "GET", GROUPS)
        now = now + 1
        assert.equal("The access key has expired.", select(2, own("GET", GROUPS)).error.details)
    end)

    it("cannot be had of a role that does not exist", function()
        local made, message = pcall(server.role_credentials, server, "unknown")
        assert.is_false(made)
        assert.matches("there is no role unknown", message, 1, true)
    end)
end)
