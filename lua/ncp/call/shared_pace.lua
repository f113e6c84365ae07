--- A pace that is kept in a dictionary which all workers of nginx share: together they keep one
-- rate. Each worker has a queue of its own, so priority holds within a worker.
local ngx = ngx -- luacheck: read globals ngx

local shared_pace = {}

-- After which a lock is void: its worker has ended. One that a busy machine does not let run may hold it for a tenth
-- of that.
local LOCK_SECONDS = 1
local LOCK_PAUSE = 0.001 -- seconds

-- The same function on the shared state. Nothing in it pauses, so the lock is held for microseconds as a rule.
local function on_shared_state(dict, key, clock, change)
    local lock = key .. " lock"
    return function(self, ...)
        while not dict:add(lock, true, LOCK_SECONDS) do clock.sleep(LOCK_PAUSE) end
        local text = dict:get(key)
        if text then self:restore(text) end
        local result = change(self, ...)
        dict:set(key, self:state())
        dict:delete(lock)
        return result
    end
end

--- share(a_pace, name, key, clock) keeps what the pace remembers in the dictionary of that name.
function shared_pace.share(a_pace, name, key, clock)
    for _, method in ipairs({ "try", "answered" }) do
        a_pace[method] = on_shared_state(ngx.shared[name], "ncp pace " .. key, clock, a_pace[method])
    end
end

return shared_pace
