-- Runs programs that print numbers, and tells the medians.

local measure = {}

--- median(values) → the middle one.
function measure.median(values)
    local sorted = {}
    for i, value in ipairs(values) do sorted[i] = value end
    table.sort(sorted)
    return sorted[math.ceil(#sorted / 2)]
end

-- The numbers that a command prints on one line. Raises when it fails.
local function numbers(command)
    local pipe = assert(io.popen(command))
    local output = pipe:read("*a")
    local done = pipe:close()
    local found = {}
    for word in output:gmatch("%S+") do found[#found + 1] = tonumber(word) end
    if not done or #found == 0 then error("failed: " .. command, 0) end
    return found
end

--- output(command) → what it wrote, without the last line break.
function measure.output(command)
    local pipe = assert(io.popen(command .. " 2>/dev/null"))
    local text = pipe:read("*a")
    pipe:close()
    return (text:gsub("%s+$", ""))
end

--- succeeds(command) → whether it ends well.
function measure.succeeds(command)
    return measure.output("(" .. command .. ") >/dev/null 2>&1 && echo yes") == "yes"
end

--- rounds(commands, count) → by the name of each command, a list of what it printed in each round, itself a list of
-- numbers. `commands` is a list of { name, command }. They take turns, so that a machine that slows down slows down all
-- of them; what is to be compared stands side by side.
function measure.rounds(commands, count)
    local rounds = {}
    for _ = 1, count do
        for _, command in ipairs(commands) do
            local name = command[1]
            rounds[name] = rounds[name] or {}
            table.insert(rounds[name], numbers(command[2]))
        end
    end
    return rounds
end

--- over(rounds, of, names…) → the median, over all rounds, of what `of` makes of the numbers that each of the named
-- commands printed in a round.
function measure.over(rounds, of, ...)
    local values, names = {}, { ... }
    for round in ipairs(rounds[names[1]]) do
        local printed = {}
        for i, name in ipairs(names) do printed[i] = rounds[name][round] end
        values[round] = of((table.unpack or unpack)(printed))
    end
    return measure.median(values)
end

--- medians(commands, count) → by the name of each command, the medians of the numbers that it printed.
function measure.medians(commands, count)
    local rounds, result = measure.rounds(commands, count), {}
    for name, printed in pairs(rounds) do
        result[name] = {}
        for column in ipairs(printed[1]) do
            result[name][column] = measure.over(rounds, function(of_round) return of_round[column] end, name)
        end
    end
    return result
end

return measure
