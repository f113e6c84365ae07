-- lua-http: CONCURRENCY coroutines of cqueues, each with a kept connection.
--
--     lua5.2 lua_http.lua ORIGIN TARGET CALLS CONCURRENCY [CA_FILE]      prints seconds of wall time and of CPU time

package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path

local client = require("http.client")
local cqueues = require("cqueues")
local new_headers = require("http.headers").new
local new_tls_context = require("http.tls").new_client_context
local now = require("socket").gettime
local signed = require("signed")

local origin, target, calls, concurrency, ca_file = arg[1], arg[2], tonumber(arg[3]), tonumber(arg[4]), arg[5]
local scheme, host, port = origin:match("^(%a+)://([^:/]+):(%d+)$")

local function trusting(file)
    local context = new_tls_context()
    local store = require("openssl.x509.store").new()
    store:add(file)
    context:setStore(store)
    return context
end

local options = { host = host, port = tonumber(port), tls = scheme == "https", version = 1.1 }
if ca_file then options.ctx = trusting(ca_file) end

local function call(connection)
    local headers = new_headers()
    headers:append(":method", "PUT")
    headers:append(":scheme", scheme)
    headers:append(":authority", host .. ":" .. port)
    headers:append(":path", target)
    headers:append("content-length", tostring(#signed.body))
    for name, value in pairs(signed.headers(target, now())) do headers:append(name, value) end
    local stream = connection:new_stream()
    assert(stream:write_headers(headers, false))
    assert(stream:write_body_from_string(signed.body))
    assert(assert(stream:get_headers()):get(":status") == "200")
    signed.check(assert(stream:get_body_as_string()))
    stream:shutdown()
end

local connections = {}

local function run(count)
    local queue, left = cqueues.new(), count
    for i = 1, concurrency do
        queue:wrap(function()
            connections[i] = connections[i] or assert(client.connect(options))
            while left > 0 do
                left = left - 1
                call(connections[i])
            end
        end)
    end
    assert(queue:loop())
end

signed.measure(cqueues.monotime, run, calls, concurrency)
