--- Programs and workers of nginx that call a service together, all members of one fleet.
local core = require("ncp.core")
local ncp = require("ncp")

local phases = require("spec.support.phases")
local program = require("spec.support.program")

local fleet = {}

-- Each request comes over a connection of its own, perhaps to another worker.
local CLOSE = { connection = "close" }

-- Calls from one moment until another, `given.at_once` at a time, and returns why some failed, if any did. What is
-- one process, or one worker, has one client. When requests go out is noted in the file `given.noting`, if there is
-- one: the server sees them when it has time for them.
local CALLER = [[
local core, ncp = require("ncp.core"), require("ncp")
local function noting(inner)
    local file = assert(io.open(given.noting, "a"))
    file:setvbuf("line")
    local function send(request)
        file:write(("%.6f\n"):format(core.monotonic()))
        return inner.send(request)
    end
    return { clock = inner.clock, send = send }
end
local default = ngx and require("ncp.transport.nginx").new({}) or require("ncp.transport.curl")
local client = package.loaded["spec.client"] or assert(ncp.new({
    transport = given.noting and noting(default) or nil,
    base_url = given.url, access_key = given.key, secret_key = "secret", server_role = false, rate = given.rate,
    fleet = assert(require("ncp.fleet").new(given.fleet)),
}))
package.loaded["spec.client"] = client
local failures = {}
local function call()
    while core.now() < given.ends_at do
        local out, message = client:request("GET", given.target)
        if not out then failures[#failures + 1] = message end
    end
end
local sleep = ngx and ngx.sleep or core.sleep
sleep(math.max(given.starts_at - core.now(), 0) / 1000)
local threads = {}
for i = 1, given.at_once do threads[i] = ncp.spawn(call) end
for _, thread in ipairs(threads) do assert(ncp.wait(thread)) end
return table.concat(failures, "\n")
]]

-- A table of plain values as the source of one.
local function literal(value)
    if type(value) == "string" then return ("%q"):format(value) end
    if type(value) ~= "table" then return type(value) == "number" and ("%.17g"):format(value) or tostring(value) end
    local parts = {}
    for name, member in pairs(value) do parts[#parts + 1] = ("[%q] = %s"):format(name, literal(member)) end
    return "{ " .. table.concat(parts, ", ") .. " }"
end

local Programs = {}
Programs.__index = Programs

--- programs(count, given) → so many Lua programs that call as `given` says; `failures()` waits for their end.
function fleet.programs(count, given)
    local folder, pipes = program.folder(), {}
    program.write(folder.path .. "/main.lua", ("local ngx, given = nil, %s\nio.write((function() %s end)())"):format(
        literal(given), CALLER))
    for i = 1, count do
        pipes[i] = assert(io.popen(("LUA_PATH='%s' LUA_CPATH='%s' %s %s/main.lua 2>&1"):format(
            package.path, package.cpath, program.interpreter(), folder.path)))
    end
    return setmetatable({ pipes = pipes, folder = folder }, Programs)
end

function Programs:failures()
    local text = ""
    for _, pipe in ipairs(self.pipes) do
        text = text .. pipe:read("*a")
        pipe:close()
    end
    self.folder.remove()
    return text
end

--- nginx(workers) → an nginx in which requests can call.
function fleet.nginx(workers)
    return phases.start({
        workers = workers, listen = "reuseport", main = "thread_pool ncp threads=8;", resty = phases.resty_folder(),
    })
end

--- call_from(servers, requests, given): so many requests to each nginx call as `given` says; returns what failed.
function fleet.call_from(servers, requests, given)
    local runs, texts = {}, {}
    for _, nginx in ipairs(servers) do
        for _ = 1, requests do
            runs[#runs + 1] = ncp.spawn(function() return nginx:run("content", CALLER, given, CLOSE) end)
        end
    end
    for i, run in ipairs(runs) do texts[i] = tostring(select(2, ncp.wait(run))) end
    return table.concat(texts)
end

--- in_seconds(seconds) → the moment, in milliseconds, for `starts_at` and `ends_at`.
function fleet.in_seconds(seconds)
    return core.now() + seconds * 1000
end

return fleet
