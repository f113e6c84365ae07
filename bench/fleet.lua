-- What a fleet asks of its Redis: measured with up to 16 processes, and computed from that for more.
--
--     eval "$(scripts/env 5.4)"; lua5.4 bench/fleet.lua
--
-- prints the tables of docs/fleet.md. The model: a machine that always has calls waiting asks twice for each slice of
-- time that it gets, once to be told when to come and once to get it; a slice has turns for the calls that wait, and
-- not more than fit into it; and a question costs what it costs with all other machines in the line.

local core = require("ncp.core")
local fleets = require("ncp.fleet")
local program = require("spec.support.program")
local redis = require("spec.support.redis")

local SECONDS = 4
local AT_ONCE = 4 -- calls of each process
local SLICE = 0.03 -- as in ncp.fleet.scripts
local ASKED_WITHOUT_RATE = 10 -- times a second, see ncp.fleet.budget
local QUESTIONS = 300

-- A process that makes calls without a service, and prints how many.
local NODE = [[
local core, curl, ncp = require("ncp.core"), require("ncp.transport.curl"), require("ncp")
local client = assert(ncp.new({
    access_key = "id", secret_key = "secret", server_role = false, rate = %d,
    fleet = assert(require("ncp.fleet").new({ redis = %q, timeout = 2 })),
    transport = { clock = curl.clock, send = function() return { status = 200, headers = {}, body = "{}" } end },
}))
local starts_at, ends_at, calls = %.0f, %.0f, 0
core.sleep((starts_at - 1000 - core.now()) / 1000)
local tasks = {}
for i = 1, %d do
    tasks[i] = ncp.spawn(function()
        while core.now() < ends_at do
            if client:request("GET", "/", { timeout = 1 }) and core.now() >= starts_at and core.now() < ends_at then
                calls = calls + 1
            end
        end
    end)
end
for _, task in ipairs(tasks) do assert(ncp.wait(task)) end
print(calls)
]]

local function info(store, what)
    return program.output_of(("redis-cli -p %d info %s"):format(store.port, what))
end

-- How many scripts were run, and what one cost, in seconds.
local function scripts_of(store)
    local calls, microseconds = info(store, "commandstats"):match("cmdstat_evalsha:calls=(%d+),usec=(%d+)")
    return tonumber(calls or 0), tonumber(microseconds or 0) / 1e6
end

local function run(store, count, rate)
    local folder, pipes, calls = program.folder(), {}, 0
    local starts_at = core.now() + 3000
    program.write(folder.path .. "/node.lua",
        NODE:format(rate, store.url, starts_at, starts_at + SECONDS * 1000, AT_ONCE))
    for i = 1, count do
        pipes[i] = assert(io.popen(("LUA_PATH='%s' LUA_CPATH='%s' %s %s/node.lua"):format(package.path, package.cpath,
            program.interpreter(), folder.path)))
    end
    core.sleep((starts_at - core.now()) / 1000)
    local asked, busy = scripts_of(store)
    core.sleep(SECONDS - 0.1)
    local asked_then, busy_then = scripts_of(store)
    for i = 1, count do
        calls = calls + pipes[i]:read("*n")
        pipes[i]:close()
    end
    folder.remove()
    return calls / SECONDS / rate, (asked_then - asked) / (SECONDS - 0.1),
        (busy_then - busy) / (asked_then - asked), (busy_then - busy) / (SECONDS - 0.1)
end

local function measure(rates, counts)
    print("| processes | rate | of it used | questions a second | µs of Redis each | of its time |")
    print("|---:|---:|---:|---:|---:|---:|")
    for _, rate in ipairs(rates) do
        for _, count in ipairs(counts) do
            local store = redis.start()
            local used, asked, each, share = run(store, count, rate)
            print(("| %d | %d | %.0f %% | %.0f | %.0f | %.2f %% |"):format(count, rate, 100 * used, asked, 1e6 * each,
                100 * share))
            store:stop()
        end
    end
end

-- What a question costs with so many machines in the line, in seconds.
local function cost_with(waiting)
    local store = redis.start()
    local fleet = assert(fleets.new({ redis = store.url, timeout = 5 }))
    local keys = { "budget:{x}", "budget:{x}:line", "budget:{x}:due", "nodes:{x}" }
    for i = 1, waiting + 4 do assert(fleet:eval("take", keys, { "node" .. i, 1, 20, 0 })) end
    local _, before = scripts_of(store)
    for _ = 1, QUESTIONS do assert(fleet:eval("take", keys, { "last", 1, 20, 0 })) end
    local _, after = scripts_of(store)
    store:stop()
    return (after - before) / QUESTIONS
end

local function model(counts, rates)
    local alone, among = cost_with(0), cost_with(1000)
    local function cost(waiting) return alone + (among - alone) * waiting / 1000 end
    print(("\nA question costs Redis %.0f µs, and %.2f µs more for each machine in the line.\n"):format(1e6 * alone,
        1e6 * (among - alone) / 1000))
    print("| machines, all busy | rate | questions a second | of Redis's time | a machine's turn comes every |")
    print("|---:|---:|---:|---:|---:|")
    for _, count in ipairs(counts) do
        for _, rate in ipairs(rates) do
            local turns = math.min(math.max(1, math.floor(rate * SLICE)), AT_ONCE)
            local asked = 2 * rate / turns
            print(("| %d | %d | %.0f | %.1f %% | %.1f s |"):format(count, rate, asked,
                100 * asked * cost(count - 1), count * turns / rate))
        end
        local asked = ASKED_WITHOUT_RATE * count
        print(("| %d | none | %.0f | %.1f %% | |"):format(count, asked, 100 * asked * alone))
    end
end

measure({ 20, 1000 }, { 1, 2, 4, 8, 16 })
model({ 16, 100, 300, 1000 }, { 20, 100, 1000 })
