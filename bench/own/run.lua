-- A run as a program makes it, connections to be opened included:
--
--     LUA bench/own/run.lua ORIGIN CALLS CONCURRENCY [RATE]
--
-- prints the seconds that it took and, with a rate, the most calls that the server saw in any one second.

local support = require("bench.own.support")

local client, rate = support.client(arg[1]), tonumber(arg[4])
local seconds = support.measure(function() support.disable(client, tonumber(arg[2]), tonumber(arg[3]), rate) end)
support.print(seconds, rate and assert(client:request("GET", "/most")).most)
