-- Calls per second, one at a time and many at once, against all peers.

local contenders = require("bench.contenders")
local measure = require("bench.measure")

local calls = {}

local TARGET = "/api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys"
local CONCURRENCIES = { 1, 32 }
local SECONDS, QUICK_SECONDS = 1, 0.2

--- command(bench, contender, server, count, concurrency) → the shell command that makes those calls.
function calls.command(bench, contender, server, count, concurrency)
    local ca_file = server == "https" and bench.ca_file or ""
    return ("NODE_EXTRA_CA_CERTS=%s; export NODE_EXTRA_CA_CERTS; %s %s %s %d %d %s"):format(
        bench.ca_file, contender.command, bench.origins[server], TARGET, count, concurrency, ca_file)
end

-- Calls per second and CPU seconds per call of each contender that can make so many at once.
local function measure_all(bench, list, scheme, concurrency)
    local commands, counts, speeds = {}, {}, {}
    for _, contender in ipairs(list) do
        if contender.at[concurrency] then
            local key = contender.key
            counts[key] = math.ceil(contender.at[concurrency] * (bench.quick and QUICK_SECONDS or SECONDS))
            commands[key] = calls.command(bench, contender, scheme, counts[key], concurrency)
        end
    end
    for key, medians in pairs(measure.medians(commands, bench.rounds)) do
        speeds[key] = { rate = counts[key] / medians[1], cpu = medians[2] / counts[key] }
    end
    return speeds
end

local goals = {
    easy = { [1] = 0.90 },
    multi = { [32] = 0.75 },
}

-- "Ahead of every other peer" is said of many at once.
local function goal_of(peer, concurrency)
    if peer.key == "wrk" then return nil end
    return goals[peer.key] and goals[peer.key][concurrency] or (concurrency > 1 and 1) or nil
end

local function rates_of_ours(speeds)
    local rates = {}
    for _, own in ipairs(contenders.own) do rates[own.key] = speeds[own.key].rate end
    return rates
end

local function speed_row(peer, speeds, scheme, concurrency)
    local theirs = speeds[peer.key]
    return {
        what = ("%s, %d in flight"):format(scheme, concurrency), unit = "/s",
        against = peer.name .. (theirs and "" or " (not installed)"),
        theirs = theirs and theirs.rate, ours = rates_of_ours(speeds), at_least = goal_of(peer, concurrency),
    }
end

-- What a call costs above the same call by bare libcurl.
local function cpu_row(speeds, scheme, concurrency)
    local bare, above = (speeds.easy or speeds.multi).cpu, {}
    for _, own in ipairs(contenders.own) do above[own.key] = (speeds[own.key].cpu - bare) * 1e6 end
    return {
        what = ("%s, %d in flight: CPU time of a call above bare libcurl's %.1f µs"):format(
            scheme, concurrency, bare * 1e6),
        against = "limit", unit = " µs", theirs = { ["5.4"] = 15, luajit = 10 }, ours = above, at_most = 1,
    }
end

--- run(bench) → the rows.
function calls.run(bench)
    local rows, list = {}, contenders.available()
    for _, scheme in ipairs { "http", "https" } do
        for _, concurrency in ipairs(CONCURRENCIES) do
            bench.say(("%s, %d in flight"):format(scheme, concurrency))
            local speeds = measure_all(bench, list, scheme, concurrency)
            for _, peer in ipairs(contenders.peers) do
                if peer.at[concurrency] then rows[#rows + 1] = speed_row(peer, speeds, scheme, concurrency) end
            end
            rows[#rows + 1] = cpu_row(speeds, scheme, concurrency)
        end
    end
    return rows
end

return calls
