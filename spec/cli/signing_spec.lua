-- ncp sign, explain and whoami.
local command = require("spec.support.command")
local program = require("spec.support.program")

local TIMESTAMP = "1700000000000"

local emulator, environment

local function ncp(expected, arguments, more, input)
    local given = {}
    for _, variables in ipairs({ environment, more or {} }) do
        for name, value in pairs(variables) do given[name] = value end
    end
    local status, output, complaint = program.ncp(arguments, given, input)
    assert.equal(expected, status, complaint .. output)
    return output, complaint
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
        assert.matches("another secret key", diagnose("POST", right[2], TIMESTAMP, 1), 1, true)
    end)

    it("compares the clocks", function()
        local url = environment.NCP_BASE_URL .. "/_emulator/faults"
        local skew = [[curl -sf -o /dev/null -d '{"kind":"skew","seconds":600}' ]]
        assert(os.execute(skew .. url))
        local output = ncp(1, { "explain", "GET", "/a" })
        assert(os.execute("curl -sf -o /dev/null -X DELETE " .. url))
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
