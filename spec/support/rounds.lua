--- How long work takes, in rounds of requests.
local core = require("ncp.core")
local ncp = require("ncp")
local tasks = require("ncp.runtime.tasks")

local rounds = {}

--- of(work, transport [, quiet]) → in how many rounds of requests over the transport the work is done, and in how many
-- requests: they wait until nobody can do anything else, and until none came for so many seconds, where others than
-- the service are asked as well; then a round is over.
function rounds.of(work, transport, quiet)
    local send, waiting, taken, calls = transport.send, {}, 0, 0
    transport.send = function(request)
        local event = tasks.event()
        waiting[#waiting + 1], calls = event, calls + 1
        event:wait()
        return send(request)
    end
    local task = ncp.spawn(work)
    while not task.done do
        local before, over_at = nil, nil
        repeat
            if before ~= calls then before, over_at = calls, core.monotonic() + (quiet or 0) end
            ncp.step(0)
        until task.done or before == calls and core.monotonic() >= over_at
        local released = waiting
        waiting = {}
        if released[1] then taken = taken + 1 end
        for _, event in ipairs(released) do event:signal() end
    end
    assert(ncp.wait(task))
    return taken, calls
end

return rounds
