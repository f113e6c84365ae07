--- Services that throttle, and many callers of them, on a clock that moves only when all wait: what
-- takes seconds there is over at once, and is the same each time. The client is the real one.
local core = require("ncp.core")
local ncp = require("ncp")

local throttling = {}

local LATENCY = 0.02 -- seconds, give or take a quarter
local WAITING = {}

-- Numbers from 0 to 1 that are the same in each run.
local function new_random(seed)
    local state = seed * 7919
    return function()
        state = (state * 16807) % 2147483647
        return state / 2147483647
    end
end

local Loop = {}
Loop.__index = Loop

-- `lateness()` → the seconds by which all that is asleep wakes late now.
local function new_loop(lateness)
    return setmetatable({ time = 0, order = 0, sleepers = {}, lateness = lateness }, Loop)
end

local function is_before(one, other)
    if one.wake_at ~= other.wake_at then return one.wake_at < other.wake_at end
    return one.order < other.order
end

-- A heap: the first to wake is at 1.
local function push(heap, sleeper)
    local at = #heap + 1
    heap[at] = sleeper
    while at > 1 do
        local above = math.floor(at / 2)
        if not is_before(heap[at], heap[above]) then return end
        heap[at], heap[above], at = heap[above], heap[at], above
    end
end

local function pop(heap)
    local first, last = heap[1], table.remove(heap)
    if #heap == 0 then return first end
    heap[1] = last
    local at = 1
    while true do
        local least = at
        for below = 2 * at, math.min(2 * at + 1, #heap) do
            if is_before(heap[below], heap[least]) then least = below end
        end
        if least == at then return first end
        heap[at], heap[least], at = heap[least], heap[at], least
    end
end

function Loop:wake(thread, wake_at)
    self.order = self.order + 1
    local sleeper = { thread = thread, wake_at = wake_at, order = self.order }
    push(self.sleepers, sleeper)
    return sleeper
end

function Loop:sleep(seconds)
    self:wake(coroutine.running(), self.time + math.max(seconds, 0))
    coroutine.yield(WAITING)
end

local function begin(fn)
    local thread = coroutine.create(fn)
    assert(coroutine.resume(thread))
end

function Loop:run()
    while self.sleepers[1] do
        local sleeper = pop(self.sleepers)
        if not sleeper.void then
            self.time = math.max(self.time, sleeper.wake_at) + self.lateness()
            assert(coroutine.resume(sleeper.thread))
        end
    end
end

-- As `ncp.runtime.tasks` has them.
local Event = {}
Event.__index = Event

function Event:wait(seconds)
    if not self.signalled then
        self.waiting = seconds and self.loop:wake(coroutine.running(), self.loop.time + seconds) or {}
        self.thread = coroutine.running()
        coroutine.yield(WAITING)
    end
    self.signalled, self.thread = false, nil
end

function Event:signal()
    self.signalled = true
    if not self.thread then return end
    self.waiting.void = true
    self.loop:wake(self.thread, self.loop.time)
    self.thread = nil
end

local function clock_of(loop)
    local start = core.now()
    return {
        now = function() return start + math.floor(loop.time * 1000) end,
        monotonic = function() return loop.time end,
        sleep = function(seconds) loop:sleep(seconds) end,
        event = function() return setmetatable({ loop = loop, signalled = false }, Event) end,
    }
end

--- bucket(rate, size) → a service that lets `rate` requests a second through, and `size` at once. `rate` may be a
-- function of the time. A service is `function(time, random)` → whether it lets a request through.
function throttling.bucket(rate, size)
    local tokens, last = size, 0
    return function(time)
        local present = type(rate) == "function" and rate(time) or rate
        tokens, last = math.min(size, tokens + (time - last) * present), time
        if tokens < 1 then return false end
        tokens = tokens - 1
        return true
    end
end

--- noise(share) → a service that refuses that share of its requests, whatever their rate.
function throttling.noise(share)
    return function(_, random) return random() >= share end
end

--- every(n) → a service that refuses every n-th request, whatever their rate.
function throttling.every(n)
    local count = 0
    return function()
        count = count + 1
        return count % n ~= 0
    end
end

--- both(one, other) → a service that lets through what the two let through.
function throttling.both(one, other)
    return function(...) return one(...) and other(...) end
end

-- A transport to the service, which takes the latency there and back.
local function transport_to(service, loop, random, outcome, retry_after)
    local function travel() loop:sleep(LATENCY * (0.375 + random() / 4)) end
    local function send()
        outcome.sent[#outcome.sent + 1] = loop.time
        travel()
        local is_through = service(loop.time, random)
        if is_through then outcome.passed[#outcome.passed + 1] = loop.time end
        travel()
        if is_through then return { status = 200, headers = {}, body = "{}" } end
        return { status = 429, headers = { ["retry-after"] = retry_after }, body = "" }
    end
    return { send = send, clock = clock_of(loop) }
end

-- How late all wake: mostly by nothing, now and then by up to so many seconds.
local function stalls_of(random, seconds)
    return function() return seconds and random() < 0.05 and random() * seconds or 0 end
end

--- run{ service =, calls =, callers =, retry_after =, rate =, stall =, seed = } → what became of so many calls of so
-- many callers: `seconds` that they took, times at which requests were `sent` and some `passed`, how many of them were
-- `refused`, and how many calls were `lost`. A service that refuses asks to wait for `retry_after`, if that is given.
-- The client keeps to `rate`, if it has one. All stand still for up to `stall` seconds now and then, as on a busy
-- machine. With another `seed` chance has it otherwise.
function throttling.run(given)
    local random = new_random(given.seed or 1)
    local loop = new_loop(stalls_of(random, given.stall))
    local outcome = { sent = {}, passed = {}, lost = 0, seconds = 0 }
    local client = assert(ncp.new({
        transport = transport_to(given.service, loop, random, outcome, given.retry_after),
        access_key = "id",
        secret_key = "secret",
        rate = given.rate,
    }))
    local left = given.calls
    local function work()
        while left > 0 do
            left = left - 1
            if not client:request("GET", "/") then outcome.lost = outcome.lost + 1 end
            outcome.seconds = loop.time
        end
    end
    for _ = 1, given.callers do begin(work) end
    loop:run()
    outcome.refused = #outcome.sent - #outcome.passed
    return outcome
end

return throttling
