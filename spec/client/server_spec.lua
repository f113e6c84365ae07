-- The whole client over libcurl against servers that misbehave.
local cjson = require("cjson")
local core = require("ncp.core")
local ncp = require("ncp")
local server = require("spec.support.server")
local support = require("spec.support.client")

describe("a client over libcurl", function()
    local nginx

    setup(function()
        nginx = server.start()
    end)

    teardown(function()
        nginx:stop()
    end)

    local function client_of(scheme, port, options)
        local given = {
            base_url = ("%s://127.0.0.1:%d"):format(scheme, nginx.ports[port]),
            access_key = support.ACCESS_KEY,
            secret_key = support.SECRET_KEY,
            ca_file = nginx.dir .. "/ca.pem",
        }
        for name, value in pairs(options or {}) do given[name] = value end
        return assert(ncp.new(given))
    end

    local function hits(name)
        return assert(client_of("http", "plain"):request("GET", "/hits?" .. name)).hits
    end

    local untrusted = {
        { "does not speak TLS", "plain" },
        { "has a certificate for another host", "wrong_host" },
        { "has an expired certificate", "expired" },
        { "has a certificate of an unknown authority", "unknown_ca" },
        { "offers nothing newer than TLS 1.1", "old_tls" },
    }
    for _, case in ipairs(untrusted) do
        it(("sends nothing, once, to a server that %s"):format(case[1]), function()
            local out, message, err = client_of("https", case[2]):request("GET", "/echo")
            assert.is_nil(out)
            assert.equal("tls", err.kind)
            assert.equal(1, err.attempts)
            assert.is_false(err.sent)
            assert.is_nil(message:find(support.SECRET_KEY, 1, true))
        end)
    end

    local faults = {
        { "closes early", "network", "/close", 2 },
        { "breaks off its answer", "network", "/truncate", 2 },
        { "sends garbage", "protocol", "/garbage", 1 },
        { "sends a page of HTML", "protocol", "/html", 1 },
        { "sends 9 MiB", "limit", "/body/9437184", 1 },
        { "never answers", "timeout", "/silence", 1 },
        { "is unavailable", "server", "/status/503", 2 },
        { "throttles", "throttled", "/status/429", 2 },
    }
    for _, case in ipairs(faults) do
        it(("says within the deadline what a server did that %s"):format(case[1]), function()
            local timeout = case[2] == "timeout" and 2 or 9
            local client = client_of("https", "tls", { timeout = timeout, max_attempts = 2 })
            local start = core.monotonic()
            local out, _, err = client:request("GET", case[3])
            assert.is_nil(out)
            assert.equal(case[2], err.kind)
            assert.is_true(err.sent)
            assert.is_true(err.attempts <= case[4])
            assert.is_true(core.monotonic() - start < 10)
        end)
    end

    -- libcurl itself repeats a read whose kept connection died, so reads are counted from below.
    it("sends a create once to a server that closes early, and a read again", function()
        local client = client_of("http", "plain", { max_attempts = 2 })
        local before = hits("close")
        client:request("POST", "/close", { body = {} })
        assert.equal(before + 1, hits("close"))
        client:request("GET", "/close")
        assert.is_true(hits("close") >= before + 3)
    end)

    it("sends the bytes that it signed", function()
        local target = "/echo/%ED%95%9C//%2F?q=a%20b&r=%F0%9F%94%91"
        local got = assert(client_of("http", "plain"):request("PUT", target, { body = { name = "한" } }))
        assert.equal("PUT " .. target .. " HTTP/1.1", got.line)
        assert.same({ name = "한" }, cjson.decode(got.body))
        local headers = {}
        for name, value in pairs(got.headers) do headers[name:lower()] = value end
        local signed = ncp.sign({
            access_key = support.ACCESS_KEY,
            secret_key = support.SECRET_KEY,
            method = "PUT",
            target = target,
            timestamp = tonumber(headers["x-ncp-apigw-timestamp"]),
        })
        for name, value in pairs(signed) do assert.equal(value, headers[name]) end
    end)
end)
