--- The nouns and verbs of the model as commands. Only those that the command line names get verbs and options: the
-- help of one must not wait for a hundred others.

local core = require("ncp.core")

local kebab = require("ncp.cli.kebab")
local subcommand = require("ncp.cli.subcommand")

local nouns = {}

local function declare_verb(parser, noun, verb, wanted)
    local row = core.describe(noun.name, verb, noun.api)
    local command = subcommand.add(parser, kebab(verb), row.doc)
    if not wanted(kebab(verb)) then return end
    local operation = require("ncp.cli.operation")
    operation.declare(command, row)
    subcommand.set_run(command, function(options) return operation.run(row, options) end)
end

local function declare_noun(parser, noun, wanted)
    local name = kebab(noun.name:match("[^.]+$"))
    local command = subcommand.add(parser, name, noun.doc)
    if wanted(name) then
        command:description(noun.doc .. ".")
        for _, verb in ipairs(noun.operations) do declare_verb(command, noun, verb, wanted) end
    end
    return command
end

-- The nouns of version 2 by name.
local function second_versions(all)
    local second = {}
    for _, noun in ipairs(all) do
        if noun.api == "v2" then second[noun.name] = noun end
    end
    return second
end

--- declare(parser, cloud, wanted, version) adds the nouns of a cloud (nil: NAVER Cloud Platform) and returns their
-- commands. `wanted(word)` tells whether the command line has that word; `version()`, which is only called for a noun
-- that has two, which version of the API is meant.
function nouns.declare(parser, cloud, wanted, version)
    local commands, all = {}, core.describe().nouns
    local second = second_versions(all)
    for _, noun in ipairs(all) do
        local is_meant = noun.cloud == cloud and noun.api ~= "v2"
        if is_meant and noun.api and wanted(kebab(noun.name)) and version() == "v2" then noun = second[noun.name] end
        if is_meant then commands[#commands + 1] = declare_noun(parser, noun, wanted) end
    end
    return commands
end

return nouns
