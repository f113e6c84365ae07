--- Runs tasks as coroutines over libcurl, where nothing else does: what waits for an
-- answer or pauses lets the others go on.
--
-- Tasks go on while somebody outside of them waits for one, or sleeps.
local core = require("ncp.core")
local task_of = require("ncp.runtime.task")

local scheduler = {}

local calls_under_way = 0
local sleepers = {} -- wakers with `wake_at`, the next to wake last
local runnable = {} -- wakers, first in first out
local caller -- what makes calls, once there is one: ncp.curl

local LONGEST_WAIT = 3600 -- seconds
local WAITING = {} -- what a task yields, unlike anything that code in it might yield

--- current() → the task that is running, if it is one of this scheduler.
function scheduler.current()
    local task = task_of.current()
    return task and task.thread and task or nil
end

-- Wakes the task, once: it is of no use after the task has gone on for another reason, or
-- waits for another thing.
local function new_waker(task)
    task.turn = task.turn + 1
    return { task = task, turn = task.turn }
end

local Event = {}
Event.__index = Event

local function new_event()
    return setmetatable({ wakers = {}, signalled = false }, Event)
end

-- A task that yields for reasons of its own gets its turn again.
local function after_resume(task, ok, ...)
    if not ok or coroutine.status(task.thread) == "dead" then return task_of.finish(task, ok, ...) end
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

--- run(task, fn, …) runs `fn(…)` as the task, up to its first call or pause at once.
function scheduler.run(task, fn, ...)
    task.turn, task.thread = 0, coroutine.create(fn)
    task_of.enter(task, task.thread)
    resume(task, ...)
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

-- Only so many as have finished by now: what the tasks begin is for another turn.
local function poll_calls(seconds)
    for _ = 1, caller.poll(seconds) do
        local waker, number = caller.next()
        if not waker then return end -- a turn within this one was faster
        calls_under_way = calls_under_way - 1
        wake(waker, number)
    end
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
    local task = scheduler.current()
    if not task then
        wait_outside(self, seconds)
    elseif not self.signalled then
        wait_in_task(self, task, seconds)
    end
    self.signalled = false
end

--- event() → what one part of a program can wait for (`:wait()`) and another signal.
scheduler.event = new_event

--- await(made_by, request, timeout) → what the call that `made_by.start` begins comes to: a
-- response, or nil, a message and a failure. Only in a task.
function scheduler.await(made_by, request, timeout)
    caller = made_by
    local began, message, failure = made_by.start(request, timeout, new_waker(scheduler.current()))
    if not began then return nil, message, failure end
    calls_under_way = calls_under_way + 1
    return made_by.take(pause())
end

-- Outside of tasks, those that there are go on meanwhile.
local function sleep(seconds)
    local task = scheduler.current()
    local wake_at = core.monotonic() + seconds
    if task then
        insert_sleeper(new_waker(task), wake_at)
        return pause()
    end
    while not is_idle() and core.monotonic() < wake_at do step(wake_at - core.monotonic()) end
    core.sleep(wake_at - core.monotonic())
end

--- The clock of clients over libcurl: sleeping in a task lets the others go on.
scheduler.clock = { now = core.now, monotonic = core.monotonic, sleep = sleep, event = new_event }

return scheduler
