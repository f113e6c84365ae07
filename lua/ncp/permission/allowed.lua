--- Decides what policies let somebody do. It knows nothing but its arguments.

local conditions = require("ncp.permission.conditions")
local patterns = require("ncp.permission.patterns")

local function is_any(matches, list, value)
    for _, pattern in ipairs(list) do
        if matches(value, pattern) then return true end
    end
    return false
end

local function is_covered(nrn, pattern)
    return patterns.covers(pattern, nrn)
end

local function is_about(statement, action, resource)
    for _, target in ipairs(statement.targets) do
        if patterns.is_like(action.product, target.product) and is_any(patterns.is_like, target.actions, action.name)
            and is_any(is_covered, target.resourceNrns, resource.nrn) then
            return true
        end
    end
    return false
end

local TAG = "ncp:resourceTag"

-- The government's version 2 asks for the values of one tag: ncp:resourceTag/env.
local function tag_values(tags, key)
    local values, start = {}, key:sub(#TAG + 2) .. ":"
    for _, tag in ipairs(tags) do
        if tag:sub(1, #start) == start then values[#values + 1] = tag:sub(#start + 1) end
    end
    return values
end

-- Whether the statement applies; nil when that cannot be told.
local function applies(statement, principal, action, resource)
    if not is_about(statement, action, resource) then return false end
    if not statement.condition then return true end
    return conditions.are_met(statement.condition, function(key)
        if key == TAG then return resource.tags end
        if key:sub(1, #TAG + 1) == TAG .. "/" then return tag_values(resource.tags, key) end
        return { principal.context[key] }
    end)
end

--- allowed(principal, action, resource) → whether a statement allows it and none denies it, and the statement that
-- decides: the first denial, else the first that allows it; nil when none applies. Where it hangs on a condition of
-- which that cannot be told: nil, and the statement that has it.
-- @param principal `{ statements = list of statements as in the permission document of a policy,
--   context = value by condition key, such as { ["ncp:principalType"] = "IamUser" } }`
-- @param action `{ product = code of the service, name = "View/…" or "Change/…" }`
-- @param resource `{ nrn =, tags = { "key:value", … } }`
return function(principal, action, resource)
    local first = {} -- of each effect, and of each effect that a statement may have
    for _, statement in ipairs(principal.statements) do
        local applied = applies(statement, principal, action, resource)
        if applied and statement.effect == "Deny" then return false, statement end
        if applied ~= false then
            local effect = (applied and "" or "maybe ") .. statement.effect
            first[effect] = first[effect] or statement
        end
    end
    local allowing = first.Allow or first["maybe Allow"]
    if allowing and first["maybe Deny"] then return nil, first["maybe Deny"] end
    if first.Allow then return true, first.Allow end
    if allowing then return nil, allowing end
    return false
end
