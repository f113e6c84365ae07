--- The command `ncp fleet status`.

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local output = require("ncp.cli.output")

local M = {}

local FIELDS = {
    { name = "what" }, { name = "name" }, { name = "holder" }, { name = "seconds" }, { name = "token" },
    { name = "rate" }, { name = "keys" },
}

-- By list of a status: what an entry of it is, and which of its members tells seconds.
local LISTS = {
    { "nodes", "node", "seen" }, { "budgets", "budget" }, { "leases", "lease", "seconds" },
    { "indexes", "index", "age" },
}

function M.declare(command)
    command:description("Shows the nodes of the fleet and the seconds since each asked for turns; the rates that " ..
        "were learned of refusals; leases, who holds them and for how many more seconds; and how many keys the " ..
        "index knows, and its age in seconds.")
    output.declare(command)
end

-- Whole ones: nobody acts on less.
local function seconds_of(entry, list)
    local seconds = entry[list[3]]
    return seconds and math.ceil(seconds)
end

function M.run(options)
    output.check(options, FIELDS)
    local status = failure.must(clients.fleet(options, "status"):status())
    local writer = output.rows(options, FIELDS)
    for _, list in ipairs(LISTS) do
        for _, entry in ipairs(status[list[1]]) do
            writer.row({
                what = list[2], name = entry.name, holder = entry.holder, seconds = seconds_of(entry, list),
                token = entry.token, rate = entry.rate, keys = entry.keys,
            })
        end
    end
    writer.finish()
end

return M
