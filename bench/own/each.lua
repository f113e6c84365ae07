-- What walking a paged list costs:
--
--     LUA bench/own/each.lua ORIGIN ROWS
--
-- prints seconds of CPU time, and KiB that Lua holds at most while a page is walked.

local support = require("bench.own.support")

local ROWS_A_PAGE = 100

local client, rows = support.client(arg[1]), arg[2]

local function walk(visit)
    local count = 0
    for account in client.subaccount.each { searchWord = rows } do
        count = count + 1
        visit(count, account)
    end
    assert(count == tonumber(rows), "the list is short")
end

local function peak()
    local before, most = support.heap(), 0
    walk(function(count)
        if count % ROWS_A_PAGE == 1 then most = math.max(most, support.heap() - before) end
    end)
    return most
end

walk(function() end) -- so that all is loaded
local _, cpu = support.measure(function() walk(function() end) end)
support.print(cpu, peak())
