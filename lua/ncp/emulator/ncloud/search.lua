--- The search of the service's lists.

local function value_of(thing, column)
    if type(column) == "function" then return column(thing) end
    return thing[column]
end

-- Numbers are compared whole.
local function is_in(value, word)
    if type(value) == "number" then return tostring(value) == word end
    return value:find(word, 1, true) ~= nil
end

local function is_found(thing, columns, name, word)
    if name then return is_in(value_of(thing, columns[name]), word) end
    for _, column in pairs(columns) do
        if is_in(value_of(thing, column), word) then return true end
    end
    return false
end

--- The things in whose column `searchColumn` of the call, or in any when that is not given, is `searchWord`.
-- @param columns by name: the field, or a function that returns the value for a thing
return function(call, things, columns)
    local word, name = call.arguments.searchWord, call.arguments.searchColumn
    if not word or word == "" then return things end
    local found = {}
    for _, thing in ipairs(things) do
        if is_found(thing, columns, name, word) then found[#found + 1] = thing end
    end
    return found
end
