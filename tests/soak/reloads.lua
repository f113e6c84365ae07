-- Reloads of an nginx whose workers have a client, calls of a timer, and calls of requests under way:
--
--     LUA tests/soak/reloads.lua COUNT ORIGIN

local core = require("ncp.core")
local gauge = require("tests.soak.gauge")
local ncp = require("ncp")
local phases = require("spec.support.phases")
local program = require("spec.support.program")

local count, origin = tonumber(arg[1]), arg[2]

local WORKERS, CALLERS, SAMPLES = 2, 4, 11
local PATIENCE = 20 -- seconds until workers that were replaced are gone
local CLOSE = { connection = "close" } -- as the next request may be for a newer worker

-- In init_by_lua, before workers are made.
local INIT = [[
    local phases, client = require("phases"), assert(require("ncp").new {
        access_key = "access", secret_key = "secret", base_url = %q, server_role = false, allow_blocking = true,
    })
    phases.client = client
    phases.in_each_worker = function()
        assert(ngx.timer.every(0.05, function() assert(client.subaccount.get("1")) end))
    end
]]

local REQUEST = [[
    local client = require("phases").client
    local threads = {
        ngx.thread.spawn(client.subaccount.get, "slow"), ngx.thread.spawn(client.subaccount.get, "1"),
        ngx.thread.spawn(client.accesskey.create, "1"),
    }
    for _, thread in ipairs(threads) do assert(select(2, ngx.thread.wait(thread))) end
    return true
]]

local NEWEST = [[ return require("phases").generation, tostring(ngx.worker.pid()) ]]

local folder = program.folder()
program.write(folder.path .. "/init.lua", INIT:format(origin))
local nginx = phases.start {
    main = "thread_pool ncp threads=8;", workers = WORKERS, resty = phases.resty_folder(),
    init = folder.path .. "/init.lua",
}
nginx:get_plain() -- it has a pid file by now
local master = program.read(nginx.nginx.dir .. "/nginx.pid"):match("%d+")

local function workers()
    local _, found = program.read(("/proc/%s/task/%s/children"):format(master, master)):gsub("%d+", "")
    return found
end

-- Waits until nobody is left who was replaced.
local function settle()
    local start = core.monotonic()
    while workers() > WORKERS do
        assert(core.monotonic() - start < PATIENCE, "a worker that was replaced goes on")
        os.execute("sleep 0.05")
    end
end

local generation, residents = nginx:run("content", NEWEST, {}, CLOSE), {}

-- Reloads, and notes what the newest worker has in memory.
local function reload()
    nginx:signal("HUP")
    local before, worker = generation
    repeat generation, worker = nginx:run("content", NEWEST, {}, CLOSE) until generation > before
    residents[#residents + 1] = gauge.resident(worker)
end

local answered = 0

local function ask()
    assert(nginx:run("content", REQUEST, {}, CLOSE))
    answered = answered + 1
end

-- Reloads so often while requests are under way, each of which must be answered.
local function reload_under_load(times)
    local parts, failure = { reload }, nil
    for i = 1, CALLERS do parts[i + 1] = ask end
    ncp.map(parts, function(part)
        while times > 0 and not failure do
            if part == reload then times = times - 1 end
            part()
        end
    end, { stop_on = function(result) failure = failure or result.err end })
    assert(not failure, failure)
    settle()
end

-- Of the master, and of its newest workers.
local function sizes()
    local newest, descriptors = {}, gauge.descriptors(master)
    for i = math.max(1, #residents - SAMPLES + 1), #residents do
        newest[#newest + 1] = { resident = residents[i], descriptors = descriptors }
    end
    return { resident = gauge.resident(master), descriptors = descriptors }, gauge.median(newest)
end

local tenth = math.ceil(count / 10)
reload_under_load(tenth)
local master_before, worker_before = sizes()
reload_under_load(count - tenth)
local master_after, worker_after = sizes()

local grew = gauge.tell("reloads, master", count, master_before, master_after)
grew = gauge.tell("reloads, worker", count, worker_before, worker_after) or grew
for line in nginx:log():gmatch("[^\n]+") do
    if line:find("%[alert%]") or line:find("%[crit%]") or line:find("%[error%]") then
        grew = true
        print(line)
    end
end
print(answered .. " requests meanwhile, all answered")
nginx:stop()
folder.remove()
os.exit(not grew, true)
