--- What nginx lets Lua do in the phase it is in, tasks as light threads, and a clock that
-- never blocks a worker where code may pause. Only for Lua in nginx.
local core = require("ncp.core")
local scheduler = require("ncp.runtime.scheduler")
local task_of = require("ncp.runtime.task")

local ngx = ngx -- luacheck: read globals ngx

local nginx = {}

local LONGEST_WAIT = 3600 -- seconds

-- Phases in which cosockets, ngx.sleep and semaphores work (README of lua-nginx-module,
-- "Cosockets Not Available Everywhere" and the contexts of each function).
local pausing = {
    server_rewrite = true, rewrite = true, access = true, precontent = true, content = true, timer = true,
    ssl_client_hello = true, ssl_cert = true, ssl_session_fetch = true, preread = true,
}

--- can_pause() → whether code may pause in this phase.
function nginx.can_pause()
    return pausing[ngx.get_phase()] or false
end

--- may_block() → whether nobody waits while this process blocks: nginx is starting, or
-- this is the privileged agent, which serves no requests.
function nginx.may_block()
    return ngx.get_phase() == "init" or require("ngx.process").type() == "privileged agent"
end

local function sleep(seconds)
    if not nginx.can_pause() then return scheduler.clock.sleep(seconds) end
    ngx.sleep(math.max(seconds, 0))
end

local Event = {}
Event.__index = Event

--- Wakes all who wait; or, when nobody does, the next who will.
function Event:signal()
    local semaphore = self.semaphore
    if semaphore:count() < 1 then semaphore:post(math.max(1, -semaphore:count())) end
end

--- Returns after a signal that was not waited for yet, or after so many seconds if they
-- are given; perhaps earlier.
function Event:wait(seconds)
    self.semaphore:wait(math.max(seconds or LONGEST_WAIT, 0))
end

--- event() → what one light thread can wait for and another signal, see `ncp.runtime.tasks`.
function nginx.event()
    return setmetatable({ semaphore = require("ngx.semaphore").new(0) }, Event)
end

-- In the phases without light threads, nobody else can signal.
local function event()
    return nginx.can_pause() and nginx.event() or scheduler.event()
end

-- LuaJIT can pause in `pcall`.
local function run_to_end(task, fn, ...)
    task.context = ngx.ctx
    task_of.enter(task, coroutine.running())
    task_of.finish(task, pcall(fn, ...))
end

--- run(task, fn, …) runs `fn(…)` as the task in a light thread, up to its first call or
-- pause at once.
function nginx.run(task, fn, ...)
    ngx.thread.spawn(run_to_end, task, fn, ...)
end

--- The clock of clients in nginx.
nginx.clock = { now = core.now, monotonic = core.monotonic, sleep = sleep, event = event }

return nginx
