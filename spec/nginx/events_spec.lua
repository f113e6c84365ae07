-- What clients in nginx tell of their calls, by each way in which they can be sent.
local command = require("spec.support.command")
local events = require("spec.support.events")
local gateway = require("spec.support.gateway")
local phases = require("spec.support.phases")
local program = require("spec.support.program")
local server = require("spec.support.server")

local SECRET = "ncp_iam_EXAMPLESECRETKEY0000000000000001"

local CLIENT = [[
    local ncp, list = require("ncp"), {}
    local function new(options)
        options.access_key, options.secret_key, options.base_url = "a", given.secret, given.url
        return assert(ncp.new(options))
    end
    local function record(event) list[#list + 1] = event end
]]

local ways = { { name = "threads" } }
if phases.resty_folder() then ways[2] = { name = "cosockets", resty = phases.resty_folder() } end

for _, way in ipairs(ways) do
    describe("events over " .. way.name .. " #nginx", function()
        local nginx, faults, folder

        local function start_nginx()
            nginx = phases.start({ resty = way.resty, main =
                ("thread_pool ncp threads=2; env NCP_LOG; error_log %s/log debug;"):format(folder.path) })
        end

        setup(function()
            faults, folder = server.start(), program.folder()
            start_nginx()
        end)

        teardown(function()
            nginx:stop()
            faults:stop()
            folder.remove()
        end)

        local function run(chunk, phase)
            return nginx:run(phase or "content", CLIENT .. chunk, {
                url = "http://127.0.0.1:" .. faults.ports.plain, secret = SECRET,
            })
        end

        local function log()
            return program.read(folder.path .. "/log")
        end

        it("tell of requests, answers, and whether the connection was kept", function()
            local list = run([[
                local client = new { on_event = record }
                for _ = 1, 2 do assert(client:request("GET", "/echo")) end
                return list
            ]])
            assert.same({ "request", "answer", "done", "request", "answer", "done" }, events.names(list))
            assert.same({ false, true }, { list[2].reused, list[5].reused })
            assert.same({ 200, "/echo" }, { list[2].status, list[2].target })
        end)

        it("come from tasks", function()
            local list, counts = run([[
                local client = new { on_event = record }
                local _, counts = ncp.map({ 1, 2, 3, 4 }, function() return client:request("GET", "/echo") end)
                return list, counts
            ]])
            assert.same({ done = 4, failed = 0 }, counts)
            assert.equal(12, #list)
        end)

        local function complaints()
            return select(2, log():gsub("%[error%][^\n]*ncp: the handler of events failed, which is told once", ""))
        end

        it("are not in the way when the handler raises, which the log tells once", function()
            local status = run([[
                local client = new { on_event = function() error("raised") end }
                assert(client:request("GET", "/echo"))
                return select(2, assert(client:request("GET", "/echo"))).status
            ]])
            assert.equal(200, status)
            assert.equal(1, complaints())
        end)

        -- A worker of its own: a first call waits for longer than the handler does.
        it("wait for a handler that pauses, of whatever call, and are told to it all the same", function()
            local before = complaints()
            nginx:stop()
            start_nginx()
            local list, met = run([[
                local client
                client = new { on_event = function(event)
                    ngx.sleep(0.01)
                    pcall(ngx.sleep, 0.01)
                    record(event)
                    if event.event == "request" then client:request("GET", "/hits?echo") end
                end }
                local _, counts = ncp.map({ 1, 2 }, function() return client:request("GET", "/meet/2?pause") end)
                return list, counts.failed == 0
            ]])
            assert.is_true(met)
            local names = events.names(list)
            table.sort(names)
            assert.same({ "answer", "answer", "done", "done", "request", "request" }, names)
            assert.equal(before, complaints())
        end)

        it("go to the error log by level", function()
            run([[
                local client = new { on_event = require("ncp.nginx_log") }
                client:request("GET", "/nothing-here")
                return true
            ]])
            local text = log()
            assert.matches("%[debug%][^\n]*ncp: > %[%d+%] GET /nothing%-here", text)
            assert.matches("%[info%][^\n]*ncp: < %[%d+%] 404", text)
            assert.matches("%[error%][^\n]*ncp: %* %[%d+%] request: failed: [^\n]*HTTP 404", text)
            assert.is_nil(text:find(SECRET, 1, true))
        end)

        it("hand a traceparent on", function()
            local given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            local sent = run(([[
                local client = new { log = "info" }
                return assert(client:request("GET", "/echo", { traceparent = "%s" })).headers.traceparent
            ]]):format(given))
            assert.equal(given, sent)
            assert.matches("%[info%][^\n]*ncp: %* %[%d+%] request: done %(HTTP 200", log())
        end)
    end)
end

describe("events of a job in a thread #nginx", function()
    it("are in the log where the options say so", function()
        local emulator = command.start({ "emulator" })
        local variables = emulator:variables()
        local nginx = phases.start({ main = "thread_pool ncp threads=1;" })
        assert.is_true(nginx:run("content", [[
            local results = assert(require("ncp.worker").run("calls", given, { { "subaccount.list" } }))
            return results[1].ok
        ]], { base_url = variables.NCP_BASE_URL, access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY, server_role = false, log = "debug" }))
        local log = nginx:log()
        assert.matches("> %[1%] GET /api/v1/sub%-accounts", log)
        assert.matches("%* %[1%] subaccount.list: done", log)
        assert.is_nil(log:find(variables.NCLOUD_SECRET_KEY, 1, true))
        nginx:stop()
        emulator:close()
    end)
end)

local prometheus = gateway.prometheus_folder()

if prometheus then
    describe("ncp.prometheus, over nginx-lua-prometheus #nginx", function()
        local nginx, emulator, folder

        setup(function()
            emulator = command.start({ "emulator", "--seed", "examples/seed.json" })
            folder = program.folder()
            program.write(folder.path .. "/init.lua", ([[
                package.path = %q .. "/?.lua;" .. package.path
                require("phases").in_each_worker = function()
                    prometheus = require("prometheus").init("prometheus_metrics")
                    count = require("ncp.prometheus").new(prometheus)
                end
            ]]):format(prometheus))
            nginx = phases.start({ main = "thread_pool ncp threads=2;", init = folder.path .. "/init.lua",
                http = "lua_shared_dict prometheus_metrics 1m;", resty = phases.resty_folder() })
        end)

        teardown(function()
            nginx:stop()
            emulator:close()
            folder.remove()
        end)

        local function run(chunk)
            local variables = emulator:variables()
            return nginx:run("content", [[
                local ncp = require("ncp")
                local function new(options)
                    for name, value in pairs(given) do options[name] = value end
                    return assert(ncp.new(options))
                end
            ]] .. chunk, { base_url = variables.NCP_BASE_URL, access_key = variables.NCLOUD_ACCESS_KEY,
                secret_key = variables.NCLOUD_SECRET_KEY, server_role = false })
        end

        local function series()
            local values = {}
            for line in run("return table.concat(prometheus:metric_data())"):gmatch("[^\n]+") do
                local name, value = line:match("^(%S+) (%S+)$")
                if name then values[name] = tonumber(value) end
            end
            return values
        end

        it("counts calls by outcome, their time, throttling, retries, waits and keys contained", function()
            run([[
                local client = new { on_event = count, rate = 50 }
                local account = client.subaccount.list().items[1].subAccountId
                assert(client.subaccount.get(account))
                client.subaccount.get("nobody")
                local key = assert(client.accesskey.create(account)).accessKey
                assert(ncp.keys.sweep(client, key))
                return true
            ]])
            local values = series()
            assert.equal(1, values['ncp_calls_total{operation="subaccount.get",outcome="not_found"}'])
            assert.equal(1, values['ncp_calls_total{operation="accesskey.create",outcome="ok"}'])
            assert.equal(values['ncp_call_duration_seconds_count{operation="accesskey.create"}'], 1)
            assert.is_true(values['ncp_call_duration_seconds_bucket{operation="accesskey.create",le="+Inf"}'] == 1)
            assert.equal(1, values['ncp_swept_keys_total{state="off"}'])
            assert.equal(0, values['ncp_calls_in_flight{worker="0"}'])
            assert.is_true(values['ncp_waited_seconds_total{operation="subaccount.get"}'] > 0)
            assert.equal(0, values["nginx_metric_errors_total"])
        end)

        it("shows what is in flight, and forgets calls that nginx broke off", function()
            local faults = server.start()
            local during, after = nginx:run("content", [[
                local client = assert(require("ncp").new { base_url = given, access_key = "a", secret_key = "b",
                    on_event = count, timeout = 0.2 })
                local thread = ngx.thread.spawn(function() client:request("GET", "/slow") end)
                local text = table.concat(prometheus:metric_data())
                ngx.thread.kill(thread)
                ngx.sleep(1.1)
                client:request("GET", "/echo")
                return text:match('in_flight{worker="0"} (%d+)'),
                    table.concat(prometheus:metric_data()):match('in_flight{worker="0"} (%d+)')
            ]], "http://127.0.0.1:" .. faults.ports.plain)
            faults:stop()
            assert.same({ "1", "0" }, { during, after })
        end)

        it("counts throttling and retries", function()
            local faults = server.start()
            nginx:run("content", [[
                local client = assert(require("ncp").new { base_url = given, access_key = "a", secret_key = "b",
                    on_event = count, timeout = 1 })
                client:request("GET", "/status/429")
                client:request("GET", "/status/503", { timeout = 5 })
                return true
            ]], "http://127.0.0.1:" .. faults.ports.plain)
            faults:stop()
            local values = series()
            assert.is_true(values['ncp_throttled_total{operation="request"}'] >= 1)
            assert.is_true(values['ncp_retries_total{operation="request",kind="server"}'] >= 1)
        end)
    end)
end
