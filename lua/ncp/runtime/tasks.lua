--- Many calls at once on one thread: calls and pauses of a task let the others go on.
-- Tasks are coroutines over libcurl, and light threads in nginx.
--
-- Code in a task is written as if it blocked. On Lua 5.1 it must not make calls inside
-- `pcall`, a metamethod or the iterator of a `for`: 5.1 cannot pause there and raises
-- "attempt to yield across metamethod/C-call boundary"; later Luas and LuaJIT can. The
-- iterators of this library (`each`, `ncp.keys.list`) work there, and fetch all at once.
local demand = require("ncp.base.demand")
local scheduler = require("ncp.runtime.scheduler")
local task_of = require("ncp.runtime.task")

local ngx = ngx -- luacheck: read globals ngx

local tasks = {}

local unpack = table.unpack or unpack

--- current() → the task that is running, or nil.
tasks.current = task_of.current

--- The clock of clients that have no other.
tasks.clock = scheduler.clock

-- What runs tasks here: `run(task, fn, …)` and `event()`.
local function runner()
    if not (ngx and ngx.get_phase) then return scheduler end
    local nginx = require("ncp.runtime.nginx")
    return nginx.can_pause() and nginx or scheduler
end

--- event() → what one part of a program can wait for, `:wait([seconds])`, and another
-- signal, `:signal()`. A wait returns after a signal that was not waited for yet, or after
-- so many seconds if they are given; perhaps earlier.
function tasks.event()
    return runner().event()
end

--- How the loop of a program drives tasks, see `ncp.runtime.scheduler`. nginx drives its own.
tasks.step = scheduler.step
tasks.timeout = scheduler.timeout

function tasks.fd()
    return runner() == scheduler and scheduler.fd() or nil
end

--- lower(a, b) → the lower of two numbers, each of which may be nil.
function tasks.lower(a, b)
    return a and b and math.min(a, b) or a or b
end

--- start(options, fn, …) → a task that runs `fn(…)`, up to its first call or pause at
-- once. `options` may have `on_done(task)` and what holds for the calls of the task and
-- of those it starts: `deadline` (monotonic seconds), `rate` (requests per second),
-- `priority`.
function tasks.start(options, fn, ...)
    local parent = tasks.current() or {}
    local run_by = runner()
    local task = {
        done = false,
        on_done = options.on_done,
        event = run_by.event(),
        deadline = tasks.lower(options.deadline, parent.deadline),
        rate = tasks.lower(options.rate, parent.rate),
        priority = options.priority or parent.priority,
    }
    run_by.run(task, fn, ...)
    return task
end

-- On 5.1 a `for` cannot pause while it asks its iterator. Trying it out here is no way to
-- tell: in nginx, coroutines cannot run while a module is loaded.
local FOR_CAN_PAUSE = _VERSION ~= "Lua 5.1" or rawget(_G, "jit") ~= nil

--- iterator(next) → an iterator over what `next()` returns until that is nil, for a `for`
-- that may stand in a task. Where a `for` cannot pause, all is fetched here.
function tasks.iterator(next)
    if FOR_CAN_PAUSE or not (tasks.current() or scheduler.current()) then return next end
    local fetched, at = {}, 0
    repeat
        local value = next()
        fetched[#fetched + 1] = value
    until value == nil
    return function()
        at = at + 1
        return fetched[at]
    end
end

--- spawn(fn, …) → a task that runs `fn(…)`, up to its first call or pause at once.
function tasks.spawn(fn, ...)
    demand(fn, "callable", "spawn: what the task runs")
    return tasks.start({}, fn, ...)
end

--- wait(task) → true and what the task returned, or false and what it raised.
function tasks.wait(task)
    demand(task, "task", "wait: what is waited for")
    while not task.done do task.event:wait() end
    task.event:signal() -- for others who wait for it too
    return task.ok, unpack(task.results, 1, task.count)
end

return tasks
