--- Transport for nginx: lua-resty-http over cosockets. It pauses the request or timer that
-- calls, never the worker. Connections are kept in nginx's pools (lua_socket_pool_size,
-- lua_socket_keepalive_timeout), host names are looked up by its `resolver`, and servers
-- are verified against its lua_ssl_trusted_certificate.
local bounded_socket = require("ncp.transport.bounded_socket")
local core = require("ncp.core")
local http = require("resty.http")
local nginx = require("ncp.runtime.nginx")

local ngx = ngx -- luacheck: read globals ngx

local MAX_BODY = 8 * 1024 * 1024 -- bytes, as for libcurl
local MAX_HEADERS = 64 * 1024
local PIECE = 16384 -- bytes of a body at once

local NOT_SENT = {} -- a list of no values is no header
local needs_length = { POST = true, PUT = true, PATCH = true }

local function failure(kind, message, sent)
    return nil, message, { kind = kind, sent = sent or false }
end

-- Why this client cannot send from here: kind and message, or nil.
local function obstacle(request)
    if not nginx.can_pause() then
        local advice = "nginx has no cosockets in phase %s: start a timer with ngx.timer.at(0, …)"
        return "unsupported", advice:format(ngx.get_phase())
    end
    if request.origin:find("^https:") and (request.ca_file or request.ca_dir) then
        return "unsupported", "nginx's cosockets trust what lua_ssl_trusted_certificate names: " ..
            "use that in place of ca_file and ca_dir"
    end
    if request.origin:find("^https:") and request.proxy then
        return "unsupported", "nginx's cosockets use no proxy: send with ncp.transport.worker"
    end
    local checked, problem = core.request_from(request)
    if not checked then return "protocol", problem end
    return nil
end

local function parse_origin(origin)
    local scheme, host, port = origin:match("^(https?)://([%w.-]+):?(%d*)$")
    if not scheme then scheme, host, port = origin:match("^(https?)://(%[[%x:.]+%]):?(%d*)$") end
    if not scheme then return nil end
    return {
        scheme = scheme,
        host = host,
        port = tonumber(port) or (scheme == "https" and 443 or 80),
        ssl_server_name = host,
        ssl_reused_session = false,
    }
end

local function parameters(request)
    local headers = {}
    for name, value in pairs(request.headers or {}) do headers[name:lower()] = value end
    -- Else lua-resty-http hands on that of the request which nginx is serving.
    headers.traceparent = headers.traceparent or NOT_SENT
    local body = request.body or (needs_length[request.method] and "" or nil)
    return { method = request.method, path = request.target, headers = headers, body = body }
end

local function read_headers(received)
    local headers = {}
    for name, value in pairs(received) do
        if type(value) == "table" then value = table.concat(value, ", ") end
        headers[name:lower()] = value:match("^(.-)%s*$")
    end
    return headers
end

-- Whether a body may be JSON, as far as it has come.
local function may_be_json(text)
    local first = text:match("^[ \t\r\n]*([^ \t\r\n])")
    return not first or first:find('[{%["%d%-tfn]') ~= nil
end

-- The body, and whether the connection is of further use; nil when the body broke off.
local function read_body(request, response, socket)
    local parts, left, checked = {}, request.max_body or MAX_BODY, request.skip_json_check
    while true do
        socket.line_bytes = MAX_HEADERS -- for the sizes of chunks
        local part, message = response.body_reader(PIECE)
        if not part then return not message and not socket.failure and table.concat(parts) or nil, true end
        parts[#parts + 1], left = part, left - #part
        if left < 0 then
            socket.failure = { kind = "limit", message = "the body of the answer is too large" }
            return nil
        end
        if not checked and not may_be_json(part) then return table.concat(parts), false end
        checked = checked or part:find("[^ \t\r\n]")
        -- A body of unknown length ends with the connection.
        if message then return table.concat(parts), false end
    end
end

-- The final answer: those before it only say that it will come.
local function read_head(connection, sent)
    local response, message
    repeat
        response, message = connection:read_response(sent)
    until not response or response.status >= 200 or response.status == 101
    return response, message
end

-- One exchange over a connection that is new or was kept: the response, or nil.
local function exchange(connection, place, request)
    if not connection:connect(place) then return nil end
    local sent = parameters(request)
    if not connection:send_request(sent) then return nil end
    local response = read_head(connection, sent)
    if not response then return nil end
    local body, is_whole = read_body(request, response, connection.sock)
    if not body then return nil end
    if is_whole then connection:set_keepalive() else connection:close() end
    return {
        status = response.status, headers = read_headers(response.headers), body = body,
        reused = connection.sock.was_kept,
    }
end

local NO_HTTP = { kind = "protocol", message = "the answer is not HTTP" }

local function explain(socket, place)
    local fault = socket.failure or NO_HTTP
    local message = fault.message
    if fault.kind == "timeout" then message = "the deadline passed before the answer was complete" end
    if fault.kind == "tls" then message = message .. " (nginx trusts what lua_ssl_trusted_certificate names)" end
    if fault.kind == "unsupported" then message = message .. ": nginx looks up hosts where `resolver` is set" end
    return fault.kind, ("%s:%d: %s"):format(place.host, place.port, message)
end

-- Sends the request over one connection: the response; or nil and the socket that failed.
local function attempt(request, place, deadline)
    local connection = http.new()
    local socket = bounded_socket.new(connection.sock, deadline, request.max_headers or MAX_HEADERS)
    connection.sock = socket
    local response = exchange(connection, place, request)
    if response then return response end
    socket:close()
    return nil, socket
end

-- A kept connection may have ended before the request came to the server.
local function may_repeat(request, socket)
    local is_lost = socket.failure and socket.failure.kind == "network" and not socket.answered
    return is_lost and socket.was_kept and not request.no_resend
end

--- send(request) → the response; or nil, message and failure, as `ncp.curl.send` has them.
local function send(request)
    local kind, message = obstacle(request)
    if kind then return failure(kind, message) end
    local place = parse_origin(request.origin)
    if not place then return failure("protocol", "the origin of the request is no http or https URL") end
    local deadline, sent = core.monotonic() + request.timeout, false
    while true do
        local response, socket = attempt(request, place, deadline)
        if response then return response end
        sent = sent or socket.sent
        if not may_repeat(request, socket) then
            kind, message = explain(socket, place)
            return failure(kind, message, sent)
        end
    end
end

return { send = send, clock = nginx.clock }
