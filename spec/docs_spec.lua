-- The reference and the types that scripts/gen-docs writes: nothing is missing, and the examples work.
local core = require "ncp.core"
local ncp = require "ncp"
local examples = require "spec.support.examples"

-- What an example needs besides the things that it names: examples to run before, changes of the seed.
local NEEDS = {
    ["profile.create"] = { seed = { roles = { roleType = "Service", entities = { "ExternalAccess" } } } },
    ["role.add_entities"] = { seed = { roles = { roleType = "Server" } } },
    ["role.remove_account"] = { before = "role.set_account" },
    ["switchable_role.update"] = { before = "switchable_role.add" },
}

local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

local types = read("types/ncp.lua")
local pages = {}

local function page_of(noun)
    pages[noun] = pages[noun] or read(("docs/reference/%s.md"):format(noun)) .. "\n## "
    return pages[noun]
end

--- Calls `check(row, id)` for every operation; `id` is "noun.verb".
local function each_row(check)
    for _, noun in ipairs(core.describe().nouns) do
        for _, verb in ipairs(noun.operations) do check(core.describe(noun.name, verb), noun.name .. "." .. verb) end
    end
end

--- What the reference says about the operation, or nil.
local function section_of(id)
    local page = page_of(id:match("^[^.]+"))
    local _, last = page:find(("\n## %s\n"):format(id), 1, true)
    return last and page:sub(last, page:find("\n## ", last, true))
end

local function example_of(id)
    return section_of(id):match("%*%*Example%*%*\n\n```lua\n(.-)\n```")
end

--- Runs an example with `print` replaced; returns what it calls `out`.
local function run(id, client, print)
    local pieces, next_piece = { "local client, ncp, print = ...\n", example_of(id), "\nreturn out" }, 0
    local chunk = assert(load(function()
        next_piece = next_piece + 1
        return pieces[next_piece]
    end, "=" .. id))
    return chunk(client, ncp, print)
end

local function names_of(fields)
    local names = {}
    for _, field in ipairs(fields) do names[field.name] = true end
    return names
end

local function objects_of(row, out)
    if row.paging then return out[row.paging.items] end
    return row.result_list and out or { out }
end

describe("the reference", function()
    it("has every operation, with its signature, page of the vendor and example", function()
        each_row(function(row, id)
            local section = assert(section_of(id), id)
            assert.truthy(section:find(("\nclient.%s("):format(id), 1, true), id)
            assert.truthy(section:find("/docs/" .. row.source, 1, true), id)
            assert.truthy(example_of(id), id)
        end)
    end)

    it("has every field and every documented error", function()
        each_row(function(row, id)
            local section = section_of(id)
            for _, field in ipairs(row.parameters) do
                assert.truthy(section:find(("`%s`"):format(field.name), 1, true), id .. " " .. field.name)
            end
            for _, field in ipairs(row.result) do
                assert.truthy(section:find(("| `%s` |"):format(field.name), 1, true), id .. " " .. field.name)
            end
            for _, err in ipairs(row.errors) do
                assert.truthy(section:find(("| %d | %d |"):format(err.status, err.code), 1, true), id)
            end
        end)
    end)

    it("links every noun from its index", function()
        local index = read("docs/reference/README.md")
        for _, noun in ipairs(core.describe().nouns) do
            assert.truthy(index:find(("[%s](%s.md)"):format(noun.name, noun.name), 1, true), noun.name)
        end
    end)
end)

describe("the example of", function()
    each_row(function(row, id)
        it(id .. " works, and its result is described", function()
            local needs = NEEDS[id] or {}
            local client = examples.client(needs.seed)
            local function check_printed(value) assert.is_not_nil(value) end
            if needs.before then run(needs.before, client, check_printed) end
            local objects = objects_of(row, run(id, client, check_printed))
            local described = names_of(row.result)
            for _, object in ipairs(objects) do
                for name in pairs(object) do assert.is_true(described[name], name) end
            end
        end)
    end)
end)

describe("types/ncp.lua", function()
    it("loads and changes nothing", function()
        local before = {}
        for name, value in pairs(_G) do before[name] = value end
        assert.is_table(assert(loadfile("types/ncp.lua"))())
        for name, value in pairs(_G) do assert.equal(before[name], value, name) end
    end)

    it("has every operation with a class for its fields and one for its result", function()
        each_row(function(row, id)
            assert.truthy(types:find(("\nfunction %s("):format(id), 1, true), id)
            local verb = ("_" .. row.name):gsub("_(%l)", string.upper)
            local class = ("---@class ncp.%s.%s"):format(row.noun, verb)
            assert.truthy(types:find(class .. "Result", 1, true), id)
            for _, field in ipairs(row.parameters) do
                local is_named = not field.positional and not field.carried
                if is_named then assert.truthy(types:find(class .. "Fields\n", 1, true), id) end
            end
        end)
    end)

    it("has the walker of every paged list", function()
        each_row(function(row, id)
            local walker = row.paging and ("\nfunction %s.%s("):format(row.noun, row.name:gsub("^list", "each"))
            if walker then assert.truthy(types:find(walker, 1, true), id) end
        end)
    end)
end)
