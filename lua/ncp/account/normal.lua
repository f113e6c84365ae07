--- The one form in which documents and what the service answers are compared.
--
-- Lists in which the order says nothing are sorted, and nothing stands in them twice; a list of one stands for a value
-- where a list can be; permissions are as the service keeps them; nulls, comments and members that no document has are
-- left out. Lists are marked as such, so that an empty one is encoded as a list.
local core = require("ncp.core")
local fields = require("ncp.account.fields")
local json = require("ncp.base.json")
local patterns = require("ncp.permission.patterns")

local normal = {}

local COMMENT = "//"

-- How the service keeps what it was given, by the name of the field; the second argument is the object around it.
local KEPT = {
    resourceNrns = function(names, target)
        local kept = {}
        for i, name in ipairs(names) do kept[i] = name == "*" and patterns.all(target.product) or name end
        return kept
    end,
    condition = function(condition)
        if next(condition) ~= nil then return condition end
    end,
}

-- What elements of a list are told apart and sorted by.
local function key_of(item, value)
    if item.type ~= "object" then return value end
    local parts = {}
    for i, field in ipairs(item.fields) do parts[i] = tostring(value[field.name]) end
    return table.concat(parts, "\0")
end

local function sorted_set(item, list)
    local keys, by_key = {}, {}
    for _, value in ipairs(list) do
        local key = key_of(item, value)
        if by_key[key] == nil then
            by_key[key] = value
            keys[#keys + 1] = key
        end
    end
    table.sort(keys)
    local set = {}
    for i, key in ipairs(keys) do set[i] = by_key[key] end
    return set
end

local of_value
local of_type = {}

function of_type.list(field, value)
    local list = {}
    if type(value) ~= "table" then value = { value } end
    for i, element in ipairs(value) do list[i] = of_value(field.item, element) end
    return core.array(field.distinct and sorted_set(field.item, list) or list)
end

function of_type.map(field, value)
    local map = {}
    for name, element in pairs(value) do
        if name ~= COMMENT and element ~= json.null then map[name] = of_value(field.item, element) end
    end
    return map
end

function of_type.object(field, value)
    local object = {}
    for _, member in ipairs(field.fields) do
        local given, keep = value[member.name], KEPT[member.name]
        if given == json.null then given = nil end
        if given ~= nil and keep then given = keep(given, value) end
        if given ~= nil then object[member.name] = of_value(member, given) end
    end
    return object
end

function of_value(field, value)
    local convert = of_type[field.type]
    if not convert then return value end
    return convert(field, value)
end

--- document(document) → a copy in normal form. It must be of the right types; see `ncp.account.document` for what is
-- not known to be.
function normal.document(document)
    local copy = of_value(fields.document, document)
    copy["$schema"] = nil
    return copy
end

--- member(member, value) → the value of a member of a section (see `ncp.account.shape`) in normal form, a copy; nil
-- for JSON's null.
function normal.member(member, value)
    if value == nil or value == json.null then return nil end
    return of_value(fields.of(member), value)
end

-- With the same mark on every table: an empty list and an empty map are the same table, so they have the same text.
local function bare(value)
    if type(value) ~= "table" then return value end
    local copy = {}
    for name, element in pairs(value) do copy[name] = bare(element) end
    return next(copy) == nil and core.array(copy) or copy
end

--- text(value) → JSON in which names are sorted: values that say the same have the same text.
function normal.text(value)
    return assert(core.json(bare(value)))
end

return normal
