-- The rule that no files depend on each other in a circle: neither units of C (a header and the source of its
-- name) nor modules of Lua.

local includes = require "rules.includes"
local source = require "rules.source"

local function path_of(module)
    return "lua/" .. module:gsub("%.", "/")
end

-- [path of a module] = { [path of one that it requires] = the place of the line }
local function read_requires()
    local graph, is_file = {}, {}
    local paths = source.files("lua", "%.lua$")
    for _, path in ipairs(paths) do is_file[path] = true end
    for _, path in ipairs(paths) do
        graph[path] = {}
        for number, line in source.lines(source.read(path)) do
            line = line:gsub("^%s*%-%-.*", "")
            for module in line:gmatch("%f[%w]require%s*%(?%s*[\"'](ncp[%w_.]*)[\"']") do
                local base = path_of(module)
                local required = is_file[base .. ".lua"] and base .. ".lua" or base .. "/init.lua"
                if is_file[required] then graph[path][required] = path .. ":" .. number end
            end
        end
    end
    return graph
end

-- Follows the arrows from `node`; reports each arrow that leads back to a node from which it was reached.
local function follow(graph, node, state, report)
    state[node] = "open"
    local nexts = {}
    for next_node in pairs(graph[node]) do nexts[#nexts + 1] = next_node end
    table.sort(nexts)
    for _, next_node in ipairs(nexts) do
        if state[next_node] == "open" then
            local path, line = graph[node][next_node]:match("^(.*):(%d+)$")
            report(path, line, ("end the circle: %s leads back here"):format(next_node))
        elseif graph[next_node] and not state[next_node] then
            follow(graph, next_node, state, report)
        end
    end
    state[node] = "done"
end

local function check(graph, report)
    local nodes, state = {}, {}
    for node in pairs(graph) do nodes[#nodes + 1] = node end
    table.sort(nodes)
    for _, node in ipairs(nodes) do
        if not state[node] then follow(graph, node, state, report) end
    end
end

return function(report)
    check(includes.graph(), report)
    check(read_requires(), report)
end
