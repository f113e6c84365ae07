-- Who may call: the three headers, the clock, the key and what restricts it.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local NOW = 1700000000000
local FIVE_MINUTES = 300000
local TARGET = "/api/v1/sub-accounts?page=0"

local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"

local SEED = {
    subAccounts = {
        { subAccountId = "bot", loginId = "bot", name = "bot", policies = { ADMINISTRATOR },
          accessKeys = { { accessKey = "KEY0000000000000000A", keySecret = "secret a" } } },
    },
}

local function new()
    return emulator.new({ now = function() return NOW end, seed = SEED })
end

local function headers_of(server, timestamp, method, target)
    local access_key, secret_key = server:credentials()
    return signed.headers(access_key, secret_key, method or "GET", target or TARGET, timestamp or NOW)
end

local function send(server, headers, more)
    local request = { method = "GET", target = TARGET, headers = headers }
    for name, value in pairs(more or {}) do request[name] = value end
    return server:handle(request)
end

local function assert_refused(response)
    assert.equal(401, response.status)
    assert.matches('"errorCode":"200","message":"Authentication Failed"', response.body, 1, true)
end

describe("the emulator", function()
    it("answers a signed request", function()
        local server = new()
        local response = send(server, headers_of(server))
        assert.equal(200, response.status)
        assert.equal("application/json;charset=UTF-8", response.headers["content-type"])
        assert.equal("Tue, 14 Nov 2023 22:13:20 GMT", response.headers.date)
        assert.truthy(response.headers["x-ncp-trace-id"])
    end)

    it("takes header names in any case", function()
        local server, upper = new(), {}
        for name, value in pairs(headers_of(server)) do upper[name:upper()] = value end
        assert.equal(200, send(server, upper).status)
    end)

    for _, name in ipairs({ "x-ncp-apigw-timestamp", "x-ncp-iam-access-key", "x-ncp-apigw-signature-v2" }) do
        it("refuses a request without " .. name, function()
            local server = new()
            local headers = headers_of(server)
            headers[name] = nil
            local response = send(server, headers)
            assert_refused(response)
            assert.matches("Authentication information are missing.", response.body, 1, true)
        end)
    end

    it("refuses what was signed for another method, target, time or with another secret", function()
        local server = new()
        local access_key = server:credentials()
        assert_refused(send(server, headers_of(server, NOW, "PUT")))
        assert_refused(send(server, headers_of(server, NOW, "GET", "/api/v1/sub-accounts")))
        assert_refused(send(server, signed.headers(access_key, "wrong", "GET", TARGET, NOW)))
        local headers = headers_of(server)
        headers["x-ncp-apigw-timestamp"] = ("%d"):format(NOW + 1)
        assert_refused(send(server, headers))
    end)

    it("refuses a key that it does not know", function()
        local response = send(new(), signed.headers("UNKNOWN", "secret", "GET", TARGET, NOW))
        assert_refused(response)
        assert.matches("Invalid authentication information.", response.body, 1, true)
    end)

    it("signs the target as received: an escaped letter is not the letter", function()
        local server = new()
        assert_refused(send(server, headers_of(server), { target = "/api/v1/sub%2daccounts?page=0" }))
    end)

    it("checks the signature before the path", function()
        assert_refused(send(new(), {}, { target = "/nowhere" }))
    end)

    it("accepts clocks that differ by less than five minutes", function()
        local server = new()
        for _, offset in ipairs({ -FIVE_MINUTES + 1, FIVE_MINUTES - 1 }) do
            assert.equal(200, send(server, headers_of(server, NOW + offset)).status)
        end
        for _, offset in ipairs({ -FIVE_MINUTES, FIVE_MINUTES }) do
            assert_refused(send(server, headers_of(server, NOW + offset)))
        end
    end)

    for _, timestamp in ipairs({ "", "now", "1700000000000.0", "0x18bcfe56800", "01700000000000" }) do
        it(("refuses the time stamp %q"):format(timestamp), function()
            local server = new()
            local headers = headers_of(server)
            headers["x-ncp-apigw-timestamp"] = timestamp
            assert_refused(send(server, headers))
        end)
    end

    it("answers an unknown path or method with the gateway's 404", function()
        local call = signed.caller(new())
        for _, request in ipairs({ { "GET", "/api/v1/nothing" }, { "GET", "/" }, { "PATCH", "/api/v1/sub-accounts" },
                                   { "GET", "/api/v1/sub-accounts/" }, { "GET", "/api/v1//sub-accounts" } }) do
            local status, answer = call(request[1], request[2])
            assert.equal(404, status)
            assert.equal("300", answer.error.errorCode)
        end
    end)
end)

describe("a sub account's key", function()
    local server, main, own

    before_each(function()
        server = new()
        main = signed.caller(server)
        own = signed.caller(server, "KEY0000000000000000A", "secret a")
    end)

    local function assert_own_is_refused()
        local status, answer = own("GET", TARGET)
        assert.equal(401, status)
        assert.equal("200", answer.error.errorCode)
    end

    it("may call what its policies allow", function()
        assert.equal(200, (own("GET", TARGET)))
        assert.equal(200, (own("PUT", "/api/v1/sub-accounts/bot", { name = "other" })))
    end)

    it("is accepted when just handed out", function()
        local _, key = main("POST", "/api/v1/sub-accounts/bot/access-keys")
        assert.equal(200, (signed.caller(server, key.accessKey, key.keySecret)("GET", TARGET)))
    end)

    it("is refused while it is disabled", function()
        local keys = "/api/v1/sub-accounts/bot/access-keys"
        main("PUT", keys, { accessKey = "KEY0000000000000000A", active = false })
        assert_own_is_refused()
        main("PUT", keys, { accessKey = "KEY0000000000000000A", active = true })
        assert.equal(200, (own("GET", TARGET)))
    end)

    it("is refused once it is deleted", function()
        main("DELETE", "/api/v1/sub-accounts/bot/access-keys", { accessKey = "KEY0000000000000000A" })
        assert_own_is_refused()
    end)

    for _, field in ipairs({ "active", "canAPIGatewayAccess" }) do
        it("is refused while its account has " .. field .. " = false", function()
            main("PUT", "/api/v1/sub-accounts/bot", { name = "bot", [field] = false })
            assert_own_is_refused()
        end)
    end

    it("is refused once its account is deleted", function()
        main("DELETE", "/api/v1/sub-accounts/bot")
        assert_own_is_refused()
    end)

    it("is accepted from allowed sources only", function()
        main("PUT", "/api/v1/sub-accounts/bot/access-rules/api", {
            useApiAllowSource = true,
            apiAllowSources = {
                { type = "IP", source = "192.0.2.0/24" }, { type = "IP", source = "198.51.100.7" },
                { type = "VPC", source = "203.0.113.1" },
            },
        })
        local expected = {
            ["192.0.2.0"] = 200, ["192.0.2.255"] = 200, ["192.0.3.1"] = 401, ["198.51.100.7"] = 200,
            ["198.51.100.8"] = 401, ["203.0.113.1"] = 401, ["::1"] = 401,
        }
        for ip, status in pairs(expected) do
            local headers = signed.headers("KEY0000000000000000A", "secret a", "GET", TARGET, NOW)
            assert.equal(status, send(server, headers, { remote_addr = ip }).status, ip)
        end
    end)
end)
