--- JSON as this library reads it: a lua-cjson of its own, whose settings no other
-- user of lua-cjson sees or can change.
local cjson = require("cjson.safe").new()

cjson.decode_invalid_numbers(false)

local json = {
    --- decode(text) → value, or nil and why the text is not JSON. Nulls become
    -- `null`, whole numbers integers where this Lua has them.
    decode = cjson.decode,
    --- What stands for JSON's null, the same in every lua-cjson.
    null = cjson.null,
}

local function with_integers(value)
    if type(value) == "number" then return math.tointeger(value) or value end
    if type(value) == "table" then
        for name, member in pairs(value) do value[name] = with_integers(member) end
    end
    return value
end

-- One fork of lua-cjson makes floats of all numbers, so that 5.3 and later would
-- print the account 16001 as 16001.0.
if math.tointeger and math.type(cjson.decode("[1]")[1]) == "float" then
    local decode = cjson.decode
    function json.decode(text)
        local value, reason = decode(text)
        return with_integers(value), reason
    end
end

return json
