local command = require("spec.support.command")
local phases = require("spec.support.phases")
local program = require("spec.support.program")
local server = require("spec.support.server")

local POOL = "thread_pool ncp threads=1; thread_pool other threads=2;"

describe("ncp.worker #nginx", function()
    local nginx, emulator, folder

    setup(function()
        emulator = command.start({ "emulator", "--seed", "examples/seed.json" })
        folder = program.folder()
        nginx = phases.start({ main = POOL .. (" error_log %s/debug.log debug;"):format(folder.path) })
    end)

    teardown(function()
        nginx:stop()
        emulator:close()
        folder.remove()
    end)

    -- Runs the chunk with `options`, those of a client of the emulator, and `worker`.
    local function run(chunk, given, phase)
        local variables = emulator:variables()
        given = given or {}
        given.options = {
            base_url = variables.NCP_BASE_URL, access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY, server_role = false,
        }
        local prologue = [[ local worker, options = require("ncp.worker"), given.options ]]
        return nginx:run(phase or "content", prologue .. chunk, given)
    end

    local ACCOUNT = [[
        local list = assert(worker.run("calls", options, { { "subaccount.list" } }))
        local account = list[1].out.items[1].subAccountId
    ]]

    it("runs a list of calls in a thread", function()
        for _, phase in ipairs({ "rewrite", "access", "content" }) do
            local out, loaded = run(ACCOUNT .. [[
                local results, counts = assert(worker.run("calls", options, {
                    { "subaccount.get", account }, { "subaccount.get", "nobody" },
                }, { concurrency = 2, deadline = 10 }))
                return { ok = { results[1].ok, results[2].ok }, name = results[1].out.loginId,
                    failed = counts.failed, message = tostring(results[2].err), kind = results[2].err.kind },
                    package.loaded["ncp.curl"] ~= nil
            ]], {}, phase)
            assert.same({ true, false }, out.ok)
            assert.is_string(out.name)
            assert.equal(1, out.failed)
            assert.equal("not_found", out.kind)
            assert.matches("^subaccount.get: ", out.message)
            assert.is_false(loaded)
        end
    end)

    it("sweeps and audits in a thread", function()
        local state, listed, complete = run(ACCOUNT .. [[
            local key = assert(worker.run("calls", options, { { "accesskey.create", account } }))[1].out.accessKey
            local audit = assert(worker.run("audit", options, { concurrency = 4 }))
            local listed = false
            for _, found in ipairs(audit.keys) do listed = listed or found.id == key end
            local report = assert(worker.run("sweep", options, { "leaked: " .. key }, { concurrency = 4 }))
            return report.keys[1].state, listed, report.complete
        ]])
        assert.same({ "off", true, true }, { state, listed, complete })
    end)

    it("hands secrets over, both ways, and to no log", function()
        local shown, revealed = run(ACCOUNT .. [[
            options.secret_key = require("ncp").secret(options.secret_key)
            local created = assert(worker.run("calls", options, { { "accesskey.create", account } }))[1].out
            return tostring(created.keySecret), created.keySecret:reveal()
        ]])
        assert.equal("***", shown)
        assert.equal("table", type(run([[
            local pair = given.pair
            local _, _, err = worker.run("calls", { base_url = options.base_url, access_key = "wrong",
                secret_key = pair .. "x" }, { { "subaccount.list" } })
            return { err }
        ]], { pair = revealed })))
        local log = program.read(folder.path .. "/debug.log") .. nginx:log()
        assert.truthy(log:find("thread", 1, true))
        assert.is_nil(log:find(emulator:variables().NCLOUD_SECRET_KEY, 1, true))
        assert.is_nil(log:find(revealed, 1, true))
    end)

    it("uses the pool that is named", function()
        assert.is_true(run([[
            options.thread_pool = "other"
            return assert(worker.run("calls", options, { { "subaccount.list" } }))[1].ok
        ]]))
    end)

    it("refuses a pool that nginx does not have, and a phase without pools", function()
        local message, kind = run([[
            options.thread_pool = "missing"
            local _, message, err = worker.run("calls", options, { { "subaccount.list" } })
            return message, err.kind
        ]])
        assert.equal("unsupported", kind)
        assert.matches("thread pool missing not found", message, 1, true)
        message, kind = run([[
            local _, message, err = worker.run("calls", options, {})
            return message, err.kind
        ]], {}, "timer")
        assert.equal("unsupported", kind)
        assert.matches("phase timer", message, 1, true)
    end)

    it("returns what is wrong with the client's options", function()
        local message, kind = run([[
            options.timeout = -1
            local _, message, err = worker.run("calls", options, { { "subaccount.list" } })
            return message, err.kind
        ]])
        assert.equal("validation", kind)
        assert.matches("option timeout", message, 1, true)
    end)

    local mistakes = {
        { 'worker.run("call", options, {})', "unknown job 'call'" },
        { 'worker.run("calls", options, { { "list" } })', "'list' is not of the form noun.verb" },
        { 'worker.run("calls", options, { { "subacount.list" } })', "did you mean 'subaccount'" },
        { 'worker.run("calls", { timeot = 1 }, {})', "did you mean 'timeout'" },
        { 'worker.run("calls", options, { { "subaccount.list", print } })', "LUA_TFUNCTION" },
    }
    for _, mistake in ipairs(mistakes) do
        it("raises on " .. mistake[1], function()
            local raised = run(("local ok, message = pcall(function() %s end) return message"):format(mistake[1]))
            assert.matches(mistake[2], raised, 1, true)
        end)
    end

    it("lets a request end whose light thread was killed while it waited for a job", function()
        local faults = server.start()
        assert.equal(1, nginx:run("content", [[
            local client = assert(require("ncp").new({ base_url = given.url, access_key = "a", secret_key = "b" }))
            local thread = ngx.thread.spawn(function() client:request("GET", "/slow") end)
            return (ngx.thread.kill(thread))
        ]], { url = "http://127.0.0.1:" .. faults.ports.plain }))
        faults:stop()
    end)

    it("keeps the connections of a thread", function()
        local faults = server.start()
        local connections = nginx:run("content", [[
            local client = assert(require("ncp").new({ base_url = given.url, access_key = "a", secret_key = "b" }))
            local seen = {}
            for i = 1, 5 do seen[i] = assert(client:request("GET", "/echo")).connection end
            return seen
        ]], { url = "http://127.0.0.1:" .. faults.ports.plain })
        for _, connection in ipairs(connections) do assert.equal(connections[1], connection) end
        faults:stop()
    end)
end)
