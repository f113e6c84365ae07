-- Runs programs that print numbers, and tells the medians.

local measure = {}

local function median(values)
    table.sort(values)
    return values[math.ceil(#values / 2)]
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

--- medians(commands, rounds) → by the name of each command, the medians of the numbers that it prints.
-- The commands take turns, so that a machine that slows down slows down all of them.
function measure.medians(commands, rounds)
    local samples, result = {}, {}
    for _ = 1, rounds do
        for name, command in pairs(commands) do
            samples[name] = samples[name] or {}
            for column, number in ipairs(numbers(command)) do
                samples[name][column] = samples[name][column] or {}
                table.insert(samples[name][column], number)
            end
        end
    end
    for name, columns in pairs(samples) do
        result[name] = {}
        for column, values in ipairs(columns) do result[name][column] = median(values) end
    end
    return result
end

return measure
