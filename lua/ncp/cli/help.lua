--- The command `ncp help`.

local commands = require("ncp.cli.commands")

local M = {}

function M.declare(command)
    command:description("Tells what a command does and takes: ncp help keys rotate.")
    command:argument("command", "words of the command"):args("*")
end

function M.run(options)
    local words = options.command
    words[#words + 1] = "--help"
    if options.api then table.insert(words, 1, "--api=" .. options.api) end
    commands.parse(words)
end

return M
