-- What the rock is made of, as the tree has it.

local includes = require "rules.includes"
local source = require "rules.source"

local modules = {}

-- By C module: whose headers lead to all of its other sources. The modules of src/lua but these belong to ncp.core.
local ROOTS = {
    core = { "^src/core/", "^src/model/", "^src/lua/" },
    curl = { "^src/http/", "^src/lua/curl$" },
    leak = { "^src/leak/", "^src/lua/leak$" },
}

local function is_root(unit, name)
    for _, other in ipairs { "core", "curl", "leak" } do
        if other ~= name and unit == "src/lua/" .. other then return false end
    end
    for _, pattern in ipairs(ROOTS[name]) do
        if unit:find(pattern) then return true end
    end
    return false
end

local function reach(graph, unit, reached)
    if reached[unit] then return end
    reached[unit] = true
    for included in pairs(graph[unit]) do reach(graph, included, reached) end
end

--- sources(name) → the paths of the sources of the C module ncp.<name>, sorted.
function modules.sources(name)
    local graph, reached, paths = includes.graph(), {}, {}
    for unit in pairs(graph) do
        if is_root(unit, name) then reach(graph, unit, reached) end
    end
    for _, path in ipairs(source.files("src", "%.c$")) do
        if reached[path:match("^(.*)%.c$")] then paths[#paths + 1] = path end
    end
    return paths
end

--- lua() → all modules in Lua, sorted: lists of name and path.
function modules.lua()
    local list = {}
    for i, path in ipairs(source.files("lua", "%.lua$")) do
        list[i] = { path:match("^lua/(.*)%.lua$"):gsub("/init$", ""):gsub("/", "."), path }
    end
    table.sort(list, function(a, b) return a[1] < b[1] end)
    return list
end

return modules
