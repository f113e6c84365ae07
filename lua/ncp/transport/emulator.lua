--- Transport to an emulator in this process: nothing is sent, and nothing really waits.

local demand = require("ncp.base.demand")
local emulator = require("ncp.emulator")
local virtual_clock = require("ncp.transport.virtual_clock")

local M = {}

local function fail(kind, message)
    return nil, message, { kind = kind, sent = true }
end

local function wait_for(clock, delay, timeout)
    clock.sleep(math.min(delay, timeout))
    return delay < timeout
end

-- The HTTP stack adds it on a real connection.
local function with_host(request)
    local headers = { host = request.origin:match("^%w+://(.*)$") }
    for name, value in pairs(request.headers) do headers[name] = value end
    return headers
end

local function send_to(server, clock, request)
    local response = server:handle {
        method = request.method,
        target = request.target,
        headers = with_host(request),
        body = request.body,
    }
    if response.delay and not wait_for(clock, response.delay, request.timeout) then
        return fail("timeout", "the server did not answer in time")
    end
    if response.close then return fail("network", "the server closed the connection without an answer") end
    if response.truncate then return fail("network", "the server closed the connection in its answer") end
    return { status = response.status, headers = response.headers, body = response.body }
end

--- A transport `{ send =, clock =, emulator = }` for `ncp.new{ transport = … }`.
-- @param server an emulator, whose clock becomes that of the transport, or options of `emulator.new`;
--   `now` of these is a number here: the time (ms) at which the virtual clock starts
function M.new(server)
    server = server or {}
    demand(server, "table", "emulator.new: the options")
    local is_emulator = type(server.handle) == "function"
    local clock = virtual_clock.new(not is_emulator and server.now or nil)
    if not is_emulator then
        server = emulator.new {
            now = clock.now,
            access_key = server.access_key,
            secret_key = server.secret_key,
            seed = server.seed,
        }
    end
    server:set_clock(clock.now)
    return {
        send = function(request) return send_to(server, clock, request) end,
        clock = clock,
        emulator = server,
    }
end

return M
