-- Which tests look for a mutant, and in which order.

local results = require "mutated.results"
local tests = require "mutated.tests"

local order = {}

local function usable(folder)
    local all = {}
    for _, test in ipairs(tests.all()) do
        test.seconds = tonumber(tests.notes(folder .. "/usual", test))
        test.reach = (tests.notes(folder .. "/reach", test) or "") .. "\n"
        if test.seconds then all[#all + 1] = test end
    end
    return all
end

local function those(all, is_one)
    local chosen = {}
    for _, test in ipairs(all) do
        if is_one(test) then chosen[#chosen + 1] = test end
    end
    return chosen
end

local function is_of_nginx(test)
    return test.name:find("^spec/nginx/") ~= nil
end

local function is_data(change)
    return change.path:find("^src/model/") ~= nil
end

-- C tests do not read the rows, nor is nginx needed for that.
local function reads_rows(test)
    return not is_of_nginx(test) and not test.name:find("^[%w_]+$")
end

-- Those that run the line. Of a line that none is known to run, those of nginx, where nothing is counted, and those
-- that run something of the file. Rows are data, and run by nobody.
local function looking(all, change)
    if is_data(change) then return those(all, reads_rows) end
    local line, file = ("%s:%d\n"):format(change.path, change.line), change.path .. ":"
    local chosen = those(all, function(test) return test.reach:find(line, 1, true) end)
    if #chosen > 0 then return chosen end
    return those(all, function(test) return is_of_nginx(test) or test.reach:find(file, 1, true) end)
end

-- How often each test has found something.
local function finds(folder)
    local count = {}
    for _, result in pairs(results.read(folder .. "/results")) do count[result.by] = (count[result.by] or 0) + 1 end
    return count
end

local KIN = { model = "wire" }

-- How many words the two paths share, such as cli and keys.
local function kinship(path, name)
    local words, shared = {}, 0
    for word in path:gmatch "%a+" do words[word], words[KIN[word] or word] = true, true end
    for word in name:gsub("%.lua$", ""):gmatch "%a+" do shared = shared + (words[word] and 1 or 0) end
    return shared
end

local LINES = 1000 -- that a test of rows is taken to run

-- A test that runs little besides the line, and takes little time, is likely to be about it; so is one of its kin.
local function rank(test, change, found)
    local _, lines = test.reach:gsub("\n", "")
    if is_data(change) then lines = LINES end
    return test.seconds * lines / (1 + found) / 5 ^ kinship(change.path, test.name)
end

--- The tests for a change, the likeliest first, as many as take `seconds` in all.
function order.of(folder, change, seconds)
    local chosen, count = looking(usable(folder), change), finds(folder)
    for _, test in ipairs(chosen) do test.rank = test.rank or rank(test, change, count[test.name] or 0) end
    table.sort(chosen, function(a, b) return a.rank < b.rank end)
    return those(chosen, function(test)
        seconds = seconds - test.seconds
        return seconds > 0
    end)
end

return order
