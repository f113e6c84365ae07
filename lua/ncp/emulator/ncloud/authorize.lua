--- Whether a key may make a call.

local core = require("ncp.core")

local allowed = require("ncp.emulator.ncloud.allowed")
local errors = require("ncp.emulator.ncloud.errors")
local principal = require("ncp.emulator.ncloud.principal")
local resources = require("ncp.emulator.ncloud.resources")

-- By service of the model: its code in policies. To the others, policies do not apply.
local PRODUCTS = { subaccount = "IAM", externalaccess = "ExternalAccess" }

-- What belongs to a sub account itself, so that only its keys may call it.
local OWN = { switchable_role = true, sts = true }

-- Some reads are a POST in version 2.
local function reads(operation)
    if operation.method == "GET" then return true end
    local first = operation.api == "v2" and core.describe(operation.noun, operation.name)
    return first and first.method == "GET"
end

local function action_of(operation)
    local kind = reads(operation) and "View" or "Change"
    return {
        product = PRODUCTS[operation.service],
        name = ("%s/%s.%s"):format(kind, operation.noun, operation.name),
    }
end

local function deny(operation, word, details)
    if operation.api == "v2" then return errors.word(operation, word, details) end
    return errors.gateway("210", details)
end

--- Returns nil when the call may be made, else the failure to answer.
return function(state, key, operation, in_path)
    if OWN[operation.noun] and not key.owner then
        return deny(operation, "AccessDenied", "Only a sub account's key may call this.")
    end
    local action = action_of(operation)
    if key == state.main or not action.product then return nil end
    local resource = resources.of_path(state, operation, in_path, action.product)
    if not allowed(principal.of(state, key), action, resource) then
        return deny(operation, "Forbidden", ("No policy allows %s, or one denies it."):format(action.name))
    end
end
