--- Behaviour of the switchable role operations, which are about the list of the sub account whose key
-- signed. Handlers as in ncp.emulator.ncloud.accesskey.

local errors = require("ncp.emulator.ncloud.errors")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local search = require("ncp.emulator.ncloud.search")
local switchable = require("ncp.emulator.ncloud.switchable")
local views = require("ncp.emulator.ncloud.views")

local switchable_role = {}

local MISSING, own_list = switchable.MISSING, switchable.own_list
local COLUMNS = { nrn = "roleNrn", roleDisplayName = "displayName" }

function switchable_role.list(call)
    return views.list(call, search(call, own_list(call):list(), COLUMNS), switchable.show)
end

-- Roles of other main accounts are unknown here; they are taken as they come.
local function is_switchable(state, name)
    local id, is_own = nrn.role_id(name)
    if not id or not is_own then return id ~= nil end
    local role = state.roles:get(id)
    return role ~= nil and role.roleType == "Account"
end

function switchable_role.add(call)
    local given, list = call.arguments, own_list(call)
    if not is_switchable(call.state, given.roleNrn) then
        return nil, errors.invalid(call, "The role does not exist or is not of type Account")
    end
    if list:get(given.roleNrn) then
        return { success = false, id = given.roleNrn, message = "This role is already registered." }
    end
    list:add(given.roleNrn, {
        roleNrn = given.roleNrn, displayName = given.displayName, description = given.description or "",
    })
    return { success = true, id = given.roleNrn }
end

function switchable_role.update(call)
    local given = call.arguments
    local entry = own_list(call):get(given.roleNrn)
    if not entry then return { success = false, id = given.roleNrn, message = MISSING } end
    entry.displayName, entry.description = given.displayName, given.description or entry.description
    return { success = true, id = given.roleNrn }
end

function switchable_role.remove(call)
    local list = own_list(call)
    return membership.each(call, call.arguments.roleNrns, {
        refuse = function(name)
            if not list:get(name) then return MISSING, "NotFound" end
        end,
        apply = function(name) list:remove(name) end,
    })
end

return switchable_role
