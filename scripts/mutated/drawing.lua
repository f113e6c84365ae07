-- Which changes are made: a line is drawn, then one of its changes.

local changes = require "mutated.changes"

local drawing = {}

local function sort_by_place(list, seed)
    for _, change in ipairs(list) do change.place = changes.hash(change.id .. seed) end
    table.sort(list, function(a, b) return a.place < b.place end)
    return list
end

--- all(seed) → a list of one change of each line, in the order of drawing.
function drawing.all(seed)
    local drawn = {}
    for _, path in ipairs(changes.files()) do
        for _, of_line in ipairs(changes.of_file(path)) do drawn[#drawn + 1] = sort_by_place(of_line, seed)[1] end
    end
    return sort_by_place(drawn, seed)
end

--- first(seed, count, tried) → the first changes, without those that were tried and count for nothing.
function drawing.first(seed, count, tried)
    local chosen = {}
    for _, change in ipairs(drawing.all(seed)) do
        if #chosen == count then break end
        local result = tried[change.id]
        if not result or result.verdict ~= "void" then chosen[#chosen + 1] = change end
    end
    return chosen
end

return drawing
