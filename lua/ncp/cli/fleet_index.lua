--- The command `ncp fleet index`.

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local quantity = require("ncp.base.quantity")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Reads the keys of all accounts, so that a sweep of any machine of the fleet begins with " ..
        "those that leaked and need not look for their owners.")
    clients.declare_cloud(command)
end

function M.run(options)
    local fleet = clients.fleet(options, "index")
    local index = failure.must(fleet:index(clients.new(options.cloud, options), { rate = options.rate }))
    failure.must(index:refresh())
    stdout.write(quantity(#failure.must(index:records()), "key"), "\n")
end

return M
