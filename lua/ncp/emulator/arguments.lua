--- Reads the arguments of an operation from path, query and JSON body, as its row of the model has them.

local cjson = require("cjson")

local check = require("ncp.emulator.check")
local errors = require("ncp.emulator.errors")
local text = require("ncp.emulator.text")

local arguments = {}

local decoder = cjson.new()
decoder.decode_invalid_numbers(false)

local function integer(value)
    return value:find("^%-?%d+$") and tonumber(value) or value
end

-- A value that has not the right form stays a string, which the check then refuses.
local FROM_TEXT = {
    string = function(value) return value end,
    integer = integer,
    boolean = function(value)
        if value == "true" then return true end
        if value == "false" then return false end
        return value
    end,
}

function FROM_TEXT.list(value, field)
    local list = text.split(value, ",")
    for i, element in ipairs(list) do list[i] = FROM_TEXT[field.item.type](element) end
    return list
end

--- The decoded parameters of a query string, or nil when it is malformed.
local function read_query(query)
    local values = {}
    for pair in query:gmatch("[^&]+") do
        local name, value = pair:match("^([^=]*)=?(.*)$")
        name, value = text.unescape(name), text.unescape(value)
        if not name or not value then return nil end
        values[name] = value
    end
    return values
end

-- Leaves the null elements of lists, which the check then refuses.
local function without_nulls(values)
    local kept = {}
    for name, value in pairs(values) do
        if type(value) == "table" then value = without_nulls(value) end
        if value ~= cjson.null or type(name) == "number" then kept[name] = value end
    end
    return kept
end

local function read_body(body)
    if not body or body == "" then return {} end
    if not text.characters(body) then return nil, "The body is not UTF-8." end
    local decoded, values = pcall(decoder.decode, body)
    if not decoded then return nil, "The body is not JSON." end
    if type(values) ~= "table" then return nil, "The body is neither an object nor an array." end
    return without_nulls(values)
end

local function fields_in(operation, place)
    local fields = {}
    for _, field in ipairs(operation.parameters) do
        if field.place == place then fields[#fields + 1] = field end
    end
    return fields
end

local function convert(fields, values)
    local converted = {}
    for _, field in ipairs(fields) do
        local value = values[field.name]
        if value ~= nil then converted[field.name] = FROM_TEXT[field.type](value, field) end
    end
    return converted
end

-- A field may be the whole body.
local function pick(fields, values)
    if fields[1].whole_body then return { [fields[1].name] = values } end
    local picked = {}
    for _, field in ipairs(fields) do picked[field.name] = values[field.name] end
    return picked
end

local function merge(...)
    local merged = {}
    for _, values in ipairs { ... } do
        for name, value in pairs(values) do merged[name] = value end
    end
    return merged
end

--- The arguments by wire name, or nil and the failure to answer.
-- @param operation row of the model
-- @param in_path values taken from the path
-- @param query string or nil
-- @param body string or nil
function arguments.read(operation, in_path, query, body)
    local in_query = read_query(query or "")
    if not in_query then return nil, errors.gateway("100", "The query is not percent-encoded UTF-8.") end
    local body_fields, in_body = fields_in(operation, "body"), {}
    if #body_fields > 0 then
        local values, fault = read_body(body)
        if not values then return nil, errors.gateway("100", fault) end
        in_body = pick(body_fields, values)
    end
    local values = merge(in_path, convert(fields_in(operation, "query"), in_query), in_body)
    local path, fault = check.find(operation.parameters, values)
    if path then return nil, errors.argument(operation, path, fault) end
    return values
end

return arguments
