--- How fast requests go out. There is one limiter for each host and credential, since
-- services throttle by those; all clients of a Lua state share it.
--
-- A request that has a rate waits for its turn; within a rate those of high priority go
-- first, others in the order in which they came. When the service throttles, every
-- request gets a rate: half of what the service let through in the last second, which
-- then doubles every second until it is no limit any more.
local limiter = {}

local LEAST_RATE = 1 -- requests per second that are tried however much is throttled
local DOUBLES_IN = 1 -- second
local NO_LIMIT = 10000 -- requests per second; a rate that has grown so far is forgotten
local SLACK = 0.005 -- seconds that a late request may catch up; clocks wake in milliseconds
local POLL = 0.01 -- seconds between looks at the queue, for clocks without events

local Limiter = {}
Limiter.__index = Limiter

-- [clock][origin and account]; a limiter lives as long as a client holds it.
local known = setmetatable({}, { __mode = "k" })

local function new_limiter(clock, account)
    return setmetatable({
        clock = clock,
        account = account,
        waiting = {}, -- those of high priority first
        next_at = 0, -- when the next request may go, monotonic seconds
        answered = 0, -- requests that were not throttled, since `counted_from`
        answered_before = 0, -- and in the second before that
        counted_from = 0,
        cut_rate = nil, -- requests per second that were allowed at `cut_at`, after throttling
        cut_at = nil,
    }, Limiter)
end

--- of(clock, origin, account, shared_dict) → the limiter of a host and a credential.
-- `clock` is that of the transport, `account` a text that names the credential,
-- `shared_dict`, if given, the name of nginx's dictionary through which all workers keep
-- one rate.
function limiter.of(clock, origin, account, shared_dict)
    local of_clock = known[clock] or setmetatable({}, { __mode = "v" })
    local key = table.concat({ origin, account, shared_dict }, " ")
    known[clock] = of_clock
    if not of_clock[key] then
        of_clock[key] = new_limiter(clock, account)
        if shared_dict then require("ncp.shared_limiter").share(of_clock[key], shared_dict, key) end
    end
    return of_clock[key]
end

-- To be called when a second has passed.
local function count_anew(self, now)
    self.answered_before = now - self.counted_from < 2 and self.answered or 0
    self.answered, self.counted_from = 0, now
end

-- The rate to keep to: that of the caller or, after throttling, a lower one.
local function rate_at(self, now, asked)
    if not self.cut_rate then return asked end
    local grown = self.cut_rate * 2 ^ ((now - self.cut_at) / DOUBLES_IN)
    if grown > NO_LIMIT then self.cut_rate = nil end
    return math.min(grown, asked or grown)
end

-- A request that goes out late brings the next one forward, but by less than an interval:
-- no second then has more than one request above the rate.
local function take_turn(self, now, rate)
    local interval = 1 / rate
    self.next_at = math.max(self.next_at, now - math.max(interval / 4, SLACK)) + interval
end

local function new_event(clock)
    if clock.event then return clock.event() end
    return {
        wait = function(_, seconds) clock.sleep(seconds or POLL) end,
        signal = function() end,
    }
end

local function enqueue(self, waiter)
    local at = #self.waiting + 1
    while waiter.high and at > 1 and not self.waiting[at - 1].high do at = at - 1 end
    table.insert(self.waiting, at, waiter)
end

local function leave_queue(self, waiter)
    for at, other in ipairs(self.waiting) do
        if other == waiter then table.remove(self.waiting, at) end
    end
    if self.waiting[1] then self.waiting[1].event:signal() end
end

-- How long the first in the queue may sleep: until its turn, or until somebody's
-- deadline. The others sleep until they are signalled.
local function seconds_to_sleep(self, waiter, now)
    if self.waiting[1] ~= waiter then return nil end
    local wake_at = self.next_at
    for _, other in ipairs(self.waiting) do wake_at = math.min(wake_at, other.deadline) end
    return math.max(wake_at - now, 0)
end

local function signal_late(self, now)
    for _, waiter in ipairs(self.waiting) do
        if waiter.deadline <= now then waiter.event:signal() end
    end
end

-- Takes a turn, if one is needed: whether the request may go out now.
function Limiter:try(now, asked, is_first)
    if now - self.counted_from >= 1 then count_anew(self, now) end
    if not asked and not self.cut_rate then return true end
    local rate = rate_at(self, now, asked)
    if not rate then return true end
    if not is_first or now < self.next_at then return false end
    take_turn(self, now, rate)
    return true
end

local function wait_for_turn(self, now, asked, high, deadline)
    local waiter = { event = new_event(self.clock), high = high, deadline = deadline }
    local may_go = false
    enqueue(self, waiter)
    while not may_go and now < deadline do
        waiter.event:wait(seconds_to_sleep(self, waiter, now))
        now = self.clock.monotonic()
        if self.waiting[1] == waiter then signal_late(self, now) end
        may_go = now < deadline and self:try(now, asked, self.waiting[1] == waiter)
    end
    leave_queue(self, waiter)
    return may_go
end

--- enter(self, now, rate, high, deadline) → whether a request may go out, after waiting
-- for its turn; false when the deadline came first. `now` and `deadline` in monotonic
-- seconds, `rate` in requests per second or nil, `high` whether it goes before others.
function Limiter:enter(now, rate, high, deadline)
    return self:try(now, rate, self.waiting[1] == nil) or wait_for_turn(self, now, rate, high, deadline)
end

--- To be told of each answer that did not throttle.
function Limiter:passed()
    self.answered = self.answered + 1
end

--- To be told of each answer that throttled a request of the time `sent_at`. What was
-- sent before the last cut says nothing about the rate since.
function Limiter:throttled(now, sent_at)
    if self.cut_rate and sent_at < self.cut_at then return end
    if now - self.counted_from >= 1 then count_anew(self, now) end
    local let_through = math.max(self.answered, self.answered_before)
    self.cut_rate = math.max(LEAST_RATE, rate_at(self, now, let_through) / 2)
    self.cut_at = now
    self.next_at = math.max(self.next_at, now + 1 / self.cut_rate)
end

return limiter
