-- What is measured once per run of a program: signing, waiting servers, rates, memory, starting.

local contenders = require("bench.contenders")
local measure = require("bench.measure")

local rest = {}

local LUAS = { "5.4", "luajit" }

-- Runs a program of bench/own with both Luas → by the Lua, the medians of what it prints.
local function with_both(bench, program, arguments, rounds)
    local commands = {}
    for i, lua in ipairs(LUAS) do
        commands[i] = { lua, contenders.ours(lua, program) .. " " .. table.concat(arguments, " ") }
    end
    bench.say(program)
    return measure.medians(commands, rounds or bench.rounds)
end

local function each_lua(of)
    local result = {}
    for _, lua in ipairs(LUAS) do result[lua] = of(lua) end
    return result
end

-- By the Lua, one of the medians.
local function column(medians, index)
    return each_lua(function(lua) return medians[lua][index] end)
end

function rest.signatures(bench)
    local count = bench.quick and 100000 or 500000
    local commands = { { "bare", "build/bench/sign " .. count } }
    for _, lua in ipairs(LUAS) do
        table.insert(commands, { lua, contenders.ours(lua, "signature") .. " " .. count })
        table.insert(commands, { "luaossl " .. lua, contenders.luaossl(lua) .. " " .. count })
    end
    bench.say("signature")
    local rounds = measure.rounds(commands, bench.rounds)
    local function rate(name)
        return measure.over(rounds, function(printed) return count / printed[1] end, name)
    end
    local function ratio(name, other)
        return measure.over(rounds, function(printed, by_other) return by_other[1] / printed[1] end, name, other)
    end
    return {
        { what = "signatures", against = "bare C loop with a kept context", unit = "/s", at_least = 0.6,
          theirs = rate("bare"), ours = each_lua(rate),
          ratios = each_lua(function(lua) return ratio(lua, "bare") end) },
        { what = "signatures", against = "luaossl", unit = "/s", at_least = 5,
          theirs = each_lua(function(lua) return rate("luaossl " .. lua) end), ours = each_lua(rate),
          ratios = each_lua(function(lua) return ratio(lua, "luaossl " .. lua) end) },
    }
end

function rest.latency(bench)
    local calls, concurrency, latency = 500, 32, 0.02
    local medians = with_both(bench, "run", { bench.origins.slow, calls, concurrency })
    return {
        { what = "500 calls, 32 in flight, a server that takes 20 ms", against = "16 rounds of 20 ms", unit = " s",
          theirs = math.ceil(calls / concurrency) * latency, ours = column(medians, 1), at_most = 1.15 },
    }
end

function rest.ticks(bench)
    local medians = with_both(bench, "ticks", { bench.origins.slower, 8 })
    return {
        { what = "60 steps a second, 8 calls of 0.5 s under way: the longest step", against = "limit", unit = " ms",
          theirs = 1, ours = column(medians, 1), at_most = 1 },
    }
end

-- With one Lua only: a run takes ten seconds, and waits for most of them.
function rest.rate(bench)
    local calls, rate = bench.quick and 100 or 500, 50
    local command = ("%s %s %d 32 %d"):format(contenders.ours("5.4", "run"), bench.origins.counting, calls, rate)
    bench.say("rate")
    local medians = measure.medians({ { "own", command } }, bench.rounds).own
    return {
        { what = calls .. " calls with rate = 50", against = "50 a second", unit = " s",
          theirs = calls / rate, ours = { ["5.4"] = medians[1] }, at_most = 1.05 },
        { what = "with rate = 50: most arrivals in any one second", against = "limit", unit = "",
          theirs = rate + 1, ours = { ["5.4"] = medians[2] }, at_most = 1 },
    }
end

-- With one Lua only, which waits for most of the time too.
function rest.throttled(bench)
    local calls = 150
    local command = ("%s %s %d 32"):format(contenders.ours("5.4", "throttled"), bench.origins.throttling, calls)
    bench.say("throttled")
    local medians = measure.medians({ { "own", command } }, bench.quick and 1 or 3).own
    return {
        { what = calls .. " calls, 32 in flight, a server that throttles above 100/s",
          against = "each call pauses for itself", unit = " s",
          theirs = medians[2], ours = { ["5.4"] = medians[1] }, at_most = 1 },
    }
end

function rest.fleet(bench)
    local free = with_both(bench, "fleet", { bench.origins.http, bench.quick and 2000 or 10000, 32 }, 3)
    local bound = with_both(bench, "fleet", { bench.origins.http, 500, 32, 1000 }, 3)
    local function row(what, medians)
        return { what = what, against = "without a fleet", unit = "/s", theirs = column(medians, 1),
                 ours = column(medians, 2), at_least = 0.8 }
    end
    return { row("calls of a fleet, 32 in flight", free), row("the same with rate = 1000", bound) }
end

function rest.sweep(bench)
    local medians = with_both(bench, "sweep", {}, bench.quick and 3)
    return {
        { what = "sweep: 500 accounts, 1,000 keys, 50 leaked, 32 in flight",
          against = "its rounds of 20 ms", unit = " s",
          theirs = column(medians, 2), ours = column(medians, 1), at_most = 1.3 },
    }
end

function rest.recognise(bench)
    local megabytes = bench.quick and 200 or 1000
    local medians = with_both(bench, "recognise", { megabytes })
    local what = ("key ids looked for in %d MB of log, with all encodings"):format(megabytes)
    return {
        { what = what, against = "limit", unit = " MB/s", theirs = 300, ours = column(medians, 1), at_least = 1 },
        { what = what, against = "grep for their prefix", unit = " MB/s",
          theirs = column(medians, 2), ours = column(medians, 1) },
    }
end

function rest.steady(bench)
    local calls = bench.quick and 20000 or 1000000
    local medians = with_both(bench, "steady", { bench.origins.http, calls }, 1)
    return {
        { what = ("Lua's heap after %d calls"):format(calls), against = "before them", unit = " KiB",
          theirs = column(medians, 1), ours = column(medians, 3), at_most = 1.05 },
        { what = ("the process after %d calls"):format(calls), against = "before them", unit = " KiB",
          theirs = column(medians, 2), ours = column(medians, 4), at_most = 1.05 },
        { what = "connections opened, 32 in flight, many runs", against = "32", unit = "",
          theirs = 32, ours = column(medians, 5), at_most = 1 },
    }
end

function rest.memory(bench)
    local items = 10000
    local medians = with_both(bench, "memory", { bench.origins.http, items })
    local function share(index)
        return each_lua(function(lua) return medians[lua][index] / items end)
    end
    return {
        { what = "10,000 items in map: Lua's heap per item", against = "limit", unit = " KiB",
          theirs = 2, ours = share(1), at_most = 1 },
        { what = "10,000 items in map: most growth of the process per item", against = "limit", unit = " KiB",
          theirs = 2, ours = share(2), at_most = 1 },
    }
end

function rest.each(bench)
    local one_page = with_both(bench, "each", { bench.origins.http, 100 })
    local many = with_both(bench, "each", { bench.origins.http, 10000 })
    return {
        { what = "each over 10,000 rows: Lua's heap at most", against = "each over one page", unit = " KiB",
          theirs = column(one_page, 2), ours = column(many, 2), at_most = 1.25 },
    }
end

function rest.start(bench)
    local medians = with_both(bench, "start", {})
    return {
        { what = "require and a client: CPU time", against = "limit", unit = " ms",
          theirs = 2.5, ours = column(medians, 1), at_most = 1 },
        { what = "require and a client: Lua's heap", against = "limit", unit = " KiB",
          theirs = 1024, ours = column(medians, 2), at_most = 1 },
    }
end

return {
    rest.signatures, rest.latency, rest.ticks, rest.rate, rest.throttled, rest.fleet, rest.sweep, rest.recognise,
    rest.steady, rest.memory, rest.each, rest.start,
}
