--- Many calls at once on one thread: tasks are coroutines whose calls and pauses let
-- the others go on.
--
-- Code in a task is written as if it blocked. On Lua 5.1 it must not make calls inside
-- `pcall`, a metamethod or the iterator of a `for`: 5.1 cannot pause there and raises
-- "attempt to yield across metamethod/C-call boundary"; later Luas and LuaJIT can. The
-- iterators of this library (`each`, `ncp.keys.list`) work there, and fetch all at once.
--
-- Tasks go on while somebody outside of them waits for one, or sleeps.
local core = require("ncp.core")

local tasks = {}

local by_thread = setmetatable({}, { __mode = "k" })
local calls_under_way = 0
local sleepers = {} -- wakers with `wake_at`, the next to wake last
local runnable = {} -- wakers, first in first out
local poller -- what makes calls, once there is one: `start` and `poll` of ncp.curl

local LONGEST_WAIT = 3600 -- seconds
local WAITING = {} -- what a task yields, unlike anything that code in it might yield

local unpack = table.unpack or unpack

--- current() → the task that is running, or nil.
function tasks.current()
    local thread = coroutine.running()
    return thread and by_thread[thread] or nil
end

-- Makes the table wake the task, once: it is of no use after the task has gone on for
-- another reason, or waits for another thing.
local function make_waker(waker, task)
    task.turn = task.turn + 1
    waker.task, waker.turn = task, task.turn
    return waker
end

local function new_waker(task)
    return make_waker({}, task)
end

local Event = {}
Event.__index = Event

local function new_event()
    return setmetatable({ wakers = {}, signalled = false }, Event)
end

local function finish(task, ok, ...)
    task.done, task.ok, task.results, task.count = true, ok, { ... }, select("#", ...)
    by_thread[task.thread] = nil
    if task.on_done then task.on_done(task) end
    task.event:signal()
end

-- A task that yields for reasons of its own gets its turn again.
local function after_resume(task, ok, ...)
    if not ok or coroutine.status(task.thread) == "dead" then return finish(task, ok, ...) end
    if ... ~= WAITING then runnable[#runnable + 1] = new_waker(task) end
end

local function resume(task, ...)
    task.turn = task.turn + 1
    after_resume(task, coroutine.resume(task.thread, ...))
end

local function wake(waker, ...)
    local task = waker.task
    if not task.done and task.turn == waker.turn then resume(task, ...) end
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
    local task = {
        turn = 0,
        done = false,
        on_done = options.on_done,
        event = new_event(),
        deadline = tasks.lower(options.deadline, parent.deadline),
        rate = tasks.lower(options.rate, parent.rate),
        priority = options.priority or parent.priority,
    }
    task.thread = coroutine.create(fn)
    by_thread[task.thread] = task
    resume(task, ...)
    return task
end

local function wake_sleepers()
    local now = core.monotonic()
    while sleepers[#sleepers] and sleepers[#sleepers].wake_at <= now do
        runnable[#runnable + 1] = table.remove(sleepers)
    end
end

local function run_runnable()
    local batch = runnable
    runnable = {}
    for _, waker in ipairs(batch) do wake(waker) end
end

local function seconds_to_wait(longest)
    local next_sleeper = sleepers[#sleepers]
    if #runnable > 0 then return 0 end
    if not next_sleeper then return longest end
    return math.max(0, math.min(longest, next_sleeper.wake_at - core.monotonic()))
end

local function poll_calls(seconds)
    local finished = poller.poll(seconds)
    calls_under_way = calls_under_way - #finished
    for _, request in ipairs(finished) do wake(request, request.response, request.message, request.failure) end
end

local function is_idle()
    return calls_under_way == 0 and #sleepers == 0 and #runnable == 0
end

-- Lets all tasks go on that can, and waits up to `longest` seconds if none can.
local function step(longest)
    wake_sleepers()
    if #runnable > 0 then return run_runnable() end
    local seconds = seconds_to_wait(longest)
    if calls_under_way > 0 then return poll_calls(seconds) end
    core.sleep(seconds)
end

-- Ends the turn of the running task.
local function pause()
    return coroutine.yield(WAITING)
end

function Event:signal()
    self.signalled = true
    if not self.wakers[1] then return end
    for _, waker in ipairs(self.wakers) do runnable[#runnable + 1] = waker end
    self.wakers = {}
end

local function insert_sleeper(waker, wake_at)
    local at = #sleepers + 1
    waker.wake_at = wake_at
    while at > 1 and sleepers[at - 1].wake_at < wake_at do at = at - 1 end
    table.insert(sleepers, at, waker)
end

local function wait_in_task(event, task, seconds)
    local waker = new_waker(task)
    table.insert(event.wakers, waker)
    if seconds then insert_sleeper(waker, core.monotonic() + seconds) end
    pause()
end

local function wait_outside(event, seconds)
    local wake_at = seconds and core.monotonic() + seconds
    while not event.signalled do
        local left = wake_at and wake_at - core.monotonic()
        if left and left <= 0 then return end
        if not left and is_idle() then error("nothing goes on that could end this wait", 0) end
        step(left or LONGEST_WAIT)
    end
end

--- Returns after a signal that was not waited for yet, or after so many seconds if they
-- are given; perhaps earlier.
function Event:wait(seconds)
    local task = tasks.current()
    if not task then
        wait_outside(self, seconds)
    elseif not self.signalled then
        wait_in_task(self, task, seconds)
    end
    self.signalled = false
end

--- event() → what one part of a program can wait for (`:wait()`) and another signal.
tasks.event = new_event

--- await(made_by, request) → what the call that `made_by.start(request)` begins comes to:
-- a response, or nil, a message and a failure. Only in a task.
function tasks.await(made_by, request)
    poller = made_by
    make_waker(request, tasks.current())
    local began, message, failure = made_by.start(request)
    if not began then return nil, message, failure end
    calls_under_way = calls_under_way + 1
    return pause()
end

-- Outside of tasks, those that there are go on meanwhile.
local function sleep(seconds)
    local task = tasks.current()
    local wake_at = core.monotonic() + seconds
    if task then
        insert_sleeper(new_waker(task), wake_at)
        return pause()
    end
    while not is_idle() and core.monotonic() < wake_at do step(wake_at - core.monotonic()) end
    core.sleep(wake_at - core.monotonic())
end

--- The clock of clients over libcurl: sleeping in a task lets the others go on.
tasks.clock = { now = core.now, monotonic = core.monotonic, sleep = sleep, event = new_event }

-- On 5.1 a `for` cannot pause while it asks its iterator. Trying it out here is no way to
-- tell: in nginx, coroutines cannot run while a module is loaded.
local FOR_CAN_PAUSE = _VERSION ~= "Lua 5.1" or rawget(_G, "jit") ~= nil

--- iterator(next) → an iterator over what `next()` returns until that is nil, for a `for`
-- that may stand in a task. Where a `for` cannot pause, all is fetched here.
function tasks.iterator(next)
    if FOR_CAN_PAUSE or not tasks.current() then return next end
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
    return tasks.start({}, fn, ...)
end

--- wait(task) → true and what the task returned, or false and what it raised.
function tasks.wait(task)
    while not task.done do task.event:wait() end
    task.event:signal() -- for others who wait for it too
    return task.ok, unpack(task.results, 1, task.count)
end

return tasks
