--- What both versions of the switchable role operations have in common: the list of the sub account whose key signed.

local nrn = require("ncp.emulator.ncloud.nrn")
local views = require("ncp.emulator.ncloud.views")

local switchable = {}

--- MISSING: what is said of a role that is not in the list.
switchable.MISSING = "This role isn't registered."

--- show(call, entry) → what the service shows of an entry.
switchable.show = views.new {
    roleNo = function(entry) return (nrn.role_id(entry.roleNrn)) end,
    isCurrentRole = function() return false end,
}

--- own_list(call) → the list, by the resource names of the roles.
function switchable.own_list(call)
    return call.key.owner.switchable_roles
end

return switchable
