--- The JSON Schema (draft 2020-12) of documents, from the fields that they are checked by. It says less than
-- `ncp.account.document` where a schema cannot: it counts characters where bytes are limited, and does not count
-- entries, of which comments may be some. It says more of an empty list, which Lua does not tell from an empty object.
local fields = require("ncp.account.fields")

local COMMENT = "//"

local of_field
local of_type = {}

local function class(characters)
    return "[" .. characters:gsub("[\\%]^]", "\\%0") .. "]"
end

local function pattern_of(field)
    if not field.characters and not field.first then return nil end
    local first = field.first and class(field.first) or ""
    return ("^%s%s*$"):format(first, field.characters and class(field.characters) or ".")
end

function of_type.string(field)
    return {
        type = "string", minLength = field.min, maxLength = field.max, enum = field.allowed,
        pattern = pattern_of(field),
    }
end

function of_type.integer(field)
    local numbers
    for i, word in ipairs(field.allowed or {}) do
        numbers = numbers or {}
        numbers[i] = tonumber(word)
    end
    return { type = "integer", minimum = field.min, maximum = field.max, enum = numbers }
end

function of_type.boolean()
    return { type = "boolean" }
end

function of_type.list(field)
    local list = {
        type = "array", minItems = field.min, maxItems = field.max, items = of_field(field.item),
        uniqueItems = field.distinct,
    }
    return field.or_one and { anyOf = { of_field(field.item), list } } or list
end

function of_type.map(field)
    return {
        type = "object", additionalProperties = of_field(field.item), properties = { [COMMENT] = true },
        propertyNames = field.key and { anyOf = { { const = COMMENT }, of_field(field.key) } },
    }
end

-- What a word of a condition stands for in a field.
local VALUE_OF = {
    string = function(word) return word end,
    integer = tonumber,
    boolean = function(word) return word == "true" end,
}

local function is_met(condition, siblings)
    local values = {}
    for i, word in ipairs(condition.equals) do values[i] = VALUE_OF[siblings[condition.field].type](word) end
    return { properties = { [condition.field] = { enum = values } }, required = { condition.field } }
end

local function rules_of(list, siblings)
    local rules
    local function add(condition, consequence)
        if not condition then return end
        rules = rules or {}
        rules[#rules + 1] = { ["if"] = is_met(condition, siblings), ["then"] = consequence }
    end
    for _, field in ipairs(list) do
        add(field.required_if, { required = { field.name } })
        add(field.refused_if, { properties = { [field.name] = false } })
    end
    return rules
end

function of_type.object(field)
    local properties, siblings, required = { [COMMENT] = true }, {}, nil
    for _, member in ipairs(field.fields) do
        properties[member.name], siblings[member.name] = of_field(member), member
        if member.required then
            required = required or {}
            required[#required + 1] = member.name
        end
    end
    return {
        type = "object", properties = properties, required = required, additionalProperties = false,
        allOf = rules_of(field.fields, siblings),
    }
end

function of_field(field)
    local schema = of_type[field.type](field)
    schema.description = field.doc
    return schema
end

--- The schema as a table.
local schema = of_field(fields.document)
schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
schema.title = "Sub accounts, groups, policies and roles of an account of NAVER Cloud Platform"

return schema
