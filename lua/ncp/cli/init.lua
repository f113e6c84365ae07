--- The command `ncp`.

local core = require("ncp.core")

local commands = require("ncp.cli.commands")
local failure = require("ncp.cli.failure")
local stdout = require("ncp.cli.stdout")

local M = {}

local function run(arguments)
    local status = commands.parse(arguments).run() or 0
    stdout.flush()
    return status
end

--- Runs the command line `arguments` (a list of strings); returns the exit status.
function M.main(arguments)
    core.process.end_on_interrupt()
    core.process.hold_streams()
    local done, outcome = pcall(run, arguments)
    return done and outcome or failure.report(outcome)
end

return M
