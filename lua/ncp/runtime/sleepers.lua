--- Who is to be woken when.
local sleepers = {}

local list = {} -- with `wake_at`, in monotonic seconds, the next to wake last

--- add(waker, wake_at)
function sleepers.add(waker, wake_at)
    local at = #list + 1
    waker.wake_at = wake_at
    while at > 1 and list[at - 1].wake_at < wake_at do at = at - 1 end
    table.insert(list, at, waker)
end

--- next() → when the next is to be woken; nil when there is none.
function sleepers.next()
    local waker = list[#list]
    return waker and waker.wake_at
end

--- take(now) → one that was to be woken by then, no longer asleep; or nil.
function sleepers.take(now)
    local waker = list[#list]
    if not waker or waker.wake_at > now then return nil end
    return table.remove(list)
end

return sleepers
