-- Faults and reset over HTTP.
local admin = require("ncp.emulator.engine.admin")
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local server, call

before_each(function()
    server = emulator.new()
    call = signed.caller(server)
end)

local function send(method, target, body)
    return admin.handle(server, { method = method, target = target, body = body })
end

describe("the emulator's own requests", function()
    it("ask for a fault", function()
        local response = send("POST", "/_emulator/faults", '{"kind":"throttle","retry_after":1}')
        assert.equal(200, response.status)
        assert.equal('{"success":true}', response.body)
        assert.equal(429, (call("GET", "/api/v1/login-alias")))
    end)

    it("forget the faults", function()
        send("POST", "/_emulator/faults", '{"kind":"throttle"}')
        assert.equal(200, send("DELETE", "/_emulator/faults").status)
        assert.equal(200, (call("GET", "/api/v1/login-alias")))
    end)

    it("reset the state", function()
        call("PUT", "/api/v1/login-alias", { loginAlias = "example123" })
        assert.equal(200, send("POST", "/_emulator/reset").status)
        assert.is_nil(select(2, call("GET", "/api/v1/login-alias")).loginAlias)
    end)

    for body, message in pairs({
        ["{"] = "the body is not JSON", ["1"] = "a table is expected", ["{}"] = "unknown kind",
        ['{"kind":"slow"}'] = "seconds is required",
    }) do
        it("are told what is wrong with " .. body, function()
            local response = send("POST", "/_emulator/faults", body)
            assert.equal(400, response.status)
            assert.matches(message, response.body, 1, true)
        end)
    end

    it("are few", function()
        assert.equal(404, send("GET", "/_emulator/faults").status)
    end)
end)
