--- A clock that moves only when somebody sleeps: specs of waiting run at once.

local core = require("ncp.core")

local virtual_clock = {}

--- A clock `{ now = function() → ms since 1970, monotonic = function() → seconds,
-- sleep = function(seconds) }` that begins at `start` (ms; the system's time when nil).
function virtual_clock.new(start)
    local begin, slept = start or core.now(), 0
    return {
        now = function() return begin + math.floor(slept * 1000) end,
        monotonic = function() return slept end,
        sleep = function(seconds) slept = slept + math.max(seconds, 0) end,
    }
end

return virtual_clock
