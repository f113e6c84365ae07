--- Events as a log: in nginx its error log, else standard error.
local environment = require("ncp.base.environment")

local ngx = ngx -- luacheck: read globals ngx

local log = {}

local WORTH_TELLING = 1 -- seconds of waiting that matter to who looks at the outcome only

--- is_detail(event) → whether an event is of interest only to who looks for a fault in single requests.
function log.is_detail(event)
    local name = event.event
    return name == "request" or name == "answer" or name == "waited" and event.seconds < WORTH_TELLING
end

local function write(event)
    if ngx and ngx.log then return require("ncp.nginx_log")(event) end
    io.stderr:write(require("ncp.events.line")(event), "\n")
end

local function write_outcome(event)
    if not log.is_detail(event) then write(event) end
end

-- By level: what listens.
local levels = { debug = write, info = write_outcome }

--- handlers(given) → the functions that listen to a client with the options `on_event` and `log`, or NCP_LOG in the
-- place of that; nil and what is wrong.
function log.handlers(given)
    local level, name = environment.option(given, "log", { "NCP_LOG" })
    if not level and name then return nil, name end
    if level and not levels[level] then return nil, name .. " must be info or debug" end
    return { given.on_event or levels[level], given.on_event and levels[level] }
end

return log
