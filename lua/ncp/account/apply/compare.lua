--- How what a plan stands on compares with what there is.
local normal = require("ncp.account.normal")
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")
local world = require("ncp.account.world")

local compare = {}

local LONGEST = 200 -- bytes of a value in a message

-- Of these only the members count that the plan has.
local PARTIAL = { fields = true, account = true }
for _, member in ipairs(shape.sections.settings.members) do PARTIAL[member.name] = true end

local function cut_to(expected, found)
    local cut = {}
    for name in pairs(expected) do cut[name] = found[name] end
    return cut
end

-- As far as it is compared.
local function as_far(part, expected, found)
    if PARTIAL[part] and type(expected) == "table" and type(found) == "table" then return cut_to(expected, found) end
    return found
end

--- same(part, expected, found) → whether a part is as the plan has it. What is not set is nil or false.
function compare.same(part, expected, found)
    return normal.text(expected or false) == normal.text(as_far(part, expected, found) or false)
end

local function shown(value)
    if value == nil then return "not set" end
    local text = normal.text(value)
    return #text > LONGEST and text:sub(1, LONGEST):gsub("[\192-\255]?[\128-\191]*$", "") .. "…" or text
end

-- The members that differ, each with what the plan has and what there is.
local function differences(expected, found)
    local texts = {}
    for _, name in ipairs(state.sorted(expected)) do
        local was, is = shown(expected[name]), shown(found[name])
        if was ~= is then texts[#texts + 1] = ("%s is %s, not %s"):format(name, is, was) end
    end
    return table.concat(texts, "; ")
end

--- difference(part, expected, found) → in words.
function compare.difference(part, expected, found)
    if PARTIAL[part] and type(expected) == "table" and type(found) == "table" then
        return differences(expected, found)
    end
    return ("%s is %s, not %s"):format(part, shown(found or nil), shown(expected or nil))
end

local function is_within(list, set)
    for _, element in ipairs(list) do
        if not set[element] then return false end
    end
    return true
end

--- is_between(one, found, other) → whether a list is on the way from one to the other, of which one has all that the
-- other has.
function compare.is_between(one, found, other)
    if #one > #other then one, other = other, one end
    return is_within(one, state.set_of(found)) and is_within(found, state.set_of(other))
end

-- What is expected of a thing, by part.
local function parts_of(section, thing)
    local parts = {}
    for _, member in ipairs(shape.sections[section].members) do
        local value = thing[member.name]
        if member.part == "fields" then
            parts.fields = parts.fields or {}
            parts.fields[member.name] = value
        elseif member.part ~= "id" then
            parts[member.part] = value
        end
    end
    return parts
end

--- thing(client, section, id, expected) → what differs between a thing and what is expected of it, in words, or false
-- when nothing does; nil, message, err when that cannot be told.
function compare.thing(client, section, id, expected)
    local values = parts_of(section, expected)
    local parts = state.sorted(values)
    local found, message, err = world.parts(client, section, id, parts)
    if not found then return nil, message, err end
    for _, part in ipairs(parts) do
        if not compare.same(part, values[part], found[part]) then
            return compare.difference(part, values[part], found[part])
        end
    end
    return false
end

return compare
