--- Patterns of permission documents, in which * stands for any number of characters.

local patterns = {}

-- Each piece between the asterisks is taken where it stands first: that leaves most to those behind it, so that no
-- pattern takes longer than the value is long.
local function has_pieces(value, at, pattern, star)
    local last = pattern:match("[^*]*$")
    local pieces = pattern:sub(star, #pattern - #last)
    for piece in pieces:gmatch("[^*]+") do
        local _, stop = value:find(piece, at, true)
        if not stop then return false end
        at = stop + 1
    end
    return #value - #last + 1 >= at and value:sub(#value - #last + 1) == last
end

--- Whether `value` is as `pattern` says; upper and lower case differ.
function patterns.is_like(value, pattern)
    local star = pattern:find("*", 1, true)
    if not star then return value == pattern end
    if value:sub(1, star - 1) ~= pattern:sub(1, star - 1) then return false end
    return star == #pattern or has_pieces(value, star, pattern, star)
end

local function parts_of(name)
    return (name .. ":"):gmatch("([^:]*):")
end

--- Whether a pattern of resource names covers `nrn`, part by part. A part that is empty says nothing:
-- "nrn:*:Server:*::*" is how the service writes all servers.
function patterns.covers(pattern, nrn)
    if pattern == "*" or pattern == nrn then return true end
    local next_given = parts_of(nrn)
    for wanted in parts_of(pattern) do
        local given = next_given()
        if not given or wanted ~= "" and not patterns.is_like(given, wanted) then return false end
    end
    return next_given() == nil
end

--- The pattern of all resources of a service, in the form in which policies are read back.
function patterns.all(product)
    return ("nrn:*:%s:*::*"):format(product)
end

return patterns
