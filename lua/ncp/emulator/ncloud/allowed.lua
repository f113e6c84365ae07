--- Decides what policies let somebody do. It knows nothing but its arguments.

local conditions = require("ncp.emulator.ncloud.conditions")
local patterns = require("ncp.emulator.ncloud.patterns")

local function any(list, test)
    for _, element in ipairs(list) do
        if test(element) then return true end
    end
    return false
end

local function is_in_target(target, action, resource)
    return patterns.is_like(action.product, target.product)
        and any(target.actions, function(pattern) return patterns.is_like(action.name, pattern) end)
        and any(target.resourceNrns, function(pattern) return patterns.covers(pattern, resource.nrn) end)
end

local function applies(statement, principal, action, resource)
    local function held(key)
        if key == "ncp:resourceTag" then return resource.tags end
        return { principal.context[key] }
    end
    return any(statement.targets, function(target) return is_in_target(target, action, resource) end)
        and conditions.are_met(statement.condition or {}, held)
end

--- allowed(principal, action, resource) → whether a statement allows it and none denies it.
-- @param principal `{ statements = list of statements as in the permission document of a policy,
--   context = value by condition key, such as { ["ncp:principalType"] = "IamUser" } }`
-- @param action `{ product = code of the service, name = "View/…" or "Change/…" }`
-- @param resource `{ nrn =, tags = { "key:value", … } }`
return function(principal, action, resource)
    local is_allowed = false
    for _, statement in ipairs(principal.statements) do
        if applies(statement, principal, action, resource) then
            if statement.effect == "Deny" then return false end
            is_allowed = true
        end
    end
    return is_allowed
end
