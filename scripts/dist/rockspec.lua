-- The rockspecs: rockspec.template, whose placeholders are filled from the tree.

local source = require "rules.source"

local modules = require "dist.modules"

local rockspec = {}

local URL = 'url = "git+https://github.com/lua-ncp/lua-ncp.git"'

local function quoted_lines(paths)
    local lines = {}
    for i, path in ipairs(paths) do lines[i] = ('                "%s",'):format(path) end
    return table.concat(lines, "\n")
end

local function module_lines(list)
    local lines = {}
    for i, entry in ipairs(list) do lines[i] = ('        ["%s"] = "%s",'):format(entry[1], entry[2]) end
    return table.concat(lines, "\n")
end

--- text(version [, tag]) → the rockspec of a version, whose source has the tag; else that of the latest source.
function rockspec.text(version, tag)
    local filled = {
        version = version,
        source = URL .. (tag and (', tag = "%s"'):format(tag) or ""),
        lua = module_lines(modules.lua()),
    }
    for _, name in ipairs { "core", "curl", "leak" } do filled[name] = quoted_lines(modules.sources(name)) end
    return (source.read("scripts/dist/rockspec.template"):gsub("{{(%w+)}}", filled))
end

return rockspec
