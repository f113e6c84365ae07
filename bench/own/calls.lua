-- lua-ncp, with the interface of the programs in bench/peers:
--
--     LUA bench/own/calls.lua ORIGIN TARGET CALLS CONCURRENCY [CA_FILE]
--
-- prints seconds of wall time and of CPU time. TARGET is that of the call.

local support = require("bench.own.support")

local client = support.client(arg[1], arg[5])
local calls, concurrency = tonumber(arg[3]), tonumber(arg[4])
support.disable(client, concurrency, concurrency) -- opens the connections
support.print(support.measure(function() support.disable(client, calls, concurrency) end))
