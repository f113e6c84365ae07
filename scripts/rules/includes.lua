-- Which units of C (a header and the source of its name) include headers of which others.

local source = require "rules.source"

local includes = {}

local function unit_of(path)
    return (path:gsub("%.[ch]$", ""))
end

--- [unit] = { [unit that it includes a header of] = the place of the line }; a unit is named as in "src/core/bytes".
function includes.graph()
    local owner, graph = {}, {}
    for _, path in ipairs(source.files("src", "%.h$")) do owner[path:match("[^/]+$")] = unit_of(path) end
    for _, path in ipairs(source.files("src", "%.[ch]$")) do
        local unit = unit_of(path)
        graph[unit] = graph[unit] or {}
        for number, line in source.lines(source.read(path)) do
            local header = line:match('^%s*#%s*include%s*"([^"]+)"')
            local included = header and owner[header]
            if included and included ~= unit then graph[unit][included] = path .. ":" .. number end
        end
    end
    return graph
end

return includes
