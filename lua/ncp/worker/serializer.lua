--- Values as they pass between nginx's event loop and a thread, which have Lua states of
-- their own: strings, numbers, booleans and tables. What is more than that travels as
-- its plain content, and becomes itself again on the other side.
local core = require("ncp.core")
local errors = require("ncp.base.error")
local key_pair = require("ncp.base.key_pair")

local serializer = {}

local KIND = "\0ncp" -- no field of the API has this name

-- How what has a class is made anew of its content.
local makers = {
    ["ncp.Secret"] = function(content) return core.secret(content.text) end,
    ["ncp.Error"] = errors.adopt,
    ["ncp.Credentials"] = key_pair.adopt,
}

local function class_of(value)
    local class = getmetatable(value)
    return type(class) == "table" and class.__name or nil
end

--- pack(value) → the same without classes.
function serializer.pack(value)
    if type(value) == "userdata" and tostring(value) == "***" then
        return { [KIND] = "ncp.Secret", text = value:reveal() }
    end
    if type(value) ~= "table" then return value end
    local packed = {}
    for name, inner in pairs(value) do packed[name] = serializer.pack(inner) end
    local class = class_of(value)
    if makers[class] then packed[KIND] = class end
    return packed
end

--- unpack(packed) → what was packed.
function serializer.unpack(packed)
    if type(packed) ~= "table" then return packed end
    local kind, value = packed[KIND], {}
    for name, inner in pairs(packed) do
        if name ~= KIND then value[name] = serializer.unpack(inner) end
    end
    return kind and makers[kind](value) or value
end

return serializer
