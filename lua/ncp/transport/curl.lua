-- The default transport: libcurl. Connections are kept, and used again by every client
-- of this Lua state. It blocks, except in a task, where the other tasks go on.
local curl = require("ncp.curl")
local scheduler = require("ncp.scheduler")

local function send(request)
    if not scheduler.current() then return curl.send(request) end
    return scheduler.await(curl, request)
end

return { send = send, clock = scheduler.clock }
