--- The command `ncp drift`.

local account = require("ncp.account")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local findings = require("ncp.cli.findings")
local stdout = require("ncp.cli.stdout")

local M = {}

local DIFFERS = 2

function M.declare(command)
    command:description("Tells how the account differs from a document, strangers in its sections included. Exit " ..
        "status 0: it does not; 2: it does; 1: that cannot be told.")
    command:argument("document", "file as ncp export prints it; - for standard input")
end

local function differences(options)
    local wanted = findings.document(options.document)
    local client = clients.new("ncp", options)
    return findings.must(options.document, account.drift(client, wanted, { rate = options.rate }))
end

-- A status of its own for each outcome, whatever failed.
function M.run(options)
    local done, made = pcall(differences, options)
    if not done then
        failure.report(made)
        return 1
    end
    stdout.write(tostring(made))
    return made.steps[1] and DIFFERS or 0
end

return M
