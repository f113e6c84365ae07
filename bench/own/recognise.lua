-- Key ids looked for in a log of MEGABYTES, which has one:
--
--     LUA bench/own/recognise.lua MEGABYTES
--
-- prints the megabytes a second of CPU time, and those of a pass of grep for the prefix of an id.

local ids = require("ncp.keys.ids")
local program = require("spec.support.program")

local support = require("bench.own.support")

local LINE = '2026-01-02T03:04:05.%06dZ INFO [worker-%d] GET '
    .. '/api/v1/sub-accounts/%08x-1111-4222-8333-246e9659184c?page=%d 200 %d ms '
    .. '"Mozilla/5.0 (X11; Linux x86_64)" ip=10.0.%d.%d\n'
local LINES = 20000

local megabytes = tonumber(arg[1])

local function lines()
    local list, state = {}, 1
    local function draw(below)
        state = state * 16807 % 2147483647
        return state % below
    end
    for i = 1, LINES do
        list[i] = LINE:format(draw(1e6), draw(9), draw(2 ^ 31), draw(99), draw(999), draw(255), draw(255))
    end
    return table.concat(list)
end

local folder = program.folder(true)
local path = folder.path .. "/log"
local file, text, bytes = assert(io.open(path, "wb")), lines(), 0
while bytes < megabytes * 1e6 do
    file:write(text)
    bytes = bytes + #text
end
file:write(support.ACCESS_KEY, "\n")
file:close()

local _, own = support.measure(function()
    local search = ids.search(assert(io.open(path, "rb")))
    assert(search:read() and search:find(support.ACCESS_KEY))
end)
local theirs = support.measure(function() assert(os.execute("LC_ALL=C grep -c ncp_iam_ " .. path .. " >/dev/null")) end)
folder.remove()
support.print(bytes / 1e6 / own, bytes / 1e6 / theirs)
