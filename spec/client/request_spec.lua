-- client:request, for what the model does not know; and dry runs.
local core = require("ncp.core")
local ncp = require("ncp")
local support = require("spec.support.client")

local ID = support.ACCOUNT

describe("client:request", function()
    it("signs and sends the target as given, with a query in the order of its names", function()
        local client, stub = support.stubbed({ { body = { anything = 1 } } })
        local out, meta = assert(client:request("GET", "/api/v1/x%2Fy?a=1", { query = { z = "한", b = 2, c = true } }))
        assert.equal(1, out.anything)
        assert.equal(200, meta.status)
        local sent = stub.requests[1]
        assert.equal("/api/v1/x%2Fy?a=1&b=2&c=true&z=%ED%95%9C", sent.target)
        local headers = ncp.sign({
            access_key = support.ACCESS_KEY,
            secret_key = support.SECRET_KEY,
            method = "GET",
            target = sent.target,
            timestamp = tonumber(sent.headers["x-ncp-apigw-timestamp"]),
        })
        for name, value in pairs(headers) do assert.equal(value, sent.headers[name]) end
        assert.is_nil(sent.headers["content-type"])
    end)

    it("writes a table as JSON and leaves a string alone", function()
        local client, stub = support.stubbed({ { body = {} }, { body = {} } })
        client:request("POST", "/x", { body = { list = ncp.array({}), map = {}, none = ncp.null, n = 1.5 } })
        assert.equal('{"list":[],"map":{},"n":1.5,"none":null}', stub.requests[1].body)
        client:request("POST", "/x", { body = '[ "as is" ]', headers = { ["Content-Type"] = "text/x" } })
        assert.equal('[ "as is" ]', stub.requests[2].body)
        assert.equal("text/x", stub.requests[2].headers["content-type"])
    end)

    it("goes to the host of the service, or says that there is none", function()
        local client, stub = support.stubbed({ { body = {} } }, { site = "gov" })
        client:request("GET", "/x")
        assert.equal("https://subaccount.apigw.gov-ntruss.com", stub.requests[1].origin)
        local _, message, err = client:request("GET", "/x", { service = "nosuch" })
        assert.equal("service", err.field)
        assert.truthy(message:find("there is no service 'nosuch'", 1, true))
    end)

    local refused = {
        { "method", "get", "/x" },
        { "target", "GET", "x" },
        { "target", "GET", "/a b" },
        { "target", "GET", "/한" },
        { "target", "GET", "/x#y" },
        { "target", "GET", "/x\ny" },
        { "query", "GET", "/x", { query = { a = {} } } },
        { "headers", "GET", "/x", { headers = { ["x-a"] = "a\r\nb: c" } } },
        { "headers", "GET", "/x", { headers = { ["x a"] = "b" } } },
        { "headers", "GET", "/x", { headers = { ["X-NCP-APIGW-Timestamp"] = "0" } } },
        { "body", "POST", "/x", { body = { print } } },
        { "body", "POST", "/x", { body = { a = "\255" } } },
        { "body", "POST", "/x", { body = { 1, a = 2 } } },
    }
    for i, case in ipairs(refused) do
        it(("refuses a wrong %s (case %d)"):format(case[1], i), function()
            local client, stub = support.stubbed({})
            local _, _, err = client:request(case[2], case[3], case[4])
            assert.equal("validation", err.kind)
            assert.equal(case[1], err.field)
            assert.equal(0, #stub.requests)
        end)
    end
end)

describe("a dry run", function()
    it("returns the request that would be sent, and sends nothing", function()
        local client, stub = support.stubbed({})
        local out, meta = assert(client.accesskey.set_active(ID, "key", false, { dry_run = true }))
        assert.equal("PUT", out.method)
        assert.equal("https://subaccount.apigw.ntruss.com/api/v1/sub-accounts/" .. ID .. "/access-keys", out.url)
        assert.equal('{"accessKey":"key","active":false}', out.body)
        assert.equal(support.ACCESS_KEY, out.headers["x-ncp-iam-access-key"])
        assert.equal("***", out.headers["x-ncp-apigw-signature-v2"])
        assert.is_true(meta.dry_run)
        assert.equal(0, #stub.requests)
    end)

    it("masks secrets in body and query", function()
        local client = support.stubbed({})
        local out = assert(client.subaccount.reset_password(ID, { newPassword = "Abc$12345" }, { dry_run = true }))
        assert.equal('{"newPassword":"***"}', out.body)
        out = assert(client.tenant.check_password("Abc$12345", { dry_run = true }))
        assert.equal("https://subaccount.apigw.ntruss.com/api/v1/join/check-password?password=***", out.url)
    end)

    it("checks arguments as a real call does", function()
        local client = support.stubbed({})
        local _, _, err = client.subaccount.update(ID, { name = "x" }, { dry_run = true })
        assert.equal("validation", err.kind)
    end)

    it("is there for client:request too", function()
        local client, stub = support.stubbed({})
        assert.equal("{}", assert(client:request("POST", "/x", { body = {}, dry_run = true })).body)
        assert.equal(0, #stub.requests)
    end)
end)

describe("set_active of a sub account", function()
    it("reads, changes one thing and writes the rest back as it was", function()
        local client = support.emulated()
        local fields = support.new_account("hello01")
        fields.isMfaMandatory = true
        fields.useApiAllowSource, fields.apiAllowSources = true, { { type = "IP", source = "192.0.2.0/24" } }
        local id = assert(client.subaccount.create(fields)).id
        local before = assert(client.subaccount.get(id))
        assert(client.subaccount.set_active(id, false))
        local after = assert(client.subaccount.get(id))
        assert.is_false(after.active)
        for _, name in ipairs({ "name", "memo", "canAPIGatewayAccess", "canConsoleAccess", "useApiAllowSource" }) do
            assert.equal(before[name], after[name])
        end
        assert.same(before.apiAllowSources, after.apiAllowSources)
        assert.is_true(assert(client.subaccount.get_mfa(id)).isMfaMandatory)
    end)

    it("sends what the service answered, whatever the limits of today, and nothing that is null", function()
        local client, stub = support.stubbed({
            { body = {
                subAccountId = ID,
                name = "x",
                memo = "",
                email = ncp.null,
                active = true,
                useApiAllowSource = true,
                apiAllowSources = { { type = "NEW", source = "a", name = "b" }, { type = "IP", source = ncp.null } },
                consolePermitIps = core.array({}),
            } },
            { body = { isMfaMandatory = true } },
            { body = { success = true } },
        })
        assert(client.subaccount.set_active(ID, false))
        local body = '{"active":false,"name":"x","isMfaMandatory":true,"consolePermitIps":[],'
            .. '"useApiAllowSource":true,"apiAllowSources":[{"type":"NEW","source":"a"},{"type":"IP"}]}'
        assert.equal(body, stub.requests[3].body)
    end)

    it("changes nothing when the account cannot be read", function()
        local client, stub = support.stubbed({ { status = 401, body = { errorCode = 30, message = "none" } } })
        local _, _, err = client.subaccount.set_active(ID, false)
        assert.equal("not_found", err.kind)
        assert.equal("subaccount.get", err.operation)
        assert.equal(1, #stub.requests)
    end)

    it("refuses a wrong argument before it reads", function()
        local client, stub = support.stubbed({})
        local _, _, err = client.subaccount.set_active(ID, "no")
        assert.equal("active", err.field)
        assert.equal(0, #stub.requests)
    end)
end)
