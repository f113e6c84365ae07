-- What it costs to load the library and make a client, as a share of what it may cost:
--
--     lua5.4 bench/start.lua
--
-- Prints two Markdown rows.

local ROUNDS = 11
local MOST_MS, MOST_KIB = 5, 1024

local function measure()
    collectgarbage()
    local heap, start = collectgarbage("count"), os.clock()
    local client = require("ncp").new { access_key = "access", secret_key = "secret" }
    local ms = (os.clock() - start) * 1000
    collectgarbage()
    print(ms, collectgarbage("count") - heap, client)
end

-- Only a fresh process loads anything.
local function measure_elsewhere()
    local pipe = assert(io.popen(("%s %s once"):format(arg[-1], arg[0])))
    local ms, kib = pipe:read("*n", "*n")
    pipe:close()
    return ms, kib
end

local function median(values)
    table.sort(values)
    return values[(#values + 1) / 2]
end

local function compare()
    local times, sizes = {}, {}
    for round = 1, ROUNDS do times[round], sizes[round] = measure_elsewhere() end
    local ms, kib = median(times), median(sizes)
    print(("| require and new, time | at most %d ms | %.1f ms | %.2f |"):format(MOST_MS, ms, ms / MOST_MS))
    print(("| require and new, Lua heap | at most %d KiB | %.0f KiB | %.2f |"):format(MOST_KIB, kib, kib / MOST_KIB))
end

if arg[1] == "once" then measure() else compare() end
