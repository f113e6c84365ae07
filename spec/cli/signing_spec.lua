-- ncp sign, explain and whoami.
local base64 = require("ncp.cli.base64")
local command = require("spec.support.command")
local core = require("ncp.core")
local program = require("spec.support.program")

local TIMESTAMP = "1700000000000"

local emulator, environment

local function ncp(expected, arguments, more, input)
    local given = {}
    for _, variables in ipairs({ environment, more or {} }) do
        for name, value in pairs(variables) do given[name] = value end
    end
    return program.ncp_ends(expected, arguments, given, input)
end

local function signature_of(...)
    return (ncp(0, { "sign", ... }):match("signature%-v2: (%S+)"))
end

setup(function()
    emulator = command.start({ "emulator" })
    environment = emulator:variables()
end)

teardown(function() emulator:close() end)

describe("ncp sign", function()
    it("prints headers with which curl is let in", function()
        local output = ncp(0, { "sign", "GET", "/api/v1/groups?page=0" })
        assert.matches("^x%-ncp%-apigw%-timestamp: %d+\nx%-ncp%-iam%-access%-key: %S+\n", output)
        local pipe = assert(io.popen(("printf '%%s' '%s' | curl -sf -H @- '%s/api/v1/groups?page=0'"):format(
            output, environment.NCP_BASE_URL)))
        assert.matches('"groupName":"dev"', pipe:read("*a"), 1, true)
        pipe:close()
    end)

    it("signs what the library signs", function()
        local headers = assert(require("ncp").sign({
            access_key = environment.NCLOUD_ACCESS_KEY, secret_key = environment.NCLOUD_SECRET_KEY,
            method = "PUT", target = "/a?b=c", timestamp = tonumber(TIMESTAMP),
        }))
        local signature = signature_of("PUT", "/a?b=c", "--timestamp", TIMESTAMP)
        assert.equal(headers["x-ncp-apigw-signature-v2"], signature)
    end)

    it("refuses what nobody can want to be signed", function()
        local _, complaint = ncp(2, { "sign", "GET", "https://host/a" })
        assert.matches("the host is not signed", complaint, 1, true)
        ncp(3, { "sign", "GET", "/" }, { NCLOUD_SECRET_KEY = "", NCLOUD_ACCESS_KEY = "" })
    end)
end)

describe("ncp --no-server-role", function()
    it("keeps the clients of both clouds from asking the metadata service", function()
        local alone = {
            NCLOUD_SECRET_KEY = "", NCLOUD_ACCESS_KEY = "", NCP_SERVER_ROLE = "true",
            NCLOUD_METADATA_API_ENDPOINT = "http://127.0.0.1:1",
        }
        local _, complaint = ncp(3, { "sign", "GET", "/" }, alone)
        assert.matches("server role at http://127.0.0.1:1", complaint, 1, true)
        _, complaint = ncp(3, { "--no-server-role", "sign", "GET", "/" }, alone)
        assert.is_nil(complaint:find("server role", 1, true))
        _, complaint = ncp(3, { "--no-server-role", "--endpoint", "http://127.0.0.1:1", "huawei", "accesskey", "list" },
            alone)
        assert.is_nil(complaint:find("agency", 1, true))
    end)
end)

describe("ncp explain", function()
    it("shows the string to sign, the source of the keys and the clock, but no signature", function()
        local output = ncp(0, { "explain", "GET", "/a?b=c", "--timestamp", TIMESTAMP })
        local lines = {
            "to sign       GET /a?b=c\\n", TIMESTAMP .. "\\n", environment.NCLOUD_ACCESS_KEY, "signature     ***",
        }
        assert.equal(1, (output:gsub("\n +", "\n"):find(table.concat(lines, "\n"), 1, true)))
        assert.matches("keys +environment", output)
        assert.matches("clock +[^\n]* the server's\n", output)
        assert.matches("mistakes +none found\n", output)
        assert.is_nil(output:find(environment.NCLOUD_SECRET_KEY, 1, true))
        local signature = signature_of("GET", "/a?b=c", "--timestamp", TIMESTAMP)
        assert.is_nil(output:find(signature, 1, true))
    end)

    for mistake, arguments in pairs({
        ["the method is signed in upper case"] = { "get", "/a" },
        ["the host is not signed"] = { "GET", "https://host/a" },
        ["the target starts with /"] = { "GET", "a" },
        ["a fragment (#)"] = { "GET", "/a#b" },
        ["percent-encoded"] = { "GET", "/a b" },
        ["an empty query"] = { "GET", "/a?" },
        ["the timestamp is in seconds"] = { "GET", "/a", "--timestamp", "1700000000" },
        ["the timestamp is finer"] = { "GET", "/a", "--timestamp", "1700000000000000" },
        ["the timestamp is a whole number"] = { "GET", "/a", "--timestamp", "now" },
    }) do
        it("finds that " .. mistake, function()
            table.insert(arguments, 1, "explain")
            local output = ncp(1, arguments)
            assert.matches("\nmistakes .*" .. mistake:gsub("%p", "%%%0"), output)
        end)
    end

    it("finds mistakes in the keys and tells of a proxy, without showing the secret", function()
        local output = ncp(1, { "explain", "GET", "/a" }, {
            NCLOUD_ACCESS_KEY = "ncp_iam_SHORT", NCLOUD_SECRET_KEY = "very-secret ", HTTPS_PROXY = "http://127.0.0.1:1",
        })
        assert.matches("the access key is not of a known form", output, 1, true)
        assert.matches("NCLOUD_SECRET_KEY: the secret key ends with white space", output, 1, true)
        assert.matches("proxy +https goes through the one in HTTPS_PROXY", output)
        assert.is_nil(output:find("very-secret", 1, true))
    end)

    it("checks what the configure file says, wherever the keys come from", function()
        local home = program.folder()
        local function explain(status, text, more)
            program.write(home.path .. "/.ncloud/configure", text)
            more.HOME = home.path
            return ncp(status, { "explain", "GET", "/a" }, more)
        end
        local pair = "ncloud_access_key_id = ncp_iam_EXAMPLE0000000000001\nncloud_secret_access_key = very-secret"
        local from_file = { NCLOUD_ACCESS_KEY = "", NCLOUD_SECRET_KEY = "" }
        local output = explain(0, pair .. "\n", from_file)
        assert.matches("keys +" .. home.path .. "/.ncloud/configure\nclock", output)
        assert.matches("file +" .. home.path .. "/.ncloud/configure\n", output)
        for _, keys in ipairs({ from_file, {} }) do
            output = explain(1, pair .. "\194\160\n", keys)
            assert.matches("mistakes +[^\n]*configure: line 2: the value ends in a no%-break space", output)
            output = explain(1, pair .. "\nncloud_api_url = https://example.com\n", keys)
            assert.matches("configure: line 3: ncloud_api_url is no gateway", output, 1, true)
            output = explain(1, pair:gsub("_iam", "_mai"), keys)
            assert.matches("configure: the access key is not of a known form", output, 1, true)
            assert.is_nil(output:find("very-secret", 1, true))
        end
        home.remove()
    end)

    it("finds what a signature of another program was made of", function()
        local right = { "GET", "/api/v1/a%20b?c=d", "--timestamp", TIMESTAMP }
        local function diagnose(method, target, timestamp, status)
            local keys = { environment.NCLOUD_ACCESS_KEY, environment.NCLOUD_SECRET_KEY }
            local signature = assert(require("ncp").signer(keys[1], keys[2])):signature(method, target, timestamp)
            local arguments = { "explain", right[1], right[2], right[3], right[4], "--signature-file", "-" }
            return ncp(status, arguments, nil, signature .. "\n")
        end
        assert.matches("the given one is right", diagnose(right[1], right[2], TIMESTAMP, 0), 1, true)
        assert.matches("leaves out the query", diagnose("GET", "/api/v1/a%20b", TIMESTAMP, 1), 1, true)
        assert.matches("before it was percent-encoded", diagnose("GET", "/api/v1/a b?c=d", TIMESTAMP, 1), 1, true)
        assert.matches("leaves out the beginning", diagnose("GET", "/a%20b?c=d", TIMESTAMP, 1), 1, true)
        assert.matches("timestamp in seconds", diagnose("GET", right[2], "1700000000", 1), 1, true)
        assert.matches("in lower case", diagnose("get", right[2], TIMESTAMP, 1), 1, true)
        assert.matches("another secret key", diagnose("POST", "/other", TIMESTAMP, 1), 1, true)
    end)

    local METHOD, TARGET, HOST = "GET", "/api/v1/a%20b?c=d&a=%2f", "subaccount.apigw.ntruss.com"
    local ACCESS, SECRET = "ncp_iam_EXAMPLE0000000000001", "ncp_iam_EXAMPLESECRET00000000000001ab"
    local OTHER_ACCESS, OTHER_SECRET = "ncp_iam_EXAMPLE0000000000002", "ncp_iam_EXAMPLESECRET00000000000002"

    -- The string to sign with parts of it replaced.
    local function to_sign(changes, layout)
        local parts = { METHOD = METHOD, TARGET = TARGET, TIME = TIMESTAMP, KEY = ACCESS }
        for name, value in pairs(changes or {}) do parts[name] = value end
        return ((layout or "METHOD TARGET\nTIME\nKEY"):gsub("%u+", parts))
    end

    -- What explain says of a signature, with these keys in the environment, another profile in the file, and no server.
    local function diagnose(signature, expected, given)
        local home = program.folder()
        program.write(home.path .. "/.ncloud/configure", given and given.configure or
            ("[other]\nncloud_access_key_id = %s\nncloud_secret_access_key = %s\n"):format(OTHER_ACCESS, OTHER_SECRET))
        local variables = given and given.environment or { NCLOUD_ACCESS_KEY = ACCESS, NCLOUD_SECRET_KEY = SECRET }
        variables.HOME, variables.NCP_BASE_URL = home.path, "http://127.0.0.1:1"
        local arguments = { "explain", METHOD, TARGET, "--timestamp", TIMESTAMP, "--signature-file", "-" }
        local status, output, complaint = program.ncp(arguments, variables, signature)
        home.remove()
        assert.equal(expected:find("is right", 1, true) and 0 or 1, status, complaint)
        assert.truthy(output:find("the given one " .. expected, 1, true), output)
        for _, secret in ipairs({ SECRET, OTHER_SECRET, signature }) do
            assert.is_nil((output .. complaint):find(secret, 1, true))
        end
        return output
    end

    local function hmac(message, key)
        return core.hmac(key or SECRET, message or to_sign())
    end

    local RIGHT = hmac()

    local function to_hex(signature)
        return (base64.decode(signature):gsub(".", function(c) return ("%02x"):format(c:byte()) end))
    end

    for says, signature in pairs({
        ["is right"] = RIGHT,
        ["is in hex, not in Base64"] = to_hex(RIGHT),
        ["is without the = at its end"] = RIGHT:gsub("=", ""),
        ["is in URL-safe Base64: + and / stand as - and _"] = RIGHT:gsub("+", "-"):gsub("/", "_"),
        ["is percent-encoded"] = RIGHT:gsub("%W", function(c) return ("%%%02X"):format(c:byte()) end),
        ["is the Base64 of hex digits"] = base64.encode(to_hex(RIGHT)),
        ["is Base64-encoded twice"] = base64.encode(RIGHT),
        ["is of the length of an HMAC-SHA-1; it must be an HMAC-SHA256"] = base64.encode(("x"):rep(20)),
        ["is not the Base64 of 32 bytes, 44 characters"] = "***",
        ["is of the method POST"] = hmac(to_sign({ METHOD = "POST" })),
        ["is of the method in lower case"] = hmac(to_sign({ METHOD = "get" })),
        ["leaves out the query"] = hmac(to_sign({ TARGET = "/api/v1/a%20b" })),
        ["leaves out the beginning of the path, /api/v1"] = hmac(to_sign({ TARGET = "/a%20b?c=d&a=%2f" })),
        ["is of the target before it was percent-encoded"] = hmac(to_sign({ TARGET = "/api/v1/a b?c=d&a=/" })),
        ["is of a target that was percent-encoded twice"] = hmac(to_sign({ TARGET = "/api/v1/a%2520b?c=d&a=%252f" })),
        ["is of a target with + for a space"] = hmac(to_sign({ TARGET = "/api/v1/a+b?c=d&a=%2f" })),
        ["is of the parameters of the query in sorted order"] = hmac(to_sign({ TARGET = "/api/v1/a%20b?a=%2f&c=d" })),
        ["is of a path with a slash at its end"] = hmac(to_sign({ TARGET = "/api/v1/a%20b/?c=d&a=%2f" })),
        ["includes https://" .. HOST] = hmac(to_sign({ TARGET = "https://" .. HOST .. TARGET })),
        ["includes the host " .. HOST] = hmac(to_sign({ TARGET = HOST .. TARGET })),
        ["is of a timestamp in seconds"] = hmac(to_sign({ TIME = "1700000000" })),
        ["is of a timestamp in microseconds"] = hmac(to_sign({ TIME = "1700000000000000" })),
        ["is without an access key"] = hmac(to_sign({ KEY = "" })),
        ["is without the line of the access key"] = hmac(to_sign(nil, "METHOD TARGET\nTIME")),
        ["has access key before timestamp"] = hmac(to_sign(nil, "METHOD TARGET\nKEY\nTIME")),
        ["has a line break at the end of the string"] = hmac(to_sign() .. "\n"),
        ["has a backslash and an n in place of line breaks"] = hmac((to_sign():gsub("\n", "\\n"))),
        ["has line breaks of two characters, \\r\\n"] = hmac((to_sign():gsub("\n", "\r\n"))),
        ["is made with the secret key Base64-decoded"] = hmac(nil, base64.decode("ncpXiamYEXAM0000")),
        ["is made with the secret key and a line break"] = hmac(nil, SECRET .. "\n"),
        ["is made with the secret key and a space behind it"] = hmac(nil, SECRET .. " "),
        ["is made with the secret key and the quotation marks around it"] = hmac(nil, '"' .. SECRET .. '"'),
        ["is made with the access key in place of the secret key"] = hmac(nil, ACCESS),
        ["is made with an empty secret key"] = hmac(nil, ""),
        ["is of the method PUT, and is of a timestamp in seconds"] =
            hmac(to_sign({ METHOD = "PUT", TIME = "1700000000" })),
        ["has the secret key in place of the access key, and is made with the access key in place of the secret key"] =
            hmac(to_sign({ KEY = SECRET }), ACCESS),
        ["is in hex, not in Base64, and leaves out the query, and has a line break at the end of the string"] =
            to_hex(hmac(to_sign({ TARGET = "/api/v1/a%20b" }) .. "\n")),
        ["is of another secret key, or of something else than method, target, timestamp and access key"] =
            hmac(nil, "unknown"),
    }) do
        it("finds that a signature " .. says, function()
            local given
            if says:find("Base64-decoded", 1, true) then
                given = { environment = { NCLOUD_ACCESS_KEY = ACCESS, NCLOUD_SECRET_KEY = "ncpXiamYEXAM0000" } }
            end
            diagnose(signature, says .. "\n", given)
        end)
    end

    it("finds that a signature is made with another key of this machine", function()
        local output = diagnose(hmac(nil, OTHER_SECRET), "is made with what stands in ", nil)
        assert.matches("/.ncloud/configure: line 3\n", output, 1, true)
        output = diagnose(hmac(to_sign({ KEY = OTHER_ACCESS })), "has what stands in ", nil)
        assert.matches("/.ncloud/configure: line 2 as its access key\n", output, 1, true)
    end)

    it("finds that a signature is made with all that stands beside the key", function()
        for _, value in ipairs({ SECRET .. " # of the bot", '"' .. SECRET .. '"' }) do
            local text = ("ncloud_access_key_id = %s\nncloud_secret_access_key = %s\n"):format(ACCESS, value)
            local variables = { NCLOUD_ACCESS_KEY = ACCESS, NCLOUD_SECRET_KEY = SECRET }
            local given = { environment = variables, configure = text }
            local output = diagnose(hmac(nil, value), "is made with what stands in ", given)
            assert.matches("/.ncloud/configure: line 2, with what is no part of the key: ", output, 1, true)
        end
    end)

    it("takes a whole header, and needs the timestamp of a signature", function()
        diagnose("x-ncp-apigw-signature-v2: " .. RIGHT .. "\r\n", "is right")
        local _, complaint = ncp(2, { "explain", "GET", "/a", "--signature-file", "-" }, nil, RIGHT)
        assert.matches("--signature-file needs the --timestamp", complaint, 1, true)
        _, complaint = ncp(2, { "explain", "GET", "/a", "--timestamp", "1", "--signature-file", "-" }, nil, "\n")
        assert.matches("--signature-file has no signature in it", complaint, 1, true)
    end)

    it("and whoami show no secret that was put in the place of the access key", function()
        local swapped = { NCLOUD_ACCESS_KEY = SECRET, NCLOUD_SECRET_KEY = ACCESS }
        local output = ncp(1, { "explain", "GET", "/a" }, swapped)
        assert.is_nil(output:find(SECRET, 1, true))
        assert.matches("is it the secret", output, 1, true)
        local told, complaint = ncp(3, { "whoami" }, swapped)
        assert.is_nil((told .. complaint):find(SECRET, 1, true))
        told = ncp(3, { "whoami" }, { NCLOUD_ACCESS_KEY = ("A"):rep(32) })
        assert.matches("access_key +A+\n", told)
    end)

    it("compares the clocks", function()
        emulator:fault('{"kind":"skew","seconds":600}')
        local output = ncp(1, { "explain", "GET", "/a" })
        emulator:clear_faults()
        assert.matches("clock +%d+ s behind the server's\n", output)
        assert.matches("this clock is wrong", output, 1, true)
    end)

    it("goes on without a server, and without keys", function()
        local output = ncp(0, { "explain", "GET", "/a" }, { NCP_BASE_URL = "http://127.0.0.1:1" })
        assert.matches("clock +not compared: ", output)
        output = ncp(3, { "explain", "GET", "/a" }, { NCLOUD_SECRET_KEY = "", NCLOUD_ACCESS_KEY = "" })
        assert.matches("<access key>\n", output, 1, true)
    end)
end)

describe("ncp whoami", function()
    it("tells which keys are used, and what the service tells of them", function()
        local output = ncp(0, { "whoami" })
        assert.matches("access_key +" .. environment.NCLOUD_ACCESS_KEY .. "\n", output)
        assert.matches("keys +environment", output)
        assert.matches("accepted +true\n", output)
        assert.matches("holder +not told", output)
    end)

    it("knows the key of a sub account", function()
        local created = ncp(0, {
            "subaccount", "create", "--login-id", "holder", "--name", "holder", "--can-api-gateway-access", "true",
            "--can-console-access", "false", "--need-password-reset", "false", "--password-env", "PASS", "--json",
        }, { PASS = "Secret-1234" })
        local id = created:match('"id":"([^"]+)"')
        ncp(0, { "subaccount", "attach-policies", id, "33333333-0000-4000-8000-000000000001" })
        local key = ncp(0, { "accesskey", "create", id, "--secret-file", "-", "--json" })
        local output = ncp(0, { "whoami" }, {
            NCLOUD_ACCESS_KEY = key:match('"accessKey":"([^"]+)"'),
            NCLOUD_SECRET_KEY = key:match('"keySecret":"([^"]+)"'),
        })
        assert.matches("holder +a sub account\n", output)
    end)

    it("says that the service refuses the keys, or that there are none", function()
        local output, complaint = ncp(3, { "whoami" }, { NCLOUD_SECRET_KEY = "wrong" })
        assert.matches("accepted +false\n", output)
        assert.matches("Authentication Failed", complaint, 1, true)
        local _, none = ncp(3, { "whoami" }, { NCLOUD_SECRET_KEY = "", NCLOUD_ACCESS_KEY = "" })
        assert.matches("no usable keys", none, 1, true)
    end)
end)
