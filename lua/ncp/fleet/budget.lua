--- The pace of a fleet, as one machine of it sees it: turns are asked for in Redis, several at a time when many calls
-- wait, and are good within their slice of time only. See `take` of `ncp.fleet.scripts`, and `ncp.call.limiter`,
-- which asks for turns where it would ask an `ncp.call.pace`.
--
-- A pace of its own listens to all answers too. It holds alone while Redis cannot be asked.
local pace = require("ncp.call.pace")
local single_flight = require("ncp.runtime.single_flight")

local budget = {}

local SLICE = 0.03 -- seconds for which turns are taken at once, as in `take`
local FRESH = 0.1 -- seconds for which calls without a rate go on before Redis is asked whether one was learned
local LATEST = 3 / 4 -- of the time between turns: by which the last one may be late,
local SLACK = 0.005 -- or seconds, as in `ncp.call.pace`
local MOST_REPORTS = 200 -- that are kept while Redis cannot be asked
local DRIFT = 0.0001 -- by which clocks go apart

local Budget = {}
Budget.__index = Budget

-- Redis's clock against ours: it is ahead by what lies between two bounds, and each answer may bring them closer.
local function compare_clocks(self, redis_now, asked_at, got_at)
    local drift = DRIFT * (got_at - self.compared_at)
    local least = math.max(self.least_ahead - drift, redis_now - got_at)
    local most = math.min(self.most_ahead + drift, redis_now - asked_at)
    if least > most then least, most = redis_now - got_at, redis_now - asked_at end -- it was set, or is another's
    self.least_ahead, self.most_ahead, self.compared_at = least, most, got_at
    return (least + most) / 2
end

-- What was not told to Redis yet: for each run of equal answers how many, when the first was sent, and "1" if it was
-- refused.
local function note(self, sent_at, is_refused)
    local flag, last = is_refused and "1" or "0", self.reports[#self.reports]
    if last and last.flag == flag then
        last.count = last.count + 1
        return
    end
    if #self.reports == MOST_REPORTS then table.remove(self.reports, 1) end
    table.insert(self.reports, { count = 1, sent_at = sent_at, flag = flag })
end

local function arguments_of(self, wanted, asked, high, reports, now)
    local list = { self.fleet.node, wanted, asked or "", high and 1 or 0 }
    for _, report in ipairs(reports) do
        list[#list + 1] = report.count
        list[#list + 1] = ("%.6f"):format(math.max(now - report.sent_at, 0))
        list[#list + 1] = report.flag
    end
    return list
end

-- Asks Redis → its answer, numbers of which "" is none; nil when it did not come to one.
local function exchange(self, wanted, asked, high, seconds)
    local reports, asked_at = self.reports, self.clock.monotonic()
    self.reports = {}
    local arguments = arguments_of(self, wanted, asked, high, reports, asked_at)
    local texts = self.fleet:eval("take", self.keys, arguments, seconds)
    if not texts then
        for _, report in ipairs(self.reports) do reports[#reports + 1] = report end
        self.reports = reports
        return nil
    end
    local got_at = self.clock.monotonic()
    local redis_now = tonumber(texts[1])
    local ahead = compare_clocks(self, redis_now, asked_at, got_at)
    local at = redis_now + tonumber(texts[4]) - ahead
    return { count = tonumber(texts[2]), rate = tonumber(texts[3]), at = at }, got_at
end

-- How many turns to ask for: for those that wait, or twice as many as were used of the last ones, if those were not
-- long ago.
local function wanted_by(self, waiting, now)
    local used = now < self.ends_at + SLICE and self.count - self.left or 0
    return math.max(waiting, 2 * used)
end

local function take(self, answer, now, high)
    self.high_waits, self.ask_at = false, now
    if not answer.rate then
        self.free_until = now + FRESH
    elseif answer.count > 0 then
        self.count, self.left, self.rate, self.turns.next_at = answer.count, answer.count, answer.rate, answer.at
        self.ends_at = answer.at + (answer.count - 1) / answer.rate + math.max(LATEST / answer.rate, SLACK)
    else
        self.ask_at, self.high_waits = answer.at, high
    end
end

local function ask_now(self, now, asked, high, waiting, deadline)
    local answer, got_at = exchange(self, wanted_by(self, waiting, now), asked, high, deadline - now)
    if answer then take(self, answer, got_at, high) end
end

local function has_turns(self, now)
    return self.left > 0 and now < self.ends_at
end

local function needs_to_ask(self, now, high)
    return not has_turns(self, now) and (now >= self.ask_at or high and not self.high_waits)
end

--- ask(self, now, asked, high, waiting, deadline) asks for turns for so many who wait, if there are none; `asked` is
-- the rate of the first, or nil, and `high` whether they are urgent. Half of the time that is left is for the call
-- itself. Returns why nothing may be sent, if that is so. `next_at` is then when the next turn is, or to ask again.
function Budget:ask(now, asked, high, waiting, deadline)
    local flight = self.flight
    if flight:is_under_way() then
        flight:wait(deadline)
    elseif not self.fleet:loss() and needs_to_ask(self, now, high) then
        local ends_at = math.min((now + deadline) / 2, now + self.fleet.timeout)
        flight:run(ends_at, ask_now, self, now, asked, high, waiting, ends_at)
    end
    local loss = self.fleet:loss()
    if loss then
        self.next_at = self.alone.next_at
        return self.fleet.on_loss == "refuse" and "Redis cannot be asked: " .. loss or nil
    end
    self.next_at = has_turns(self, now) and self.turns.next_at or self.ask_at
    return nil
end

local function try_alone(self, now, asked, is_first)
    if self.fleet.on_loss == "refuse" then return false end
    local may_go = self.alone:try(now, asked and asked / self.fleet.expected_nodes, is_first)
    self.next_at = self.alone.next_at
    return may_go
end

--- try(self, now, asked, is_first), as of `ncp.call.pace`: whether a request may go out now.
function Budget:try(now, asked, is_first)
    if self.fleet:loss() then return try_alone(self, now, asked, is_first) end
    local is_free = not asked and now < self.free_until
    if not is_free and not (is_first and has_turns(self, now) and now >= self.turns.next_at) then return false end
    if is_free then return true end
    self.left = self.left - 1
    self.turns:take(now, math.min(self.rate, asked or self.rate), 1)
    return true
end

--- answered(self, now, sent_at, is_refused), as of `ncp.call.pace`. A refusal is told to the others at once.
function Budget:answered(now, sent_at, is_refused)
    self.alone:answered(now, sent_at, is_refused)
    note(self, sent_at, is_refused)
    if not is_refused then return end
    self.free_until = 0
    if self.fleet:loss() or self.flight:is_under_way() or now < self.told_at + SLICE then return end
    self.told_at = now
    self.flight:run(now + self.fleet.timeout, exchange, self, 0, nil, false)
end

--- new(fleet, key, clock) → the budget of that name; `clock` is that of the limiter.
function budget.new(fleet, key, clock)
    local tag = "budget:{" .. key .. "}"
    local nodes = "nodes:{" .. key .. "}"
    return setmetatable({
        fleet = fleet,
        clock = clock,
        keys = { tag, tag .. ":line", tag .. ":due", nodes },
        flight = single_flight.new(clock), -- one question at a time
        alone = pace.new(),
        reports = {},
        least_ahead = -math.huge, -- seconds by which Redis's clock is ahead of ours, at least
        most_ahead = math.huge, -- and at most
        compared_at = 0,
        count = 0, -- turns that were taken last
        left = 0, -- of these, that are not used
        turns = pace.new(), -- when they are
        rate = 0, -- of these
        ends_at = 0, -- when those that are left are void
        ask_at = 0, -- when Redis may be asked again
        high_waits = false, -- whether it is known in Redis that something urgent waits here
        free_until = 0, -- for calls that ask for no rate
        next_at = 0,
        told_at = 0,
    }, Budget)
end

return budget
