-- signer:signature from Lua, as a share of what a bare C loop over the same OpenSSL signs in the same run:
--
--     lua5.4 bench/signature.lua PROGRAM [N]      PROGRAM is the built bench/signature.c
--
-- Prints one Markdown row.

local core = require "ncp.core"

local ROUNDS = 5
local TARGET = "/api/v1/sub-accounts/4e066e50-9c3a-11e7-8a66-1e5021fa7c80"

local program, count = arg[1], tonumber(arg[2] or 500000)
local signer = assert(core.signer("ncp_iam_EXAMPLEACCESSKEY0001", "ncp_iam_EXAMPLESECRETKEY0000000000000001"))

local function bare_loop()
    local pipe = assert(io.popen(("%s %d"):format(program, count)))
    local seconds = pipe:read("*n")
    pipe:close()
    return assert(seconds, "the bare loop failed")
end

local function through_lua()
    local start = core.monotonic()
    for _ = 1, count do signer:signature("PUT", TARGET, 1700000000000) end
    return core.monotonic() - start
end

local function median(values)
    table.sort(values)
    return values[(#values + 1) / 2]
end

-- What is compared takes turns, so that a machine that slows down slows down both.
local bare, ours = {}, {}
for round = 1, ROUNDS do
    bare[round], ours[round] = bare_loop(), through_lua()
end
local bare_rate, rate = count / median(bare), count / median(ours)
print(("| signatures | %.0f /s | %.0f /s | %.2f |"):format(bare_rate, rate, rate / bare_rate))
