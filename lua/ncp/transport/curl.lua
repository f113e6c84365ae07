-- The default transport: libcurl. Connections are kept, and used again by every client
-- of this Lua state. It blocks, except in a task, where the other tasks go on.
local exchanges = require("ncp.transport.exchange")
local scheduler = require("ncp.runtime.scheduler")

local curl = require("ncp.curl") -- after ncp.core, which has the class of requests

local current_task = scheduler.current

local function exchange(request, timeout)
    local task = current_task()
    if not task then return curl.send(request, timeout) end
    return scheduler.await(task, curl, request, timeout)
end

return { exchange = exchange, send = exchanges.sender(exchange), clock = scheduler.clock }
