--- How a call uses a transport: `exchange(request, timeout)` → body, meta of the answer to an
-- ncp.Request (see `core.meta`); or nil, a message and a failure `{ kind =, sent = }`. `timeout` in
-- seconds. Programs use `send(fields)`, which takes the request as a table, its `timeout` in it,
-- and returns `{ status =, headers =, body = }`, or what `exchange` does. Of each of the two the
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
        return response.body or "", core.meta(response.status, response.headers)
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
        return { status = meta.status, headers = meta.headers, body = body }
    end
end

return exchange
