-- Writes values as Lua source.

local cjson = require "cjson"

local literal = {}

local WIDTH = 100
local STEP = "    "

local escapes = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ["\\"] = "\\\\", ['"'] = '\\"' }

local function quote(text)
    return '"' .. text:gsub('[%c\\"]', function(character)
        return escapes[character] or ("\\%03d"):format(character:byte())
    end) .. '"'
end

local function is_secret(value)
    return type(value) == "table" and value["$secret"] ~= nil
end

local function scalar(value)
    if value == cjson.null then return "ncp.null" end
    if is_secret(value) then return "<ncp.Secret ***>" end
    if type(value) == "string" then return quote(value) end
    if type(value) == "number" then return ("%.14g"):format(value) end
    return tostring(value)
end

-- The names in `value`: first those of `fields`, in their order.
local function names_of(value, fields)
    local names, seen = {}, {}
    for _, field in ipairs(fields or {}) do
        seen[field.name] = true
        if value[field.name] ~= nil then names[#names + 1] = field.name end
    end
    local others = {}
    for name in pairs(value) do
        if not seen[name] then others[#others + 1] = name end
    end
    table.sort(others)
    for _, name in ipairs(others) do names[#names + 1] = name end
    return names
end

local function field_named(fields, name)
    for _, field in ipairs(fields or {}) do
        if field.name == name then return field end
    end
end

-- The entries of a table: what stands before the value, the value, and its field.
local function entries_of(value, field)
    local entries = {}
    if value[1] ~= nil then
        for i, element in ipairs(value) do entries[i] = { "", element, field and field.item } end
        return entries
    end
    local fields = field and field.fields
    for i, name in ipairs(names_of(value, fields)) do
        local key = name:find("^[%a_][%w_]*$") and name or "[" .. quote(name) .. "]"
        entries[i] = { key .. " = ", value[name], field_named(fields, name) or field and field.item }
    end
    return entries
end

local function on_one_line(value, field)
    if type(value) ~= "table" or is_secret(value) then return scalar(value) end
    local parts = {}
    for i, entry in ipairs(entries_of(value, field)) do parts[i] = entry[1] .. on_one_line(entry[2], entry[3]) end
    return parts[1] and "{ " .. table.concat(parts, ", ") .. " }" or "{}"
end

--- The source of `value`, whose row is `field` (nil: unknown); it may have several lines, the first of
-- which begins after `used` characters, the others after `indent`.
function literal.of(value, field, indent, used)
    local line = on_one_line(value, field)
    if #indent + used + #line <= WIDTH or line:sub(1, 1) ~= "{" or line == "{}" then return line end
    local lines, inner = { "{" }, indent .. STEP
    for _, entry in ipairs(entries_of(value, field)) do
        lines[#lines + 1] = inner .. entry[1] .. literal.of(entry[2], entry[3], inner, #entry[1] + 1) .. ","
    end
    lines[#lines + 1] = indent .. "}"
    return table.concat(lines, "\n")
end

--- The arguments of a call that begins after `used` characters. Where they are too long for a line, the
-- last one is broken if it is a table; else they get a line of their own.
function literal.arguments(values, fields, used)
    local parts, count = {}, #values
    for i, value in ipairs(values) do parts[i] = on_one_line(value, fields[i]) end
    local line = table.concat(parts, ", ")
    if used + #line <= WIDTH or count == 0 then return line end
    if type(values[count]) ~= "table" then return "\n" .. STEP .. line .. "\n" end
    parts[count] = literal.of(values[count], fields[count], "", WIDTH)
    return table.concat(parts, ", ")
end

return literal
