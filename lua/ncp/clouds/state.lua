--- What the calls of one client share, whatever its cloud.
local exchange = require("ncp.transport.exchange")
local tasks = require("ncp.runtime.tasks")

local ngx = ngx -- luacheck: read globals ngx

local state = {}

local DEFAULT_TIMEOUT = 30 -- seconds
local USER_AGENT = "lua-ncp/" .. require("ncp.version")

-- libcurl and its libraries are loaded when the first request needs them, and
-- never where another transport is given.
local curl_transport = {}

for _, name in ipairs({ "send", "exchange" }) do
    curl_transport[name] = function(...)
        curl_transport[name] = require("ncp.transport.curl")[name]
        return curl_transport[name](...)
    end
end

-- What a client that nobody listens to never loads: the stream of its events, and what tells it of calls.
local function events_of(handlers, clock)
    if not handlers[1] then return nil end
    return require("ncp.events.stream").new(handlers, clock.now), require("ncp.call.watch")
end

-- nginx's phases are there where ngx.get_phase is; the Lua of its threads has none.
local function default_transport(given)
    if ngx and ngx.get_phase then return require("ncp.transport.nginx").new(given) end
    return curl_transport
end

--- new(given, handlers) → the state of a client that tells these functions what it does, with the
-- options `transport`, `ca_file`, `ca_dir`, `proxy`, `timeout`, `max_attempts`, `rate`, `shared_dict`, `fleet`,
-- `allow_blocking` and `thread_pool`. Its maker adds
--
-- * `auth`, what authenticates its requests, see `ncp.clouds.ncloud.signature`;
-- * `auth_of(state, keys)`, which makes such a thing of a key pair;
-- * `origin`, or `site` where the model knows the hosts;
-- * `cloud`, one of `ncp.clouds`;
-- * `content_type`, if it is another than that of plain JSON.
function state.new(given, handlers)
    local transport = given.transport or default_transport(given)
    local clock = transport.clock or tasks.clock
    local events, watch = events_of(handlers, clock)
    return {
        given_transport = transport,
        transport = transport.exchange and transport or exchange.over(transport),
        clock = clock,
        events = events,
        watch = watch, -- `ncp.call.watch`, where there are events
        clock_offset = 0, -- ms by which the server's clock is ahead
        bucket = nil, -- what is left for retries, from the first on, see ncp.call.backoff
        limiters = {}, -- by origin, see ncp.call.limiter
        user_agent = USER_AGENT,
        ca_file = given.ca_file,
        ca_dir = given.ca_dir,
        proxy = given.proxy,
        timeout = given.timeout or DEFAULT_TIMEOUT,
        max_attempts = given.max_attempts,
        rate = given.rate,
        shared_dict = given.shared_dict,
        fleet = given.fleet,
    }
end

return state
