-- What a tick of a program costs while calls are under way:
--
--     LUA bench/own/ticks.lua ORIGIN CALLS
--
-- makes so many calls at once, several times, and takes a step sixty times a second meanwhile. Prints the
-- milliseconds that the longest step took, and the mean.

local core = require("ncp.core")
local ncp = require("ncp")
local support = require("bench.own.support")

local ROUNDS, TICK = 3, 1 / 60

local client, calls = support.client(arg[1]), tonumber(arg[2])
support.disable(client, calls, calls) -- opens the connections

local longest, total, steps = 0, 0, 0

local function tick()
    core.sleep(TICK)
    local left
    local took = support.measure(function() left = ncp.step(0) end)
    longest, total, steps = math.max(longest, took), total + took, steps + 1
    return left
end

for _ = 1, ROUNDS do
    for _ = 1, calls do ncp.spawn(support.disable, client, 1, 1) end
    repeat until tick() == 0
end
support.print(longest * 1000, total / steps * 1000)
