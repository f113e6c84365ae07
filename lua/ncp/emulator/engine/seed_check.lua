--- Mistakes in seeds, each raised as a message that names its place.

local core = require("ncp.core")

local check = require("ncp.base.check")
local dates = require("ncp.base.dates")

local seed_check = {}

function seed_check.fail(where, message)
    error(("seed: %s: %s"):format(where, message), 0)
end

local function names_of(fields)
    local names, known = {}, {}
    for i, field in ipairs(fields) do names[i], known[field.name] = field.name, true end
    return names, known
end

--- Refuses `values` unless they are a table that fits `fields`, without others.
function seed_check.table(where, fields, values)
    if type(values) ~= "table" then seed_check.fail(where, "a table is expected") end
    local names, known = names_of(fields)
    for name in pairs(values) do
        local nearest = not known[name] and core.nearest(tostring(name), names)
        if nearest then seed_check.fail(where, ("unknown field %s, perhaps %s?"):format(name, nearest)) end
        if not known[name] then seed_check.fail(where, "unknown field " .. tostring(name)) end
    end
    local fault = check.fields(fields, values)
    if fault then seed_check.fail(where, fault) end
end

--- Refuses a value that another thing of the store has in the field `name`.
function seed_check.unique(where, store, name, value)
    if value == nil or not store:is_taken(name, value) then return end
    seed_check.fail(where, ("%s %s is given twice"):format(name, value))
end

--- Replaces the times in the fields `names` of `values`, where they are given, by ms since 1970.
function seed_check.times(where, values, names)
    for _, name in ipairs(names) do
        local text = values[name]
        values[name] = text and dates.from_iso(text)
        if text and not values[name] then
            seed_check.fail(("%s.%s"):format(where, name), text .. " is not a time such as 2025-01-31T00:00:00Z")
        end
    end
end

return seed_check
