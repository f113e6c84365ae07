-- Rules about what is in the objects and modules that were built.

local source = require "rules.source"

-- Begin of the names that the objects of a source folder may share with others.
local prefixes = {
    core = { "^ncp_" },
    model = { "^ncp_" },
    http = { "^ncp_" },
    leak = { "^ncp_" },
    lua = { "^lncp_", "^luaopen_ncp_" },
}

local function starts_well(name, folder)
    for _, prefix in ipairs(prefixes[folder]) do
        if name:find(prefix) then return true end
    end
    return false
end

-- Each symbol that an object defines: the object, name, whether others see it, and its section.
local function each_symbol(visit)
    local objects = "find build/CMakeFiles -name '*.o' -print0 | xargs -0 "
    for _, line in ipairs(source.lines_of(objects .. "nm --print-file-name --defined-only --format=sysv")) do
        local object, name, class, section =
            line:match("^(.-%.o):([^|]-)%s*|[^|]*|%s*(%a)%s*|[^|]*|[^|]*|[^|]*|%s*(%S+)")
        if object then visit(object, name, class:find("%u") ~= nil, section) end
    end
end

local function is_writable(section)
    if section:find("^%.data%.rel%.ro") then return false end -- constants with addresses in them
    return section:find("^%.t?data") or section:find("^%.t?bss") or section == "*COM*"
end

local function check_objects(report, sources)
    each_symbol(function(object, name, is_shared, section)
        local path, folder = object:match("%.dir/(src/(%a+)/.*)%.o$")
        if not sources[path] then return end -- of another folder, or left from a file that is gone
        if is_writable(section) then
            report(path, 1, name .. " can be written: keep state in objects that are handed around")
        end
        if is_shared and not starts_well(name, folder) then
            report(path, 1, name .. " is shared: make it static or give it its layer's prefix")
        end
    end)
end

local function check_module(report, module)
    for _, line in ipairs(source.lines_of("nm --dynamic --defined-only " .. module)) do
        local name = line:match("(%S+)$")
        if not name:find("^luaopen_") then
            report(module, 1, "exports " .. name .. ": only luaopen_ functions may be seen")
        end
    end
end

return function(report)
    local sources = {}
    for _, path in ipairs(source.files("src", "%.c$")) do sources[path] = true end
    check_objects(report, sources)
    for _, module in ipairs(source.lines_of("ls build/*/ncp/*.so")) do check_module(report, module) end
end
