--- When a failed request is sent again, and after which pause. One that was throttled is not
-- here: it waits for its turn, see `ncp.call.pace`.
--
-- Three attempts; the pause is a random part of 1 s, then 2 s (at most 20 s), or
-- what the server asked for in Retry-After if that is longer. A token bucket
-- shared by all calls of a client ends retries when most calls fail, so that a
-- service in trouble is not hit three times as hard.
local core = require("ncp.core")
local dates = require("ncp.base.dates")

local backoff = {}

local LONGEST_PAUSE = 20
local BUCKET_SIZE = 500
local COST = 5

local passing_kinds = { throttled = true, server = true, network = true, proxy = true, fleet = true }
local passing_statuses = { [500] = true, [502] = true, [503] = true, [504] = true }

--- Whether the same call may do better later, if it is harmless to repeat it.
function backoff.is_passing(failure)
    local status = failure.proxy_status or failure.kind == "server" and failure.status
    if status then return passing_statuses[status] or false end
    return passing_kinds[failure.kind] or false
end

--- Whether the request may go out again: it is idempotent, or nothing was done.
-- A throttled request was turned away at the gateway.
function backoff.is_harmless(failure, idempotent)
    return idempotent or not failure.sent or failure.kind == "throttled"
end

--- Seconds the server asked to wait, or nil. `now` in milliseconds.
function backoff.requested_pause(headers, now)
    local value = headers["retry-after"]
    if not value then return nil end
    local seconds = value:match("^%s*(%d+)%s*$")
    if seconds then return tonumber(seconds) end
    local date = dates.from_http(value)
    return date and math.max(0, (date - now) / 1000)
end

--- The pause in seconds before attempt `attempt` + 1.
function backoff.pause(attempt, requested)
    local longest = math.min(LONGEST_PAUSE, 2 ^ (attempt - 1))
    return math.max(core.random() * longest, requested or 0)
end

local Bucket = {}
Bucket.__index = Bucket

--- A full token bucket.
function backoff.bucket()
    return setmetatable({ tokens = BUCKET_SIZE }, Bucket)
end

--- Pays for one retry; false when the bucket has too little left.
function Bucket:take()
    if self.tokens < COST then return false end
    self.tokens = self.tokens - COST
    return true
end

--- After a success: gives back what its retries cost, and one token at least.
function Bucket:refill(retries)
    if self.tokens == BUCKET_SIZE then return end
    self.tokens = math.min(BUCKET_SIZE, self.tokens + math.max(1, retries * COST))
end

return backoff
