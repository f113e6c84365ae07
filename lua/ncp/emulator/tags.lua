--- Tags of a resource: a list of `{ tagKey =, tagValue = }`.

local core = require("ncp.core")

local errors = require("ncp.emulator.errors")

local tags = {}

local LIMIT = 20

local function find(list, key)
    for i, tag in ipairs(list) do
        if tag.tagKey == key then return tag, i end
    end
end

--- The list for tags given as a map (or nil) of key to value.
function tags.from_map(map)
    local list = {}
    for key, value in pairs(map or {}) do list[#list + 1] = { tagKey = key, tagValue = value } end
    table.sort(list, function(a, b) return a.tagKey < b.tagKey end)
    return list
end

--- The answer that lists them.
function tags.list(list)
    local answer = core.array {}
    for i, tag in ipairs(list) do
        answer[i] = {
            tagKey = tag.tagKey,
            tagValue = tag.tagValue,
            tagDisplay = tag.tagKey .. ":" .. tag.tagValue,
        }
    end
    return answer
end

--- Adds the tag of the call; one with the same key gets the new value.
function tags.add(call, list)
    local key, value = call.arguments.tagKey, call.arguments.tagValue
    local tag = find(list, key)
    if not tag and #list >= LIMIT then return nil, errors.service(call.operation, 9012) end
    if tag then
        tag.tagValue = value
    else
        list[#list + 1] = { tagKey = key, tagValue = value }
    end
    return { success = true, message = "" }
end

--- Removes the tag of the call, whose value must be the tag's.
function tags.remove(call, list)
    local tag, index = find(list, call.arguments.tagKey)
    if not tag or tag.tagValue ~= call.arguments.tagValue then
        return { success = false, message = "This tag isn't registered." }
    end
    table.remove(list, index)
    return { success = true }
end

return tags
