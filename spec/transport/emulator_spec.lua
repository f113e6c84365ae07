-- The transport to an emulator in this process.
local emulator = require("ncp.emulator")
local emulator_transport = require("ncp.transport.emulator")
local signed = require("spec.support.signed")

local TARGET = "/api/v1/login-alias"

local transport

local function send(options)
    local access_key, secret_key = transport.emulator:credentials()
    local request = {
        method = "GET", origin = "https://example.com", target = TARGET, timeout = 10,
        headers = signed.headers(access_key, secret_key, "GET", TARGET, transport.clock.now()),
    }
    for name, value in pairs(options or {}) do request[name] = value end
    return transport.send(request)
end

before_each(function()
    transport = emulator_transport.new({ now = 1700000000000 })
end)

describe("the emulator's transport", function()
    it("answers as the transports do", function()
        local response = send()
        assert.equal(200, response.status)
        assert.equal("{}", response.body)
        assert.equal("Tue, 14 Nov 2023 22:13:20 GMT", response.headers.date)
    end)

    it("shares its clock with the emulator, one that was made before too", function()
        transport.clock.sleep(3600)
        assert.equal(200, send().status)
        transport = emulator_transport.new(emulator.new({ now = function() return 0 end }))
        transport.clock.sleep(3600)
        assert.equal(200, send().status)
    end)

    it("takes the options of an emulator", function()
        local seed = { loginAlias = "example123" }
        transport = emulator_transport.new({ access_key = "OWN", secret_key = "secret", seed = seed })
        assert.equal('{"loginAlias":"example123"}', send().body)
    end)

    it("lets time pass while an answer is slow", function()
        transport.emulator:fault({ kind = "slow", seconds = 2 })
        assert.equal(200, send().status)
        assert.equal(1700000002000, transport.clock.now())
    end)

    it("times out after the time that the request has", function()
        transport.emulator:fault({ kind = "slow", seconds = 60 })
        local response, message, failure = send({ timeout = 3 })
        assert.is_nil(response)
        assert.is_string(message)
        assert.same({ kind = "timeout", sent = true }, failure)
        assert.equal(1700000003000, transport.clock.now())
    end)

    for _, kind in ipairs({ "close", "truncate" }) do
        it("has a network failure for the fault " .. kind, function()
            transport.emulator:fault({ kind = kind })
            local response, _, failure = send()
            assert.is_nil(response)
            assert.same({ kind = "network", sent = true }, failure)
        end)
    end

    it("takes an HTML page for a response", function()
        transport.emulator:fault({ kind = "garbage" })
        assert.matches("^<!DOCTYPE html>", send().body)
    end)
end)
