-- Access keys: what they look like, their number, their errors.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local KEYS = "/api/v1/sub-accounts/bot/access-keys"
local NOBODY = "/api/v1/sub-accounts/nobody/access-keys"

local call

before_each(function()
    local now = function() return 1700000000000 end
    call = signed.caller(emulator.new({
        now = now, seed = { subAccounts = { { subAccountId = "bot", loginId = "bot", name = "bot" } } },
    }))
end)

describe("access keys", function()
    it("are a bare empty array in the beginning", function()
        local status, _, response = call("GET", KEYS)
        assert.equal(200, status)
        assert.equal("[]", response.body)
    end)

    it("show their secret once", function()
        local status, key = call("POST", KEYS)
        assert.equal(200, status)
        assert.matches("^ncp_iam_%w+$", key.accessKey)
        assert.equal(28, #key.accessKey)
        assert.matches("^ncp_iam_", key.keySecret)
        assert.equal("2023-11-14T22:13:20Z", key.createTime)
        assert.is_nil(key.success)
        local _, keys = call("GET", KEYS)
        assert.same({ { accessKey = key.accessKey, active = true, createTime = key.createTime } }, keys)
    end)

    it("are two at most, disabled ones included", function()
        local _, first = call("POST", KEYS)
        call("POST", KEYS)
        call("PUT", KEYS, { accessKey = first.accessKey, active = false })
        local status, answer = call("POST", KEYS)
        assert.equal(409, status)
        assert.equal(9012, answer.errorCode)
        call("DELETE", KEYS, { accessKey = first.accessKey })
        assert.equal(200, (call("POST", KEYS)))
    end)

    it("are switched off and on", function()
        local _, key = call("POST", KEYS)
        for _, active in ipairs({ false, true }) do
            local status, answer = call("PUT", KEYS, { accessKey = key.accessKey, active = active })
            assert.equal(200, status)
            assert.same({ success = true }, answer)
            local _, keys = call("GET", KEYS)
            assert.equal(active, keys[1].active)
        end
    end)

    it("are deleted", function()
        local _, key = call("POST", KEYS)
        local status, answer = call("DELETE", KEYS, { accessKey = key.accessKey })
        assert.equal(200, status)
        assert.same({ success = true }, answer)
        local _, keys = call("GET", KEYS)
        assert.same({}, keys)
    end)

    it("that do not exist, or belong to another account, are 400 with code 904", function()
        local _, other = call("POST", "/api/v1/sub-accounts", signed.account("other"))
        local _, foreign = call("POST", "/api/v1/sub-accounts/" .. other.id .. "/access-keys")
        for _, access_key in ipairs({ "unknown", foreign.accessKey, "ncp_iam_EXAMPLEMAINKEY000001" }) do
            for method, body in pairs({
                PUT = { accessKey = access_key, active = false }, DELETE = { accessKey = access_key },
            }) do
                local status, answer = call(method, KEYS, body)
                assert.equal(400, status)
                assert.same({ errorCode = 904, message = "Access key does not exist" }, answer)
            end
        end
    end)

    it("of an unknown account are refused with the status that the operation documents", function()
        for method, expected in pairs({ GET = 404, POST = 404, PUT = 401, DELETE = 401 }) do
            local status, answer = call(method, NOBODY, { accessKey = "key", active = true })
            assert.equal(expected, status, method)
            assert.same({ errorCode = 30, message = "Account does not exist" }, answer)
        end
    end)
end)
