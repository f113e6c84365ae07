-- The choice between the two versions of the Sub Account API.
local core = require("ncp.core")
local emulators = require("ncp.transport.emulator")
local ncp = require("ncp")
local stubs = require("ncp.transport.stub")
local support = require("spec.support.client")

local GONE = { status = 404, body = '{"error":{"errorCode":"300","message":"Not Found Exception"}}' }

local unpack = table.unpack or unpack -- luacheck: ignore 113 143

local function answer(status, body)
    return { status = status, headers = { ["content-type"] = "application/json" }, body = body }
end

local function new_client(transport, api, access_key, secret_key)
    return assert(ncp.new({
        transport = transport, access_key = access_key or support.ACCESS_KEY,
        secret_key = secret_key or support.SECRET_KEY, api = api, max_attempts = 1,
    }))
end

-- A client of this version over prepared answers, and the targets that were asked for.
local function stubbed(api, answers)
    local stub = stubs.new(answers)
    local client = new_client(stub, api)
    return client, function()
        local targets = {}
        for i, request in ipairs(stub.requests) do targets[i] = request.method .. " " .. request.target end
        return targets
    end
end

describe("a client", function()
    it("speaks version 1 unless it is told otherwise", function()
        local client, targets = stubbed(nil, { answer(200, "[]") })
        assert.equal("v1", client.api)
        assert(client.accesskey.list("bot"))
        assert.same({ "GET /api/v1/sub-accounts/bot/access-keys" }, targets())
    end)

    it("speaks version 2, and External Access and STS beside it", function()
        local client, targets = stubbed("v2", {
            answer(200, '{"accessKeys":[]}'), answer(200, "[]"), answer(200, '{"accessKey":"a"}'),
        })
        assert.equal("v2", client.api)
        assert.same({}, client.accesskey.list("bot"))
        client.trust_anchor.list()
        client.sts.get()
        assert.same({ "GET /api/v2/sub-accounts/bot/access-keys", "GET /api/v1/trust-anchors",
            "GET /api/v1/credentials" }, targets())
    end)

    it("refuses a version that does not exist", function()
        local client, message, err = ncp.new({ api = "v3" })
        assert.is_nil(client)
        assert.matches("api must be v1, v2 or auto", message)
        assert.equal("api", err.field)
    end)

    it("keeps its version when it signs with other keys", function()
        local client = stubbed("v2", {})
        local other = require("ncp.clouds.nouns").with_keys(client, { access_key = "a", secret_key = "b" })
        assert.equal("v2", other.api)
    end)
end)

describe("a field of the other version", function()
    local first, second = stubbed("v1", {}), stubbed("v2", {})

    local function refused(pattern, fn, ...)
        local done, message = pcall(fn, ...)
        assert.is_false(done)
        assert.truthy(message:find(pattern, 1, true), message)
    end

    it("is refused with the name it has in this one", function()
        refused("canAPIGatewayAccess is apiGatewayAccessible in v2", second.subaccount.update, "id",
            { canAPIGatewayAccess = true })
        refused("apiGatewayAccessible is canAPIGatewayAccess in v1", first.subaccount.update, "id",
            { name = "name", apiGatewayAccessible = true })
        refused("page is pageNo in v2", second.group.list, { page = 1 })
        refused("pageNo is page in v1", first.group.list, { pageNo = 1 })
    end)

    it("is refused for every field that is called otherwise", function()
        for _, noun in ipairs(core.describe().nouns) do
            for _, verb in ipairs(noun.api == "v2" and noun.operations or {}) do
                local row = core.describe(noun.name, verb, "v2")
                for _, field in ipairs(row.parameters) do
                    if field.was and not field.positional then
                        local arguments = {}
                        for _, other in ipairs(row.parameters) do
                            if other.positional then arguments[#arguments + 1] = "id" end
                        end
                        arguments[#arguments + 1] = { [field.was] = "x" }
                        local expected = ("%s is %s in v2"):format(field.was, field.name)
                        refused(expected, second[noun.name][verb], unpack(arguments))
                    end
                end
            end
        end
    end)

    it("that this one has not is told apart from a mistake in writing", function()
        refused("v1 has it, v2 has not", second.subaccount.list, { searchWord = "bot" })
        refused("did you mean 'loginId'?", second.subaccount.create, { loginID = "bot" })
    end)

    it("that another operation has is told with that", function()
        refused("useApiAllowSource is apiAllowSourceEnabled in v2, of subaccount.set_api_rule",
            second.subaccount.update, "id", { useApiAllowSource = true })
    end)
end)

describe("an operation of the other version", function()
    it("is refused with what to use instead", function()
        local first, second = stubbed("v1", {}), stubbed("v2", {})
        assert.has_error(function() return second.role.get_account end,
            "unknown operation 'role.get_account' (only v1 has it: role.get has the account among the entities)")
        assert.has_error(function() return first.switchable_role.remove_many end,
            "unknown operation 'switchable_role.remove_many' (remove_many is remove in v1)")
    end)
end)

describe("a client that leaves the version open", function()
    it("asks once, and speaks version 2 where that is there", function()
        local client, targets = stubbed("auto", {
            answer(200, '{"loginAlias":"a"}'), answer(200, '{"accessKeys":[]}'), answer(200, '{"accessKeys":[]}'),
        })
        assert.equal("auto", client.api)
        assert.same({}, client.accesskey.list("bot"))
        assert.same({}, client.accesskey.list("bot"))
        assert.equal("v2", client.api)
        assert.same({ "GET /api/v2/login-alias", "GET /api/v2/sub-accounts/bot/access-keys",
            "GET /api/v2/sub-accounts/bot/access-keys" }, targets())
    end)

    it("speaks version 1 where the gateway knows no such API", function()
        local client, targets = stubbed("auto", { GONE, answer(200, "[]"), answer(200, "[]") })
        assert.same({}, client.accesskey.list("bot"))
        assert.equal("v1", client.api)
        client.accesskey.list("bot")
        assert.same({ "GET /api/v2/login-alias", "GET /api/v1/sub-accounts/bot/access-keys",
            "GET /api/v1/sub-accounts/bot/access-keys" }, targets())
    end)

    it("takes a lack of permission for an answer", function()
        local client = stubbed("auto", {
            answer(403, '{"error":{"errorCode":"Forbidden","message":"no"}}'), answer(200, '{"accessKeys":[]}'),
        })
        assert.same({}, client.accesskey.list("bot"))
        assert.equal("v2", client.api)
    end)

    it("never guesses when the answer proves nothing, and asks again", function()
        for kind, first in pairs({
            server = answer(503, ""), throttled = answer(429, ""), not_found = answer(404, "<html></html>"),
            authentication = answer(401, '{"error":{"errorCode":"200","message":"Authentication Failed"}}'),
        }) do
            local client = stubbed("auto", { first, answer(200, "{}"), answer(200, '{"accessKeys":[]}') })
            local out, message, err = client.accesskey.list("bot")
            assert.is_nil(out)
            assert.is_string(message)
            assert.equal(kind, err.kind)
            assert.equal("auto", client.api)
            assert.same({}, client.accesskey.list("bot"))
            assert.equal("v2", client.api)
        end
    end)

    it("lets other clients of the same host and transport know", function()
        local none = answer(200, '{"accessKeys":[]}')
        local stub = stubs.new({ answer(200, "{}"), none, none })
        new_client(stub, "auto").accesskey.list("bot")
        local other = new_client(stub, "auto")
        assert.equal("v2", other.api)
        other.accesskey.list("bot")
        assert.equal(3, #stub.requests)
    end)

    it("asks once for many calls at the same time", function()
        local transport = emulators.new()
        local access_key, secret_key = transport.emulator:credentials()
        local asked = 0
        local client = assert(ncp.new({
            api = "auto", access_key = access_key, secret_key = secret_key,
            transport = {
                clock = transport.clock,
                send = function(request)
                    if request.target:find("login-alias", 1, true) then asked = asked + 1 end
                    return transport.send(request)
                end,
            },
        }))
        local results = ncp.map({ 1, 2, 3, 4, 5 }, function() return client.group.list() end, { concurrency = 5 })
        for _, result in ipairs(results) do assert.is_true(result.ok) end
        assert.equal(1, asked)
    end)

    it("walks a list, and raises when it cannot find out", function()
        local client = stubbed("auto", { answer(503, "") })
        assert.has_error(function() client.group.each() end)
        client = stubbed("auto", {
            GONE, answer(200, '{"items":[{"groupId":"a"}],"page":0,"totalPages":1,"totalItems":1}'),
        })
        local ids = {}
        for group in client.group.each() do ids[#ids + 1] = group.groupId end
        assert.same({ "a" }, ids)
    end)

    it("finds out before keys are looked for", function()
        local admin, transport = support.emulated(nil, { api = "v1" })
        local key = assert(admin.accesskey.create(support.create_account(admin, "bot")))
        local index = assert(ncp.keys.index(new_client(transport, "auto", transport.emulator:credentials())))
        assert.equal("bot", index:find(key.accessKey).owner_name)
        transport = emulators.new()
        transport.emulator:fault({ kind = "error", operation = "tenant.get_login_alias", status = 503 })
        local _, message, err = ncp.keys.index(new_client(transport, "auto", transport.emulator:credentials()))
        assert.equal("server", err.kind, message)
    end)

    it("asks nothing for what has one version", function()
        local client, targets = stubbed("auto", { answer(200, "[]") })
        client.trust_anchor.list()
        assert.same({ "GET /api/v1/trust-anchors" }, targets())
    end)
end)
