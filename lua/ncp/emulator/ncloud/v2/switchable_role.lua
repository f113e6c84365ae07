--- Version 2 of the switchable role operations, which name roles by their ids, not by their resource names.

local errors = require("ncp.emulator.ncloud.errors")
local first = require("ncp.emulator.ncloud.switchable_role")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local switchable = require("ncp.emulator.ncloud.switchable")

local switchable_role = {}

local MISSING, own_list, show = switchable.MISSING, switchable.own_list, switchable.show

local function find(call, role_id)
    for _, entry in ipairs(own_list(call):list()) do
        if nrn.role_id(entry.roleNrn) == role_id then return entry end
    end
end

local function with_entry(handler)
    return function(call)
        local entry = find(call, call.arguments.roleId)
        if not entry then return nil, errors.word(call.operation, "NotFound") end
        return handler(call, entry)
    end
end

function switchable_role.add(call)
    local added, failure = first.add(call)
    if not added or not added.success then return added, failure end
    return show(call, own_list(call):get(call.arguments.roleNrn))
end

switchable_role.get = with_entry(show)

-- A description that is left out is cleared.
switchable_role.update = with_entry(function(call, entry)
    entry.displayName, entry.description = call.arguments.displayName, call.arguments.description or ""
    return show(call, entry)
end)

switchable_role.remove = with_entry(function(call, entry)
    own_list(call):remove(entry.roleNrn)
    return { success = true }
end)

function switchable_role.remove_many(call)
    return membership.each(call, call.arguments.roleNrns, {
        refuse = function(id)
            if not find(call, id) then return MISSING, "NotFound" end
        end,
        apply = function(id) own_list(call):remove(find(call, id).roleNrn) end,
    })
end

return switchable_role
