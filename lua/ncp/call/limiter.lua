--- Whose turn it is to send. There is one limiter for each host and credential, since
-- services throttle by those; all clients of a Lua state share it.
--
-- A request that has a rate waits for its turn, and so does every request while the service
-- throttles, see `ncp.call.pace`. Those of high priority go first, others in the order in which their
-- calls began: one that was refused does not stand in line again.
local pace = require("ncp.call.pace")

local limiter = {}

local WATCH = 1 -- seconds between looks at whether the first in the queue is still there
local POLL = 0.01 -- seconds between looks at the queue, for clocks without events

local Limiter = {}
Limiter.__index = Limiter

-- [clock][origin and account]; a limiter lives as long as a client holds it.
local known = setmetatable({}, { __mode = "k" })

-- The pace of one machine, of one nginx, or of a fleet.
local function new_pace(clock, origin, account, shared_dict, fleet)
    if fleet then return fleet:budget(origin, account, clock) end
    local own = pace.new()
    if shared_dict then
        local key = table.concat({ origin, account, shared_dict }, " ")
        require("ncp.call.shared_pace").share(own, shared_dict, key, clock)
    end
    return own
end

--- of(clock, origin, account, shared_dict, fleet) → the limiter of a host and a credential.
-- `clock` is that of the transport, `account` a text that names the credential,
-- `shared_dict`, if given, the name of nginx's dictionary through which all workers keep
-- one rate; `fleet`, if given, what all machines keep one through, see `ncp.fleet`.
function limiter.of(clock, origin, account, shared_dict, fleet)
    local of_clock = known[clock] or setmetatable({}, { __mode = "v" })
    local key = table.concat({ origin, account, fleet and fleet.node or shared_dict }, " ")
    known[clock] = of_clock
    if not of_clock[key] then
        of_clock[key] = setmetatable({
            clock = clock,
            account = account,
            waiting = {}, -- in the order in which they will go
            pace = new_pace(clock, origin, account, shared_dict, fleet),
        }, Limiter)
    end
    return of_clock[key]
end

local function new_event(clock)
    if clock.event then return clock.event() end
    return {
        wait = function(_, seconds) clock.sleep(math.min(seconds, POLL)) end,
        signal = function() end,
    }
end

local function goes_before(waiter, other)
    if waiter.high ~= other.high then return waiter.high end
    return waiter.came_at < other.came_at
end

local function enqueue(self, waiter)
    local at = #self.waiting + 1
    while at > 1 and goes_before(waiter, self.waiting[at - 1]) do at = at - 1 end
    table.insert(self.waiting, at, waiter)
    waiter.is_queued = true
end

local function dequeue(self, at)
    table.remove(self.waiting, at).is_queued = false
end

local function wake_first(self)
    if self.waiting[1] then self.waiting[1].event:signal() end
end

local function leave_queue(self, waiter)
    for at, other in ipairs(self.waiting) do
        if other == waiter then dequeue(self, at) end
    end
    wake_first(self)
end

-- In nginx what waits may be gone without a word, since its request was broken off or its light
-- thread killed. It no longer wakes when it was to.
local function drop_gone(self, now)
    local first = self.waiting[1]
    while self.waiting[1] and self.waiting[1].wake_at + WATCH < now do dequeue(self, 1) end
    if self.waiting[1] ~= first then wake_first(self) end
end

-- The first in the queue sleeps until its turn. The others are signalled when they are the first, and see now
-- and then whether the first is still there.
local function sleep(self, waiter, now)
    local is_first = self.waiting[1] == waiter
    waiter.wake_at = math.min(is_first and self.pace.next_at or now + WATCH, waiter.deadline)
    waiter.event:wait(math.max(waiter.wake_at - now, 0))
end

-- How many in the queue are as urgent as the first.
local function count_equals(self)
    local count = 1
    while self.waiting[count + 1] and self.waiting[count + 1].high == self.waiting[1].high do count = count + 1 end
    return count
end

-- A fleet's pace has turns when it asked for some, which the first in the queue does for all. Returns why there will be
-- none, if that is so.
local function ask(self, waiter, now, asked)
    if not self.pace.ask or self.waiting[1] ~= waiter then return nil end
    waiter.wake_at = math.min(now + WATCH, waiter.deadline)
    local refusal = self.pace:ask(now, asked, waiter.high, count_equals(self), waiter.deadline)
    if self.waiting[1] ~= waiter then wake_first(self) end
    return refusal
end

local function wait_for_turn(self, waiter, now, asked)
    local may_go, refusal = false, nil
    while not may_go and not refusal and now < waiter.deadline do
        if not waiter.is_queued then enqueue(self, waiter) end
        refusal = ask(self, waiter, now, asked)
        if not refusal then sleep(self, waiter, self.clock.monotonic()) end
        now = self.clock.monotonic()
        waiter.wake_at = now
        drop_gone(self, now)
        may_go = now < waiter.deadline and self.pace:try(now, asked, self.waiting[1] == waiter)
    end
    leave_queue(self, waiter)
    return may_go, refusal
end

--- enter(self, now, rate, high, came_at, deadline) → whether a request may go out, after
-- waiting for its turn, and the seconds that it waited, if it did; false when the deadline
-- came first, and with a third value, why, when a fleet without Redis refuses. `now`,
-- `came_at` (when its call began) and `deadline` in monotonic seconds, `rate` in requests
-- per second or nil, `high` whether it goes before others.
function Limiter:enter(now, rate, high, came_at, deadline)
    if self.pace:try(now, rate, self.waiting[1] == nil) then return true end
    local waiter = { event = new_event(self.clock), high = high, came_at = came_at, deadline = deadline }
    local since = self.clock.monotonic()
    local may_go, refusal = wait_for_turn(self, waiter, now, rate)
    return may_go, self.clock.monotonic() - since, refusal
end

--- To be told of each answer, and whether it throttled a request of the time `sent_at`.
function Limiter:answered(now, sent_at, is_throttled)
    self.pace:answered(now, sent_at, is_throttled)
end

return limiter
