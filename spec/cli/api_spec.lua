-- Both versions of the API through the real command, against the emulator behind nginx.
local cjson = require("cjson")
local command = require("spec.support.command")
local program = require("spec.support.program")

local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"

local emulator, environment

-- Runs ncp, and asserts its exit status; returns what it wrote to standard output and standard error.
local function ncp(expected, arguments, more)
    local given = {}
    for _, variables in ipairs({ environment, more or {} }) do
        for name, value in pairs(variables) do given[name] = value end
    end
    return program.ncp_ends(expected, arguments, given)
end

local function json(output)
    return cjson.decode(output)
end

setup(function()
    emulator = command.start({ "emulator" })
    environment = emulator:variables()
end)

teardown(function() emulator:close() end)

local function create(login_id, api, more)
    return json(ncp(0, {
        "--api", api, "subaccount", "create", "--login-id", login_id, "--name", login_id, "--api-gateway-accessible",
        "true", "--console-accessible", "false", "--password-generation-required", "true", "--secret-file", "-",
        "--json",
    }, more))
end

describe("ncp --api", function()
    it("v2 takes the fields of version 2, and answers its", function()
        local made = create("second", "v2")
        assert.is_true(made.apiGatewayAccessible)
        local first = json(ncp(0, { "subaccount", "get", made.subAccountId, "--json" }))
        assert.is_true(first.canAPIGatewayAccess)
        local listed = ncp(0, { "--api=v2", "subaccount", "list", "--sort", "loginId,asc", "--columns", "loginId" })
        assert.matches("second", listed, 1, true)
    end)

    it("v2 clears a field with the word null, and applies a batch as a whole", function()
        local id = create("batched", "v2").subAccountId
        ncp(0, { "--api", "v2", "subaccount", "update", id, "--memo", "mine" })
        local changed = json(ncp(0, { "--api", "v2", "subaccount", "update", id, "--memo", "null", "--json" }))
        assert.equal("", changed.memo)
        local _, complaint = ncp(1, { "--api", "v2", "subaccount", "attach-policies", id, ADMINISTRATOR, "nothing" })
        assert.matches("policyIds[1]: This policy isn't registered", complaint, 1, true)
        local account = json(ncp(0, { "--api", "v2", "subaccount", "get", id, "--json" }))
        assert.equal(0, #account.policies)
    end)

    it("auto asks the host, and NCP_API is looked at where the option is missing", function()
        local made = create("open", "auto")
        assert.is_string(made.createdDateTime)
        local output = ncp(0, { "accesskey", "list", made.subAccountId, "--json" }, { NCP_API = "v2" })
        assert.equal("[]\n", output)
        local _, complaint = ncp(1, { "--api", "auto", "group", "list" }, { NCP_BASE_URL = "http://127.0.0.1:1" })
        assert.matches("(network", complaint, 1, true)
    end)

    it("has a status of 1 for a no, in both versions", function()
        create("taken", "v2")
        ncp(1, { "--api", "v2", "tenant", "check-login-id", "taken" })
        ncp(1, { "tenant", "check-login-id", "taken" })
        ncp(0, { "--api", "v2", "tenant", "check-login-id", "free-one" })
    end)

    it("means nothing to Huawei-style IAM, and has three values", function()
        local _, complaint = ncp(2, { "--api", "v2", "huawei", "user", "list" })
        assert.matches("--api means nothing to huawei", complaint, 1, true)
        ncp(2, { "--api", "v3", "group", "list" })
    end)
end)

describe("ncp describe", function()
    it("shows an operation of either version", function()
        local output = ncp(0, { "describe", "subaccount.create", "--api", "v2" })
        assert.matches("POST /api/v2/sub-accounts\n", output, 1, true)
        local field = "consoleAccessible  boolean  may use the console; required; v1 calls it canConsoleAccess\n"
        assert.matches(field, output, 1, true)
        assert.matches("v1: subaccount.create\n", output, 1, true)
        assert.matches("/api/v1/sub%-accounts\n", ncp(0, { "describe", "subaccount.create" }))
        local row = json(ncp(0, { "describe", "huawei.accesskey.list", "--json" }))
        assert.equal("GET", row.method)
    end)

    it("says what to use for an operation of the other version, and what is near", function()
        local _, complaint = ncp(2, { "describe", "role.get_account", "--api", "v2" })
        assert.matches("only v1 has role.get_account: role.get has the account among the entities", complaint, 1, true)
        _, complaint = ncp(2, { "describe", "switchable_role.remove_many" })
        assert.matches("switchable_role.remove_many is switchable_role.remove in v1", complaint, 1, true)
        _, complaint = ncp(2, { "describe", "subacount.create" })
        assert.matches("did you mean 'subaccount.create'?", complaint, 1, true)
    end)
end)
