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

return json
