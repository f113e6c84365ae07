-- The index page: index.md, whose placeholders are filled from the model.

local source = require "rules.source"

local clouds = require "docs.clouds"
local model = require "docs.model"
local reference = require "docs.reference"
local words = require "docs.words"

local index = {}

local function verbs_of(noun)
    local verbs = {}
    for _, row in ipairs(noun.rows) do
        verbs[#verbs + 1] = row.name
        verbs[#verbs + 1] = row.each
    end
    for _, row in ipairs(noun.second and noun.second.rows or {}) do
        if row.instead or row.counterpart ~= row.name then verbs[#verbs + 1] = row.name end
    end
    return words.code(table.concat(verbs, " "))
end

local function nouns_table(nouns)
    local rows = {}
    for i, noun in ipairs(nouns) do
        rows[i] = { ("[%s](%s)"):format(noun.short_name, noun.page), noun.doc, verbs_of(noun) }
    end
    return reference.table_of({ "noun", "what it is", "operations" }, rows)
end

local function services_table()
    local rows = {}
    for name, hosts in model.services() do
        local row = { words.code(name) }
        for i, site in ipairs { "public", "gov", "fin" } do
            row[i + 1] = hosts[site] and words.code(hosts[site]) or "not documented"
        end
        rows[#rows + 1] = row
    end
    return reference.table_of({ "service", "`public`", "`gov`", "`fin`" }, rows)
end

--- The text of the index page.
function index.page(nouns)
    local filled = { services = services_table() }
    for cloud in pairs(clouds) do filled[cloud] = nouns_table(model.nouns_of(cloud, nouns)) end
    return (source.read("scripts/docs/index.md"):gsub("{{(%w+)}}", filled))
end

return index
