-- What a row says, in words.

local limits = require "ncp.cli.limits"

local words = {}

local plurals = { string = "strings", integer = "integers", boolean = "booleans", object = "objects" }

local function plural(field)
    if field.or_one then return plural(field.item) .. " or lists of them" end
    if field.item then return field.type .. "s of " .. plural(field.item) end
    return plurals[field.type]
end

--- "string", "list of objects", "map of lists of strings".
function words.type(field)
    if field.or_one then return field.item.type .. " or list of " .. plural(field.item) end
    if field.item then return field.type .. " of " .. plural(field.item) end
    return field.type
end

--- Text as Markdown code.
function words.code(text)
    return "`" .. text .. "`"
end

--- The texts that there are, joined by semicolons.
words.join = limits.join

--- "one of `IP`, `VPC`", or nil.
function words.allowed(field)
    return limits.allowed(field, words.code)
end

--- What is checked of a value before it is sent: "3 to 60 characters; first of `[A-Za-z]`".
function words.limits(field)
    return limits.text(field, words.code)
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
    if field.repeated then return "sent once for each element" end
    return field.place == "header" and "sent as a header" or nil
end

--- "`page` in version 1", or nil.
function words.was(field)
    return field.was and words.code(field.was) .. " in version 1"
end

--- Whether a field must be given: "yes", "no", or on which condition.
function words.required(field)
    if field.required then return "yes" end
    local conditions = words.join(
        limits.condition("when", field.required_if, words.code),
        limits.condition("not when", field.refused_if, words.code)
    )
    return conditions ~= "" and conditions or "no"
end

--- Whether an answer must have a field: "yes", "or another", or "".
function words.promised(field)
    return field.required and "yes" or field.either and "or another" or ""
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
    { "authenticated_if", "It is %s." },
    { "wrapper", "What is given for the body goes into its member `%s`." },
    { "member", "`out` is the member `%s` of the answer." },
    { "batch", "Is carried out for all elements of the list or for none; `meta.failed` is 0." },
    { "some_field", "At least one of the fields must be given." },
    { "shown_by", "Whether a call that failed made something all the same, `%s` shows." },
    { "ends_tokens", "Ends the tokens of the key's user; `meta.warning` says when the client's may be among them." },
}

--- What holds for a call besides what its arguments and result say, or nil.
function words.notes(row)
    local sentences = {}
    for _, note in ipairs(NOTES) do
        local value = row[note[1]]
        if type(value) == "table" then value = limits.condition("when", value, words.code) end
        if value then sentences[#sentences + 1] = note[2]:format(tostring(value)) end
    end
    return sentences[1] and table.concat(sentences, " ")
end

--- The code of a documented error, a number or a word; 0 stands for none.
function words.error_code(code)
    if type(code) == "string" then return words.code(code) end
    return code == 0 and "–" or ("%d"):format(code)
end

return words
