--- The fewest calls that make a number of pairs, where one call makes any number of pairs that have one side in common:
-- a least vertex cover of a bipartite graph, by König's theorem from a largest matching.

local sorted_keys = require("ncp.base.sorted_keys")

-- Finds another partner for `left`, moving those that are taken.
local function augment(graph, left, seen, partner)
    for _, right in ipairs(graph[left]) do
        if not seen[right] then
            seen[right] = true
            if not partner[right] or augment(graph, partner[right], seen, partner) then
                partner[right] = left
                return true
            end
        end
    end
    return false
end

-- What can be reached from lefts without a partner, by edges and back by the matching.
local function reach(graph, left, partner, lefts, rights)
    if lefts[left] then return end
    lefts[left] = true
    for _, right in ipairs(graph[left]) do
        if not rights[right] then
            rights[right] = true
            reach(graph, partner[right], partner, lefts, rights)
        end
    end
end

local function add(calls, name, other)
    calls[name] = calls[name] or {}
    table.insert(calls[name], other)
end

--- cover(graph) → by left those rights, and by right those lefts, that one call each is to join. `graph` has for each
-- left, a string, the sorted list of its rights; each pair is in exactly one of the calls.
return function(graph)
    local partner, matched = {}, {}
    local order = sorted_keys(graph)
    for _, left in ipairs(order) do augment(graph, left, {}, partner) end
    for _, left in pairs(partner) do matched[left] = true end
    local lefts, rights = {}, {}
    for _, left in ipairs(order) do
        if not matched[left] then reach(graph, left, partner, lefts, rights) end
    end
    local by_left, by_right = {}, {}
    for _, left in ipairs(order) do
        for _, right in ipairs(graph[left]) do
            if lefts[left] then add(by_right, right, left) else add(by_left, left, right) end
        end
    end
    return by_left, by_right
end
