-- What a row says, in words.

local words = {}

local plurals = { string = "strings", integer = "integers", boolean = "booleans", object = "objects" }

local function plural(field)
    if field.item then return field.type .. "s of " .. plural(field.item) end
    return plurals[field.type]
end

--- "string", "list of objects", "map of lists of strings".
function words.type(field)
    if field.item then return field.type .. " of " .. plural(field.item) end
    return field.type
end

--- Text as Markdown code.
function words.code(text)
    return "`" .. text .. "`"
end

--- The texts that there are, joined by semicolons; one that is false, nil or empty is none.
function words.join(...)
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
end

--- "one of `IP`, `VPC`", or nil.
function words.allowed(field)
    if not field.allowed then return nil end
    local values = {}
    for i, value in ipairs(field.allowed) do values[i] = words.code(value) end
    return (values[2] and "one of " or "only ") .. table.concat(values, ", ")
end

local function class(intro, characters)
    return characters and intro .. words.code("[" .. characters .. "]") or nil
end

-- Limits of the elements, which have no row of their own when they are plain values.
local function of_each(item)
    if not item or item.fields then return nil end
    local limits = words.limits(item)
    return limits ~= "" and "each " .. limits or nil
end

--- What is checked of a value before it is sent: "3 to 60 characters; first of `[A-Za-z]`".
function words.limits(field)
    return words.join(
        size(field),
        words.allowed(field),
        class("only ", field.characters),
        class("first of ", field.first),
        of_each(field.item)
    )
end

-- The words for false and true.
local function sent_as(pair)
    return pair and ("sent as `%s` for true, `%s` for false"):format(pair[2], pair[1])
end

--- What else may be given for it, and what becomes of it.
function words.forms(field)
    local secret = field.type == "string" and "a secret: string or `ncp.Secret`" or "a secret"
    return words.join(field.sensitive and secret, field.nullable and "may be `ncp.null`", sent_as(field.words))
end

--- "sent as a header", or nil for what is in path, query or body.
function words.place(field)
    return field.place == "header" and "sent as a header" or nil
end

local function condition(text, given)
    return given and ("%s `%s` is `%s`"):format(text, given.field, given.equals) or nil
end

--- Whether a field must be given: "yes", "no", or on which condition.
function words.required(field)
    if field.required then return "yes" end
    local conditions = words.join(condition("when", field.required_if), condition("not when", field.refused_if))
    return conditions ~= "" and conditions or "no"
end

--- "some services answer it as `idNo`", "comes in the header `x-subject-token`", or nil.
function words.alias(field)
    if not field.alias then return nil end
    local header = field.alias:match("^header:(.+)")
    return header and "comes in the header " .. words.code(header)
        or "some services answer it as " .. words.code(field.alias)
end

-- By the member of a row that makes it true; %s is the member's value.
local NOTES = {
    { "anonymous", "Is not authenticated: neither token nor signature is sent." },
    { "wrapper", "What is given for the body goes into its member `%s`." },
    { "member", "`out` is the member `%s` of the answer." },
    { "some_field", "At least one of the fields must be given." },
    { "ends_tokens", "Ends the tokens of the key's user; `meta.warning` says when the client's may be among them." },
}

--- What holds for a call besides what its arguments and result say, or nil.
function words.notes(row)
    local sentences = {}
    for _, note in ipairs(NOTES) do
        local value = row[note[1]]
        if value then sentences[#sentences + 1] = note[2]:format(tostring(value)) end
    end
    return sentences[1] and table.concat(sentences, " ")
end

--- The code of a documented error; 0 stands for none.
function words.error_code(code)
    return code == 0 and "–" or ("%d"):format(code)
end

return words
