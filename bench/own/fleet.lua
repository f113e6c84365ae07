-- What it costs to keep a rate together with others, through a Redis on this machine:
--
--     LUA bench/own/fleet.lua ORIGIN CALLS CONCURRENCY [RATE]
--
-- prints calls a second of a client without a fleet and of one with it.

local fleets = require("ncp.fleet")
local ncp = require("ncp")
local redis = require("spec.support.redis")

local support = require("bench.own.support")

local ROUNDS = 5

local origin, calls, concurrency, rate = arg[1], tonumber(arg[2]), tonumber(arg[3]), tonumber(arg[4])

local function client(key, fleet)
    return assert(ncp.new {
        access_key = key, secret_key = support.SECRET_KEY, base_url = origin, fleet = fleet, rate = rate,
    })
end

local store = redis.start()
local alone, together = client("ALONE"), client("TOGETHER", assert(fleets.new { redis = store.url }))
local seconds = { [alone] = 0, [together] = 0 }
for round = 0, ROUNDS do
    for _, one in ipairs { alone, together } do
        local took = support.measure(function() support.disable(one, calls, concurrency) end)
        if round > 0 then seconds[one] = seconds[one] + took end -- the first opens connections
    end
end
store:stop()
support.print(ROUNDS * calls / seconds[alone], ROUNDS * calls / seconds[together])
