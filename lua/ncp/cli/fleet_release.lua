--- The command `ncp fleet release`.

local clients = require("ncp.cli.clients")
local confirm = require("ncp.cli.confirm")
local failure = require("ncp.cli.failure")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Ends a lease before its time is up. Its holder, if it is alive, notices before its next " ..
        "change and stops; another machine may begin at once.")
    command:argument("lease", "its name, as ncp fleet status shows it")
    confirm.declare(command)
end

local function find(fleet, name)
    for _, lease in ipairs(failure.must(fleet:status()).leases) do
        if lease.name == name then return lease end
    end
    failure.raise(("nobody holds a lease %s"):format(name), failure.status_of("not_found"))
end

function M.run(options)
    local fleet = clients.fleet(options, "release")
    local lease = find(fleet, options.lease)
    confirm.ask(("End the lease %s of %s? If that is alive it stops before its next change."):format(lease.name,
        lease.holder), options)
    failure.must(fleet:release(lease.name))
    stdout.write("released\n")
end

return M
