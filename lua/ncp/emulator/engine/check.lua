--- Checks decoded values against the fields of the model's rows, as the service would.

local cjson = require("cjson")

local text = require("ncp.emulator.engine.text")

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
    string = function(value, field)
        if field.trimmed then value = text.trim(value) end
        return field.bytes and #value or text.characters(value)
    end,
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

--- What is wrong with a value itself that was given for `field`, or nil; not what is wrong within it.
function check.value(field, value)
    if value == cjson.null and field.nullable then return nil end
    if field.or_one and type(value) ~= "table" then return check.value(field.item, value) end
    if not IS_TYPE[field.type](value) then return "is not of type " .. field.type end
    -- Passwords have rules and an error code of their own, see ncp.emulator.ncloud.password.
    if field.sensitive then return nil end
    return limit_fault(field, value) or rule_fault(field, value)
end

-- The value at a path such as "source.sourceType" below `values`.
local function look_up(values, path)
    for name in path:gmatch("[^.]+") do values = type(values) == "table" and values[name] or nil end
    return values
end

local function is_one_of(value, words)
    for _, word in ipairs(words) do
        if tostring(value) == word then return true end
    end
    return false
end

-- Of a list one element is enough.
local function is_met(condition, top)
    if not condition then return false end
    local value = look_up(top, condition.field) or false
    for _, element in ipairs(type(value) == "table" and value or { value }) do
        if is_one_of(element, condition.equals) then return true end
    end
    return false
end

local function is_required(field, top)
    if field.required_if then return is_met(field.required_if, top) end
    return field.required
end

local find_in_fields

local function find_in_value(found, field, value, path, top)
    local fault = check.value(field, value)
    if fault then
        found[#found + 1] = { path = path, fault = fault }
        return
    end
    if type(value) ~= "table" then return end
    if field.fields then return find_in_fields(found, field.fields, value, path .. ".", top) end
    for key, element in pairs(field.item and value or {}) do
        local place = field.type == "list" and ("%s[%d]"):format(path, key - 1) or ("%s.%s"):format(path, key)
        find_in_value(found, field.item, element, place, top)
    end
end

function find_in_fields(found, fields, values, prefix, top)
    for _, field in ipairs(fields) do
        local value, path = values[field.name], prefix .. field.name
        if value == nil and is_required(field, top) then
            found[#found + 1] = { path = path, fault = "is required" }
        elseif value ~= nil and is_met(field.refused_if, top) then
            found[#found + 1] = { path = path, fault = "is not allowed here" }
        elseif value ~= nil then
            find_in_value(found, field, value, path, top)
        end
    end
end

--- Looks for mistakes in the table `values` for the list `fields`. Values without a field are ignored.
-- @return a list of `{ path =, fault = }`, empty when there is none: the path of the wrong value, such as
--   "permissions[0].effect" (elements are counted from 0), and what is wrong with it
function check.find(fields, values)
    local found = {}
    find_in_fields(found, fields, values, "", values)
    return found
end

--- The first of them as one text, or nil.
function check.fields(fields, values)
    local first = check.find(fields, values)[1]
    return first and first.path .. " " .. first.fault
end

return check
