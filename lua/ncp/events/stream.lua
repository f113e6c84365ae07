--- Hands events to those who listen. What they do with them cannot harm the call that is told of.
local core = require("ncp.core")
local dates = require("ncp.base.dates")

local ngx = ngx -- luacheck: read globals ngx

local stream = {}

local Stream = {}
Stream.__index = Stream

-- A handler that pauses would hold up its call, or hand it to somebody else. No Lua can pause in a function
-- that string.gsub calls: there it raises.
local function hand(handler, event)
    return pcall(string.gsub, "e", "e", function() handler(event) end)
end

local function complain(reason)
    local message = "ncp: the handler of events failed, which is told once: " .. core.visible(tostring(reason))
    if ngx and ngx.log then return ngx.log(ngx.ERR, message) end
    if io and io.stderr then io.stderr:write(message, "\n") end
end

--- tell(event) hands an event, a flat table that is theirs from now on, to all who listen, with the time
-- in it. What they do meanwhile is not told of.
function Stream:tell(event)
    if self.is_telling then return end
    self.is_telling = true
    event.at = dates.to_iso(self.now())
    for _, handler in ipairs(self.handlers) do
        local handled, reason = hand(handler, event)
        if not handled and not self.has_complained then
            self.has_complained = true
            complain(reason)
        end
    end
    self.is_telling = false
end

--- new(handlers, now) → a stream to these functions. `now()` gives ms since 1970.
function stream.new(handlers, now)
    return setmetatable({ handlers = handlers, now = now, is_telling = false, has_complained = false }, Stream)
end

return stream
