--- Processes that are killed at their work (see `cut_off.victim`): when, and how many of the kills hit.
local core = require("ncp.core")
local rotation = require("spec.support.rotation")

local kills = {}
kills.__index = kills

local LONG = os.getenv("NCP_LONG") ~= nil
local LEAST = LONG and 3 / 4 or 1 / 2 -- of the kills must hit
local LATEST = 0.8 -- of the time that the work takes: a shell takes some to begin

function kills.new()
    return setmetatable({ random = rotation.random(core.now() % 2147483647), tried = 0, hits = 0 }, kills)
end

--- next() → when the next process is to be killed, at a point or after a time: the point and the seconds, one of them
-- 0; and a text that tells it. The first is not killed: that tells how much there is to do.
function kills:next()
    if not self.points then return 0, 0, "not killed" end
    self.tried = self.tried + 1
    if self.tried % 2 == 0 then
        local point = self.random(self.points)
        return point, 0, ("killed at point %d of %d"):format(point, self.points)
    end
    local seconds = LATEST * self.seconds * self.random(1000) / 1000
    return 0, seconds, ("killed after %.4f s of %.4f"):format(seconds, self.seconds)
end

--- ended(output) notes how a process ended that has printed this. It is a hit when it was killed before it was through
-- with its work.
function kills:ended(output)
    local points, seconds = output:match("worked through (%d+) points in ([%d.]+) s\n")
    assert(points or output:find("killed\n", 1, true), output)
    if not points then
        self.hits = self.hits + 1
        return
    end
    self.points = math.min(self.points or math.huge, tonumber(points))
    self.seconds = math.min(self.seconds or math.huge, tonumber(seconds))
end

--- assert_hit() asserts that most kills hit; in the long form it tells how many.
function kills:assert_hit()
    local told = ("%d of %d kills hit"):format(self.hits, self.tried)
    if LONG then print(told) end
    assert(self.hits >= LEAST * self.tried, told)
end

return kills
