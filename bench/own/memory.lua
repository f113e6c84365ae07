-- What the results of a run cost:
--
--     LUA bench/own/memory.lua ORIGIN ITEMS
--
-- prints KiB that Lua holds for them, and KiB by which the process grew at most.

local support = require("bench.own.support")

local WARM_UP = 100

local client = support.client(arg[1])
support.disable(client, WARM_UP, 32)
local heap, process = support.heap(), support.process("VmRSS")
local results = support.disable(client, tonumber(arg[2]), 32)
local peak = support.process("VmHWM") - process
support.print(support.heap() - heap, peak, #results)
