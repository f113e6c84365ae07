-- What a client is, besides its calls.
local ncp = require("ncp")
local program = require("spec.support.program")
local support = require("spec.support.client")

local ID = support.ACCOUNT

describe("require \"ncp\"", function()
    it("does no I/O, reads no environment and loads no libcurl; nor does a client before its first call", function()
        local output = program.run([[
            local opened, read = 0, 0
            local open, getenv = io.open, os.getenv
            io.open = function(...) opened = opened + 1; return open(...) end
            os.getenv = function(...) read = read + 1; return getenv(...) end
            local ncp = require("ncp")
            print(opened, read)
            local client = assert(ncp.new{ access_key = "a", secret_key = "b" })
            local verb = client.accesskey.list
            print(opened, package.loaded["ncp.curl"])
        ]])
        assert.equal("0\t0\n0\tnil\n", output)
    end)

    it("adds no global", function()
        local output = program.run([[
            local before = {}
            for name in pairs(_G) do before[name] = true end
            require("ncp").new{ server_role = false }
            for name in pairs(_G) do if not before[name] then print(name) end end
        ]])
        assert.equal("", output)
    end)
end)

describe("the default client", function()
    it("is made at the first use, from the environment", function()
        local output = program.run([[
            local ncp = require("ncp")
            local out = assert(ncp.accesskey.list("id", { dry_run = true }))
            print(out.url, out.headers["x-ncp-iam-access-key"])
        ]], { NCLOUD_ACCESS_KEY = "envkey", NCLOUD_SECRET_KEY = "s", NCP_BASE_URL = "http://127.0.0.1:8/" })
        assert.equal("http://127.0.0.1:8/api/v1/sub-accounts/id/access-keys\tenvkey\n", output)
    end)

    it("that the environment forbids refuses each call, saying why", function()
        local output = program.run([[
            print((select(2, require("ncp").accesskey.list("id"))))
        ]], { NCP_BASE_URL = "http://192.0.2.1" })
        local reason = "NCP_BASE_URL must use https: plain http is for loopback addresses only"
        assert.equal("new: " .. reason .. " (validation)\n", output)
    end)
end)

describe("ncp.new", function()
    local refused = {
        { "http://192.0.2.1", "must use https" },
        { "http://127.0.0.1.example.com", "must use https" },
        { "http://localhost.example.com", "must use https" },
        { "ftp://127.0.0.1", "must use https" },
        { "https://user:password@127.0.0.1", "must not hold a user name or password" },
        { "https://127.0.0.1/api/v1", "must have no path" },
        { "https://127.0.0.1?x", "must have no path" },
        { "https://127.0.0.1:port", "has no valid host and port" },
        { "127.0.0.1", "must look like https://host[:port]" },
    }
    for _, case in ipairs(refused) do
        it("refuses the base URL " .. case[1], function()
            local client, message, err = ncp.new({ base_url = case[1] })
            assert.is_nil(client)
            assert.equal("validation", err.kind)
            assert.equal("base_url", err.field)
            assert.truthy(message:find(case[2], 1, true), message)
            assert.is_nil(message:find("password@", 1, true))
        end)
    end

    for _, url in ipairs({ "http://127.0.0.1:80", "http://localhost", "http://[::1]:80/", "HTTPS://Example.com" }) do
        it("takes the base URL " .. url, function()
            assert.truthy(ncp.new({ base_url = url }))
        end)
    end

    it("refuses plain http for the metadata service anywhere but there or on this machine", function()
        local _, _, err = ncp.new({ metadata_url = "http://192.0.2.1" })
        assert.equal("metadata_url", err.field)
    end)

    it("refuses an unknown site and an option of the wrong type", function()
        local _, _, err = ncp.new({ site = "moon" })
        assert.equal("site", err.field)
        _, _, err = ncp.new({ timeout = "10" })
        assert.equal("timeout", err.field)
        _, _, err = ncp.new({ transport = {} })
        assert.equal("transport", err.field)
    end)

    it("sends to the host of the site", function()
        for site, host in pairs({ public = "ntruss.com", gov = "gov-ntruss.com", fin = "fin-ntruss.com" }) do
            local client, stub = support.stubbed({ { body = "[]" } }, { site = site })
            assert(client.accesskey.list(ID))
            assert.equal("https://subaccount.apigw." .. host, stub.requests[1].origin)
        end
    end)

    it("hands the certificates to trust to the transport", function()
        local client, stub = support.stubbed({ { body = "[]" } }, { ca_file = "/a.pem", ca_dir = "/certs" })
        assert(client.accesskey.list(ID))
        assert.equal("/a.pem", stub.requests[1].ca_file)
        assert.equal("/certs", stub.requests[1].ca_dir)
    end)
end)

describe("the deadline", function()
    it("is that of the call, else of the client, else 30 seconds", function()
        local client, stub = support.stubbed({ { body = "[]" } })
        client.accesskey.list(ID)
        assert.equal(30, stub.requests[1].timeout)
        client, stub = support.stubbed({ { body = "[]" }, { body = "[]" } }, { timeout = 7 })
        client.accesskey.list(ID)
        client.accesskey.list(ID, { timeout = 3 })
        assert.equal(7, stub.requests[1].timeout)
        assert.equal(3, stub.requests[2].timeout)
    end)

    it("covers all attempts: a slow server meets what is left of it", function()
        local client, transport = support.emulated()
        transport.emulator:fault({ kind = "throttle", retry_after = 6 })
        transport.emulator:fault({ kind = "slow", seconds = 60 })
        local _, _, err = client.tenant.get_login_alias({ timeout = 10 })
        assert.equal("timeout", err.kind)
        assert.equal(2, err.attempts)
        assert.equal(10, transport.clock.monotonic())
    end)
end)

describe("a secret", function()
    it("that the service gives once is an ncp.Secret, and serves as a credential", function()
        local client, transport = support.emulated()
        local id = assert(client.subaccount.create(support.new_account("hello01"))).id
        assert(client.subaccount.attach_policies(id, { support.ADMINISTRATOR }))
        local key = assert(client.accesskey.create(id))
        assert.equal("***", tostring(key.keySecret))
        assert.is_true(#key.keySecret:reveal() > 10)
        local holder = assert(ncp.new({
            transport = transport,
            access_key = key.accessKey,
            secret_key = key.keySecret,
        }))
        assert(holder.accesskey.list(id))
    end)

    it("is gone once it is closed", function()
        local secret = ncp.secret("hidden")
        secret:close()
        secret:close()
        assert.equal("***", tostring(secret))
        assert.is_false((pcall(secret.reveal, secret)))
        assert.is_false((pcall(ncp.signer, "a", secret)))
    end)

    it("shows in nothing that a client, signer or error prints", function()
        local client = support.stubbed({ { failure = { kind = "network", sent = false }, message = "refused" } },
            { max_attempts = 1 })
        local signer = ncp.signer(support.ACCESS_KEY, support.SECRET_KEY)
        local _, message, err = client.subaccount.reset_password(ID, { newPassword = "Abc$12345" })
        local printed = { tostring(client), tostring(signer), message, tostring(err) }
        for name, value in pairs(err) do printed[#printed + 1] = name .. tostring(value) end
        for _, text in ipairs(printed) do
            assert.is_nil(text:find(support.SECRET_KEY, 1, true))
            assert.is_nil(text:find("Abc$12345", 1, true))
        end
        assert.equal("ncp.Signer(" .. support.ACCESS_KEY .. ")", tostring(signer))
    end)
end)

describe("an error", function()
    it("tells all that is known of the refusal", function()
        local client = support.stubbed({ {
            status = 401,
            headers = { ["x-ncp-trace-id"] = "trace1" },
            body = { errorCode = 30, message = "<strong>Account</strong> does\n not exist" },
        } })
        local out, message, err = client.subaccount.delete(ID)
        assert.is_nil(out)
        assert.equal(
            "subaccount.delete: Account does not exist (not_found, HTTP 401, code 30, request trace1)",
            message
        )
        assert.same({ "not_found", 401, 30, "trace1", 1, true, "subaccount.delete" },
            { err.kind, err.status, err.code, err.request_id, err.attempts, err.sent, err.operation })
    end)

    it("passes through assert on every Lua", function()
        local client = support.stubbed({ { status = 404, body = "" } })
        local _, raised = pcall(function()
            assert(client.subaccount.get(ID))
        end)
        assert.truthy(tostring(raised):find("subaccount.get: ", 1, true))
    end)
end)

describe("an answer that is not what the row promises", function()
    local cases = {
        { "an empty body for a list", "", "the answer is empty" },
        { "an empty object for a list", "{}", "the answer is not a list" },
        { "a page of HTML", "<html></html>", "the answer is not the JSON of this API" },
        { "a string", '"text"', "the answer is JSON, but neither an object nor an array" },
        { "half an array", '[{"accessKey":', "the answer is not the JSON of this API" },
    }
    for _, case in ipairs(cases) do
        it(("never looks like an empty list: %s"):format(case[1]), function()
            local client = support.stubbed({ { body = case[2] } })
            local out, message, err = client.accesskey.list(ID)
            assert.is_nil(out)
            assert.equal("protocol", err.kind)
            assert.truthy(message:find(case[3], 1, true), message)
        end)
    end

    it("is an error when it is a redirect, which is not followed", function()
        local client, stub = support.stubbed({ { status = 302, headers = { location = "https://192.0.2.1/" } } })
        local _, _, err = client.accesskey.list(ID)
        assert.equal("protocol", err.kind)
        assert.equal(302, err.status)
        assert.equal(1, #stub.requests)
    end)

    it("may be empty for a call that only changes something", function()
        local client = support.stubbed({ { body = "" } })
        assert.same({}, (client.accesskey.set_active(ID, "key", true)))
    end)
end)
