-- The command `ncp emulator`, run for real.
local command = require("spec.support.command")
local core = require("ncp.core")
local nginx = require("ncp.cli.nginx")
local ports = require("spec.support.ports")
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
        local port = ports.free()
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
            local function fault(body, timeout)
                assert.equal(200, send(variables, "POST", "/_emulator/faults", { body = body }).status)
                local given = { timeout = timeout, skip_json_check = true, no_resend = true }
                return send(variables, "GET", "/api/v1/sub-accounts", given)
            end
            assert.equal("7", fault('{"kind":"throttle","retry_after":7}').headers["retry-after"])
            assert.equal(503, fault('{"kind":"error","status":503}').status)
            assert.matches("^<!DOCTYPE html>", fault('{"kind":"garbage"}').body)
            local network, timeout = { kind = "network", sent = true }, { kind = "timeout", sent = true }
            assert.same(network, select(3, fault('{"kind":"close"}')))
            assert.same(network, select(3, fault('{"kind":"truncate"}')))
            assert.same(timeout, select(3, fault('{"kind":"slow","seconds":5}', 1)))
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

    it("says that nginx ended, when somebody else has ended it", function()
        -- A signal that comes before nginx serves is lost.
        assert.equal(200, send(start():variables(), "GET", "/api/v1/login-alias").status)
        os.execute(("kill -QUIT $(cat %s/tmp/ncp-emulator.*/nginx.pid)"):format(running.folder.path))
        assert_fails(1, "ncp: nginx ended with status 0")
    end)

    describe("with another nginx", function()
        local folder, real

        -- The folder is the first that programs are looked for in; `lines` are of the shell, after those for -V.
        local function start_with(build, lines)
            program.write(folder.path .. "/nginx", ("#!/bin/sh\nif [ $1 = -V ]; then %s; exit; fi\n%s\n"):format(
                build, lines or ""))
            os.execute("chmod +x " .. folder.path .. "/nginx")
            running = command.start({ "emulator" }, { PATH = folder.path .. ":" .. os.getenv("PATH") })
        end

        before_each(function()
            folder = program.folder()
            real = program.output_of("command -v " .. nginx.find().program):match("%S+")
        end)

        after_each(function() folder.remove() end)

        it("shows what it says when it does not start", function()
            start_with(real .. " -V", "echo 'nginx: [emerg] it is out of order' >&2; exit 1")
            assert_fails(1, "ncp: nginx did not start: nginx: [emerg] it is out of order\n")
            assert.is_nil(running:output():find("luarocks", 1, true))
        end)

        it("tells how to install what its Lua lacks", function()
            start_with(real .. " -V", [[echo "init_by_lua error: module 'ncp.core' not found" >&2; exit 1]])
            assert_fails(1, "not found; nginx runs LuaJIT, so it needs ncp.core and lua-cjson built for Lua 5.1")
        end)

        it("takes the next port when another program was faster", function()
            start_with(real .. " -V", ([[
                if mkdir $0.taken; then echo 'bind() failed (98: Address already in use)' >&2; exit 1; fi
                exec %s "$@"]]):format(real))
            assert.equal(200, send(running:variables(), "GET", "/api/v1/login-alias").status)
        end)

        it("gives up when all ports are taken", function()
            start_with(real .. " -V", "echo >>$0.tries; echo 'bind() failed (98: Address already in use)' >&2; exit 1")
            assert_fails(1, "ncp: nginx did not start: bind() failed (98: Address already in use)")
            assert.equal(("\n"):rep(5), program.read(folder.path .. "/nginx.tries"))
        end)

        it("passes over one that has no Lua module for it", function()
            start_with("echo configure arguments: --modules-path=" .. folder.path)
            assert.equal(200, send(running:variables(), "GET", "/api/v1/login-alias").status)
            local found, message = nginx.find({ "no-such-nginx", folder.path .. "/nginx" })
            assert.is_nil(found)
            assert.equal(folder.path .. "/nginx has no Lua module; install nginx", message:match("^(.*) with "))
            assert.equal("there is no nginx", select(2, nginx.find({ "no-such-nginx" })):match("^[^;]*"))
        end)
    end)

    it("serves from a folder with an odd name, quotes that for the shell, and leaves nothing in it", function()
        local folder = program.folder()
        local odd = folder.path .. "/it's $HOME"
        os.execute(('mkdir "%s"'):format(odd:gsub("%$", "\\$")))
        running = command.start({ "emulator", "--tls" }, { TMPDIR = odd })
        running:variables()
        local path = program.output_of(("eval \"$(cat %s)\"; printf %%s \"$NCP_CA_FILE\""):format(running.log))
        assert.equal(odd, path:match("^(.*)/ncp%-emulator%.%w+/ca%.crt$"))
        running:kill("TERM")
        assert.equal(0, running:status())
        assert.truthy(os.remove(odd))
        folder.remove()
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
