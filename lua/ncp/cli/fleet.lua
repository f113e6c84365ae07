--- The command `ncp fleet`: what many machines share.

local subcommand = require("ncp.cli.subcommand")

local M = {}

local VERBS = {
    { name = "status", module = "ncp.cli.fleet_status", summary = "Show nodes, rates, leases and the index" },
    { name = "release", module = "ncp.cli.fleet_release", summary = "End a lease, whoever has it" },
    { name = "index", module = "ncp.cli.fleet_index", summary = "Read who holds which key, for all machines" },
}

function M.declare(command, wanted)
    command:description("Machines that share a rate, work and journals through the Redis that --fleet names.")
    subcommand.declare(command, VERBS, wanted)
end

return M
