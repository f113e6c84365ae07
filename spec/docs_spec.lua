-- The reference and the types that scripts/gen-docs writes: nothing is missing, and the examples work.
local core = require "ncp.core"
local ncp = require "ncp"
local options = require "ncp.base.options"
local examples = require "spec.support.examples"
local operations = require "spec.support.operations"
local program = require "spec.support.program"

-- By cloud of the rows, or "v2": what examples call the client, and where it comes from; the vendor's page; the file of
-- types, the prefix of its classes, and the one with the options of clients.
local CLOUDS = {
    ncp = {
        name = "client", new = examples.client, page = "/docs/%s)",
        types = "types/ncp.lua", class = "ncp", options = options.client, options_class = "ncp.ClientOptions",
    },
    v2 = {
        name = "client", new = function(seed) return examples.client(seed, "v2") end, page = "/docs/%s)",
        types = "types/ncp/v2.lua", class = "ncp.v2",
    },
    huawei = {
        name = "iam", new = examples.iam, page = "/apis/%s.html)",
        types = "types/ncp/huawei.lua", class = "ncp.huawei",
        options = options.huawei, options_class = "ncp.huawei.Options",
    },
}

local function cloud_name(row)
    return row.api == "v2" and "v2" or row.cloud or "ncp"
end

local function cloud_of(row)
    return CLOUDS[cloud_name(row)]
end

-- What a noun is called in a client of its cloud.
local function short(noun)
    return noun:match("[^.]+$")
end

local types = {}
for cloud, of in pairs(CLOUDS) do types[cloud] = program.read(of.types) end

local function types_of(row)
    return types[cloud_name(row)]
end

local pages = {}

local function page_of(noun)
    pages[noun] = pages[noun] or program.read(("docs/reference/%s.md"):format(noun:gsub("%.", "-"))) .. "\n## "
    return pages[noun]
end

--- What the reference says about the operation, or nil.
local function section_of(id)
    local heading, title = "\n## %s\n", id
    if id:find("^v2%.") then heading, title = "\n### Version 2: %s\n", id:sub(4) end
    local page = page_of(title:match("^(.*)%."))
    local _, last = page:find(heading:format(title), 1, true)
    return last and page:sub(last, page:find("\n##+ ", last))
end

local function example_of(id)
    return section_of(id):match("%*%*Example%*%*\n\n```lua\n(.-)\n```")
end

--- Runs an example, which calls the client `name`, with `print` replaced; returns what it calls `out`.
local function run(id, name, client, print)
    local intro = ("local %s, ncp, print = ...\n"):format(name)
    local pieces, next_piece = { intro, example_of(id), "\nreturn out" }, 0
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
        operations.each(function(row, id)
            local section = assert(section_of(id), id)
            local signature = ("\n%s.%s.%s("):format(cloud_of(row).name, short(row.noun), row.name)
            assert.truthy(section:find(signature, 1, true), id)
            assert.truthy(section:find(cloud_of(row).page:format(row.source), 1, true), id)
            assert.truthy(example_of(id), id)
        end)
    end)

    it("has every field and every documented error", function()
        operations.each(function(row, id)
            local section = section_of(id)
            for _, field in ipairs(row.parameters) do
                assert.truthy(section:find(("`%s`"):format(field.name), 1, true), id .. " " .. field.name)
            end
            for _, field in ipairs(row.result) do
                assert.truthy(section:find(("| `%s` |"):format(field.name), 1, true), id .. " " .. field.name)
            end
            for _, err in ipairs(row.errors) do
                local code = err.code == 0 and "–" or type(err.code) == "string" and "`" .. err.code .. "`"
                    or ("%d"):format(err.code)
                assert.truthy(section:find(("| %d | %s |"):format(err.status, code), 1, true), id)
            end
        end)
    end)

    it("links every noun from its index", function()
        local index = program.read("docs/reference/README.md")
        for _, noun in ipairs(core.describe().nouns) do
            local link = ("[%s](%s.md)"):format(short(noun.name), noun.name:gsub("%.", "-"))
            assert.truthy(index:find(link, 1, true), noun.name)
        end
    end)
end)

describe("the example of", function()
    operations.each(function(row, id)
        it(id .. " works, and its result is described", function()
            local needs = operations.needs(id)
            local cloud = cloud_of(row)
            local client = cloud.new(needs.seed)
            local function check_printed(value) assert.is_not_nil(value) end
            if needs.before then run(needs.before, cloud.name, client, check_printed) end
            local objects = objects_of(row, run(id, cloud.name, client, check_printed))
            local described = names_of(row.result)
            for _, object in ipairs(objects) do
                for name in pairs(object) do assert.is_true(described[name], name) end
            end
        end)
    end)
end)

describe("the types", function()
    it("load and change nothing", function()
        for _, cloud in pairs(CLOUDS) do
            local before = {}
            for name, value in pairs(_G) do before[name] = value end
            assert.is_table(assert(loadfile(cloud.types))())
            for name, value in pairs(_G) do assert.equal(before[name], value, name) end
        end
    end)

    it("have every operation with a class for its fields and one for its result", function()
        operations.each(function(row, id)
            local text = types_of(row)
            assert.truthy(text:find(("\nfunction %s.%s("):format(short(row.noun), row.name), 1, true), id)
            local verb = ("_" .. row.name):gsub("_(%l)", string.upper)
            local class = ("---@class %s.%s.%s"):format(cloud_of(row).class, short(row.noun), verb)
            assert.truthy(text:find(class .. "Result", 1, true), id)
            for _, field in ipairs(row.parameters) do
                local is_named = not field.positional and not field.carried
                if is_named then assert.truthy(text:find(class .. "Fields\n", 1, true), id) end
            end
        end)
    end)

    it("have the walker of every paged list", function()
        operations.each(function(row, id)
            local walker = ("\nfunction %s.%s("):format(short(row.noun), row.name:gsub("^list", "each"))
            if row.paging then assert.truthy(types_of(row):find(walker, 1, true), id) end
        end)
    end)

    it("have every option of the clients", function()
        for name, cloud in pairs { ncp = CLOUDS.ncp, huawei = CLOUDS.huawei } do
            local _, last = types[name]:find("\n---@class " .. cloud.options_class .. "\n", 1, true)
            local fields = types[name]:sub(last, types[name]:find("\n\n", last, true))
            for option in pairs(cloud.options) do
                assert.truthy(fields:find(("\n---@field %s? "):format(option), 1, true), option)
            end
        end
    end)
end)

describe("the man pages", function()
    local commands = require("ncp.cli.commands")
    local parser = commands.parser(function() return true end, function() return "v1" end)

    -- Whether the page, as man would show it but for its layout, has the option.
    local function has_option(page, name)
        return page:find(("\n.It Fl " .. name:sub(2)):gsub("%p", "%%%0") .. "%f[\n ]") ~= nil
    end

    local function check_options(page, command)
        for _, option in ipairs(command._options) do
            local name = option._aliases[1]
            if name ~= "-h" then assert.is_true(has_option(page, name), ("%s %s"):format(command._name, name)) end
        end
    end

    it("have every noun, every tool, and every option that is no operation's", function()
        local page, keys_page = program.read("man/ncp.1"), program.read("man/ncp-keys.1")
        check_options(page, parser)
        for _, group in ipairs(parser._groups) do
            for _, command in ipairs(group) do
                if command._name ~= "huawei" then
                    assert.truthy(page:find("\n.It Cm " .. command._name .. "\n", 1, true), command._name)
                end
            end
        end
        for _, command in ipairs(parser._groups[3]) do
            check_options(page, command)
            if command._name == "keys" then
                for _, verb in ipairs(command._commands) do check_options(keys_page, verb) end
            end
        end
    end)

    it("are of the version of the library", function()
        for _, name in ipairs({ "ncp.1", "ncp-keys.1", "ncp-configure.5" }) do
            local heading = ('\n.Os "lua-ncp %s"\n'):format(ncp._VERSION)
            assert.truthy(program.read("man/" .. name):find(heading, 1, true), name)
        end
    end)
end)
