--- The command `ncp export`.

local account = require("ncp.account")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Prints the account as a document: sub accounts, groups, policies, roles, settings; the " ..
        "same for an account that is the same, without secrets. ncp plan and ncp apply read it.")
    command:option("--only", "these sections: settings, policies, groups, roles, subAccounts"):argname("<names>")
    command:flag("--ids", "with the ids of groups and roles, by which they can be renamed")
end

local function names_of(text)
    local names = {}
    for name in text:gmatch("[^,%s]+") do names[#names + 1] = name end
    return names
end

function M.run(options)
    local only = options.only and names_of(options.only)
    local client = clients.new("ncp", options)
    local document = failure.must(account.export(client, { only = only, ids = options.ids, rate = options.rate }))
    stdout.write(account.encode(document))
end

return M
