--- The command `ncp`.

local argparse = require("argparse")

local M = {}

local COMMANDS = { emulator = require("ncp.cli.emulator") }

local USAGE_ERROR = 2

local function new_parser()
    local parser = argparse("ncp", "NAVER Cloud Platform from the command line.")
    parser:command_target("command")
    parser:require_command(true)
    for name, command in pairs(COMMANDS) do command.declare(parser:command(name)) end
    return parser
end

--- Runs the command line `arguments` (a list of strings); returns the exit status.
function M.main(arguments)
    local parser = new_parser()
    local parsed, result = parser:pparse(arguments)
    if not parsed then
        io.stderr:write(parser:get_usage(), "\n\nncp: ", result, "\n")
        return USAGE_ERROR
    end
    return COMMANDS[result.command].run(result)
end

return M
