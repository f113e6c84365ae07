--- The command `ncp keys list`.

local keys = require("ncp.keys")

local clients = require("ncp.cli.clients")
local output = require("ncp.cli.output")

local M = {}

-- The members of a record of `keys.list`.
local FIELDS = {
    { name = "id" }, { name = "owner" }, { name = "owner_name" }, { name = "active" }, { name = "created" },
    { name = "last_used" }, { name = "never_used" }, { name = "description" }, { name = "cloud" },
}

function M.declare(command)
    command:description("Lists all access keys that the caller can see, one account after the other.")
    clients.declare_cloud(command)
    command:flag("--no-last-use", "do not ask for the last use, which costs a call for each owner or key")
    output.declare(command)
end

function M.run(options)
    local writer = output.rows(options, FIELDS)
    for record in keys.list(clients.new(options.cloud, options), { last_used = not options.no_last_use }) do
        writer.row(record)
    end
    writer.finish()
end

return M
