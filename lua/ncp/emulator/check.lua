--- Checks decoded values against the fields of the model's rows, as the service would.

local text = require("ncp.emulator.text")

local check = {}

local function count(value)
    local entries = 0
    for _ in pairs(value) do entries = entries + 1 end
    return entries
end

local function is_sequence(value)
    if type(value) ~= "table" then return false end
    return count(value) == #value
end

local function has_string_keys(value)
    if type(value) ~= "table" then return false end
    for key in pairs(value) do
        if type(key) ~= "string" then return false end
    end
    return true
end

local LARGEST_INTEGER = 2 ^ 53

local IS_TYPE = {
    string = function(value) return type(value) == "string" and text.characters(value) ~= nil end,
    integer = function(value)
        return type(value) == "number" and value % 1 == 0 and math.abs(value) <= LARGEST_INTEGER
    end,
    boolean = function(value) return type(value) == "boolean" end,
    list = is_sequence,
    object = has_string_keys,
    map = has_string_keys,
}

-- What min and max limit.
local MEASURE = {
    string = function(value, field) return field.bytes and #value or text.characters(value) end,
    integer = function(value) return value end,
    list = count,
    map = count,
}

local function is_allowed(field, value)
    local word = field.type == "integer" and ("%d"):format(value) or value
    for _, allowed in ipairs(field.allowed) do
        if word == allowed then return true end
    end
    return false
end

local function limit_fault(field, value)
    if not field.min and not field.max then return nil end
    local size = MEASURE[field.type](value, field)
    if field.min and size < field.min then return "is too short or too small" end
    if field.max and size > field.max then return "is too long or too large" end
end

local function rule_fault(field, value)
    if field.allowed and not is_allowed(field, value) then return "is not one of the allowed values" end
    if field.characters and not text.is_of_class(value, field.characters) then
        return "has a character that is not allowed"
    end
    if field.first and not text.is_of_class(value:sub(1, 1), field.first) then
        return "starts with a character that is not allowed"
    end
end

local function elements_fault(field, value)
    if field.fields then return check.fields(field.fields, value) end
    if not field.item then return nil end
    for key, element in pairs(value) do
        local fault = check.value(field.item, element)
        if fault then return ("%s: %s"):format(key, fault) end
    end
end

--- What is wrong with a value that was given for `field`, or nil.
function check.value(field, value)
    if not IS_TYPE[field.type](value) then return "is not of type " .. field.type end
    -- Passwords have rules and an error code of their own, see ncp.emulator.password.
    if field.sensitive then return nil end
    return limit_fault(field, value) or rule_fault(field, value) or elements_fault(field, value)
end

local function is_required(field, values)
    local condition = field.required_if
    if not condition then return field.required end
    return tostring(values[condition.field] or false) == condition.equals
end

--- What is wrong with the table `values` for the list `fields`, naming the field, or nil.
-- Values without a field are ignored.
function check.fields(fields, values)
    for _, field in ipairs(fields) do
        local value, fault = values[field.name], nil
        if value ~= nil then
            fault = check.value(field, value)
        elseif is_required(field, values) then
            fault = "is required"
        end
        if fault then return field.name .. " " .. fault end
    end
end

return check
