-- A clock that is wrong is learnt from the server's Date, once a call.
local support = require("spec.support.client")

local function skewed(seconds)
    local client, transport = support.emulated()
    transport.emulator:fault({ kind = "skew", seconds = seconds })
    return client, transport
end

describe("a clock skew", function()
    for _, seconds in ipairs({ 3600, -3600, 301 }) do
        it(("of %d s is corrected, and the correction is kept"):format(seconds), function()
            local client = skewed(seconds)
            local _, meta = assert(client.tenant.get_login_alias())
            assert.equal(2, meta.attempts)
            _, meta = assert(client.tenant.get_login_alias())
            assert.equal(1, meta.attempts)
        end)
    end

    it("is corrected for a create too, since a refused call did nothing", function()
        local client = skewed(3600)
        assert(client.subaccount.create(support.new_account("hello01"), { max_attempts = 1 }))
    end)

    it("is corrected at most once a call", function()
        local answers = {}
        for i = 1, 5 do
            answers[i] = {
                status = 401,
                headers = { date = ("Tue, 14 Nov 2023 %02d:00:00 GMT"):format(i) },
                body = { error = { errorCode = "200", message = "Authentication Failed" } },
            }
        end
        local client, stub = support.stubbed(answers)
        local _, _, err = client.tenant.get_login_alias()
        assert.equal("authentication", err.kind)
        assert.equal(2, #stub.requests)
    end)
end)

describe("an authentication failure without a skew", function()
    it("is not sent again", function()
        local ncp = require("ncp")
        local _, transport = support.emulated()
        local client = assert(ncp.new({
            transport = transport,
            access_key = (transport.emulator:credentials()),
            secret_key = "wrong",
        }))
        local _, message, err = client.tenant.get_login_alias()
        assert.equal("authentication", err.kind)
        assert.equal(1, err.attempts)
        assert.is_nil(message:find("wrong", 1, true))
    end)
end)
