-- Debian's lua-curl and luaossl: one call after the other over one kept handle. The binding has no multi
-- interface, and does not tell the status of an answer.
--
--     lua5.2 lua_curl.lua ORIGIN TARGET CALLS 1 [CA_FILE]      prints seconds of wall time and of CPU time

package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path

local curl = require("curl")
local now = require("socket").gettime
local signed = require("signed")

local origin, target, calls, ca_file = arg[1], arg[2], tonumber(arg[3]), arg[5]

local chunks
local easy = curl.easy_init()
easy:setopt(curl.OPT_URL, origin .. target)
easy:setopt(curl.OPT_CUSTOMREQUEST, "PUT")
easy:setopt(curl.OPT_POSTFIELDS, signed.body)
if ca_file then easy:setopt(curl.OPT_CAINFO, ca_file) end
easy:setopt(curl.OPT_WRITEFUNCTION, function(chunk)
    chunks[#chunks + 1] = chunk
    return #chunk
end)

local function call()
    local lines = {}
    for name, value in pairs(signed.headers(target, now())) do lines[#lines + 1] = name .. ": " .. value end
    easy:setopt(curl.OPT_HTTPHEADER, lines)
    chunks = {}
    local code = easy:perform()
    assert(code == 0, "libcurl failed")
    signed.check(table.concat(chunks))
end

signed.measure(now, function(count)
    for _ = 1, count do call() end
end, calls, 1)
