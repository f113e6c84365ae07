-- The fewest calls for a number of memberships, held against all ways to choose them.
local account = require("spec.support.account")
local cover = require("ncp.account.cover")

local function count(map)
    local calls = 0
    for _ in pairs(map) do calls = calls + 1 end
    return calls
end

-- The pairs that the calls make, each once, as a sorted text.
local function pairs_of(by_left, by_right)
    local list = {}
    for left, rights in pairs(by_left) do
        for _, right in ipairs(rights) do list[#list + 1] = left .. right end
    end
    for right, lefts in pairs(by_right) do
        for _, left in ipairs(lefts) do list[#list + 1] = left .. right end
    end
    table.sort(list)
    return table.concat(list, " ")
end

local function is_chosen(set, position)
    return math.floor(set / 2 ^ position) % 2 == 1
end

local function covers(edges, lefts, rights)
    for _, edge in ipairs(edges) do
        if not is_chosen(lefts, edge[1]) and not is_chosen(rights, edge[2]) then return false end
    end
    return true
end

local function bits(set)
    local sum = 0
    for position = 0, 3 do sum = sum + (is_chosen(set, position) and 1 or 0) end
    return sum
end

local function least(edges)
    local best = math.huge
    for lefts = 0, 15 do
        for rights = 0, 15 do
            if covers(edges, lefts, rights) then best = math.min(best, bits(lefts) + bits(rights)) end
        end
    end
    return best
end

describe("the calls that join accounts and groups", function()
    it("make each pair once, and are as few as can be", function()
        for seed = 1, 200 do
            local random, graph, edges, all = account.random(seed), {}, {}, {}
            for left = 0, 3 do
                for right = 0, 3 do
                    if random:chance(40) then
                        local name = "account" .. left
                        graph[name] = graph[name] or {}
                        table.insert(graph[name], "group" .. right)
                        edges[#edges + 1], all[#all + 1] = { left, right }, name .. "group" .. right
                    end
                end
            end
            local by_left, by_right = cover(graph)
            table.sort(all)
            assert.equal(table.concat(all, " "), pairs_of(by_left, by_right))
            assert.equal(least(edges), count(by_left) + count(by_right))
        end
    end)
end)
