-- The command `ncp emulator`, run for real.
local command = require("spec.support.command")
local core = require("ncp.core")
local program = require("spec.support.program")
local signed = require("spec.support.signed")
local transport = require("ncp.transport.curl")

local running

local function start(...)
    running = command.start({ "emulator", ... })
    return running
end

after_each(function()
    if running then running:close() end
    running = nil
end)

local function send(variables, method, target, options)
    local request = {
        method = method,
        origin = variables.NCP_BASE_URL,
        target = target,
        headers = signed.headers(variables.NCLOUD_ACCESS_KEY, variables.NCLOUD_SECRET_KEY, method, target),
        timeout = 10,
        ca_file = variables.NCP_CA_FILE,
    }
    for name, value in pairs(options or {}) do request[name] = value end
    return transport.send(request)
end

local function port_of(variables)
    return tonumber(variables.NCP_BASE_URL:match("%d+$"))
end

-- Until nobody listens there any more.
local function wait_for_silence(port)
    local deadline = core.monotonic() + 10
    while not core.process.free_port(port) do
        assert(core.monotonic() < deadline, "the port is still in use")
        core.sleep(0.01)
    end
end

local function write_seed(text)
    local folder = program.folder()
    program.write(folder.path .. "/seed.json", text)
    return folder.path .. "/seed.json", folder
end

describe("ncp emulator", function()
    it("serves signed calls over HTTP, and remembers them", function()
        local variables = start():variables()
        assert.matches("^http://127%.0%.0%.1:%d+$", variables.NCP_BASE_URL)
        assert.is_nil(variables.NCP_CA_FILE)
        local body = '{"loginAlias":"example123"}'
        assert.equal(200, send(variables, "PUT", "/api/v1/login-alias", { body = body }).status)
        assert.equal(body, send(variables, "GET", "/api/v1/login-alias").body)
        variables.NCLOUD_SECRET_KEY = "wrong"
        assert.equal(401, send(variables, "GET", "/api/v1/login-alias").status)
    end)

    it("serves HTTPS with a certificate authority of its own", function()
        local variables = start("--tls"):variables()
        assert.matches("^https://127%.0%.0%.1:%d+$", variables.NCP_BASE_URL)
        assert.equal(200, send(variables, "GET", "/api/v1/login-alias").status)
        local by_name = "https://localhost:" .. port_of(variables)
        assert.equal(200, send(variables, "GET", "/api/v1/login-alias", { origin = by_name }).status)
        variables.NCP_CA_FILE = nil
        local response, _, failure = send(variables, "GET", "/api/v1/login-alias")
        assert.is_nil(response)
        assert.equal("tls", failure.kind)
    end)

    it("serves on the port that it is given", function()
        local port = core.process.free_port()
        assert.equal(port, port_of(start("--port", tostring(port)):variables()))
    end)

    it("begins with the seed, where sources are checked against real addresses", function()
        local seed, folder = write_seed([[{"subAccounts":[{"subAccountId":"bot/1","loginId":"bot","name":"build bot",
            "useApiAllowSource":true,"apiAllowSources":[{"type":"IP","source":"192.0.2.1"}],
            "accessKeys":[{"accessKey":"KEY","keySecret":"secret"}]}]}]])
        local variables = start("--seed", seed):variables()
        folder.remove()
        local target = "/api/v1/sub-accounts/bot%2F1"
        assert.matches('"name":"build bot"', send(variables, "GET", target).body, 1, true)
        variables.NCLOUD_ACCESS_KEY, variables.NCLOUD_SECRET_KEY = "KEY", "secret"
        assert.matches("The source is not allowed.", send(variables, "GET", target).body, 1, true)
    end)

    for _, tls in ipairs({ false, true }) do
        it("commits faults on request" .. (tls and " over TLS" or ""), function()
            local variables = start(tls and "--tls" or nil):variables()
            local function fault(body)
                assert.equal(200, send(variables, "POST", "/_emulator/faults", { body = body }).status)
                local given = { timeout = 0.2, skip_json_check = true, no_resend = true }
                return send(variables, "GET", "/api/v1/sub-accounts", given)
            end
            assert.equal("7", fault('{"kind":"throttle","retry_after":7}').headers["retry-after"])
            assert.equal(503, fault('{"kind":"error","status":503}').status)
            assert.matches("^<!DOCTYPE html>", fault('{"kind":"garbage"}').body)
            for body, kind in pairs({
                ['{"kind":"close"}'] = "network", ['{"kind":"truncate"}'] = "network",
                ['{"kind":"slow","seconds":1}'] = "timeout",
            }) do
                assert.same({ kind = kind, sent = true }, select(3, fault(body)), body)
            end
            assert.equal(401, fault('{"kind":"skew","seconds":3600}').status)
            assert.equal(200, send(variables, "DELETE", "/_emulator/faults").status)
            assert.equal(200, send(variables, "GET", "/api/v1/sub-accounts").status)
        end)
    end

    for signal, status in pairs({ TERM = 0, INT = 130, HUP = 129 }) do
        it("ends on SIG" .. signal .. " and leaves nothing behind", function()
            local port = port_of(start():variables())
            assert.matches("ncp%-emulator", running:leftovers())
            running:kill(signal)
            assert.equal(status, running:status())
            assert.truthy(core.process.free_port(port))
            assert.equal("", running:leftovers())
        end)
    end

    it("takes nginx along when it is killed", function()
        local port = port_of(start():variables())
        running:kill("KILL")
        assert.equal(137, running:status())
        wait_for_silence(port)
    end)
end)

describe("ncp", function()
    local function assert_fails(status, message)
        assert.equal(status, running:status())
        assert.matches(message, running:output(), 1, true)
        assert.equal("", running:leftovers())
    end

    it("says that a port is in use", function()
        local first = start()
        local port = port_of(first:variables())
        start("--port", tostring(port))
        assert_fails(1, ("port %d cannot be used: 127.0.0.1: Address already in use"):format(port))
        running:close()
        running = first
    end)

    it("says what is wrong with a seed", function()
        local seed, folder = write_seed('{"subAccounts":[{"loginId":"bot"}]}')
        start("--seed", seed)
        assert_fails(1, "ncp: seed: subAccounts[1]: name is required")
        running:close()
        program.write(seed, "{")
        start("--seed", seed)
        assert_fails(2, seed .. " is not JSON")
        running:close()
        folder.remove()
        start("--seed", seed)
        assert_fails(2, seed .. " cannot be read: No such file or directory")
    end)

    for message, arguments in pairs({
        ["a command is required"] = { "keys" },
        ["unknown command 'emulater'"] = { "emulater" },
        ["unknown option '--prot'"] = { "emulator", "--prot" },
        ["--port is a number from 1 to 65535, not '65536'"] = { "emulator", "--port", "65536" },
    }) do
        it("says that " .. message, function()
            running = command.start(arguments)
            assert_fails(2, message)
        end)
    end
end)
