--- What one machine of a fleet does at a time: a lease says who, for how long, and carries a fencing token. Whoever
-- works under one renews it before each change and makes none when that fails; where a change is written down, the
-- token goes with it, and what has seen a higher one refuses it.
local core = require("ncp.core")
local errors = require("ncp.base.error")

local lease = {}

local Lease = { __name = "ncp.fleet.Lease" }
Lease.__index = Lease

function Lease:__tostring()
    return ("lease %s, token %.0f"):format(self.name, self.token)
end

--- key(name) → where it is in Redis.
function lease.key(name)
    return ("lease:{%s}"):format(name)
end

local function fail_held(name, holder, seconds)
    return errors.fail({
        kind = "conflict", operation = "fleet.lease", detail = { holder = holder, seconds = seconds },
        message = ("%s is held by %s for another %.1f s"):format(name, holder, seconds),
    })
end

--- acquire(fleet, name, seconds) → see `Fleet:lease`.
function lease.acquire(fleet, name, seconds)
    local asked_at = core.monotonic()
    local answer, message, err = fleet:eval("acquire", { lease.key(name) }, { fleet.node, seconds })
    if not answer then return nil, message, err end
    local token = tonumber(answer[1])
    if token == 0 then return fail_held(name, answer[2], tonumber(answer[3])) end
    return setmetatable({
        fleet = fleet, name = name, token = token, seconds = seconds, until_ = asked_at + seconds,
    }, Lease)
end

local function lost(self)
    self.until_ = 0
    return errors.fail({
        kind = "conflict", operation = "fleet.lease",
        message = ("%s is not held any more: its time was up, and another may have it"):format(self.name),
    })
end

-- From now on it is held for so many seconds, unless this machine was stopped for as long while it asked.
local function hold(self, seconds)
    if not self:is_held() then return lost(self) end
    local asked_at = core.monotonic()
    local answer, message, err =
        self.fleet:eval("renew", { lease.key(self.name) }, { ("%.0f"):format(self.token), seconds })
    if not answer then return nil, message, err end
    if tonumber(answer) == 0 then return lost(self) end
    self.until_ = asked_at + seconds
    if seconds > 0 and not self:is_held() then return lost(self) end
    return true
end

--- is_held(self) → whether its time is not up yet, by this machine's clock, which began to count before Redis did.
function Lease:is_held()
    return core.monotonic() < self.until_
end

--- renew(self) → true when it is held, from now on for as long as at first; nil, message, err when it is not any more
-- (`conflict`), or when Redis cannot be asked (`fleet`).
function Lease:renew()
    return hold(self, self.seconds)
end

--- keep(self, is_change) → the seconds for which it is held still, after renewing it before a change, and when half of
-- its time is up; else as `renew`.
function Lease:keep(is_change)
    local left = self.until_ - core.monotonic()
    if not is_change and left > self.seconds / 2 then return left end
    local held, message, err = self:renew()
    if not held then return nil, message, err end
    return self.until_ - core.monotonic()
end

--- release(self) → true; or as `renew`.
function Lease:release()
    return hold(self, 0)
end

return lease
