-- Where keys come from, in which order, and what is said when there are none.
local ncp = require("ncp")
local program = require("spec.support.program")
local stub = require("ncp.transport.stub")

-- Shows which access key signs, or the error.
local SHOW = [[
local ncp = require("ncp")
local client = assert(ncp.new({ %s }))
local out, message, err = client.accesskey.list("id", { dry_run = true })
print(out and out.headers["x-ncp-iam-access-key"] or err.kind .. ": " .. message)
]]

local home

local function show(environment, options)
    environment.HOME = environment.HOME or home.path
    return (program.run(SHOW:format(options or ""), environment):gsub("\n$", ""))
end

local function configure(text)
    program.write(home.path .. "/.ncloud/configure", text)
end

local FILE = [[
# a comment
ncloud_access_key_id = plainkey
ncloud_secret_access_key=plain=secret=

[prod]
ncloud_access_key_id= prodkey
ncloud_secret_access_key = prodsecret
[half]
ncloud_access_key_id = halfkey
[DEFAULT]
ncloud_access_key_id = defaultkey
]]

describe("credentials", function()
    before_each(function()
        home = program.folder()
    end)
    after_each(function()
        home.remove()
    end)

    it("are read from the environment, under all names, the older ones last", function()
        assert.equal("a", show({ NCLOUD_ACCESS_KEY_ID = "a", NCLOUD_SECRET_ACCESS_KEY = "s" }))
        assert.equal("b", show({ NCLOUD_ACCESS_KEY = "b", NCLOUD_SECRET_KEY = "s" }))
        assert.equal("a", show({ NCLOUD_ACCESS_KEY_ID = "a", NCLOUD_ACCESS_KEY = "b", NCLOUD_SECRET_KEY = "s" }))
    end)

    it("given in code win over the environment, and the environment over the file", function()
        configure(FILE)
        local environment = { NCLOUD_ACCESS_KEY = "env", NCLOUD_SECRET_KEY = "s" }
        assert.equal("code", show(environment, 'access_key = "code", secret_key = "s"'))
        assert.equal("env", show(environment))
    end)

    it("are read from the configure file: without a section, and [DEFAULT], the last line holding", function()
        configure(FILE)
        assert.equal("defaultkey", show({}))
    end)

    it("are read from the profile named in code or by NCLOUD_PROFILE", function()
        configure(FILE)
        assert.equal("prodkey", show({}, 'profile = "prod"'))
        assert.equal("prodkey", show({ NCLOUD_PROFILE = "prod" }))
    end)

    it("of a profile named in code are not overruled by the environment", function()
        configure(FILE)
        assert.equal("prodkey", show({ NCLOUD_ACCESS_KEY = "env", NCLOUD_SECRET_KEY = "s" }, 'profile = "prod"'))
    end)

    it("that are nowhere make an error that names every place", function()
        local message = show({
            NCP_SERVER_ROLE = "true", NCLOUD_METADATA_API_ENDPOINT = "http://127.0.0.1:1",
        })
        local file = home.path .. "/.ncloud/configure: no such file"
        for _, part in ipairs({ "credentials: ", "NCLOUD_ACCESS_KEY_ID", file, "role at http://127.0.0.1:1" }) do
            assert.truthy(message:find(part, 1, true), message)
        end
    end)

    local faults = {
        { "half a pair in code", {}, 'access_key = "a"', "given in code: an access key without a secret key" },
        { "half a pair in the environment", { NCLOUD_SECRET_KEY = "hidden" }, "",
            "a secret key without an access key" },
        { "half a pair in the file", {}, 'profile = "half"', "[half]: an access key without a secret key" },
        { "a profile that is not there", {}, 'profile = "nosuch"', "no profile [nosuch]" },
        { "a profile that is written in other letters", {}, 'profile = "PROD"', "(did you mean 'prod'?)" },
        { "a control character in a key", {}, 'access_key = "a\\nb", secret_key = "s"',
            "the access key has a line break in it" },
        { "a no-break space behind a key in code", {}, 'access_key = "a", secret_key = "hidden\194\160"',
            "given in code: the secret key ends in a no-break space" },
        { "a line break behind a secret in the environment",
            { NCLOUD_ACCESS_KEY = "a", NCLOUD_SECRET_KEY = "hidden\n" }, "",
            "environment: NCLOUD_SECRET_KEY ends in a line break" },
        { "quotation marks in the environment", { NCLOUD_ACCESS_KEY_ID = '"a"', NCLOUD_SECRET_KEY = "hidden" }, "",
            "environment: NCLOUD_ACCESS_KEY_ID stands in quotation marks" },
        { "a comment in the environment", { NCLOUD_ACCESS_KEY = "a", NCLOUD_SECRET_KEY = "hidden # of the build" }, "",
            "environment: NCLOUD_SECRET_KEY has a space in it" },
        { "a carriage return in the name of the profile", { NCLOUD_PROFILE = "prod\r" }, "",
            "NCLOUD_PROFILE ends in a carriage return" },
    }
    for _, case in ipairs(faults) do
        it("fail for " .. case[1] .. ", whatever other places hold #once", function()
            configure(FILE)
            local message = show(case[2], case[3])
            assert.truthy(message:find("credentials: ", 1, true), message)
            assert.truthy(message:find(case[4], 1, true), message)
            assert.is_nil(message:find("hidden", 1, true))
        end)
    end

    it("fail for a malformed file, naming the line and nothing of it", function()
        configure("ncloud_access_key_id = a\nmysecretline\n")
        local message = show({})
        assert.truthy(message:find("line 2 is neither", 1, true), message)
        assert.is_nil(message:find("mysecretline", 1, true))
    end)

    local PAIR = "ncloud_access_key_id = a\nncloud_secret_access_key = s\n"

    it("are read from a file as people write it", function()
        for _, text in ipairs({
            "\239\187\191" .. PAIR, "[default]\n" .. PAIR, (PAIR:gsub("\n", "\r\n")),
            (PAIR:gsub("ncloud[%w_]+", string.upper)), (PAIR:gsub("ncloud", "export ncloud")),
            (PAIR:gsub("= (%w)", '= "%1" # a comment')),
        }) do
            configure(text)
            assert.equal("a", show({}))
        end
    end)

    it("fail for a value that ends in what nobody sees, naming line and reason", function()
        configure("# keys\nncloud_access_key_id = a\nncloud_secret_access_key = hidden\194\160\n")
        local message = show({})
        assert.truthy(message:find("configure: line 3: the value ends in a no-break space", 1, true), message)
        assert.is_nil(message:find("hidden", 1, true))
    end)

    it("that stand in another profile of the file are pointed out", function()
        configure("[prod]\n" .. PAIR .. "[test]\n" .. PAIR)
        assert.truthy(show({}):find("no keys in it; the file has the profiles prod, test", 1, true))
    end)

    it("fail for a file that cannot be read", function()
        os.execute("mkdir -p '" .. home.path .. "/.ncloud/configure'")
        assert.truthy(show({}):find("configure: is a folder", 1, true))
    end)
end)

describe("the site", function()
    local PAIR = "ncloud_access_key_id = a\nncloud_secret_access_key = s\n"
    local GOV, FIN = "https://ncloud.apigw.gov-ntruss.com", "https://fin-ncloud.apigw.fin-ntruss.com/"

    -- The URL that a call goes to, or the error.
    local function url(environment, options)
        environment.HOME = home.path
        local source = SHOW:gsub("out.headers%b[]", "out.url")
        return (program.run(source:format(options or ""), environment):gsub("/api/.*$", ""):gsub("\n$", ""))
    end

    local function host(site)
        return "https://subaccount.apigw." .. site .. "ntruss.com"
    end

    before_each(function()
        home = program.folder()
    end)
    after_each(function()
        home.remove()
    end)

    it("is the public one when nothing says otherwise", function()
        configure(PAIR)
        assert.equal(host(""), url({}))
    end)

    it("is that of the gateway in the file, where the keys are read from it", function()
        configure(PAIR .. "ncloud_api_url = " .. GOV .. "\n[fin]\nncloud_api_url=" .. FIN .. "\n" .. PAIR)
        assert.equal(host("gov-"), url({}))
        assert.equal(host("fin-"), url({}, 'profile = "fin"'))
        assert.equal(host(""), url({ NCLOUD_ACCESS_KEY = "a", NCLOUD_SECRET_KEY = "s" }))
        assert.equal(host(""), url({}, 'access_key = "a", secret_key = "s"'))
    end)

    it("is that of the gateway or the site in the environment", function()
        configure(PAIR)
        assert.equal(host("fin-"), url({ NCLOUD_API_GW = FIN }))
        assert.equal(host("gov-"), url({ NCLOUD_SITE = "gov" }))
        assert.equal(host("gov-"), url({ NCLOUD_SITE = "gov", NCLOUD_API_GW = GOV }))
        assert.equal(host("gov-"), url({ NCLOUD_API_GW = FIN }, 'site = "gov"'))
        assert.equal("http://127.0.0.1:1", url({ NCLOUD_API_GW = FIN, NCP_BASE_URL = "http://127.0.0.1:1" }))
    end)

    local refusals = {
        { "a gateway that is none", "ncloud_api_url = https://example.com\n", {}, "",
            "configure: line 3: ncloud_api_url is no gateway of NAVER Cloud Platform" },
        { "a site that is none", "ncloud_site = moon\n", {}, "", "line 3: ncloud_site must be public, gov or fin" },
        { "a site and a gateway of another", "ncloud_site = fin\nncloud_api_url = " .. GOV .. "\n", {}, "",
            "ncloud_api_url is a gateway of gov" },
        { "a profile of another site than the client's", "ncloud_api_url = " .. GOV .. "\n", {}, 'site = "public"',
            "configure is of site gov, and the client of public" },
        { "a profile of another site than the environment's", "ncloud_api_url = " .. GOV .. "\n",
            { NCLOUD_SITE = "fin" }, "", "configure is of site gov, and the client of fin" },
        { "a gateway in the environment that is none", "", { NCLOUD_API_GW = "https://example.com" }, "",
            "NCLOUD_API_GW is no gateway of NAVER Cloud Platform" },
        { "a site in the environment that is none", "", { NCLOUD_SITE = "moon" }, "",
            "NCLOUD_SITE must be public, gov or fin" },
    }
    for _, case in ipairs(refusals) do
        it("is refused by name for " .. case[1] .. " #once", function()
            configure(PAIR .. case[2])
            local message = url(case[3], case[4])
            assert.truthy(message:find(case[5], 1, true), message)
        end)
    end
end)

describe("variables with what nobody sees in them", function()
    for name, value in pairs({
        NCP_BASE_URL = "https://example.com ", NCP_CA_FILE = "/etc/ca.pem\n", NCLOUD_API_GW = "'https://example.com'",
        NCLOUD_METADATA_API_ENDPOINT = "http://127.0.0.1:1\194\160", NCP_SERVER_ROLE = "no",
    }) do
        it("make a client refuse by name: " .. name .. " #once", function()
            local environment = { NCP_SERVER_ROLE = "true", [name] = value }
            local output = program.run('print(select(2, require("ncp").new()))', environment)
            assert.truthy(output:find("^new: " .. name .. " %l+"), output)
        end)
    end
end)

describe("credentials of the server's role", function()
    local ROLE_PATH = "/latest/meta-data/iam/security-credentials/"
    local START = 1700000000000 -- 2023-11-14T22:13:20Z

    local function role_keys(name, expiration)
        return { body = { AccessKeyId = name, SecretAccessKey = "s", Expiration = expiration } }
    end

    local function client_of(answers)
        local transport = stub.new(answers, START)
        local client = assert(ncp.new({
            transport = transport,
            profile = "DEFAULT",
            metadata_url = "http://127.0.0.1:1",
        }))
        return client, transport
    end

    local OK = { body = "[]" }

    before_each(function()
        home = program.folder()
        configure("# no keys in it\n")
    end)
    after_each(function()
        home.remove()
    end)

    local real_getenv = os.getenv
    setup(function()
        os.getenv = function(name) -- luacheck: ignore
            if name == "HOME" then return home.path end
            return real_getenv(name)
        end
    end)
    teardown(function()
        os.getenv = real_getenv -- luacheck: ignore
    end)

    it("are fetched, the first role being taken, and used without a session token", function()
        local keys = role_keys("rolekey", "2023-11-15T00:00:00Z")
        local client, transport = client_of({ { body = "my role\nother\n" }, keys, OK })
        assert(client.accesskey.list("id"))
        assert.equal(ROLE_PATH, transport.requests[1].target)
        assert.equal(ROLE_PATH .. "my%20role", transport.requests[2].target)
        assert.equal("rolekey", transport.requests[3].headers["x-ncp-iam-access-key"])
    end)

    it("are renewed five minutes before they end", function()
        local client, transport = client_of({
            { body = "r" }, role_keys("first", "2023-11-14T22:23:20Z"), OK, OK,
            { body = "r" }, role_keys("second", "2023-11-15T22:23:20Z"), OK,
        })
        assert(client.accesskey.list("id"))
        transport.clock.sleep(4 * 60)
        assert(client.accesskey.list("id"))
        assert.equal("first", transport.requests[4].headers["x-ncp-iam-access-key"])
        transport.clock.sleep(61)
        assert(client.accesskey.list("id"))
        assert.equal("second", transport.requests[7].headers["x-ncp-iam-access-key"])
    end)

    it("are kept while they hold when a renewal fails, and are not asked for at every call", function()
        local down = { failure = { kind = "network", sent = false }, message = "refused" }
        local client, transport = client_of({
            { body = "r" }, role_keys("first", "2023-11-14T22:23:20Z"), OK, down, OK, OK, down,
        })
        assert(client.accesskey.list("id"))
        transport.clock.sleep(6 * 60)
        assert(client.accesskey.list("id"))
        assert(client.accesskey.list("id"))
        transport.clock.sleep(4 * 60)
        local _, message, err = client.accesskey.list("id")
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("server role at http://127.0.0.1:1: refused", 1, true), message)
        transport:done()
    end)

    local broken = {
        { "no role", { { body = "\n" } }, "no role" },
        { "an error status", { { status = 404, body = "" } }, "HTTP 404" },
        { "an answer that is not JSON", { { body = "r" }, { body = "<html>" } }, "an answer that is not JSON" },
        { "keys without an end", { { body = "r" }, role_keys("a", nil) }, "keys without a valid Expiration" },
    }
    for _, case in ipairs(broken) do
        it("fail for " .. case[1], function()
            local _, message = client_of(case[2]).accesskey.list("id")
            assert.truthy(message:find(case[3], 1, true), message)
        end)
    end

    it("are not asked for when the environment says so, and code does not", function()
        local function asks(environment, options)
            environment.HOME, environment.NCLOUD_METADATA_API_ENDPOINT = home.path, "http://127.0.0.1:1"
            return show(environment, options):find("server role", 1, true) ~= nil
        end
        assert.is_true(asks({ NCP_SERVER_ROLE = "" }))
        assert.is_true(asks({ NCP_SERVER_ROLE = "true" }))
        assert.is_false(asks({ NCP_SERVER_ROLE = "false" }))
        assert.is_false(asks({ NCP_SERVER_ROLE = "true" }, "server_role = false"))
        assert.is_true(asks({ NCP_SERVER_ROLE = "false" }, "server_role = true"))
    end)

    it("are not asked for when the client says so", function()
        local transport = stub.new({}, START)
        local client = assert(ncp.new({ transport = transport, profile = "DEFAULT", server_role = false }))
        local _, _, err = client.accesskey.list("id")
        assert.equal("credentials", err.kind)
        assert.equal(0, #transport.requests)
    end)
end)

describe("credentials given as a table", function()
    local START = 1700000000000 -- 2023-11-14T22:13:20Z
    local OK = { body = "[]" }

    local function temporary(key, ending)
        return { body = { accessKey = key, keySecret = "s", createTime = "2023-11-14T22:13:20Z", expireTime = ending } }
    end

    local function renewing(answers)
        local transport = stub.new(answers, START)
        local parent = assert(ncp.new({ transport = transport, access_key = "parent", secret_key = "s" }))
        local provider = ncp.credentials.sts({ client = parent, duration = 600 })
        return assert(ncp.new({ transport = transport, credentials = provider })), transport
    end

    it("may be what sts.create answered, and end when that ends", function()
        local transport = stub.new({ temporary("temp", "2023-11-14T22:23:20Z"), OK }, START)
        local parent = assert(ncp.new({ transport = transport, access_key = "parent", secret_key = "s" }))
        local pair = assert(parent.sts.create({ durationSec = 600 }))
        assert.equal("ncp.Credentials(temp, until 2023-11-14T22:23:20Z)", tostring(pair))
        assert.equal(START + 600000, pair:expires())
        local client = assert(ncp.new({ transport = transport, credentials = pair }))
        assert(client.accesskey.list("id"))
        assert.equal("temp", transport.requests[2].headers["x-ncp-iam-access-key"])
        transport.clock.sleep(600)
        local _, message, err = client.accesskey.list("id")
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("ended at 2023-11-14T22:23:20Z", 1, true), message)
    end)

    it("are renewed through a provider before they end", function()
        local client, transport = renewing({
            temporary("first", "2023-11-14T22:23:20Z"), OK, OK, temporary("second", "2023-11-14T22:33:20Z"), OK,
        })
        assert(client.accesskey.list("id"))
        assert(client.accesskey.list("id"))
        transport.clock.sleep(301)
        assert(client.accesskey.list("id"))
        assert.equal("parent", transport.requests[4].headers["x-ncp-iam-access-key"])
        assert.equal('{"durationSec":600}', transport.requests[4].body)
        assert.equal("second", transport.requests[5].headers["x-ncp-iam-access-key"])
        transport:done()
    end)

    it("are asked for again when the answer was lost", function()
        local lost = { failure = { kind = "network", sent = true }, message = "reset" }
        local client, transport = renewing({ lost, temporary("second", "2023-11-14T22:23:20Z"), OK })
        assert(client.accesskey.list("id"))
        transport:done()
    end)

    it("say why a provider has none", function()
        local client = renewing({ { status = 401, body = { errorCode = 401, message = "wrong code" } } })
        local _, message, err = client.accesskey.list("id")
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("credentials provider: sts.create: wrong code", 1, true), message)
    end)

    it("are renewed once for all who ask at the same time", function()
        local client, transport = renewing({ temporary("only", "2023-11-14T22:23:20Z"), OK, OK, OK })
        local send, sleep = transport.send, transport.clock.sleep
        transport.send = function(request)
            coroutine.yield()
            return send(request)
        end
        transport.clock.sleep = function(seconds)
            sleep(seconds)
            coroutine.yield()
        end
        local calls, done = {}, 0
        for i = 1, 3 do
            calls[i] = coroutine.create(function()
                assert(client.accesskey.list("id"))
                done = done + 1
            end)
        end
        for _ = 1, 10 do
            for i = 1, 3 do
                if coroutine.status(calls[i]) ~= "dead" then assert(coroutine.resume(calls[i])) end
            end
        end
        assert.equal(3, done)
        assert.equal(4, #transport.requests)
    end)

    it("must be a pair or a provider", function()
        local _, _, err = ncp.new({ credentials = {} })
        assert.equal("credentials", err.field)
        assert.is_false((pcall(ncp.credentials.sts, {})))
    end)
end)
