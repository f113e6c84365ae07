-- The rows of the model, with what every document needs to know of them.

local core = require "ncp.core"

local clouds = require "docs.clouds"

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

-- The name that a noun has in the clients of its cloud.
local function short_name(noun)
    return noun.cloud and noun.name:sub(#noun.cloud + 2) or noun.name
end

-- The name in docs.clouds.
local function cloud_of(noun)
    return noun.api == "v2" and "v2" or noun.cloud or "ncp"
end

local function load_row(noun, verb)
    local row = core.describe(noun.name, verb, noun.api)
    row.title = noun.name .. "." .. verb
    row.case = (noun.api == "v2" and "v2." or "") .. row.title
    row.cloud_words = clouds[cloud_of(noun)]
    row.short_noun = short_name(noun)
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
    for i, verb in ipairs(noun.operations) do rows[i] = load_row(noun, verb) end
    return {
        name = noun.name, short_name = short_name(noun), page = noun.name:gsub("%.", "-") .. ".md",
        cloud = cloud_of(noun), doc = noun.doc, rows = rows,
    }
end

-- Each noun of version 1 gets that of version 2 as `second`.
local function pair_versions(nouns)
    local second = {}
    for _, noun in ipairs(nouns) do
        if noun.cloud == "v2" then second[noun.name] = noun end
    end
    for _, noun in ipairs(nouns) do
        if noun.cloud ~= "v2" then noun.second = second[noun.name] end
    end
end

--- All nouns in the order of the model: `{ name =, short_name = (in the clients of its cloud), page =,
-- cloud = (name in docs.clouds), doc =, rows = { … }, second = (the noun in version 2, or nil) }`. A row is what
-- `core.describe` gives, and `title` ("noun.verb"), `case` (the same in wire cases), `cloud_words` (from
-- docs.clouds), `short_noun`, `positional`, `named` and `carried` (its parameters by how they are given), `each`
-- (name of the function that walks all pages, or nil), `shape` (its result as a field), and `key_pair` (whether that
-- is an `ncp.Credentials`).
function model.nouns()
    local nouns = {}
    for i, noun in ipairs(core.describe().nouns) do nouns[i] = load_noun(noun) end
    pair_versions(nouns)
    return nouns
end

--- Those of `nouns` that are of a cloud.
function model.nouns_of(cloud, nouns)
    return select_fields(nouns, function(noun) return noun.cloud == cloud end)
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

--- What a program calls: "client.accesskey.list".
function model.callee(row, verb)
    return ("%s.%s.%s"):format(row.cloud_words.client, row.short_noun, verb)
end

--- The name of a parameter as an identifier: `x_subject_token`.
function model.argument_name(field)
    return (field.name:gsub("-", "_"))
end

--- The names of the arguments of a call: `{ "subAccountId", …, "fields", "options" }`.
function model.argument_names(row)
    local names = {}
    for i, field in ipairs(row.positional) do names[i] = model.argument_name(field) end
    if row.named[1] then names[#names + 1] = "fields" end
    names[#names + 1] = "options"
    return names
end

-- A boolean that is left out counts as false.
local function is_required_at_first(field)
    return field.required or field.required_if and field.required_if.equals[1] == "false"
end

--- Whether a call without any of the named fields is refused.
function model.needs_fields(row)
    return row.some_field or select_fields(row.named, is_required_at_first)[1] ~= nil
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
