--- The command `ncp keys`: work on the access keys of all accounts, of either cloud.

local subcommand = require("ncp.cli.subcommand")

local M = {}

local VERBS = {
    { name = "list", module = "ncp.cli.keys_list", summary = "List them with owner, age and last use" },
    { name = "audit", module = "ncp.cli.keys_audit", summary = "Tell what is wrong with keys and accounts" },
    { name = "rotate", module = "ncp.cli.keys_rotate", summary = "Replace one by a new one" },
    { name = "sweep", module = "ncp.cli.keys_sweep", summary = "Switch leaked keys off" },
}

function M.declare(command, wanted)
    command:description("Work on the access keys of all accounts at once.")
    subcommand.declare(command, VERBS, wanted)
end

return M
