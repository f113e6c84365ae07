--- Behaviour of the profile operations. Handlers as in ncp.emulator.ncloud.accesskey.

local errors = require("ncp.emulator.ncloud.errors")
local external = require("ncp.emulator.ncloud.external")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local paging = require("ncp.emulator.ncloud.paging")
local resources = require("ncp.emulator.ncloud.resources")
local search = require("ncp.emulator.ncloud.search")
local views = require("ncp.emulator.ncloud.views")

local profile = {}

local with_profile = resources.with("profileId")

local function name_of(thing)
    return nrn.of("Profile", thing.profileId)
end

local show = views.new(external.view {
    profileNrn = name_of,
    roleNrnList = function(thing)
        local names = {}
        for i, id in ipairs(thing.roleIdList) do names[i] = nrn.of("Role", id) end
        return names
    end,
})

local function is_mapped(state, role_no, own)
    for _, other in ipairs(state.profiles:list()) do
        if other ~= own and membership.has(other.roleIdList, role_no) then return true end
    end
    return false
end

-- What is wrong with the roles that the call gives, for the profile `own` or a new one.
local function role_fault(call, own)
    for _, id in ipairs(call.arguments.roleIdList or {}) do
        local role = call.state.roles:get(id)
        if not role then return "The role does not exist" end
        if role.roleType ~= "Service" or not membership.has(role.entities, "ExternalAccess") then
            return "The role is not one that the service ExternalAccess has"
        end
        if is_mapped(call.state, id, own) then return "The role is in another profile" end
    end
end

function profile.list(call)
    local columns = { name = "name", profileNrn = name_of }
    return paging(call, search(call, call.state.profiles:list(), columns), show)
end

profile.get = with_profile(show)

function profile.create(call)
    local fault = role_fault(call)
    if fault then return nil, errors.invalid(call, fault) end
    return show(call, call.state:add("profiles", call.arguments, call.now))
end

profile.update = with_profile(function(call, thing)
    local fault = role_fault(call, thing)
    if fault then return nil, errors.invalid(call, fault) end
    external.change(call, thing, call.arguments)
    return show(call, thing)
end)

profile.delete = with_profile(function(call, thing)
    call.state.profiles:remove(thing.profileId)
    return show(call, thing)
end)

profile.enable, profile.disable = external.switches(with_profile, show)

return profile
