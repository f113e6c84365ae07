-- Whether a program that makes very many calls grows:
--
--     LUA bench/own/steady.lua ORIGIN CALLS
--
-- prints KiB of Lua's heap and of the process, after the first calls and after all of them, and how many
-- connections were opened.

local support = require("bench.own.support")

local CONCURRENCY, CALLS_A_RUN = 32, 1000

local client = support.client(arg[1])
local function make_calls(calls)
    for done = 0, calls - 1, CALLS_A_RUN do
        support.disable(client, math.min(CALLS_A_RUN, calls - done), CONCURRENCY)
    end
end

make_calls(10 * CALLS_A_RUN)
local heap, process = support.heap(), support.process("VmRSS")
make_calls(tonumber(arg[2]))
support.print(heap, process, support.heap(), support.process("VmRSS"), require("ncp.curl").stats().connects)
