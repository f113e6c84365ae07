--- Conditions of permission documents: `{ [operator] = { [key] = { values } } }`.

local patterns = require("ncp.permission.patterns")

local conditions = {}

local function is_equal(held, value)
    return held == value
end

-- What compares, and whether something has to be found.
local OPERATORS = {
    StringEquals = { is_equal, true },
    StringNotEquals = { is_equal, false },
    StringLike = { patterns.is_like, true },
    StringNotLike = { patterns.is_like, false },
}

local function has_match(held, values, compare)
    for _, one in ipairs(held) do
        for _, value in ipairs(values) do
            if compare(one, value) then return true end
        end
    end
    return false
end

--- Whether the operator is one that `are_met` can decide.
function conditions.is_operator(name)
    return OPERATORS[name] ~= nil
end

local function is_met(operator, keys, held)
    local compare, expected = operator[1], operator[2]
    for key, values in pairs(keys) do
        if has_match(held(key), values, compare) ~= expected then return false end
    end
    return true
end

--- Whether all conditions hold; nil when that cannot be told, for an operator that is not known here.
-- `held(key)` returns the list of values that a key has now, which is empty for a key that has none: nothing
-- equals it.
function conditions.are_met(condition, held)
    local is_known = true
    for name, keys in pairs(condition) do
        local operator = OPERATORS[name]
        if operator and not is_met(operator, keys, held) then return false end
        is_known = is_known and operator ~= nil
    end
    return is_known or nil
end

return conditions
