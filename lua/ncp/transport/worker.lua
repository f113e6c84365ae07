--- Transport for nginx: libcurl in a thread of one of its pools. Each thread keeps
-- connections of its own.
--
-- The thread gets requests that are signed already, never the key that signs.
local core = require("ncp.core")
local exchanges = require("ncp.transport.exchange")
local nginx = require("ncp.runtime.nginx")
local pool = require("ncp.runtime.thread_pool")

local ngx = ngx -- luacheck: read globals ngx

local worker = {}

--- new([name]) → a transport that uses the pool `thread_pool NAME …;` of nginx.conf,
-- `ncp` when left out.
function worker.new(name)
    name = name or pool.DEFAULT

    local function exchange(request, timeout)
        if not pool.can_run() then
            local message = "nginx has no thread pools in phase " .. ngx.get_phase()
            return nil, message, { kind = "unsupported", sent = false }
        end
        local deadline = core.monotonic() + timeout
        local body, status, headers, reused = pool.run(name, deadline, "exchange", request:pack(), deadline)
        if not body then return nil, status, headers end
        local meta = core.meta(status, headers)
        meta.reused = reused
        return body, meta
    end

    return { exchange = exchange, send = exchanges.sender(exchange), clock = nginx.clock }
end

return worker
