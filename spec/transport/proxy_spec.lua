-- A proxy that passes on what it is sent, and sees nothing of it.
local cjson = require("cjson")
local ncp = require("ncp")
local relay = require("spec.support.relay")
local server = require("spec.support.server")

describe("a proxy that passes requests on #once", function()
    local nginx, proxy

    setup(function() nginx = server.start() end)
    teardown(function() nginx:stop() end)
    before_each(function() proxy = relay.proxy(nginx.ports.tls) end)
    after_each(function() proxy:close() end)

    local function new_client()
        return assert(ncp.new {
            base_url = "https://127.0.0.1:" .. nginx.ports.tls, ca_file = nginx.dir .. "/ca.pem",
            access_key = "ncp_iam_EXAMPLEACCESSKEY0001", secret_key = "ncp_iam_EXAMPLESECRETKEY0000000000000001",
            proxy = "http://user:s3cret@127.0.0.1:" .. proxy.port,
        })
    end

    -- What comes of a call: its result, or nil and the error.
    local function call(client, method, target)
        local outcome = relay.run(function()
            local out, _, err = client:request(method, target)
            return { out = out, err = err }
        end)
        return outcome.out, outcome.err
    end

    it("is told the host and the password for it, and the service neither of them", function()
        local echo = assert(call(new_client(), "GET", "/echo"))
        assert.equal(1, #proxy.heads)
        assert.matches(("^CONNECT 127%%.0%%.0%%.1:%d HTTP/1%%.1\r\n"):format(nginx.ports.tls), proxy.heads[1])
        assert.matches("Proxy%-Authorization: Basic dXNlcjpzM2NyZXQ=\r\n", proxy.heads[1])
        assert.is_nil(proxy.heads[1]:find("echo", 1, true))
        assert.is_nil(proxy.heads[1]:find("EXAMPLE", 1, true))
        assert.is_nil(cjson.encode(echo):lower():find("proxy", 1, true))
    end)

    it("is connected once for calls that follow each other", function()
        local client = new_client()
        for _ = 1, 3 do assert(call(client, "GET", "/echo")) end
        assert.equal(1, #proxy.heads)
    end)

    it("has no part in what the service refuses", function()
        local _, err = call(new_client(), "GET", "/status/404")
        assert.same({ "not_found", true }, { err.kind, err.sent })
    end)

    it("is asked again where the handshake with the service behind it breaks off", function()
        proxy:arm({ { direction = "answer", bytes = 0 } })
        assert(call(new_client(), "POST", "/echo"))
        assert.equal(2, #proxy.heads)
    end)

    it("is not blamed for a connection that breaks off behind it", function()
        local client = new_client()
        assert(call(client, "GET", "/echo"))
        proxy:arm({ { direction = "answer", bytes = 0 } })
        local _, err = call(client, "POST", "/echo")
        assert.same({ "network", true }, { err.kind, err.sent })
    end)

    it("is not blamed for an answer that breaks off", function()
        proxy:arm({ { direction = "answer", bytes = 50000 } })
        local _, err = call(new_client(), "POST", "/body/100000")
        assert.same({ "network", true }, { err.kind, err.sent })
        assert.is_nil(tostring(err):find("proxy", 1, true))
    end)
end)
