-- The page about version 2: v2.md, whose placeholders are filled from the rows of both versions.

local source = require "rules.source"

local model = require "docs.model"
local reference = require "docs.reference"
local words = require "docs.words"

local versions = {}

local function find(noun, name)
    for _, row in ipairs(noun.rows) do
        if row.name == name then return row end
    end
end

local function wire(row)
    return words.code(row.method .. " " .. row.path:gsub("^/api/v%d", ""))
end

local function link(row)
    return ("[%s](reference/%s.md#%s)"):format(row.title, row.noun, reference.anchor(row))
end

local function call_of(row, noun)
    local second = row.counterpart and find(noun.second, row.counterpart)
    if not second then return { link(row), "none: " .. row.instead, wire(row), "" } end
    return { link(row), second.title == row.title and "the same" or link(second), wire(row), wire(second) }
end

-- Each operation of version 1 with its counterpart, then those that only version 2 has.
local function calls_table(nouns)
    local rows = {}
    for _, noun in ipairs(nouns) do
        for _, row in ipairs(noun.rows) do rows[#rows + 1] = call_of(row, noun) end
        for _, row in ipairs(noun.second.rows) do
            if row.instead then rows[#rows + 1] = { "none: " .. row.instead, link(row), "", wire(row) } end
        end
    end
    return reference.table_of({ "v1", "v2", "wire of v1", "wire of v2" }, rows)
end

local function add_names(names, row, fields)
    model.walk(fields, function(field)
        if not field.was then return end
        local key = field.was .. " " .. field.name
        names[key] = names[key] or { was = field.was, name = field.name, rows = {}, seen = {} }
        local title = row.noun .. "." .. row.name
        if not names[key].seen[title] then table.insert(names[key].rows, title) end
        names[key].seen[title] = true
    end)
end

local MOST_TITLES = 4

local function where(titles)
    if #titles <= MOST_TITLES then return words.code(table.concat(titles, "`, `")) end
    local first = {}
    for i = 1, MOST_TITLES - 1 do first[i] = titles[i] end
    return ("%s and %d more"):format(words.code(table.concat(first, "`, `")), #titles - #first)
end

-- Each field that has another name in version 2, of arguments and answers alike.
local function names_table(nouns)
    local names, keys, rows = {}, {}, {}
    for _, noun in ipairs(nouns) do
        for _, row in ipairs(noun.second.rows) do
            add_names(names, row, row.parameters)
            add_names(names, row, row.result)
        end
    end
    for key in pairs(names) do keys[#keys + 1] = key end
    table.sort(keys)
    for i, key in ipairs(keys) do
        local entry = names[key]
        rows[i] = { words.code(entry.was), words.code(entry.name), where(entry.rows) }
    end
    return reference.table_of({ "v1", "v2", "in" }, rows)
end

local function first_name(field)
    return field.was or field.name
end

-- The fields that `others` lack, by their names in version 1.
local function missing(fields, others)
    local names, left = {}, {}
    for _, field in ipairs(others) do names[first_name(field)] = true end
    for _, field in ipairs(fields) do
        if not field.carried and not names[first_name(field)] then left[#left + 1] = words.code(field.name) end
    end
    return table.concat(left, ", ")
end

-- Arguments that only one of the two versions of an operation takes.
local function arguments_table(nouns)
    local rows = {}
    for _, noun in ipairs(nouns) do
        for _, row in ipairs(noun.rows) do
            local second = row.counterpart and find(noun.second, row.counterpart)
            if second then
                local gone = missing(row.parameters, second.parameters)
                local new = missing(second.parameters, row.parameters)
                if gone .. new ~= "" then rows[#rows + 1] = { link(row), gone, new } end
            end
        end
    end
    return reference.table_of({ "operation", "only v1 takes", "only v2 takes" }, rows)
end

--- The text of the page.
function versions.page(all)
    local nouns = {}
    for _, noun in ipairs(all) do
        if noun.second then nouns[#nouns + 1] = noun end
    end
    local filled = {
        calls = calls_table(nouns), names = names_table(nouns), arguments = arguments_table(nouns),
    }
    return (source.read("scripts/docs/v2.md"):gsub("{{(%w+)}}", filled))
end

return versions
