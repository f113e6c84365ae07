-- The curves of docs/performance.md: each runs its programs in turn and writes one plot.

local calls = require("bench.calls")
local contenders = require("bench.contenders")
local measure = require("bench.measure")
local plot = require("bench.plot")
local program = require("spec.support.program")
local throttling = require("spec.support.throttling")

local curves = {}

local MOST_ROWS = 50000 -- which a list of sub accounts may have: a hundred times those that there can be
local FOLDER = "docs/performance/"
local LUAS = { "5.4", "luajit" }
local NAMES = { ["5.4"] = "Lua 5.4", luajit = "LuaJIT" }

-- Measures at each value of x → by the name of each command, the list of { x, medians }. `commands_at(x)` gives
-- the commands.
local function sweep(bench, values, commands_at)
    local series = {}
    for _, x in ipairs(values) do
        for name, medians in pairs(measure.medians(commands_at(x), bench.rounds)) do
            series[name] = series[name] or {}
            table.insert(series[name], { x, medians })
        end
    end
    return series
end

-- The points of a curve: what `of(medians, x)` makes of each measurement.
local function points(measured, of)
    local list = {}
    for i, point in ipairs(measured) do list[i] = { point[1], of(point[2], point[1]) } end
    return list
end

local function concurrent_contenders()
    local list = {}
    for _, contender in ipairs(contenders.available()) do
        local is_client = contender.key ~= "wrk" and contender.key ~= "curl"
        if contender.at[32] and is_client then list[#list + 1] = contender end
    end
    return list
end

function curves.concurrency(bench)
    local values, list = { 1, 2, 4, 8, 16, 32, 64, 128, 256 }, concurrent_contenders()
    local function count_of(contender) return math.ceil(contender.at[32] / 4) end
    local measured = sweep(bench, values, function(concurrency)
        local commands = {}
        for _, contender in ipairs(list) do
            local command = calls.command(bench, contender, "http", count_of(contender), concurrency)
            table.insert(commands, { contender.key, command })
        end
        return commands
    end)
    local series = {}
    for i, contender in ipairs(list) do
        series[i] = { name = contender.name, points = points(measured[contender.key], function(medians)
            return count_of(contender) / medians[1]
        end) }
    end
    return plot.lines {
        title = "Calls per second against calls in flight (http)", series = series,
        x = { label = "calls in flight", ticks = values }, y = { label = "calls per second" },
    }
end

local function ideal(concurrency, values, colour)
    local list = {}
    for i, count in ipairs(values) do list[i] = { count, math.ceil(count / concurrency) * 0.02 } end
    return { name = ("ideal, %d in flight"):format(concurrency), points = list, dashed = true, colour = colour }
end

function curves.latency(bench)
    local values, series = { 10, 30, 100, 300, 1000, 3000, 10000 }, {}
    local function seconds(medians) return medians[1] end
    for _, concurrency in ipairs { 32, 128 } do
        local measured = sweep(bench, values, function(count)
            local arguments = ("%s %d %d"):format(bench.origins.slow, count, concurrency)
            return { { "own", contenders.ours("5.4", "run") .. " " .. arguments } }
        end)
        local name = ("Lua 5.4, %d in flight"):format(concurrency)
        series[#series + 1] = { name = name, points = points(measured.own, seconds) }
        series[#series + 1] = ideal(concurrency, values, #series)
    end
    return plot.lines {
        title = "Disabling N keys on a server that takes 20 ms", series = series,
        x = { label = "keys", ticks = { 10, 100, 1000, 10000 } }, y = { label = "seconds" },
    }
end

-- Measures a program of bench/own with both Luas at each value.
local function sweep_both(bench, name, values)
    return sweep(bench, values, function(x)
        local commands = {}
        for i, lua in ipairs(LUAS) do
            commands[i] = { lua, ("%s %s %d"):format(contenders.ours(lua, name), bench.origins.http, x) }
        end
        return commands
    end)
end

function curves.memory(bench)
    local values, series = { 1000, 2000, 5000, 10000, 20000, 50000 }, {}
    local measured, limit = sweep_both(bench, "memory", values), {}
    for _, lua in ipairs(LUAS) do
        for column, what in ipairs { "Lua's heap", "process, at most" } do
            series[#series + 1] = { name = ("%s, %s"):format(NAMES[lua], what),
                points = points(measured[lua], function(medians) return medians[column] end) }
        end
    end
    for i, items in ipairs(values) do limit[i] = { items, 2 * items } end
    series[#series + 1] = { name = "2 KiB an item", points = limit, dashed = true }
    return plot.lines {
        title = "Memory for the results of N items in map", series = series,
        x = { label = "items", ticks = values }, y = { label = "KiB" },
    }
end

function curves.each(bench)
    local values, series = { 100, 300, 1000, 3000, 10000, 30000, MOST_ROWS }, {}
    local measured = sweep_both(bench, "each", values)
    for _, lua in ipairs(LUAS) do
        local function ms(medians) return medians[1] * 1000 end
        local function kib(medians) return medians[2] end
        series[#series + 1] = { name = NAMES[lua] .. ", ms of CPU time", points = points(measured[lua], ms) }
        series[#series + 1] = { name = NAMES[lua] .. ", KiB of Lua's heap", points = points(measured[lua], kib) }
    end
    return plot.lines {
        title = "Walking a list of N rows with each, 100 rows a page", series = series,
        x = { label = "rows", ticks = { 100, 1000, 10000 } }, y = { label = "ms, KiB" },
    }
end

function curves.signing(bench)
    local count = 200000
    local list = { { name = "bare C loop", command = "build/bench/sign " .. count } }
    for _, lua in ipairs { "5.1", "5.2", "5.3", "5.4", "luajit" } do
        local name = NAMES[lua] or "Lua " .. lua
        list[#list + 1] = { name = "lua-ncp, " .. name, ours = true,
            command = contenders.ours(lua, "signature") .. " " .. count }
    end
    for _, lua in ipairs(LUAS) do
        list[#list + 1] = { name = "luaossl, " .. NAMES[lua], command = contenders.luaossl(lua) .. " " .. count }
    end
    local commands, bars = {}, {}
    for i, bar in ipairs(list) do commands[i] = { bar.name, bar.command } end
    local medians = measure.medians(commands, bench.rounds)
    for i, bar in ipairs(list) do
        bars[i] = { name = bar.name, ours = bar.ours, value = count / medians[bar.name][1] }
    end
    return plot.bars { title = "Signatures per second", bars = bars, unit = "/s" }
end

local CHANCES = 20 -- runs of the model, of which the median counts

local function model_seconds(make_service, count, callers)
    local seconds = {}
    for seed = 1, CHANCES do
        local outcome = throttling.run { service = make_service(), calls = count, callers = callers, seed = seed }
        assert(outcome.lost == 0, "calls were lost")
        seconds[seed] = outcome.seconds
    end
    table.sort(seconds)
    return seconds[CHANCES / 2]
end

-- In a model, on a clock of its own: no server, and the same on each machine.
function curves.throttling()
    local values, series = { 1, 2, 5, 10, 14.3, 20, 30, 50 }, {}
    local function add(name, callers, count, make_service)
        local list = {}
        for i, percent in ipairs(values) do
            list[i] = { percent, model_seconds(function() return make_service(percent / 100) end, count, callers) }
        end
        series[#series + 1] = { name = name, points = list }
    end
    for _, callers in ipairs { 16, 100, 500 } do
        add(("noise, %d callers"):format(callers), callers, 300, throttling.noise)
    end
    for _, callers in ipairs { 16, 100, 500 } do
        add(("50 a second, %d callers"):format(callers), callers, 400, function(share)
            return throttling.both(throttling.noise(share), throttling.bucket(50, 50))
        end)
    end
    series[#series + 1] = { name = "what the quota allows", points = { { 1, 7 }, { 50, 7 } }, dashed = true }
    return plot.lines {
        title = "A service that refuses a part of its requests, whatever their rate", series = series,
        x = { label = "% refused", ticks = { 1, 2, 5, 10, 20, 50 } }, y = { label = "seconds" },
    }
end

--- write(bench) measures and draws all curves.
function curves.write(bench)
    for _, name in ipairs { "concurrency", "latency", "memory", "each", "signing", "throttling" } do
        bench.say("curve: " .. name)
        program.write(FOLDER .. name .. ".svg", curves[name](bench))
    end
end

return curves
