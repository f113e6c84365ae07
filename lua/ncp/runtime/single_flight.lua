--- One renewal at a time of what many calls share: keys, a token.
local renewal = {}

local POLL = 0.01 -- seconds, for clocks without events

local Renewal = {}
Renewal.__index = Renewal

--- new(clock) → what lets one call renew while the others wait.
function renewal.new(clock)
    return setmetatable({ clock = clock, under_way_until = 0 }, Renewal)
end

--- is_under_way() → whether another call renews now; one that was cut off does so until
-- its deadline at most.
function Renewal:is_under_way()
    return self.clock.monotonic() < self.under_way_until
end

--- run(deadline, fn, …) → what `fn(…)` returns. `deadline` in monotonic seconds.
function Renewal:run(deadline, fn, ...)
    local clock = self.clock
    local over = clock.event and clock.event()
    self.under_way_until, self.over = deadline, over
    local out, reason, cause = fn(...)
    self.under_way_until = 0
    if over then over:signal() end
    return out, reason, cause
end

--- wait(deadline) → true when the renewal that is under way is over, or perhaps earlier;
-- false when the deadline has passed.
function Renewal:wait(deadline)
    local now = self.clock.monotonic()
    if now >= deadline then return false end
    if self.over then
        self.over:wait(math.min(deadline, self.under_way_until) - now)
        self.over:signal() -- for others who wait for it too
    else
        self.clock.sleep(POLL)
    end
    return true
end

return renewal
