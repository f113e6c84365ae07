-- A Lua without os, io and debug, as in a game's or an editor's sandbox.
local program = require("spec.support.program")

local BEFORE = [[
local print, tostring, require = print, tostring, require
for _, name in ipairs({ "os", "io", "debug" }) do
    _G[name], package.loaded[name] = nil, nil
end
]]

-- What the source prints there.
local function sandboxed(source, environment)
    return (program.run(BEFORE .. source, environment))
end

describe("without os, io and debug", function()
    it("clients with keys given in code work", function()
        local output = sandboxed([[
            local transport = require("ncp.transport.emulator").new()
            local access_key, secret_key = transport.emulator:credentials()
            local ncp = require("ncp")
            local client = ncp.new({ transport = transport, access_key = access_key, secret_key = secret_key })
            local made = assert(client.subaccount.create({ name = "bot", loginId = "bot-0001",
                canConsoleAccess = false, canAPIGatewayAccess = true, needPasswordReset = true,
                needPasswordGenerate = true, useConsolePermitIp = false, useApiAllowSource = false }))
            for account in client.subaccount.each() do print(account.loginId) end
            local pair = assert(client.accesskey.create(made.id))
            print(tostring(pair.keySecret))
            local report = assert(ncp.keys.sweep(client, "leaked: " .. pair.accessKey))
            print(report.keys[1].state)
            assert(ncp.keys.audit(client))
        ]])
        assert.equal("bot-0001\n***\noff\n", output)
    end)

    it("requests are sent, by libcurl too", function()
        local output = sandboxed([[
            local client = require("ncp").new({
                access_key = "a", secret_key = "s", base_url = "http://127.0.0.1:1", max_attempts = 1,
            })
            print(select(3, client.subaccount.list()).kind)
        ]])
        assert.equal("network\n", output)
    end)

    it("Huawei clients with keys given in code work", function()
        local output = sandboxed([[
            local client = require("ncp.huawei").new({
                endpoint = "https://iam.example.com", access_key = "a", secret_key = "s",
            })
            print(client.accesskey.list({}, { dry_run = true }).url)
        ]])
        assert.equal("https://iam.example.com/v3.0/OS-CREDENTIAL/credentials\n", output)
    end)

    it("the environment is not asked for keys, and the error says why", function()
        local environment = { NCLOUD_ACCESS_KEY = "a", NCLOUD_SECRET_KEY = "s", HOME = "/tmp" }
        local output = sandboxed([[
            local _, message, err = require("ncp").accesskey.list("id")
            print(err.kind, message)
            local huawei = require("ncp.huawei").new({ endpoint = "https://iam.example.com" })
            _, message, err = huawei.accesskey.list()
            print(err.kind, message)
        ]], environment)
        local lines, reason = {}, "environment: this Lua has no os.getenv"
        for line in output:gmatch("[^\n]+") do lines[#lines + 1] = line end
        assert.matches("^credentials\t.*" .. reason .. "; configure file: this Lua has no os.getenv", lines[1])
        assert.matches("^credentials\t.*" .. reason, lines[2])
    end)

    it("an os that is cut down is enough", function()
        local output = program.run([[
            os = { time = os.time, clock = os.clock, date = os.date }
            local client = require("ncp").new({ access_key = "a", secret_key = "s" })
            print(client.accesskey.list("id", { dry_run = true }).method)
        ]])
        assert.equal("GET\n", output)
    end)
end)
