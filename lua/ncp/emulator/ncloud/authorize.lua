--- Whether a key may make a call.

local actions = require("ncp.permission.actions")
local allowed = require("ncp.permission.allowed")
local errors = require("ncp.emulator.ncloud.errors")
local principal = require("ncp.emulator.ncloud.principal")
local resources = require("ncp.emulator.ncloud.resources")

-- What belongs to a sub account itself, so that only its keys may call it.
local OWN = { switchable_role = true, sts = true }

local function deny(operation, word, details)
    if operation.api == "v2" then return errors.word(operation, word, details) end
    return errors.gateway("210", details)
end

--- Returns nil when the call may be made, else the failure to answer.
return function(state, key, operation, in_path)
    if OWN[operation.noun] and not key.owner then
        return deny(operation, "AccessDenied", "Only a sub account's key may call this.")
    end
    local action = actions.of(operation)
    if key == state.main or not action.product then return nil end
    local resource = resources.of_path(state, operation, in_path, action.product)
    if not allowed(principal.of(state, key), action, resource) then
        return deny(operation, "Forbidden", ("No policy allows %s, or one denies it."):format(action.name))
    end
end
