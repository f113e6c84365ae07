-- Writes docs/reference and the types from the model, or with --check compares them with it.
-- Runs in the checkout's root: scripts/gen-docs.

package.path = "scripts/?.lua;" .. package.path

local source = require "rules.source"

local clouds = require "docs.clouds"
local index = require "docs.index"
local model = require "docs.model"
local reference = require "docs.reference"
local types = require "docs.types"
local versions = require "docs.versions"

local FOLDER = "docs/reference"

local function generate()
    local nouns = model.nouns()
    local texts = { [FOLDER .. "/README.md"] = index.page(nouns) }
    for _, noun in ipairs(nouns) do
        if noun.cloud ~= "v2" then texts[FOLDER .. "/" .. noun.page] = reference.page(noun) end
    end
    texts["docs/v2.md"] = versions.page(nouns)
    for name, cloud in pairs(clouds) do texts[cloud.types] = types.file(cloud, model.nouns_of(name, nouns)) end
    return texts
end

local function read(path)
    local file = io.open(path, "rb")
    if not file then return nil end
    file:close()
    return source.read(path)
end

local function write(path, text)
    local file = assert(io.open(path, "wb"))
    assert(file:write(text))
    assert(file:close())
end

-- The pages of nouns that are no longer there.
local function stale_pages(texts)
    local paths = {}
    for _, path in ipairs(source.files(FOLDER, "%.md$")) do
        if not texts[path] then paths[#paths + 1] = path end
    end
    return paths
end

local function update(texts)
    for path, text in pairs(texts) do
        if read(path) ~= text then write(path, text) end
    end
    for _, path in ipairs(stale_pages(texts)) do assert(os.remove(path)) end
end

local function check(texts)
    local differing = stale_pages(texts)
    for path, text in pairs(texts) do
        if read(path) ~= text then differing[#differing + 1] = path end
    end
    table.sort(differing)
    for _, path in ipairs(differing) do print(path .. " is not what scripts/gen-docs writes: run it") end
    return #differing == 0
end

local texts = generate()
if arg[1] == "--check" then os.exit(check(texts)) end
os.execute("mkdir -p types/ncp " .. FOLDER)
update(texts)
