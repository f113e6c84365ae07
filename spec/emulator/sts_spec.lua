-- Temporary credentials: who gets them, what they may do, and when they end.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local CREDENTIALS, GROUPS, ACCOUNT = "/api/v1/credentials", "/api/v1/groups", "/api/v1/sub-accounts/bot"
local VIEWER = "33333333-0000-4000-8000-000000000004"

local server, main, own, now

before_each(function()
    now = 1700000000000
    server = emulator.new({ now = function() return now end, seed = { subAccounts = {
        { subAccountId = "bot", loginId = "bot", name = "bot", mfaList = { { mfaType = "OTP" } },
          accessKeys = { { accessKey = "KEY", keySecret = "secret" } } },
        { loginId = "other", name = "other", accessKeys = { { accessKey = "OTHER", keySecret = "secret" } } },
    } } })
    main, own = signed.caller(server), signed.caller(server, "KEY", "secret")
end)

local function create(body)
    local status, pair = own("POST", CREDENTIALS, body)
    assert.equal(200, status)
    return signed.caller(server, pair.accessKey, pair.keySecret), pair
end

local function assert_refused(code, call, ...)
    local status, answer = call(...)
    assert.equal(401, status)
    assert.equal(code, answer.error.errorCode)
    return answer.error.details
end

describe("temporary credentials", function()
    it("are given to a sub account without any policy, for an hour", function()
        local _, pair = create()
        assert.same({ "2023-11-14T22:13:20Z", "2023-11-14T23:13:20Z", false },
            { pair.createTime, pair.expireTime, pair.useMfa })
        assert.matches("^ncp_iam_%w+$", pair.accessKey)
        assert.equal(1, #select(2, main("GET", ACCOUNT .. "/access-keys")))
    end)

    it("tell of themselves", function()
        local temporary, pair = create()
        local status, told = temporary("GET", CREDENTIALS)
        assert.equal(200, status)
        assert.same(pair, told)
    end)

    it("may do what their sub account may do now", function()
        local temporary = create()
        assert_refused("210", temporary, "GET", GROUPS)
        main("POST", ACCOUNT .. "/policies", { policyIdList = { VIEWER } })
        assert.equal(200, (temporary("GET", GROUPS)))
        assert_refused("210", temporary, "POST", GROUPS, { groupName = "group000" })
    end)

    it("end when they say", function()
        main("POST", ACCOUNT .. "/policies", { policyIdList = { VIEWER } })
        local temporary = create({ durationSec = 600 })
        now = now + 599999
        assert.equal(200, (temporary("GET", GROUPS)))
        now = now + 1
        assert.equal("The access key has expired.", assert_refused("200", temporary, "GET", GROUPS))
    end)

    it("end with their sub account", function()
        local temporary = create()
        main("PUT", ACCOUNT, { name = "bot", active = false })
        assert.equal("The sub account is disabled.", assert_refused("200", temporary, "GET", GROUPS))
        main("DELETE", ACCOUNT)
        assert_refused("200", temporary, "GET", GROUPS)
    end)

    it("are not an access key of the sub account", function()
        local _, pair = create()
        local status = main("DELETE", ACCOUNT .. "/access-keys", { accessKey = pair.accessKey })
        assert.equal(400, status)
    end)

    it("are not given to the main account, to a role, or for temporary credentials", function()
        assert_refused("210", main, "POST", CREDENTIALS)
        local _, role = main("POST", "/api/v1/roles", { roleName = "role000", roleType = "Server" })
        assert_refused("210", signed.caller(server, server:role_credentials(role.id)), "POST", CREDENTIALS)
        local status, answer = create()("POST", CREDENTIALS)
        assert.same({ 404, 404 }, { status, answer.errorCode })
    end)

    for _, seconds in ipairs({ 599, 43201 }) do
        it("cannot last " .. seconds .. " seconds", function()
            local status, answer = own("POST", CREDENTIALS, { durationSec = seconds })
            assert.same({ 400, 400 }, { status, answer.errorCode })
        end)
    end

    it("are made with a one-time code where the sub account has a second factor", function()
        assert.is_true(select(2, create({ durationSec = 43200, serialNumber = "otp", tokenCode = 123456 })).useMfa)
        own = signed.caller(server, "OTHER", "secret")
        local status, answer = own("POST", CREDENTIALS, { tokenCode = 123456 })
        assert.same({ 401, 401 }, { status, answer.errorCode })
    end)
end)
