-- Sequential calls over one kept connection, as a share of what a bare C loop over the same libcurl makes
-- of the same calls in the same run:
--
--     lua5.4 bench/sequential.lua PROGRAM [N]      PROGRAM is the built bench/sequential.c
--
-- Prints one Markdown row for the transport alone, against a loop that sends fixed headers, and one for the
-- whole client, against a loop that signs each call as a client must.

local core = require "ncp.core"
local ncp = require "ncp"
local server = require "spec.support.server"
local transport = require "ncp.transport.curl"

local ROUNDS = 5
local TARGET = "/api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys"
local OWNER, KEY = "2b141960-1111-2222-3333-246e9659184c", "ncp_iam_EXAMPLEACCESSKEY0002"

local program, calls = arg[1], tonumber(arg[2] or 20000)

local function bare_loop(origin, is_signed)
    local pipe = assert(io.popen(("%s %s %s %d %s"):format(program, origin, TARGET, calls, is_signed)))
    local seconds = pipe:read("*n")
    pipe:close()
    return assert(seconds, "the bare loop failed")
end

local function timed(call)
    return function()
        local start = core.monotonic()
        for _ = 1, calls do assert(call()) end
        return core.monotonic() - start
    end
end

local function through_transport(origin)
    return timed(function()
        return transport.send {
            method = "PUT", origin = origin, target = TARGET, timeout = 10,
            body = '{"accessKey":"' .. KEY .. '","active":true}',
            headers = {
                ["Content-Type"] = "application/json",
                ["x-ncp-apigw-timestamp"] = "1700000000000",
                ["x-ncp-iam-access-key"] = "ncp_iam_EXAMPLEACCESSKEY0001",
                ["x-ncp-apigw-signature-v2"] = "9sSNBbXzU3LjCd02wgdBPtbMVgQfdwmAmvqQX9G14MA=",
            },
        }
    end)
end

local function through_client(origin)
    local client = ncp.new {
        access_key = "ncp_iam_EXAMPLEACCESSKEY0001", secret_key = "ncp_iam_EXAMPLESECRETKEY0000000000000001",
        base_url = origin,
    }
    return timed(function() return client.accesskey.set_active(OWNER, KEY, true) end)
end

local function median(values)
    table.sort(values)
    return values[(#values + 1) / 2]
end

-- What is compared takes turns, so that a machine that slows down slows down both.
local function compare(origin, name, run, is_signed)
    local bare, ours = {}, {}
    for round = 1, ROUNDS do
        bare[round], ours[round] = bare_loop(origin, is_signed), run()
    end
    local bare_rate, rate = calls / median(bare), calls / median(ours)
    print(("| %s | %.0f calls/s | %.0f calls/s | %.2f |"):format(name, bare_rate, rate, rate / bare_rate))
end

local nginx = server.start { conf = "bench/sequential.conf" }
local origin = "http://127.0.0.1:" .. nginx.ports.plain
local done, message = pcall(function()
    compare(origin, "sequential calls, transport", through_transport(origin), "")
    compare(origin, "sequential calls, client", through_client(origin), "signed")
end)
nginx:stop()
assert(done, message)
