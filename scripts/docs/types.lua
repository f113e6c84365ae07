-- Types for the Lua language server: a cloud's template, whose placeholders are filled from the model.

local source = require "rules.source"

local model = require "docs.model"
local words = require "docs.words"

local types = {}

local function add(lines, format, ...)
    lines[#lines + 1] = format:format(...)
end

-- "set_active" → "SetActive"
local function pascal(verb)
    return (verb:gsub("^%l", string.upper):gsub("_(%l)", string.upper))
end

local function literals(field)
    local values = {}
    for i, value in ipairs(field.allowed) do
        values[i] = field.type == "string" and ('"%s"'):format(value) or value
    end
    return table.concat(values, "|")
end

local function array_of(element)
    return element:find("|", 1, true) and ("(%s)[]"):format(element) or element .. "[]"
end

-- The type of a value that is not null; `class` is the name for an object's. A secret is given as a
-- string too, but answered as an ncp.Secret.
local function base_type(field, class, is_input)
    if field.type == "list" then return array_of(types.of(field.item, class, is_input)) end
    if field.type == "map" then return ("table<string, %s>"):format(types.of(field.item, class, is_input)) end
    if field.type == "object" then return class end
    if field.allowed then return literals(field) end
    if field.sensitive and field.type == "string" then return is_input and "string|ncp.Secret" or "ncp.Secret" end
    return field.type
end

--- The type of a field as the language server writes it.
function types.of(field, class, is_input)
    local text = base_type(field, class, is_input)
    return field.nullable and text .. "|ncp.Null" or text
end

-- What is known of a field besides its type.
local function note(field, is_input)
    if not is_input then return words.join(field.doc, words.alias(field)) end
    local required = words.required(field)
    local condition = required:find("when") and (field.required_if and "required " .. required or required)
    return words.join(field.doc, condition, not field.allowed and words.limits(field))
end

-- The fields of the objects below a field, or nil.
local function inner_fields(field)
    while field.item do field = field.item end
    return field.fields
end

-- Appends the class of an object to `lines`, those of the objects within it first.
local function add_class(lines, name, fields, is_input, parent)
    local own = { "---@class " .. name .. (parent and ": " .. parent or "") }
    for i, field in ipairs(fields) do
        local class = name .. "." .. field.name
        local inner = inner_fields(field)
        if inner then add_class(lines, class, inner, is_input) end
        own[i + 1] = ("---@field %s%s %s %s"):format(
            field.name, field.required and "" or "?",
            types.of(field, class, is_input), note(field, is_input))
    end
    own[#own + 1] = ""
    for _, line in ipairs(own) do lines[#lines + 1] = line end
end

-- Like add_class, for a call's page of rows.
local function add_page(lines, name, paging, row_class)
    add(lines, "---@class %s", name)
    add(lines, "---@field %s %s[] rows of the page", paging.items, row_class)
    add(lines, "---@field %s integer rows in all pages", paging.total)
    if paging.pages then add(lines, "---@field %s integer number of pages", paging.pages) end
    if paging.rows then add(lines, "---@field %s integer rows per page", paging.rows) end
    add(lines, "")
end

-- The classes of what a call takes and returns; returns the type of its result.
local function add_classes(lines, row, base)
    for _, field in ipairs(row.positional) do
        local inner = inner_fields(field)
        if inner then add_class(lines, base .. "." .. field.name, inner, true) end
    end
    if row.named[1] then add_class(lines, base .. "Fields", row.named, true) end
    add_class(lines, base .. "Result", row.result, false, row.key_pair and "ncp.Credentials")
    if not row.paging then return base .. (row.result_list and "Result[]" or "Result") end
    add_page(lines, base .. "Page", row.paging, base .. "Result")
    return base .. "Page"
end

local function add_parameters(lines, row, base)
    for _, field in ipairs(row.positional) do
        local class = base .. "." .. field.name
        add(lines, "---@param %s %s %s", model.argument_name(field), types.of(field, class, true), note(field, true))
    end
    local mark = model.needs_fields(row) and "" or "?"
    if row.named[1] then add(lines, "---@param fields%s %sFields", mark, base) end
    add(lines, "---@param options? ncp.CallOptions")
end

local function add_function(lines, row, verb)
    add(lines, "function %s.%s(%s) end\n", row.short_noun, verb, table.concat(model.argument_names(row), ", "))
end

local function add_call(lines, row, base, result)
    add(lines, "---%s.\n---\n---`%s %s`", row.doc, row.method, row.path)
    add_parameters(lines, row, base)
    add(lines, "---@return %s? out nil when the call failed", result)
    add(lines, "---@return ncp.Meta|string meta the message when the call failed")
    add(lines, "---@return ncp.Error err when the call failed")
    add_function(lines, row, row.name)
end

local function add_each(lines, row, base)
    add(lines, "---Walks the rows of all pages of `%s`. Raises when one cannot be had.", row.name)
    add_parameters(lines, row, base)
    add(lines, "---@return fun(): %sResult? rows", base)
    add_function(lines, row, row.each)
end

local function add_operation(lines, row)
    local base = ("%s.%s.%s"):format(row.cloud_words.class, row.short_noun, pascal(row.name))
    local result = add_classes(lines, row, base)
    add_call(lines, row, base, result)
    if row.each then add_each(lines, row, base) end
end

local function operations(nouns)
    local lines = {}
    for _, noun in ipairs(nouns) do
        add(lines, "---%s.\n---@class %s.%s\nlocal %s = {}\n", noun.doc, noun.rows[1].cloud_words.class,
            noun.short_name, noun.short_name)
        for _, row in ipairs(noun.rows) do add_operation(lines, row) end
    end
    return (table.concat(lines, "\n"):gsub("\n+$", ""))
end

local function noun_fields(nouns)
    local lines = {}
    for i, noun in ipairs(nouns) do
        lines[i] = ("---@field %s %s.%s %s"):format(
            noun.short_name, noun.rows[1].cloud_words.class, noun.short_name, noun.doc)
    end
    return table.concat(lines, "\n")
end

--- The text of a cloud's file of types; `cloud` is from docs.clouds.
function types.file(cloud, nouns)
    local filled = { nouns = noun_fields(nouns), operations = operations(nouns) }
    return (source.read(cloud.template):gsub("%-%-%-{{(%w+)}}", filled))
end

return types
