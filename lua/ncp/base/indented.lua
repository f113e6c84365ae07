--- JSON for people.
local core = require("ncp.core")
local sorted_keys = require("ncp.base.sorted_keys")

local append_indented

local function append_element(out, margin, name, value, separator)
    out[#out + 1] = margin .. name
    append_indented(out, value, margin)
    out[#out + 1] = separator
end

local function append_list(out, list, margin)
    out[#out + 1] = "[\n"
    for i, element in ipairs(list) do append_element(out, margin .. "  ", "", element, i < #list and ",\n" or "\n") end
    out[#out + 1] = margin .. "]"
end

local function append_object(out, object, margin)
    local names = sorted_keys(object)
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
return function(value)
    local valid, fault = core.json(value)
    if not valid then return nil, fault end
    local out = {}
    append_indented(out, value, "")
    out[#out + 1] = "\n"
    return table.concat(out)
end
