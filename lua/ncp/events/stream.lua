--- Hands events to those who listen. What they do with them cannot harm the call that is told of.
local core = require("ncp.core")
local dates = require("ncp.base.dates")

local ngx = ngx -- luacheck: read globals ngx
local nginx = ngx and ngx.get_phase and require("ncp.runtime.nginx")

local stream = {}

local Stream = {}
Stream.__index = Stream

-- In nginx, where code may pause, what belongs to the request whose light thread runs; else nil.
local function request_in_nginx()
    return nginx and nginx.can_pause() and ngx.ctx or nil
end

-- A handler that pauses would hand its call to somebody else. No Lua can pause in a function that string.gsub calls:
-- there it raises. Light threads may pause instead: what pauses in nginx has told nginx to go on with the thread before
-- it raises, and nginx would do so wherever the thread waits by then.
local function hand(handler, event, may_pause)
    if may_pause then return pcall(handler, event) end
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
    local request = request_in_nginx()
    local teller, told = request and coroutine.running() or self, request or true
    if self.telling[teller] == told then return end
    self.telling[teller] = told
    event.at = dates.to_iso(self.now())
    for _, handler in ipairs(self.handlers) do
        local handled, reason = hand(handler, event, request ~= nil)
        if not handled and not self.has_complained then
            self.has_complained = true
            complain(reason)
        end
    end
    self.telling[teller] = nil
end

--- new(handlers, now) → a stream to these functions. `now()` gives ms since 1970.
function stream.new(handlers, now)
    -- By thread: the request for which a handler runs in it. nginx uses threads of requests that were broken off again.
    local telling = setmetatable({}, { __mode = "kv" })
    return setmetatable({ handlers = handlers, now = now, telling = telling, has_complained = false }, Stream)
end

return stream
