-- How well a run keeps to its rate, as the server sees it:
--
--     LUA bench/own/rate.lua ORIGIN CALLS RATE
--
-- prints the seconds that it took, and the most calls that arrived in any one second.

local support = require("bench.own.support")

local client = support.client(arg[1])
local seconds = support.measure(function() support.disable(client, tonumber(arg[2]), 32, tonumber(arg[3])) end)
support.print(seconds, assert(client:request("GET", "/most")).most)
