-- A run against a server that lets 100 requests a second through, and 20 more at once:
--
--     LUA bench/own/throttled.lua ORIGIN CALLS CONCURRENCY
--
-- prints the seconds that it took with the rate that all calls of a credential share, and those that it took when each
-- call that was throttled paused for one second, then two, then four …

local ncp = require("ncp")
local tasks = require("ncp.runtime.tasks")

local support = require("bench.own.support")

local origin, calls, concurrency = arg[1], tonumber(arg[2]), tonumber(arg[3])

local function run(call)
    local items = {}
    for i = 1, calls do items[i] = i end
    local _, counts = ncp.map(items, call, { concurrency = concurrency })
    assert(counts.failed == 0, counts.failed .. " calls failed")
end

local function client(options)
    options.base_url, options.secret_key = origin, support.SECRET_KEY
    return assert(ncp.new(options))
end

local shared = client { access_key = support.ACCESS_KEY }
local with_shared_rate = support.measure(function()
    run(function() return shared:request("GET", "/throttled") end)
end)

tasks.clock.sleep(1) -- the server's allowance fills up

-- A key of its own for each call: nothing is shared.
local with_fixed_pauses = support.measure(function()
    run(function(i)
        local alone, pause = client { access_key = "ncp_iam_ALONE" .. i, max_attempts = 1 }, 1
        while true do
            local out, message, err = alone:request("GET", "/throttled")
            if out or err.kind ~= "throttled" then return out, message, err end
            tasks.clock.sleep(pause)
            pause = pause * 2
        end
    end)
end)
support.print(with_shared_rate, with_fixed_pauses)
