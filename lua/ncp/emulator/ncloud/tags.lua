--- Tags of a resource: a list of `{ tagKey =, tagValue = }`.

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")

local tags = {}

local LIMIT = 20

local function find(list, key)
    for i, tag in ipairs(list) do
        if tag.tagKey == key then return tag, i end
    end
end

local function display(tag)
    return tag.tagKey .. ":" .. tag.tagValue
end

--- The list for tags given as a map (or nil) of key to value.
function tags.from_map(map)
    local list = {}
    for key, value in pairs(map or {}) do list[#list + 1] = { tagKey = key, tagValue = value } end
    table.sort(list, function(a, b) return a.tagKey < b.tagKey end)
    return list
end

--- The tags as "key:value".
function tags.displayed(list)
    local displayed = {}
    for i, tag in ipairs(list) do displayed[i] = display(tag) end
    return displayed
end

local function list_tags(_, thing)
    local answer = core.array {}
    for i, tag in ipairs(thing.tags) do
        answer[i] = { tagKey = tag.tagKey, tagValue = tag.tagValue, tagDisplay = display(tag) }
    end
    return answer
end

-- A tag with the same key gets the new value.
local function add_tag(call, thing)
    local key, value = call.arguments.tagKey, call.arguments.tagValue
    local tag = find(thing.tags, key)
    if not tag and #thing.tags >= LIMIT then return nil, errors.service(call.operation, 9012) end
    if tag then
        tag.tagValue = value
    else
        thing.tags[#thing.tags + 1] = { tagKey = key, tagValue = value }
    end
    return { success = true }
end

local function remove_tag(call, thing)
    local tag, index = find(thing.tags, call.arguments.tagKey)
    if not tag or tag.tagValue ~= call.arguments.tagValue then
        return { success = false, message = "This tag isn't registered." }
    end
    table.remove(thing.tags, index)
    return { success = true }
end

--- Adds list_tags, add_tag and remove_tag to the handlers of a noun. `with` wraps a handler that needs
-- the tagged thing, see ncp.emulator.ncloud.resources.
function tags.add_to(handlers, with)
    handlers.list_tags, handlers.add_tag, handlers.remove_tag = with(list_tags), with(add_tag), with(remove_tag)
end

return tags
