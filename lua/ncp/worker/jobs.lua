--- The jobs of `ncp.worker`. They run in a thread of nginx's pools, which may block.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")

local jobs = {}

--- send(request, deadline) → what the transport over libcurl returns. `deadline` in
-- monotonic seconds, which all threads share; a part of them may have passed in a queue.
function jobs.send(request, deadline)
    request.timeout = deadline - core.monotonic()
    if request.timeout <= 0 then
        return nil, "the deadline passed before a thread was free", { kind = "timeout", sent = false }
    end
    return curl.send(request)
end

return jobs
