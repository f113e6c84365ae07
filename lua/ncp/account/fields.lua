--- A document as one field, in the form of the model's rows. Its check, its normal form and its schema come from it.
--
-- Besides what rows have, a field can have `key`, the field of a map's names; `distinct`, of a list in which the order
-- says nothing and nothing stands twice; `is_body`, of an object to which alone its conditions refer.
local core = require("ncp.core")
local shape = require("ncp.account.shape")

local fields = {}

local function is_flat(item)
    for _, field in ipairs(item.fields or {}) do
        if field.item or field.fields then return false end
    end
    return true
end

local function copy_of(field)
    local copy = {}
    for name, value in pairs(field) do copy[name] = value end
    copy.item = field.item and copy_of(field.item)
    copy.fields = field.fields and {}
    for i, inner in ipairs(field.fields or {}) do copy.fields[i] = copy_of(inner) end
    copy.distinct = field.type == "list" and is_flat(field.item) or nil
    return copy
end

-- What is left out of a document is left as it is.
local function member_field(member)
    local field = copy_of(member.field)
    field.required, field.required_if = nil, nil
    field.is_body = field.type == "object" or nil
    return field
end

local function key_field(section)
    for _, field in ipairs(core.describe(section.noun, "create", "v1").parameters) do
        if field.name == section.key then return field end
    end
end

local by_member = {}

local function section_field(section)
    local thing = { type = "object", fields = {}, is_body = true }
    for i, member in ipairs(section.members) do
        by_member[member] = member_field(member)
        thing.fields[i] = by_member[member]
    end
    if not section.key then
        thing.name, thing.doc = section.name, ("the %ss of the account"):format(section.word)
        return thing
    end
    local key = key_field(section)
    return {
        name = section.name, type = "map", max = section.most, key = key, item = thing,
        doc = ("%ss by %s"):format(section.word, key.doc),
    }
end

--- of(member) → the field of a member of a section, as a document has it.
function fields.of(member)
    return by_member[member]
end

fields.document = { type = "object", fields = {
    { name = "$schema", type = "string", doc = "where the schema of documents is, for editors" },
    {
        name = "version", type = "integer", required = true, allowed = { ("%d"):format(shape.VERSION) },
        doc = "of this form of documents",
    },
} }
for _, section in ipairs(shape.sections) do table.insert(fields.document.fields, section_field(section)) end

return fields
