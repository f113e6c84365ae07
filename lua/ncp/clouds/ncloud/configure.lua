--- What `~/.ncloud/configure` says (api/ncp-gateway 4.2).
local core = require("ncp.core")
local environment = require("ncp.base.environment")
local options = require("ncp.base.options")
local sites = require("ncp.clouds.ncloud.site")

local configure = {}

--- path() → where the file is, there or not; nil and why that is not known.
function configure.path()
    if not environment.is_there() then return nil, environment.ABSENT .. ", so the home folder is not known" end
    local home, fault = environment.text({ "HOME", "USERPROFILE" }, "password")
    return home and home .. "/.ncloud/configure", fault or "HOME is not set"
end

local function profiles_of(found)
    local names = {}
    for name in found.profiles:gmatch("[^\n]+") do names[#names + 1] = name end
    return names
end

--- read(profile) → what `core.read_configure` tells of the profile, with its `path` and its
-- `place` in words; or nil, why there is nothing, and whether that is a mistake. `profile`
-- nil is the default profile, or the one that NCLOUD_PROFILE names.
function configure.read(profile)
    local path, fault = configure.path()
    if not path then return nil, "configure file: " .. fault end
    if not profile then profile, fault = environment.text({ "NCLOUD_PROFILE" }, "name") end
    if not profile and fault then return nil, fault, true end
    local found
    found, fault = core.read_configure(path, profile)
    if not found then return nil, ("%s: %s"):format(path, fault), true end
    if not found.file_found then return nil, path .. ": no such file", profile ~= nil end
    if not found.profile_found then
        local hint = options.did_you_mean(profile, profiles_of(found))
        return nil, ("%s: no profile [%s]%s"):format(path, profile, hint), true
    end
    found.path, found.place = path, profile and ("%s, profile [%s]"):format(path, profile) or path
    return found
end

--- others(found) → where else keys may be, as the end of a sentence, when the profile has none.
function configure.others(found)
    local names = profiles_of(found)
    return names[1] and (" in it; the file has the profiles %s"):format(table.concat(names, ", ")) or ""
end

--- site(found) → the site that the profile means; nil when it means none; nil and what is wrong.
function configure.site(found)
    local function place(setting)
        return ("%s: line %d: ncloud_%s"):format(found.path, found.lines[setting] or 0, setting)
    end
    return sites.of(found, { site = place("site"), api_url = place("api_url") })
end

--- site_fault(found, state) → why the keys of the profile are not for the client's host; nil when they may be.
function configure.site_fault(found, state)
    if state.origin then return nil end
    local site, fault = configure.site(found)
    if site and state.site and site ~= state.site then
        return ("%s is of site %s, and the client of %s"):format(found.place, site, state.site)
    end
    return fault
end

return configure
