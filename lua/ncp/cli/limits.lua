--- What a row checks of a value, in words. `code` marks a literal, for documents with markup.

local limits = {}

local function plain(text)
    return text
end

--- join(…) → the texts that there are, with semicolons; one that is false, nil or empty is none.
function limits.join(...)
    local present = {}
    for i = 1, select("#", ...) do
        local text = select(i, ...)
        if text and text ~= "" then present[#present + 1] = text end
    end
    return table.concat(present, "; ")
end

local function unit(field)
    if field.type == "list" then return "element" end
    if field.type == "map" then return "entry", "entries" end
    return field.bytes and "byte" or "character"
end

local function range(min, max)
    if not max then return min .. " or more" end
    if min == max then return tostring(max) end
    return ("%d to %d"):format(min, max)
end

local function size(field)
    local min, max = field.min or 0, field.max
    if field.type == "integer" then return not field.allowed and range(min, max) or nil end
    if min == 0 and not max then return nil end
    if min == 1 and not max then return "not empty" end
    local one, many = unit(field)
    local count = min == 0 and "at most " .. max or range(min, max)
    return count .. " " .. ((max or min) == 1 and one or many or one .. "s")
        .. (field.trimmed and " without the spaces around it" or "")
end

--- allowed(field [, code]) → "one of IP, VPC", or nil.
function limits.allowed(field, code)
    if not field.allowed then return nil end
    local values = {}
    for i, value in ipairs(field.allowed) do values[i] = (code or plain)(value) end
    return (values[2] and "one of " or "only ") .. table.concat(values, ", ")
end

local function class(intro, characters, code)
    return characters and intro .. code("[" .. characters .. "]") or nil
end

-- Limits of the elements, which are not told elsewhere when they are plain values.
local function of_each(item, code)
    if not item or item.fields then return nil end
    local text = limits.text(item, code)
    return text ~= "" and "each " .. text or nil
end

--- text(field [, code]) → "3 to 60 characters; first of [A-Za-z]".
function limits.text(field, code)
    code = code or plain
    return limits.join(
        size(field),
        limits.allowed(field, code),
        class("only ", field.characters, code),
        class("first of ", field.first, code),
        of_each(field.item, code)
    )
end

--- condition("when", field.required_if [, code]) → "when needPasswordGenerate is false", or nil.
function limits.condition(text, condition, code)
    if not condition then return nil end
    code = code or plain
    local values = {}
    for i, value in ipairs(condition.equals) do values[i] = code(value) end
    return ("%s %s is %s"):format(text, code(condition.field), table.concat(values, " or "))
end

return limits
