--- Runs tasks as coroutines over libcurl, where nothing else does: what waits for an
-- answer or pauses lets the others go on.
--
-- Tasks go on while somebody outside of them waits for one, or sleeps, and in `step`, by which
-- the loop of a program drives them.
local core = require("ncp.core")
local sleepers = require("ncp.runtime.sleepers")
local task_of = require("ncp.runtime.task")

local scheduler = {}

local calls_under_way = 0
local runnable = {} -- wakers, first in first out
local tasks_left = 0 -- that were begun here and have not ended
local caller -- what makes calls, once there is one: ncp.curl
local host -- the loop of the program, if it lends its coroutines: see `attach`
local is_lent = false -- whether somebody waits for the descriptor of `fd`
local depth = 0 -- turns of tasks within turns of tasks

local WAITING = {} -- what a task yields, unlike anything that code in it might yield

-- What stands for a coroutine of the host: it can wait as a task does, but begins and ends
-- elsewhere. One that code in a task has made is not the host's.
local function visitor()
    local thread = depth == 0 and host.current()
    if not thread then return nil end
    local task = { thread = thread, turn = 0, host = host }
    task_of.enter(task, thread)
    return task
end

--- current() → the task that is running, if it is one of this scheduler.
function scheduler.current()
    local task = task_of.current()
    if task then return task.thread and task or nil end
    return host and visitor()
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
    depth = depth - 1
    if not ok or coroutine.status(task.thread) == "dead" then
        tasks_left = tasks_left - 1
        return task_of.finish(task, ok, ...)
    end
    if ... ~= WAITING then runnable[#runnable + 1] = new_waker(task) end
end

local function resume(task, ...)
    task.turn = task.turn + 1
    if task.host then return task.host.resume(task.thread, ...) end
    depth = depth + 1
    return after_resume(task, coroutine.resume(task.thread, ...))
end

local function wake(waker)
    local task = waker.task
    if not task.done and task.turn == waker.turn then resume(task) end
end

-- Tells who waits outside that something is waited for; within a turn its end does so.
local function want_turn()
    if depth > 0 or not is_lent then return end
    local seconds = scheduler.timeout()
    caller.alarm(seconds or math.huge)
    if host and seconds then host.drive() end
end

--- run(task, fn, …) runs `fn(…)` as the task, up to its first call or pause at once.
function scheduler.run(task, fn, ...)
    task.turn, task.thread = 0, coroutine.create(fn)
    tasks_left = tasks_left + 1
    task_of.enter(task, task.thread)
    resume(task, ...)
    want_turn()
end

local function wake_sleepers()
    if not sleepers.next() then return end
    local now = core.monotonic()
    for waker in sleepers.take, now do runnable[#runnable + 1] = waker end
end

local function run_runnable()
    local batch = runnable
    runnable = {}
    for _, waker in ipairs(batch) do wake(waker) end
end

local function seconds_to_wait(longest)
    if #runnable > 0 then return 0 end
    local wake_at = sleepers.next()
    return wake_at and math.max(0, math.min(longest, wake_at - core.monotonic())) or longest
end

-- Only so many as have finished by now: what the tasks begin is for another turn.
local function poll_calls(seconds)
    for _ = 1, caller.poll(seconds) do
        local task, number = caller.next()
        if not task then return end -- a turn within this one was faster
        calls_under_way = calls_under_way - 1
        if task.call == number and not task.done then resume(task, number) end -- else it was woken by others
    end
end

local function is_idle()
    return calls_under_way == 0 and #runnable == 0 and not sleepers.next()
end

--- timeout() → in how many seconds tasks want a turn, whatever comes by then; nil when none
-- waits for anything.
function scheduler.timeout()
    if is_idle() then return nil end
    return seconds_to_wait(calls_under_way > 0 and caller.timeout() or math.huge)
end

--- fd() → a descriptor that becomes readable when tasks want a turn; nil where there is none.
-- It is another one after a fork.
function scheduler.fd()
    caller = caller or require("ncp.curl")
    local fd = caller.fd()
    is_lent = fd ~= nil
    want_turn()
    return fd
end

-- Lets all tasks go on that can; if none can, waits up to `longest` seconds until some can.
local function step(longest)
    wake_sleepers()
    if #runnable > 0 then longest = 0 end
    run_runnable()
    local seconds = seconds_to_wait(longest)
    if calls_under_way > 0 then poll_calls(seconds) else core.sleep(seconds) end
    if longest == 0 then return end
    wake_sleepers()
    run_runnable()
end

--- step([seconds]) lets all tasks go on that can, and when none can, waits until one does, at
-- most so long; 0: not at all. Returns how many tasks are left.
function scheduler.step(seconds)
    if depth > 0 then error("ncp.step is for the loop of the program, not for a task", 2) end
    if not is_idle() then step(seconds or math.huge) end
    want_turn()
    return tasks_left
end

--- attach(loop): calls that are made in coroutines of the loop pause these. `loop` has
--
-- | function | what it does |
-- |---|---|
-- | current() | the coroutine that is running, if it is one of the loop's that can pause; or nil |
-- | pause(thread) | pauses it, and returns what it is resumed with |
-- | resume(thread, …) | lets it go on; raises nothing |
-- | drive() | from now on calls `step` whenever `fd` is readable, until `timeout` is nil; it may do so already |
function scheduler.attach(loop)
    if host and host ~= loop then error("another loop drives the calls of this program", 3) end
    if not scheduler.fd() then error("there is no descriptor for a loop to wait for here", 3) end
    host = loop
end

-- Ends the turn of the running task.
local function pause(task)
    if not task.host then return coroutine.yield(WAITING) end
    want_turn()
    return task.host.pause(task.thread)
end

function Event:signal()
    self.signalled = true
    if not self.wakers[1] then return end
    for _, waker in ipairs(self.wakers) do runnable[#runnable + 1] = waker end
    self.wakers = {}
    want_turn()
end

local function wait_in_task(event, task, seconds)
    local waker = new_waker(task)
    table.insert(event.wakers, waker)
    if seconds then sleepers.add(waker, core.monotonic() + seconds) end
    pause(task)
end

local function wait_outside(event, seconds)
    local wake_at = seconds and core.monotonic() + seconds
    while not event.signalled do
        local left = wake_at and wake_at - core.monotonic() or math.huge
        if left <= 0 then return end
        if not wake_at and is_idle() then error("nothing goes on that could end this wait", 0) end
        step(left)
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

--- await(task, made_by, request, timeout) → what the call that `made_by.start` begins comes to: a
-- response, or nil, a message and a failure. `task` is the one that is running.
function scheduler.await(task, made_by, request, timeout)
    caller = made_by
    task.call = made_by.start(request, timeout, task)
    calls_under_way = calls_under_way + 1
    local number = pause(task)
    task.call = nil
    return made_by.take(number)
end

-- Outside of tasks, those that there are go on meanwhile.
local function sleep(seconds)
    local task = scheduler.current()
    local wake_at = core.monotonic() + seconds
    if task then
        sleepers.add(new_waker(task), wake_at)
        return pause(task)
    end
    while not is_idle() and core.monotonic() < wake_at do step(wake_at - core.monotonic()) end
    core.sleep(wake_at - core.monotonic())
end

--- The clock of clients over libcurl: sleeping in a task lets the others go on.
scheduler.clock = { now = core.now, monotonic = core.monotonic, sleep = sleep, event = new_event }

return scheduler
