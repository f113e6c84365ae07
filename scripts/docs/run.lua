-- Writes docs/reference, the types and the schema of documents from the model, and the man pages from the command
-- line's parser; with --check it compares them with these.
-- Runs in the checkout's root: scripts/gen-docs.

package.path = "scripts/?.lua;" .. package.path

local indented = require "ncp.base.indented"

local made = require "made"
local source = require "rules.source"

local clouds = require "docs.clouds"
local index = require "docs.index"
local man = require "docs.man"
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
    for path, text in pairs(man.pages()) do texts[path] = text end
    texts["docs/account.schema.json"] = indented(require "ncp.account.schema")
    return texts
end

made.run("scripts/gen-docs", generate(), source.files(FOLDER .. " man", "%.%w+$"))
