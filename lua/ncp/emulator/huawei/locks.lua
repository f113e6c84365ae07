--- Locks what failed too often in a row, for a while.

local locks = {}
locks.__index = locks

--- `limit` failures in a row lock a name for so many seconds.
function locks.new(limit, seconds)
    return setmetatable({ limit = limit, duration = seconds * 1000, failures = {}, locked_until = {} }, locks)
end

function locks:is_locked(name, now)
    return now < (self.locked_until[name] or 0)
end

--- Counts a failure at `now` (ms).
function locks:fail(name, now)
    local count = (self.failures[name] or 0) + 1
    if count < self.limit then
        self.failures[name] = count
    else
        self.failures[name], self.locked_until[name] = nil, now + self.duration
    end
end

function locks:succeed(name)
    self.failures[name] = nil
end

return locks
