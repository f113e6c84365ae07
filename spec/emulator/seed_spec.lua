-- What is there before the first call.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local function seeded(seed)
    return signed.caller(emulator.new({ seed = seed }))
end

describe("a seed", function()
    it("makes sub accounts with all that belongs to them", function()
        local call = seeded({
            subAccounts = { {
                subAccountId = "bot", loginId = "bot", name = "build bot", active = false, memo = "test",
                tags = { b = "2", a = "1" }, groups = { "g1" }, policies = { "p1" }, mfaList = { { mfaType = "OTP" } },
                accessKeys = { { accessKey = "KEY", keySecret = "secret", active = false }, {} },
            } },
            groups = { { groupId = "g1", groupName = "one" } },
            policies = { { policyId = "p1", policyName = "One", policyType = "USER_CREATED" } },
            loginAlias = "example123",
        })
        local _, account = call("GET", "/api/v1/sub-accounts/bot")
        assert.is_false(account.active)
        assert.is_true(account.canAPIGatewayAccess)
        assert.equal("one", account.groups[1].groupName)
        assert.equal("One", account.policies[1].policyName)
        local _, keys = call("GET", "/api/v1/sub-accounts/bot/access-keys")
        assert.same({ "KEY", false, true }, { keys[1].accessKey, keys[1].active, keys[2].active })
        local _, tags = call("GET", "/api/v1/users/bot/tags")
        assert.same({ "a:1", "b:2" }, { tags[1].tagDisplay, tags[2].tagDisplay })
        assert.equal("OTP", select(2, call("GET", "/api/v1/sub-accounts/bot/mfa")).mfaList[1].mfaType)
        assert.equal("example123", select(2, call("GET", "/api/v1/login-alias")).loginAlias)
    end)

    it("is what reset goes back to", function()
        local seed = { subAccounts = { { subAccountId = "bot", loginId = "bot", name = "bot", tags = { a = "1" } } } }
        local server = emulator.new({ seed = seed })
        local call = signed.caller(server)
        call("DELETE", "/api/v1/users/bot/tags", { tagKey = "a", tagValue = "1" })
        call("DELETE", "/api/v1/sub-accounts/bot")
        server:reset()
        assert.equal(1, #select(2, call("GET", "/api/v1/users/bot/tags")))
    end)

    it("may be left out: ids and keys are then the same in every emulator", function()
        local first, second = seeded(), seeded()
        local _, one = first("POST", "/api/v1/sub-accounts", signed.account("hello01"))
        local _, other = second("POST", "/api/v1/sub-accounts", signed.account("hello01"))
        assert.equal(one.id, other.id)
    end)

    for expected, seed in pairs({
        ["seed: top level: unknown field subAcounts, perhaps subAccounts?"] = { subAcounts = {} },
        ["seed: top level: subAccounts is not of type list"] = { subAccounts = "bot" },
        ["seed: subAccounts[1]: loginId is required"] = { subAccounts = { { name = "bot" } } },
        ["seed: subAccounts[1]: a table is expected"] = { subAccounts = { "bot" } },
        ["seed: subAccounts[2]: loginId bot is given twice"] =
            { subAccounts = { { loginId = "bot", name = "bot" }, { loginId = "bot", name = "bot" } } },
        ["seed: subAccounts[1]: name is too short or too small"] =
            { subAccounts = { { loginId = "bot", name = "b" } } },
        ["seed: subAccounts[1].accessKeys[1]: unknown field secret"] =
            { subAccounts = { { loginId = "bot", name = "bot", accessKeys = { { secret = "x" } } } } },
        ["seed: subAccounts[1].groups: there is no g1"] =
            { subAccounts = { { loginId = "bot", name = "bot", groups = { "g1" } } } },
        ["seed: groups[1]: groupName is required"] = { groups = { { groupId = "g1" } } },
    }) do
        it("with a mistake is refused: " .. expected, function()
            local made, message = pcall(emulator.new, { seed = seed })
            assert.is_false(made)
            assert.matches(expected, message, 1, true)
        end)
    end
end)

describe("the main account's pair", function()
    it("can be chosen", function()
        local server = emulator.new({ access_key = "OWN", secret_key = "secret" })
        assert.same({ "OWN", "secret" }, { server:credentials() })
        assert.equal(200, (signed.caller(server)("GET", "/api/v1/login-alias")))
    end)
end)
