-- What tells packagers of the library: the rockspecs, and the settings of opm.

local rockspec = require "dist.rockspec"
local source = require "rules.source"

local files = {}

local function opm_settings(version)
    return (source.read("dist.ini"):gsub("\nversion = %S+", "\nversion = " .. version))
end

--- texts() → what they must hold, by path.
function files.texts()
    local version = dofile("lua/ncp/version.lua")
    return {
        ["lua-ncp-scm-1.rockspec"] = rockspec.text("scm"),
        [("lua-ncp-%s-1.rockspec"):format(version)] = rockspec.text(version, "v" .. version),
        ["dist.ini"] = opm_settings(version),
    }
end

--- rockspecs() → the paths of the rockspecs that are there.
function files.rockspecs()
    return source.lines_of("ls *.rockspec")
end

return files
