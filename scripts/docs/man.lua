-- The man pages: templates of scripts/docs/man, whose placeholders are filled from the parser of the command line, so
-- that they say what --help says.

local commands = require "ncp.cli.commands"
local failure = require "ncp.cli.failure"
local source = require "rules.source"

local roff = require "docs.roff"

local man = {}

local TEMPLATES = "scripts/docs/man"
local MONTHS = {
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
}

-- The day of the release, as CHANGELOG.md has it, in the words of mdoc.
local function date(version)
    local pattern = ("\n## %%[%s%%] %%- (%%d+)-(%%d+)-(%%d+)\n"):format(version:gsub("%.", "%%."))
    local year, month, day = source.read("CHANGELOG.md"):match(pattern)
    assert(year, "CHANGELOG.md has no day for version " .. version)
    return ("%s %d, %s"):format(MONTHS[tonumber(month)], day, year)
end

local function group(parser, number)
    return parser._groups[number]
end

local function command_of(parser, name)
    for _, command in ipairs(parser._commands) do
        if command._name == name then return command end
    end
end

local function fill(parser)
    local version = require "ncp.version"
    local nouns, huawei, tools = group(parser, 1), command_of(parser, "huawei"), group(parser, 3)
    local keys = command_of(parser, "keys")
    return {
        version = version,
        date = date(version),
        options = roff.options(parser),
        nouns = roff.commands(nouns),
        huawei = roff.commands(huawei._commands),
        tools = roff.commands(tools),
        tool_sections = roff.sections(tools, ""),
        keys_synopsis = roff.synopsis(keys._commands, "keys "),
        keys_sections = roff.sections(keys._commands, "keys "),
        statuses = roff.statuses(failure.STATUSES),
    }
end

--- pages() → the text of each page by its path.
function man.pages()
    local parser = commands.parser(function() return true end, function() return "v1" end)
    local filled, texts = fill(parser), {}
    for _, path in ipairs(source.files(TEMPLATES, "%.%d$")) do
        local text = source.read(path):gsub("{{([%w_]+)}}", filled)
        texts["man/" .. path:match("[^/]+$")] = text
    end
    return texts
end

return man
