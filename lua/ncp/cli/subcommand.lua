--- Commands within a parser of argparse.

local subcommand = {}

--- add(parser, name, summary) → the new command.
function subcommand.add(parser, name, summary)
    -- Without a target argparse notes a command under its name, as it does the option --profile.
    return parser:command(name):summary(summary):target("command:" .. name)
end

--- set_run(command, run): when the command line asks for the command, what argparse makes of it has a function `run`
-- that calls `run(options)`.
function subcommand.set_run(command, run)
    command:action(function(options)
        options.run = function() return run(options) end
    end)
end

local function load(command, entry, wanted)
    local module = require(entry.module or "ncp.cli." .. entry.name)
    module.declare(command, wanted)
    if module.run then subcommand.set_run(command, module.run) end
end

--- declare(parser, entries, wanted) adds commands, each `{ name =, summary =, module = }`, and returns them.
--
-- The module (`ncp.cli.<name>` when left out) has `declare(command, wanted)`, which adds arguments and options, and
-- `run(options)`, which returns the exit status (nil: 0) or raises as `ncp.cli.failure` has it; one with commands of
-- its own has no `run`. It is loaded only when `wanted(name)`, which tells whether the command line has that word.
function subcommand.declare(parser, entries, wanted)
    local commands = {}
    for i, entry in ipairs(entries) do
        commands[i] = subcommand.add(parser, entry.name, entry.summary)
        if wanted(entry.name) then load(commands[i], entry, wanted) end
    end
    return commands
end

return subcommand
