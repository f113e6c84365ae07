-- The default transport: libcurl. Connections are kept, and used again by every client
-- of this Lua state. It blocks, except in a task, where the other tasks go on.
local curl = require("ncp.curl")
local tasks = require("ncp.tasks")

local function send(request)
    if not tasks.current() then return curl.send(request) end
    return tasks.await(curl, request)
end

return { send = send, clock = tasks.clock }
