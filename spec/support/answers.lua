--- Answers made from the rows of the model: one that is right, and all that are not.
local core = require("ncp.core")
local json = require("ncp.base.json")

local answers = {}

local SCALARS = { string = "text", integer = 7, boolean = true }

local function value_of(field)
    if field.type == "list" then return core.array({ value_of(field.item) }) end
    if field.type == "map" then return { key = value_of(field.item) } end
    if field.type ~= "object" then return SCALARS[field.type] end
    local object = {}
    for _, member in ipairs(field.fields) do object[member.name] = value_of(member) end
    return object
end

-- What the whole body is, as a field.
local function body_field(row)
    local field = { type = "object", fields = row.result }
    if row.result_list then field = { type = "list", item = field, required = true } end
    if row.member then
        field.name = row.member
        field = { type = "object", fields = { field } }
    end
    if row.paging then field = { type = "list", item = field, required = true, name = row.paging.items } end
    return field
end

--- full(row) → an answer, a table, with every field of the operation, each list with one element.
function answers.full(row)
    local paging = row.paging
    if not paging then return value_of(body_field(row)) end
    local page = { [paging.items] = value_of(body_field(row)), [paging.total] = 1 }
    page[paging.pages or paging.rows] = 1
    return page
end

local IS_LIST = { list = true }
local IS_OBJECT = { object = true, map = true }

-- Values by what they are in the words of a message. An empty table would do for both [] and {}.
local wrong_values = {
    { "null", json.null, {} },
    { "a number", 1.5, {} },
    { "a string", "text", { string = true } },
    { "true", true, { boolean = true } },
    { "false", false, { boolean = true } },
    { "a list", core.array({ core.array({}) }), IS_LIST },
    { "an object", { other = 1 }, IS_OBJECT },
}

--- needs_content(row) → whether an answer without content tells nothing.
function answers.needs_content(row)
    if row.method == "GET" or row.result_list then return true end
    for _, field in ipairs(row.result) do
        if (field.required or field.either) and not field.implied then return true end
    end
    return false
end

local function path_of(keys)
    local path = ""
    for _, key in ipairs(keys) do
        local step = type(key) == "number" and ("[%d]"):format(key - 1) or (path ~= "" and "." or "") .. key
        path = path .. step
    end
    return path
end

local function copy_with(value, keys, changed, depth)
    depth = depth or 1
    if depth > #keys then return changed end
    local copy = {}
    for name, member in pairs(value) do copy[name] = member end
    copy[keys[depth]] = copy_with(value[keys[depth]], keys, changed, depth + 1)
    return value[1] ~= nil and core.array(copy) or copy
end

local function is_container(field)
    return field.type == "list" or field.type == "object" or field.type == "map"
end

-- Calls visit(keys, field, is_element) for the places below `field` whose value is checked.
local function each_place(field, keys, visit)
    local function go_to(key, inner, is_element)
        local path = { (table.unpack or unpack)(keys) }
        path[#path + 1] = key
        visit(path, inner, is_element)
        each_place(inner, path, visit)
    end
    if field.type == "list" then go_to(1, field.item, true) end
    if field.type == "map" then go_to("key", field.item, true) end
    for _, member in ipairs(field.fields or {}) do go_to(member.name, member, false) end
end

local function is_checked(field, is_element)
    return is_element or field.required or field.sensitive or field.either or is_container(field) and not field.disputed
end

--- each_wrong(row, visit) calls visit(body, path, what) with answers that are wrong at one place: there is nothing that
-- must be there, or something of another type. `path` is the place as a message names it.
function answers.each_wrong(row, visit)
    local full, top = answers.full(row), body_field(row)
    local function spoil(keys, field, is_element)
        if not is_checked(field, is_element) then return end
        if field.required then visit(copy_with(full, keys, nil), path_of(keys), "missing") end
        for _, wrong in ipairs(wrong_values) do
            local is_optional_null = wrong[1] == "null" and not field.required and not is_element
            local is_one = field.or_one and wrong[3][field.item.type]
            local is_right = wrong[3][field.type] or is_one or field.disputed or is_optional_null
            if not is_right then visit(copy_with(full, keys, wrong[2]), path_of(keys), wrong[1]) end
        end
        if field.type == "string" and not is_element then visit(copy_with(full, keys, ""), path_of(keys), "empty") end
    end
    local without = full
    for _, field in ipairs(row.result) do
        if field.either then without = copy_with(without, { field.name }, nil) end
    end
    if without ~= full then visit(without, "none of", "missing") end
    if row.paging then spoil({ row.paging.items }, top) end
    each_place(top, row.paging and { row.paging.items } or {}, spoil)
end

return answers
