-- The rows of the model, with what every document needs to know of them.

local core = require "ncp.core"

local model = {}

local function is_named(field)
    return not field.positional and not field.carried
end

local function select_fields(fields, wanted)
    local selected = {}
    for _, field in ipairs(fields) do
        if wanted(field) then selected[#selected + 1] = field end
    end
    return selected
end

local function object(fields)
    return { type = "object", fields = fields }
end

local function list(item, name)
    return { type = "list", item = item, name = name }
end

--- What a call returns, as a field: a list of objects, a page of them, or an object.
local function shape_of(row)
    if row.result_list then return list(object(row.result)) end
    if row.paging then return object { list(object(row.result), row.paging.items) } end
    return object(row.result)
end

-- The library makes an ncp.Credentials of an answer with these two.
local function is_key_pair(fields)
    local names = {}
    for _, field in ipairs(fields) do names[field.name] = true end
    return names.accessKey and names.keySecret
end

local function load_row(noun, verb)
    local row = core.describe(noun, verb)
    row.title = noun .. "." .. verb
    row.positional = select_fields(row.parameters, function(field) return field.positional end)
    row.named = select_fields(row.parameters, is_named)
    row.carried = select_fields(row.parameters, function(field) return field.carried end)
    row.each = row.paging and verb:gsub("^list", "each") or nil
    row.shape = shape_of(row)
    row.key_pair = is_key_pair(row.result)
    return row
end

local function load_noun(noun)
    local rows = {}
    for i, verb in ipairs(noun.operations) do rows[i] = load_row(noun.name, verb) end
    return { name = noun.name, doc = noun.doc, service = noun.service, rows = rows }
end

--- All nouns in the order of the model: `{ name =, doc =, service =, rows = { … } }`. A row is what
-- `core.describe` gives, and `title` ("noun.verb"), `positional`, `named` and `carried` (its parameters by
-- how they are given), `each` (name of the function that walks all pages, or nil), `shape` (its result as a
-- field), and `key_pair` (whether that is an access key with its secret).
function model.nouns()
    local nouns = {}
    for i, noun in ipairs(core.describe().nouns) do nouns[i] = load_noun(noun) end
    return nouns
end

--- Iterates over the names and the hosts (`{ public =, gov =, fin = }`) of the services, in order of name.
function model.services()
    local services, names, i = core.describe().services, {}, 0
    for name in pairs(services) do names[#names + 1] = name end
    table.sort(names)
    return function()
        i = i + 1
        return names[i], services[names[i]]
    end
end

--- The names of the arguments of a call: `{ "subAccountId", …, "fields", "options" }`.
function model.argument_names(row)
    local names = {}
    for i, field in ipairs(row.positional) do names[i] = field.name end
    if row.named[1] then names[#names + 1] = "fields" end
    names[#names + 1] = "options"
    return names
end

-- A boolean that is left out counts as false.
local function is_required_at_first(field)
    return field.required or field.required_if and field.required_if.equals == "false"
end

--- Whether a call without any of the fields is refused.
function model.has_required(fields)
    return select_fields(fields, is_required_at_first)[1] ~= nil
end

--- Calls `visit(field, path)` for each field, and for each one below it: `apiAllowSources[].type` of a list,
-- `condition.*` of a map.
function model.walk(fields, visit, prefix)
    local function descend(item, path)
        if item.fields then return model.walk(item.fields, visit, path .. ".") end
        if item.item then descend(item.item, path .. (item.type == "map" and ".*" or "[]")) end
    end
    for _, field in ipairs(fields) do
        local path = (prefix or "") .. field.name
        visit(field, path)
        descend(field, path)
    end
end

return model
