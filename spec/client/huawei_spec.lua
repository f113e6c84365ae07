-- What a Huawei client has that an NCP client has not: its ways to authenticate.
local command = require("spec.support.command")
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local huawei = require("ncp.huawei")
local map = require("ncp.map")
local ncp = require("ncp")
local program = require("spec.support.program")
local stub = require("ncp.transport.stub")

local START = 1577836800000 -- 2020-01-01T00:00:00Z
local ENDPOINT = "https://iam.eu-de.otc.t-systems.com"
local KEYS = { body = { credentials = { { access = "A", status = "active", user_id = "u1" } } } }

local function client_of(answers, options)
    local transport = stub.new(answers, START)
    local given = { endpoint = ENDPOINT, transport = transport }
    for name, value in pairs(options) do given[name] = value end
    return assert(huawei.new(given)), transport
end

local function token(id, ending)
    return {
        status = 201,
        headers = { ["X-Subject-Token"] = id },
        body = { token = { expires_at = ending, user = { id = "u1", name = "admin" } } },
    }
end

local function refused(message, headers)
    return { status = 401, headers = headers, body = { error_code = "APIGW.0301", error_msg = message } }
end

describe("a Huawei client with a token", function()
    it("sends it, with the content type of the reference", function()
        local client, transport = client_of({ KEYS }, { token = "MIIB" })
        local out = assert(client.accesskey.list())
        assert.equal("A", out[1].access)
        local sent = transport.requests[1]
        assert.equal("GET", sent.method)
        assert.equal(ENDPOINT, sent.origin)
        assert.equal("/v3.0/OS-CREDENTIAL/credentials", sent.target)
        assert.equal("MIIB", sent.headers["x-auth-token"])
        assert.equal("application/json;charset=utf8", sent.headers["content-type"])
        assert.is_nil(sent.headers["authorization"])
    end)

    it("takes one of 16 KiB, and refuses one with a newline without sending it", function()
        local long = ("x"):rep(16384)
        local client, transport = client_of({ KEYS }, { token = ncp.secret(long) })
        assert(client.accesskey.list())
        assert.equal(long, transport.requests[1].headers["x-auth-token"])
        client, transport = client_of({}, { token = "a\nb" })
        local _, _, err = client.accesskey.list()
        assert.equal("credentials", err.kind)
        assert.equal(0, #transport.requests)
    end)

    it("cannot renew it", function()
        local client = client_of({ refused("decrypt token fail") }, { token = "old" })
        local _, message, err = client.accesskey.list()
        assert.equal("authentication", err.kind)
        assert.equal(1, err.attempts)
        assert.is_nil(message:find("old", 1, true))
    end)

    it("is warned when its user's keys change", function()
        local changed = { body = { credential = { access = "A", status = "inactive", user_id = "u1" } } }
        local client = client_of({ changed }, { token = "MIIB" })
        local _, meta = assert(client.accesskey.set_active("A", false))
        assert.truthy(meta.warning:find("ends the token", 1, true))
    end)
end)

describe("client:request of a Huawei client", function()
    it("reads what a failure says as this cloud writes it", function()
        local answers = {
            { status = 404, body = { error_code = "IAM.0004", error_msg = "Could not find x.", request_id = "r" } },
            { status = 403, body = { error = { code = 403, message = "Forbidden.", title = "Forbidden" } } },
            { status = 400, body = { error = { code = 400, message = "akSkNumExceed", title = "Bad Request" } } },
        }
        local client = client_of(answers, { token = "MIIB" })
        local _, message, err = client:request("GET", "/v3/groups/x")
        assert.equal("not_found", err.kind)
        assert.equal("IAM.0004", err.code)
        assert.equal("r", err.request_id)
        assert.truthy(message:find("Could not find x.", 1, true))
        _, message, err = client:request("GET", "/v3/groups")
        assert.equal("permission", err.kind)
        assert.equal(403, err.code)
        assert.truthy(message:find("Forbidden.", 1, true))
        _, _, err = client:request("POST", "/v3.0/OS-CREDENTIAL/credentials", { body = {} })
        assert.equal("conflict", err.kind)
    end)

    it("hands on the body of a success, whatever is in it", function()
        local bodies = { { success = false }, { errorCode = "none" }, { error = { count = 0 } } }
        local answers = {}
        for i, body in ipairs(bodies) do answers[i] = { body = body } end
        local client = client_of(answers, { token = "MIIB" })
        for _, body in ipairs(bodies) do assert.same(body, (assert(client:request("GET", "/v3/anything")))) end
    end)

    it("signs the content type that it sends", function()
        local client, transport = client_of({ { body = {} } }, { access_key = "A", secret_key = "S" })
        assert(client:request("POST", "/v3/x", { body = "{}", headers = { ["Content-Type"] = "application/json" } }))
        local sent = transport.requests[1]
        local headers = {
            ["host"] = ENDPOINT:match("//(.*)$"),
            ["content-type"] = "application/json",
            ["x-sdk-date"] = sent.headers["x-sdk-date"],
        }
        local expected = core.sdk_signer("A", "S"):authorization("POST", "/v3/x", headers, "{}", headers["x-sdk-date"])
        assert.equal("application/json", sent.headers["content-type"])
        assert.equal(expected, sent.headers["authorization"])
    end)

    it("refuses headers that authenticate the call", function()
        local ways = {
            { { token = "MIIB" }, "X-Auth-Token" },
            { { access_key = "A", secret_key = "S" }, "Authorization" },
            { { access_key = "A", secret_key = "S" }, "X-Sdk-Date" },
            { { access_key = "A", secret_key = "S" }, "X-Domain-Id" },
            { { access_key = "A", secret_key = "S" }, "X-Security-Token" },
        }
        for _, way in ipairs(ways) do
            local client, transport = client_of({}, way[1])
            local _, message, err = client:request("GET", "/v3/x", { headers = { [way[2]] = "mine" } })
            assert.equal("headers", err.field)
            assert.truthy(message:find(way[2], 1, true))
            assert.equal(0, #transport.requests)
        end
    end)
end)

describe("a Huawei client that logs somebody in", function()
    local function login(methods, more)
        local identity = { methods = methods }
        for name, value in pairs(more) do identity[name] = value end
        return { auth = { identity = identity, scope = { domain = { name = "account" } } } }
    end

    local PASSWORD = login({ "password" }, {
        password = { user = { name = "other", password = "x", domain = { name = "account" } } },
    })
    local AGENCY = login({ "assume_role" }, { assume_role = { agency_name = "ops", domain_name = "account" } })

    it("authenticates only where an agency is to be acted for", function()
        local answers = {}
        for i = 1, 3 do answers[i] = token("T" .. i, "2020-01-02T00:00:00Z") end
        local client, transport = client_of(answers, { token = "MIIB" })
        assert(client.token.create(PASSWORD))
        assert(client.token.create(login({ "token" }, { token = { id = "T1" } })))
        assert(client.token.create(AGENCY))
        assert.is_nil(transport.requests[1].headers["x-auth-token"])
        assert.is_nil(transport.requests[2].headers["x-auth-token"])
        assert.equal("MIIB", transport.requests[3].headers["x-auth-token"])
    end)

    it("obtains a token of its own first to act for an agency", function()
        local answers = { token("T1", "2020-01-02T00:00:00Z"), token("T2", "2020-01-02T00:00:00Z") }
        local own = { username = "admin", password = "p", domain = "account" }
        local client, transport = client_of(answers, own)
        assert.equal("T2", assert(client.token.create(AGENCY)).id:reveal())
        assert.is_nil(transport.requests[1].headers["x-auth-token"])
        assert.equal("T1", transport.requests[2].headers["x-auth-token"])
    end)

    it("does not take a wrong password of theirs for a refusal of its key", function()
        local wrong = { status = 401, body = { error = { code = 401, message = "The password is wrong." } } }
        local client, transport = client_of({ wrong, wrong, KEYS }, { access_key = "A", secret_key = "S" })
        for _ = 1, 2 do
            local _, _, err = client.token.create(PASSWORD)
            assert.equal("authentication", err.kind)
        end
        assert(client.accesskey.list())
        assert.equal(3, #transport.requests)
    end)
end)

describe("a Huawei client with a password", function()
    local LOGIN = { username = "admin", password = "Pass$word1", domain = "account" }

    it("obtains a domain-scoped token without authentication, and keeps it", function()
        local client, transport = client_of({ token("T1", "2020-01-02T00:00:00.000000Z"), KEYS, KEYS }, LOGIN)
        assert(client.accesskey.list())
        assert(client.accesskey.list())
        local first = transport.requests[1]
        assert.equal("/v3/auth/tokens", first.target)
        assert.is_nil(first.headers["x-auth-token"])
        assert.equal('{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"admin",'
            .. '"password":"Pass$word1","domain":{"name":"account"}}}},"scope":{"domain":{"name":"account"}}}}',
            first.body)
        assert.equal("T1", transport.requests[2].headers["x-auth-token"])
        assert.equal("T1", transport.requests[3].headers["x-auth-token"])
        transport:done()
    end)

    it("adds the code of the moment", function()
        local client, transport = client_of({ token("T1", "2020-01-02T00:00:00.000000Z"), KEYS }, {
            username = "admin", password = "p", domain = "account", user_id = "u1",
            totp = function() return "123456" end,
        })
        assert(client.accesskey.list())
        assert.truthy(transport.requests[1].body:find('"methods":["password","totp"]', 1, true))
        assert.truthy(transport.requests[1].body:find('"totp":{"user":{"id":"u1","passcode":"123456"}}', 1, true))
    end)

    local LOST = { failure = { kind = "network", sent = true }, message = "reset" }

    it("asks again for a token whose answer was lost", function()
        local client, transport = client_of({ LOST, token("T1", "2020-01-02T00:00:00.000000Z"), KEYS }, LOGIN)
        assert(client.accesskey.list())
        transport:done()
    end)

    it("uses a passcode once", function()
        local client, transport = client_of({ LOST }, {
            username = "admin", password = "p", domain = "account", user_id = "u1", totp = "123456",
        })
        local _, message, err = client.accesskey.list()
        assert.same({ "credentials", false }, { err.kind, err.sent }, message)
        transport:done()
    end)

    it("renews the token before it ends, and once when it died early", function()
        local client, transport = client_of({
            token("T1", "2020-01-02T00:00:00.000000Z"), KEYS,
            token("T2", "2020-01-03T00:00:00.000000Z"), KEYS,
            refused("The token must be updated"), token("T3", "2020-01-03T00:00:00.000000Z"), KEYS,
        }, LOGIN)
        assert(client.accesskey.list())
        transport.clock.sleep(23.5 * 3600)
        assert(client.accesskey.list())
        assert.equal("T2", transport.requests[4].headers["x-auth-token"])
        local _, meta = assert(client.accesskey.list())
        assert.equal("T3", transport.requests[7].headers["x-auth-token"])
        assert.equal(2, meta.attempts)
        transport:done()
    end)

    it("obtains one token for all calls that need it at the same time", function()
        local emulator = command.start({ "emulator", "--cloud", "huawei" })
        local variables, tokens = emulator:variables(), 0
        local client = assert(huawei.new({
            endpoint = variables.OS_AUTH_URL:gsub("/v3$", ""),
            username = variables.OS_USERNAME,
            password = variables.OS_PASSWORD,
            domain = variables.OS_DOMAIN_NAME,
            transport = {
                clock = curl.clock,
                send = function(request)
                    if request.target == "/v3/auth/tokens" then tokens = tokens + 1 end
                    return curl.send(request)
                end,
            },
        }))
        local items = {}
        for i = 1, 16 do items[i] = i end
        local _, counts = map(items, function() return client.accesskey.list() end, { concurrency = 16 })
        emulator:close()
        assert.same({ done = 16, failed = 0 }, counts)
        assert.equal(1, tokens)
    end)

    it("gives up when the new token is refused too", function()
        local client = client_of({
            token("T1", "2020-01-02T00:00:00.000000Z"), refused("no"), token("T2", "2020-01-02T00:00:00.000000Z"),
            refused("no"),
        }, LOGIN)
        local _, _, err = client.accesskey.list()
        assert.equal("authentication", err.kind)
        assert.equal(2, err.attempts)
    end)

    it("never shows the password", function()
        local client = client_of({ { status = 401, body = { error = { code = 401, title = "Unauthorized",
            message = "The username or password is wrong." } } } }, LOGIN)
        local _, message, err = client.accesskey.list()
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("The username or password is wrong", 1, true), message)
        assert.is_nil(message:find("Pass$word1", 1, true))
        client = client_of({}, { username = "admin", password = "Pass$word1", domain = "a", token = "T" })
        local shown = assert(client.token.create({ auth = { identity = { methods = { "password" }, password = {
            user = { name = "a", password = "Pass$word1", domain = { name = "d" } } } } } }, { dry_run = true }))
        assert.is_nil(shown.body:find("Pass$word1", 1, true))
    end)

    it("needs user, password and account together", function()
        local _, _, err = huawei.new({ endpoint = ENDPOINT, username = "admin" })
        assert.equal("validation", err.kind)
        assert.equal("username", err.field)
    end)
end)

describe("a Huawei client with an access key", function()
    local PAIR = { access_key = "EXAMPLEAK0000000001X", secret_key = "ExampleSecretKey00000000000000000000xyz1" }

    it("signs each request, host and account included", function()
        local client, transport = client_of({ KEYS }, {
            access_key = PAIR.access_key, secret_key = PAIR.secret_key,
            domain_id = "d0c1b2a3948576651423f0e1d2c3b4a5", security_token = "temporary",
        })
        assert(client.accesskey.list({ user_id = "u 1" }))
        local sent = transport.requests[1]
        assert.equal("20200101T000000Z", sent.headers["x-sdk-date"])
        assert.equal("temporary", sent.headers["x-security-token"])
        assert.matches("^SDK%-HMAC%-SHA256 Access=EXAMPLEAK0000000001X, "
            .. "SignedHeaders=content%-type;host;x%-domain%-id;x%-sdk%-date;x%-security%-token, Signature=%x+$",
            sent.headers["authorization"])
        assert.is_nil(sent.headers["host"])
        assert.is_nil(sent.headers["x-auth-token"])
    end)

    it("stops after two refused signatures in a row, before the service locks the key", function()
        local failure = refused("verify aksk signature fail")
        local client, transport = client_of({ failure, failure, KEYS, failure, KEYS }, PAIR)
        for _ = 1, 2 do
            local _, _, err = client.accesskey.list()
            assert.equal("authentication", err.kind)
        end
        local _, message, err = client.accesskey.list()
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("two signatures in a row were refused", 1, true), message)
        assert.equal(2, #transport.requests)
        transport.clock.sleep(301)
        assert(client.accesskey.list())
        client.accesskey.list()
        assert(client.accesskey.list())
        transport:done()
    end)

    it("learns the clock from one refused signature", function()
        local client, transport = client_of({
            refused("verify aksk signature fail", { date = "Wed, 01 Jan 2020 01:00:00 GMT" }), KEYS,
        }, PAIR)
        assert(client.accesskey.list())
        assert.equal("20200101T010000Z", transport.requests[2].headers["x-sdk-date"])
    end)

    it("tells a locked key", function()
        local client = client_of({ refused("AK access failed to reach the limit,forbidden") }, PAIR)
        local _, _, err = client.accesskey.list()
        assert.equal(300, err.retry_after)
    end)

    it("may come from the environment, or from the agency of the server", function()
        local output = program.run([[
            local client = assert(require("ncp.huawei").new{ endpoint = "http://127.0.0.1:1" })
            local out = assert(client.accesskey.list({}, { dry_run = true }))
            print(out.url, out.headers["x-domain-id"], out.headers["authorization"])
        ]], { HW_ACCESS_KEY = "AK", OS_SECRET_KEY = "SK", OS_DOMAIN_ID = "d1" })
        assert.equal("http://127.0.0.1:1/v3.0/OS-CREDENTIAL/credentials\td1\t***\n", output)

        local temporary = { body = { credential = { access = "TEMP", secret = "s", securitytoken = "st",
            expires_at = "2020-01-01T12:00:00.000000Z" } } }
        local client, transport = client_of({ temporary, KEYS }, { metadata_url = "http://127.0.0.1:1" })
        assert(client.accesskey.list())
        assert.equal("/openstack/latest/securitykey", transport.requests[1].target)
        assert.equal("st", transport.requests[2].headers["x-security-token"])
    end)
end)

describe("huawei.new", function()
    it("takes the endpoint from OS_AUTH_URL, without its version", function()
        local output = program.run([[
            local client = assert(require("ncp.huawei").new{})
            print(assert(client.accesskey.list({}, { dry_run = true })).url)
        ]], { OS_AUTH_URL = "https://iam.example.com/v3", OS_TOKEN = "T" })
        assert.equal("https://iam.example.com/v3.0/OS-CREDENTIAL/credentials\n", output)
    end)

    -- What a client says that is made in this environment, or the URL of a call.
    local function told(environment, options)
        return program.run(([[
            local client, message = require("ncp.huawei").new{ %s }
            if not client then return print(message) end
            local out, fault = client.accesskey.list({}, { dry_run = true })
            print(out and out.url or fault)
        ]]):format(options or ""), environment)
    end

    it("takes an endpoint with a slash or a version behind it, in code too", function()
        local url = "https://iam.example.com/v3.0/OS-CREDENTIAL/credentials\n"
        assert.equal(url, told({ OS_AUTH_URL = "https://iam.example.com/v3/", OS_TOKEN = "T" }))
        assert.equal(url, told({ HW_AUTH_URL = "iam.example.com/v3.0", OS_TOKEN = "T" }))
        assert.equal(url, told({ OS_TOKEN = "T" }, 'endpoint = "https://iam.example.com/v3/"'))
    end)

    local E = { OS_AUTH_URL = "https://iam.example.com/v3" }
    local flaws = {
        { "a space behind the endpoint", { OS_AUTH_URL = "https://iam.example.com/v3 " },
            "OS_AUTH_URL ends in a space" },
        { "a path in the endpoint", { OS_AUTH_URL = "https://example.com/identity/v3" },
            "OS_AUTH_URL must have no path" },
        { "a path in the endpoint in code", {}, "endpoint must have no path", 'endpoint = "https://example.com/x"' },
        { "a no-break space in an access key", { HUAWEICLOUD_SDK_AK = "a\194\160", HUAWEICLOUD_SDK_SK = "hidden" },
            "environment: HUAWEICLOUD_SDK_AK ends in a no-break space" },
        { "quotation marks around a secret key", { HW_ACCESS_KEY = "a", HW_SECRET_KEY = "'hidden'" },
            "environment: HW_SECRET_KEY stands in quotation marks" },
        { "a line break behind a security token",
            { OS_AK = "a", OS_SK = "hidden", OS_SECURITY_TOKEN = "hidden\n" },
            "environment: OS_SECURITY_TOKEN ends in a line break" },
        { "a line break behind a token", { OS_TOKEN = "hidden\n" }, "OS_TOKEN ends in a line break" },
        { "a line break behind a password", { OS_USERNAME = "u", OS_DOMAIN_NAME = "d", OS_PASSWORD = "hidden\n" },
            "OS_PASSWORD ends in a line break" },
        { "a space before a user's name", { OS_USERNAME = " u", OS_DOMAIN_NAME = "d", OS_PASSWORD = "hidden" },
            "OS_USERNAME begins with a space" },
        { "a carriage return behind a file's name", { OS_CACERT = "/etc/ca.pem\r", OS_TOKEN = "hidden" },
            "OS_CACERT ends in a carriage return" },
        { "a no-break space in a key in code", {}, "given in code: the secret key has a no-break space in it",
            'access_key = "a", secret_key = "hid\194\160den"' },
    }
    for _, case in ipairs(flaws) do
        it("refuses by name " .. case[1], function()
            local environment = {}
            for _, variables in ipairs({ case[4] and case[4]:find("endpoint") and {} or E, case[2] }) do
                for name, value in pairs(variables) do environment[name] = value end
            end
            local message = told(environment, case[4])
            assert.truthy(message:find(case[3], 1, true), message)
            assert.is_nil(message:find("hidden", 1, true))
        end)
    end

    it("takes a domain alone for no login", function()
        local output = told({ OS_AUTH_URL = "http://127.0.0.1:1", OS_DOMAIN_NAME = "d" })
        assert.truthy(output:find("no usable keys: environment", 1, true), output)
    end)

    it("takes a password with spaces and quotation marks at its ends", function()
        local output = told({
            OS_AUTH_URL = "http://127.0.0.1:1", OS_USERNAME = "u", OS_DOMAIN_NAME = "d", OS_PASSWORD = "' p\"",
        })
        assert.truthy(output:find("token.create", 1, true), output)
    end)

    it("never asks for the keys of an agency when option or environment say so", function()
        local unset = { OS_AUTH_URL = "https://iam.example.com" }
        assert.is_nil(told(unset):find("agency", 1, true))
        unset.NCP_SERVER_ROLE = "true"
        assert.is_nil(told(unset, "server_role = false"):find("agency", 1, true))
        assert.truthy(told(unset, 'metadata_url = "http://127.0.0.1:1"'):find("agency at http://127.0.0.1:1", 1, true))
    end)

    it("refuses what it cannot use", function()
        for field, value in pairs({ endpoint = "http://192.0.2.1", signature = "other", token = "" }) do
            local given = { endpoint = ENDPOINT, token = "T" }
            given[field] = value
            local _, _, err = huawei.new(given)
            assert.equal(field, err.field)
        end
        assert.is_false((pcall(huawei.new, { acces_key = "x" })))
    end)

    it("has the nouns of its cloud only", function()
        local client = client_of({}, { token = "T" })
        local returned, message = pcall(function() client.subaccount.list() end)
        assert.is_false(returned)
        assert.truthy(message:find("unknown noun 'subaccount'", 1, true))
        assert.is_false((pcall(function() ncp.securitytoken.create() end)))
    end)

    local bad = {
        { "status", function(client) return client.accesskey.update("A", { status = "off" }) end },
        { "status", function(client) return client.accesskey.set_active("A", "off") end },
        { "access_key", function(client) return client.accesskey.get("") end },
        { "", function(client) return client.accesskey.update("A", {}) end },
        { "", function(client) return client.accesskey.update("A") end },
    }
    for i, case in ipairs(bad) do
        it(("refuses bad input before sending it (case %d)"):format(i), function()
            local client, transport = client_of({}, { token = "T" })
            local _, _, err = case[2](client)
            assert.equal("validation", err.kind)
            assert.equal(case[1], err.field)
            assert.equal(0, #transport.requests)
        end)
    end

    it("escapes a slash in a key", function()
        local key = { access = "A/B", status = "active" }
        local client, transport = client_of({ { body = { credential = key } } }, { token = "T" })
        assert(client.accesskey.get("A/B"))
        assert.equal("/v3.0/OS-CREDENTIAL/credentials/A%2FB", transport.requests[1].target)
    end)
end)
