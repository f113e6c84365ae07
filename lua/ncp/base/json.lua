--- JSON as this library reads it: a lua-cjson of its own, whose settings no other
-- user of lua-cjson sees or can change.
local core = require("ncp.core")
local cjson = require("cjson.safe").new()

cjson.decode_invalid_numbers(false)

-- One fork of lua-cjson makes floats of all numbers, so that 5.3 and later would
-- print the account 16001 as 16001.0.
local makes_floats = math.tointeger and math.type(cjson.decode("[1]")[1]) == "float"

local json = {
    --- What stands for JSON's null, the same in every lua-cjson.
    null = cjson.null,
}

--- decode(text) → value, or nil and why the text is not JSON, or JSON that nobody should trust: not UTF-8, nested too
-- deeply, with a number that is too large. Nulls become `null`, whole numbers integers where this Lua has them.
function json.decode(text)
    local fault = core.json_fault(text)
    if fault then return nil, fault end
    local value, reason = cjson.decode(text)
    if makes_floats then value = core.whole_numbers(value) end
    return value, reason
end

local append_indented

local function append_element(out, margin, name, value, separator)
    out[#out + 1] = margin .. name
    append_indented(out, value, margin)
    out[#out + 1] = separator
end

local function names_of(object)
    local names = {}
    for name in pairs(object) do names[#names + 1] = name end
    table.sort(names)
    return names
end

local function append_list(out, list, margin)
    out[#out + 1] = "[\n"
    for i, element in ipairs(list) do append_element(out, margin .. "  ", "", element, i < #list and ",\n" or "\n") end
    out[#out + 1] = margin .. "]"
end

local function append_object(out, object, margin)
    local names = names_of(object)
    out[#out + 1] = "{\n"
    for i, name in ipairs(names) do
        append_element(out, margin .. "  ", core.json(name) .. ": ", object[name], i < #names and ",\n" or "\n")
    end
    out[#out + 1] = margin .. "}"
end

function append_indented(out, value, margin)
    if type(value) ~= "table" or next(value) == nil then
        out[#out + 1] = core.json(value)
    else
        (#value > 0 and append_list or append_object)(out, value, margin)
    end
end

--- indented(value) → its JSON for people: a line for each value, the names of objects sorted, a line break at the end;
-- or nil and why it has none.
function json.indented(value)
    local valid, fault = core.json(value)
    if not valid then return nil, fault end
    local out = {}
    append_indented(out, value, "")
    out[#out + 1] = "\n"
    return table.concat(out)
end

return json
