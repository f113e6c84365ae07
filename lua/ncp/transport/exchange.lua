--- How a call uses a transport: `exchange(request, timeout)` → body, meta of the answer to an
-- ncp.Request (see `core.meta`); or nil, a message and a failure `{ kind =, sent = }`. `timeout` in
-- seconds. Programs use `send(fields)`, which takes the request as a table, its `timeout` in it,
-- and returns `{ status =, headers =, body =, reused = }`, or what `exchange` does; `reused` tells whether the
-- connection was kept from a call before, where that is known. Of each of the two the
-- other can be made.
local core = require("ncp.core")

local exchange = {}

--- over(transport) → the transport with an `exchange` over its `send`.
function exchange.over(transport)
    local function exchange_one(request, timeout)
        local fields = request:fields()
        fields.timeout = timeout
        local response, message, failure = transport.send(fields)
        if not response then return nil, message, failure end
        local meta = core.meta(response.status, response.headers)
        meta.reused = response.reused
        return response.body or "", meta
    end
    return setmetatable({ exchange = exchange_one }, { __index = transport })
end

--- sender(exchange) → the `send` over an `exchange`.
function exchange.sender(exchange_one)
    return function(fields)
        local request, problem = core.request_from(fields)
        if not request then return nil, problem, { kind = "protocol", sent = false } end
        local body, meta, failure = exchange_one(request, fields.timeout)
        if not body then return nil, meta, failure end
        return { status = meta.status, headers = meta.headers, body = body, reused = meta.reused }
    end
end

return exchange
