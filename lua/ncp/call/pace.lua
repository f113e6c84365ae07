--- How fast a service may be asked: what it lets through, and whether its refusals are due to the rate.
--
-- Services refuse requests because there are too many of them; then less must be sent. They also
-- refuse because others use up what all share, and then sending less only takes longer. A refusal
-- alone does not tell which it is, so it begins a trial: the rate falls to half of what was let
-- through in a second, and the next answers decide. If the share that is refused falls with the
-- rate, the rate was the reason, and grows again from there, doubling each second. If it does not,
-- the rate goes back to what it was, and that share is noise: no more than that is to be
-- expected of any rate, and only what is refused beyond it begins another trial.
--
-- So the rate follows what is let through. Halving at each refusal, as TCP and the clients of other clouds
-- do, would come to rest where refusals are rare: at a few requests a second, however many
-- the service would take.
--
-- This module requires no other: a fleet's Redis runs its text, see `ncp.fleet.scripts`.
local pace = {}

local LEAST_RATE = 1 -- requests per second that are tried however much is refused
local DOUBLES_IN = 1 -- second
local NO_LIMIT = 10000 -- requests per second; a rate that has grown so far is forgotten
local SLACK = 0.005 -- seconds that a late request may catch up; clocks wake in milliseconds
local TRIAL = 16 -- answers that decide a trial,
local TRIAL_REFUSALS = 6 -- or so many refusals
local BASIS = 8 -- answers from which a share is taken at least: one of one is not all
local NOTICED = 1 / 4 -- of the share that is refused: what stays of it when the rate was the reason
local MOST_NOISE = 0.7 -- a service that refuses more is not asked faster
local REGAIN = 4 -- times the rate before a trial in vain: it need not grow slowly, as nothing speaks against it
local DEVIATIONS = 3 -- by which refusals must exceed what was expected

local Pace = {}
Pace.__index = Pace

-- The names of all that a pace remembers, which are numbers or nil.
local FIELDS = {
    "next_at", "rate", "changed_at", "rate_before", "noise", "seen", "refused", "seen_before",
    "refused_before", "passed", "passed_before", "counted_from",
}

--- new() → the pace of a service of which nothing is known. Times are in monotonic seconds.
function pace.new()
    return setmetatable({
        next_at = 0, -- when the next request may go
        rate = nil, -- requests per second that were allowed at `changed_at`; nil for any number
        changed_at = 0,
        noise = 0, -- the share that is refused at any rate
        seen = 0, -- answers to requests that were sent since `changed_at`, or in the last second
        refused = 0, -- of these
        rate_before = nil, -- the same before the trial, while there is one
        seen_before = nil,
        refused_before = nil,
        passed = 0, -- requests that were let through, since `counted_from`
        passed_before = 0, -- and in the second before that
        counted_from = 0,
    }, Pace)
end

--- state(self) → all that the pace remembers, as a text.
function Pace:state()
    local words = {}
    for place, name in ipairs(FIELDS) do words[place] = self[name] and ("%.9f"):format(self[name]) or "none" end
    return table.concat(words, " ")
end

--- restore(self, text) makes it remember what `state` has written.
function Pace:restore(text)
    local place = 0
    for word in text:gmatch("%S+") do
        place = place + 1
        self[FIELDS[place]] = tonumber(word)
    end
end

local function grown(self, rate, now)
    return rate * 2 ^ ((now - self.changed_at) / DOUBLES_IN)
end

--- rate_at(self, now, asked) → the rate to keep to: that of the caller or, after refusals, a lower one; nil when
-- there is none.
function Pace:rate_at(now, asked)
    if not self.rate then return asked end
    local rate = grown(self, self.rate, now)
    if rate > NO_LIMIT then self.rate = nil end
    return math.min(rate, asked or rate)
end

--- take(self, now, rate, count) takes the next turns → when the first of them is. A request that goes out late brings
-- the next one forward, but by less than an interval: no second then has more than one request above the rate. Above
-- 200 a second SLACK is longer than an interval, and a second may also have what fits into that.
function Pace:take(now, rate, count)
    local interval = 1 / rate
    local first = math.max(self.next_at, now - math.max(interval / 4, SLACK))
    self.next_at = first + count * interval
    return first
end

--- try(self, now, asked, is_first) takes a turn, if one is needed: whether a request may go
-- out now. `asked` is the caller's rate, in requests per second, or nil.
function Pace:try(now, asked, is_first)
    local rate = self:rate_at(now, asked)
    if not rate then return true end
    if not is_first or now < self.next_at then return false end
    self:take(now, rate, 1)
    return true
end

local function let_through(self)
    return math.max(self.passed, self.passed_before)
end

local function is_on_trial(self)
    return self.seen_before ~= nil
end

local function share_before(self)
    return self.refused_before / math.max(self.seen_before, BASIS)
end

-- Whether more was refused than chance makes of that share.
local function is_excess(self, share)
    local expected = share * self.seen
    return self.refused > expected + DEVIATIONS * math.sqrt(expected)
end

local function change_rate(self, now, rate)
    self.rate, self.changed_at = rate, now
    self.seen, self.refused = 0, 0
end

local function begin_trial(self, now)
    if not is_on_trial(self) then self.rate_before = self.rate and self:rate_at(now) end
    self.seen_before, self.refused_before = self.seen, self.refused
    change_rate(self, now, math.max(LEAST_RATE, self:rate_at(now, let_through(self)) / 2))
    self.next_at = math.max(self.next_at, now + 1 / self.rate)
end

local function go_back(self, now)
    self.noise = math.min((self.refused + self.refused_before) / (self.seen + self.seen_before), MOST_NOISE)
    change_rate(self, now, self.rate_before and REGAIN * grown(self, self.rate_before, now))
end

local function decide(self, now)
    local before, share = share_before(self), self.refused / self.seen
    if share > MOST_NOISE then return begin_trial(self, now) end
    if share > self.noise + NOTICED * (before - self.noise) then
        go_back(self, now)
    else
        self.noise, self.seen, self.refused = share, 0, 0
    end
    self.rate_before, self.seen_before, self.refused_before = nil, nil, nil
end

local function begin_second(self, now)
    self.passed_before = now - self.counted_from < 2 and self.passed or 0
    self.passed, self.counted_from = 0, now
    if not is_on_trial(self) then self.seen, self.refused = 0, 0 end
end

-- Answers to what was sent before the trial tell more of that time.
local function count_late(self, is_refused)
    if not is_on_trial(self) then return end
    self.seen_before = self.seen_before + 1
    if is_refused then
        self.refused_before = self.refused_before + 1
    else
        self.rate = self.rate and math.max(self.rate, let_through(self) / 2)
    end
end

--- To be told of each answer: whether it refused a request of the time `sent_at` because there are too many.
function Pace:answered(now, sent_at, is_refused)
    if now - self.counted_from >= 1 then begin_second(self, now) end
    if not is_refused then self.passed = self.passed + 1 end
    if sent_at < self.changed_at then return count_late(self, is_refused) end
    self.seen = self.seen + 1
    if is_refused then self.refused = self.refused + 1 end
    if is_refused and is_excess(self, is_on_trial(self) and share_before(self) or self.noise) then
        begin_trial(self, now)
    elseif is_on_trial(self) and (self.seen >= TRIAL or self.refused >= TRIAL_REFUSALS) then
        decide(self, now)
    end
end

return pace
