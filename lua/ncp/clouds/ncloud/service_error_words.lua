--- What the errors of version 2 of the Sub Account API say, whose codes are words
-- (api/ncp-v2 1.1). The gateway before it answers in its own form, see `ncp.clouds.ncloud.service_error`.
local json = require("ncp.base.json")

local service_error_words = {}

-- Words that tell more than their status does.
local word_kinds = {
    LimitExceeded = "conflict", AlreadyExists = "conflict", ResourceInUse = "conflict",
    Forbidden = "permission", AccessDenied = "permission", Unauthorized = "authentication",
}

local function text_of(value)
    return type(value) == "string" and value ~= "" and value or nil
end

local function objects_of(value)
    return type(value) == "table" and type(value[1]) == "table" and value or nil
end

local function join(separator, ...)
    local parts = {}
    for i = 1, select("#", ...) do parts[#parts + 1] = text_of((select(i, ...))) end
    return parts[1] and table.concat(parts, separator) or nil
end

local function kind_of(word)
    if not text_of(word) then return nil end
    return word_kinds[word] or word:match("NotFound$") and "not_found" or nil
end

-- An error, or the failure of one item: the fields that are wrong, and the first of them.
local function from_object(object)
    local fields = objects_of(object.fieldErrors)
    local first = fields and fields[1] or {}
    local detail = text_of(object.detail)
    return {
        code = text_of(object.errorCode),
        kind = kind_of(object.errorCode),
        message = join(": ", text_of(object.message) or text_of(object.errorCode), detail,
            join(" ", first.field, first.message)),
        detail = fields and { fields = fields, text = detail } or detail,
        field = text_of(first.field),
    }
end

-- The failures by the index of their items, "0" and so on: a map, or a list that leaves none out.
local function by_index(failures)
    if not objects_of(failures) then return failures end
    local map = {}
    for i, failure in ipairs(failures) do map[("%d"):format(i - 1)] = failure end
    return map
end

local function indexes_of(failures)
    local indexes = {}
    for index, failure in pairs(failures) do
        if type(failure) == "table" and tonumber(index) then indexes[#indexes + 1] = index end
    end
    table.sort(indexes, function(a, b) return tonumber(a) < tonumber(b) end)
    return indexes
end

-- What all failures are; nil where they differ.
local function shared_kind(failures, indexes)
    local kind = kind_of(failures[indexes[1]].errorCode)
    for _, index in ipairs(indexes) do
        if kind_of(failures[index].errorCode) ~= kind then return nil end
    end
    return kind
end

-- The name of the list whose items a batch is about.
local function list_of(row)
    for _, field in ipairs(row.parameters) do
        if field.type == "list" then return field.name end
    end
    return "item"
end

local function from_failures(row, given)
    local failures = by_index(given)
    local indexes = indexes_of(failures)
    if not indexes[1] then return nil end
    local first = from_object(failures[indexes[1]])
    local field = ("%s[%s]"):format(list_of(row), indexes[1])
    local others = #indexes > 1 and (" (and %d more)"):format(#indexes - 1) or ""
    return {
        code = first.code,
        kind = shared_kind(failures, indexes),
        message = join(" ", field .. ":", first.message) .. others,
        detail = { failures = failures },
        field = field,
    }
end

--- read(row, body) → what a decoded body tells: `code`, `kind`, `message`, `detail`, `field`, as
-- far as it does; nil when it is no error of this form.
--
-- `detail` has `fields`, the findings `{ field =, message = }`, beside the text `text`; or
-- `failures`, the error of each failed item of a batch by its index; or is a text.
function service_error_words.read(row, body)
    local object = type(body.error) == "table" and body.error or nil
    for _, failures in ipairs({ body.failures or json.null, object and object.failures or json.null }) do
        local found = type(failures) == "table" and from_failures(row, failures)
        if found then return found end
    end
    if not object or not text_of(object.errorCode) or tonumber(object.errorCode) then return nil end
    return from_object(object)
end

return service_error_words
