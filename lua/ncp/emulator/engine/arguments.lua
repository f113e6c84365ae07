--- Reads the arguments of an operation from a request, as its row of the model has them.

local cjson = require("cjson")

local check = require("ncp.base.check")
local text = require("ncp.base.text")

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
    local list = type(value) == "table" and value or text.split(value, ",")
    for i, element in ipairs(list) do list[i] = FROM_TEXT[field.item.type](element) end
    return list
end

-- The names of the parameters that may be there more than once.
local function repeated_in(operation)
    local names = {}
    for _, field in ipairs(operation.parameters) do names[field.name] = field.repeated end
    return names
end

--- The decoded parameters of a query string, or nil when it is malformed.
local function read_query(query, repeated)
    local values = {}
    for pair in query:gmatch("[^&]+") do
        local name, value = pair:match("^([^=]*)=?(.*)$")
        name, value = text.unescape(name), text.unescape(value)
        if not name or not value then return nil end
        if repeated[name] then
            values[name] = values[name] or {}
            table.insert(values[name], value)
        else
            values[name] = value
        end
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

-- Version 2 tells null from nothing.
local function read_body(operation, body)
    if not body or body == "" then return {} end
    if not text.characters(body) then return nil, "The body is not UTF-8." end
    local decoded, values = pcall(decoder.decode, body)
    if not decoded then return nil, "The body is not JSON." end
    if type(values) ~= "table" then return nil, "The body is neither an object nor an array." end
    return operation.api == "v2" and values or without_nulls(values)
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
local function pick(operation, fields, values)
    if fields[1].whole_body then return { [fields[1].name] = values } end
    if operation.wrapper then values = values[operation.wrapper] end
    if type(values) ~= "table" then return nil, operation.wrapper .. " is required." end
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

-- The values of the body's fields, or nil and what is wrong.
local function read_body_fields(operation, body)
    local fields = fields_in(operation, "body")
    if #fields == 0 then return {} end
    local values, fault = read_body(operation, body)
    if not values then return nil, fault end
    return pick(operation, fields, values)
end

-- The values by the names that version 1 has for them, which are those of the state.
local function by_first_names(operation, values)
    local renamed = {}
    for _, field in ipairs(operation.parameters) do renamed[field.was or field.name] = values[field.name] end
    return renamed
end

--- The arguments by wire name, that of version 1 where the two differ, or nil and the failure to answer.
-- @param operation row of the model
-- @param in_path values taken from the path
-- @param request as of `handle`, with the names of headers in lower case where the row has any
-- @param errors those of the emulator: `malformed(operation, details)` for what cannot be read,
--   `argument(operation, path, fault, found)` for a value that breaks a limit of the row; `found` has all
--   that do, see ncp.base.check
function arguments.read(operation, in_path, request, errors)
    local in_query = read_query(request.target:match("%?(.*)$") or "", repeated_in(operation))
    if not in_query then return nil, errors.malformed(operation, "The query is not percent-encoded UTF-8.") end
    local in_body, malformed = read_body_fields(operation, request.body)
    if not in_body then return nil, errors.malformed(operation, malformed) end
    local in_header = convert(fields_in(operation, "header"), request.headers)
    local values = merge(in_path, convert(fields_in(operation, "query"), in_query), in_header, in_body)
    local found = check.find(operation.parameters, values)
    if found[1] then return nil, errors.argument(operation, found[1].path, found[1].fault, found) end
    return by_first_names(operation, values)
end

return arguments
