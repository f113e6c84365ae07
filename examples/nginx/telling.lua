-- How a sweep tells its caller of itself while it goes on.
local ngx = ngx -- luacheck: read globals ngx

local telling = {}

-- Lines for programs: how far it is, and the outcome.
local function say(name, text)
    if name == "progress" or name == "report" then ngx.say(text) end
end

-- Server-sent events for the page: all there is.
local function send(name, text)
    ngx.print("event: ", name, "\ndata: ", text, "\n\n")
end

--- begin() → `tell(name, text)`, in the form that the caller accepts. The text is JSON.
function telling.begin()
    local wants_events = (ngx.var.http_accept or ""):find("text/event-stream", 1, true)
    local write = wants_events and send or say
    ngx.header["Content-Type"] = wants_events and "text/event-stream" or "application/x-ndjson"
    ngx.header["Cache-Control"] = "no-store"
    return function(name, text)
        write(name, text)
        ngx.flush()
    end
end

return telling
