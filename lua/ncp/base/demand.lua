--- What public functions demand of their arguments. A mistake that stands in the source raises
-- there, in the words of this library.
local CALLER_OF_FUNCTION = 3 -- level: of whoever calls the function that demands

local function is_of_class(value, name)
    local class = getmetatable(value)
    return type(class) == "table" and class.__name == name
end

local function is_callable(value)
    local class = getmetatable(value)
    return type(value) == "function" or (type(class) == "table" and class.__call ~= nil)
end

local function of_type(name)
    return function(value) return type(value) == name end
end

-- Each with what is said of a value that is not of it: its place, and the type that it has.
local kinds = {
    table = { "%s must be a table, not %s", of_type("table") },
    text = { "%s must be a string, not %s", of_type("string") },
    callable = { "%s must be a function, not %s", is_callable },
    secret = { "%s must be a string or an ncp.Secret, not %s", function(value)
        return type(value) == "string" or type(value) == "userdata"
    end },
    client = { "%s: a client of ncp.new or huawei.new is needed", function(value)
        return type(value) == "table" and is_of_class(value, "ncp.Client")
    end },
    task = { "%s must be a task of ncp.spawn, not %s", function(value)
        return type(value) == "table" and value.event ~= nil
    end },
}

--- demand(value, kind, place) raises unless what stands at `place`, such as "map: the items", is of that
-- kind: `table`, `text`, `callable`, `secret`, `client` or `task`.
return function(value, kind, place)
    local message, check = kinds[kind][1], kinds[kind][2]
    if not check(value) then error(message:format(place, type(value)), CALLER_OF_FUNCTION) end
end
