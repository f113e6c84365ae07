-- Calls per second, one at a time and many at once, against all peers.

local contenders = require("bench.contenders")
local measure = require("bench.measure")

local calls = {}

local TARGET = "/api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys"
local CONCURRENCIES = { 1, 32 }
local LONG = { rounds = 11, seconds = 0.4 }
local QUICK = { rounds = 5, seconds = 0.2 }

--- command(bench, contender, server, count, concurrency) → the shell command that makes those calls.
function calls.command(bench, contender, server, count, concurrency)
    local ca_file = server == "https" and bench.ca_file or ""
    return ("NODE_EXTRA_CA_CERTS=%s; export NODE_EXTRA_CA_CERTS; %s %s %s %d %d %s"):format(
        bench.ca_file, contender.command, bench.origins[server], TARGET, count, concurrency, ca_file)
end

-- Runs each contender that can make so many calls at once → what it printed, and how many calls it made.
local function measure_all(bench, list, scheme, concurrency)
    local commands, counts, effort = {}, {}, bench.quick and QUICK or LONG
    for _, contender in ipairs(list) do
        if contender.at[concurrency] then
            local count = math.ceil(contender.at[concurrency] * effort.seconds)
            counts[contender.key] = count
            table.insert(commands, { contender.key, calls.command(bench, contender, scheme, count, concurrency) })
        end
    end
    return { rounds = measure.rounds(commands, effort.rounds), counts = counts }
end

local goals = {
    easy = { [1] = 0.92 },
    multi = { [32] = 0.85 },
}

-- "Ahead of every other peer" is said of many at once.
local function goal_of(peer, concurrency)
    if peer.key == "wrk" then return nil end
    return goals[peer.key] and goals[peer.key][concurrency] or (concurrency > 1 and 1) or nil
end

-- Calls per second.
local function rate_of(measured, key)
    return measure.over(measured.rounds, function(printed) return measured.counts[key] / printed[1] end, key)
end

-- How often the rate of one is that of another.
local function ratio_of(measured, key, other)
    return measure.over(measured.rounds, function(printed, by_other)
        return measured.counts[key] / printed[1] * by_other[1] / measured.counts[other]
    end, key, other)
end

local function each_of_ours(of)
    local result = {}
    for _, own in ipairs(contenders.own) do result[own.key] = of(own.key) end
    return result
end

local function speed_row(peer, measured, scheme, concurrency)
    local is_here = measured.counts[peer.key] ~= nil
    return {
        what = ("%s, %d in flight"):format(scheme, concurrency), unit = "/s",
        against = peer.name .. (is_here and "" or " (not installed)"),
        theirs = is_here and rate_of(measured, peer.key) or nil,
        ours = each_of_ours(function(key) return rate_of(measured, key) end),
        ratios = is_here and each_of_ours(function(key) return ratio_of(measured, key, peer.key) end) or nil,
        at_least = goal_of(peer, concurrency),
    }
end

-- What a call costs above the same call by bare libcurl.
local function cpu_row(measured, scheme, concurrency)
    local bare = concurrency == 1 and "easy" or "multi"
    local function microseconds(key, printed) return printed[2] / measured.counts[key] * 1e6 end
    local bare_cpu = measure.over(measured.rounds, function(printed) return microseconds(bare, printed) end, bare)
    local what = "%s, %d in flight: CPU time of a call above bare libcurl's %.0f µs"
    return {
        what = what:format(scheme, concurrency, bare_cpu),
        against = "limit", unit = " µs", theirs = { ["5.4"] = 15, luajit = 10 }, at_most = 1,
        ours = each_of_ours(function(key)
            return measure.over(measured.rounds, function(printed, by_bare)
                return microseconds(key, printed) - microseconds(bare, by_bare)
            end, key, bare)
        end),
    }
end

--- run(bench) → the rows.
function calls.run(bench)
    local rows, list = {}, contenders.available()
    for _, scheme in ipairs { "http", "https" } do
        for _, concurrency in ipairs(CONCURRENCIES) do
            bench.say(("%s, %d in flight"):format(scheme, concurrency))
            local measured = measure_all(bench, list, scheme, concurrency)
            for _, peer in ipairs(contenders.peers) do
                if peer.at[concurrency] then rows[#rows + 1] = speed_row(peer, measured, scheme, concurrency) end
            end
            rows[#rows + 1] = cpu_row(measured, scheme, concurrency)
        end
    end
    return rows
end

return calls
