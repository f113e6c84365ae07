--- `on_event = require("ncp.nginx_log")`: events in nginx's error log, each at the level that it deserves. What is
-- seen of them is for `error_log` to say.
local line = require("ncp.events.line")

local ngx = ngx -- luacheck: read globals ngx

local levels = {
    request = ngx.DEBUG, answer = ngx.INFO, waited = ngx.INFO, done = ngx.INFO,
    renewed = ngx.NOTICE, step = ngx.NOTICE, retry = ngx.WARN, throttled = ngx.WARN, skew = ngx.WARN,
}

-- What failed for good has a message.
local function level_of(event)
    if event.message then return ngx.ERR end
    return levels[event.event]
end

return function(event)
    ngx.log(level_of(event), "ncp: ", line(event))
end
