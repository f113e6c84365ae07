--- Events as lines of JSON in a file.

local core = require("ncp.core")

local failure = require("ncp.cli.failure")

local trace = {}

local handlers = {} -- by path: clients of one run write to one file

-- A file that takes no more ends the trace, and nothing else.
local function writer(file, path)
    return function(event)
        if not file then return end
        local written, reason = file:write(core.json(event), "\n")
        if written then return end
        file:close()
        file = nil
        failure.note(("--trace %s: %s; the run goes on without a trace"):format(path, reason))
    end
end

--- open(path) → what writes events to the file, which is made anew.
function trace.open(path)
    if handlers[path] then return handlers[path] end
    local file, reason = io.open(path, "w")
    if not file then failure.misuse("--trace %s", reason) end
    file:setvbuf("no")
    handlers[path] = writer(file, path)
    return handlers[path]
end

return trace
