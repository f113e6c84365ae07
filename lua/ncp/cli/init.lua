--- The command `ncp`.

local core = require("ncp.core")

local clients = require("ncp.cli.clients")
local commands = require("ncp.cli.commands")
local failure = require("ncp.cli.failure")
local stdout = require("ncp.cli.stdout")

local M = {}

local function set_of(words)
    local set = {}
    for _, word in ipairs(words) do set[word] = true end
    return set
end

local function run(arguments)
    local words = set_of(arguments)
    local function wanted(word) return words[word] end
    local function version() return clients.version(arguments) end
    local options = commands.parser(wanted, version):parse(arguments)
    local status = options.run() or 0
    stdout.flush()
    return status
end

--- Runs the command line `arguments` (a list of strings); returns the exit status.
function M.main(arguments)
    core.process.end_on_interrupt()
    local done, outcome = pcall(run, arguments)
    return done and outcome or failure.report(outcome)
end

return M
