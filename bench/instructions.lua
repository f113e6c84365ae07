-- Instructions that a call takes, counted by callgrind: unlike time they hardly depend on the machine.

local contenders = require("bench.contenders")
local measure = require("bench.measure")

local instructions = {}

local TARGET = "/api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys"
local MORE = 1000 -- calls by which the longer of two runs is longer: what lies between them is calls alone
local CONCURRENCIES = { [1] = "easy", [32] = "multi", [512] = "multi" }
local GOALS = { [1] = 1.35, [32] = 1.50 }

-- Counts a run of the program that `command` ends with, after what prepares its environment.
local function count(command)
    local prepare, program = command:match("^(.*; )(.*)$")
    local counted = ("%svalgrind --tool=callgrind --callgrind-out-file=/dev/null %s 2>&1 >/dev/null"):format(
        prepare or "", program or command)
    return tonumber(measure.output("(" .. counted .. [[) | sed -n 's/.*Collected : //p']]))
end

-- `command` takes the number of calls in the place of %d.
local function of_a_call(command, concurrency)
    local calls = math.max(300, 2 * concurrency)
    return (count(command:format(calls + MORE)) - count(command:format(calls))) / MORE
end

local function ours(origin, lua, concurrency)
    local program = contenders.ours(lua, "calls")
    return of_a_call(("%s %s %s %%d %d"):format(program, origin, TARGET, concurrency), concurrency)
end

local function bare(origin, concurrency)
    local program = CONCURRENCIES[concurrency]
    local command = ("build/bench/%s %s %s %%d %d '' unsigned"):format(program, origin, TARGET, concurrency)
    return of_a_call(command, concurrency)
end

local function row(bench, concurrency)
    bench.say(("instructions, %d in flight"):format(concurrency))
    return {
        what = ("instructions a call, %d in flight"):format(concurrency), unit = "",
        against = "bare libcurl that neither signs nor parses", theirs = bare(bench.origins.http, concurrency),
        ours = {
            ["5.4"] = ours(bench.origins.http, "5.4", concurrency),
            luajit = ours(bench.origins.http, "luajit", concurrency),
        },
        at_most = GOALS[concurrency],
    }
end

-- What a call costs above one with fewer in flight.
local function growth(few, many)
    return {
        what = "instructions a call, 512 in flight", unit = "", against = "32 in flight", theirs = few.ours,
        ours = many.ours, at_most = 1.1,
    }
end

--- run(bench) → the rows; none without valgrind.
function instructions.run(bench)
    if not measure.succeeds("command -v valgrind") then return {} end
    local alone, few, many = row(bench, 1), row(bench, 32), row(bench, 512)
    return { alone, few, many, growth(few, many) }
end

return instructions
