--- The order of version 2's lists.

-- By the name of the list, where it is not that of NEWEST.
local DEFAULTS = {
    roles = { "createdDateTime,desc", "roleName,asc", "roleType,asc" },
    tags = { "tagKey,asc" },
    resources = { "resourceName,asc" },
}
local NEWEST = { "createdDateTime,desc" }

local function read(sort)
    local keys = {}
    for i, text in ipairs(sort) do
        local name, direction = text:match("^(%w+),(%l+)$")
        keys[i] = { name = name, descends = direction == "desc" }
    end
    return keys
end

-- What has no value comes last. Equal things keep their order.
local function is_before(a, b, keys)
    for _, key in ipairs(keys) do
        local left, right = a.shown[key.name], b.shown[key.name]
        if left ~= right then
            if left == nil or right == nil then return right == nil end
            if key.descends then return left > right end
            return left < right
        end
    end
    return a.index < b.index
end

--- The things, a list, in the order that the call asks for, or in that of the list. They are compared as
-- `show(call, thing)` shows them. Lists of version 1 stay as they are.
return function(call, things, show)
    if call.operation.api ~= "v2" then return things end
    local keys = read(call.arguments.sort or DEFAULTS[call.operation.paging.items] or NEWEST)
    local entries, ordered = {}, {}
    for i, thing in ipairs(things) do entries[i] = { thing = thing, index = i, shown = show(call, thing) } end
    table.sort(entries, function(a, b) return is_before(a, b, keys) end)
    for i, entry in ipairs(entries) do ordered[i] = entry.thing end
    return ordered
end
