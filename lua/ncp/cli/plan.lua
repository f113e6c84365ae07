--- The command `ncp plan`.

local core = require("ncp.core")
local plan = require("ncp.account.plan")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local findings = require("ncp.cli.findings")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Tells what has to be done so that the account is as a document says, and who may do what " ..
        "afterwards. It changes nothing.")
    command:argument("document", "file as ncp export prints it; - for standard input")
    command:option("--out", "file for the plan as JSON, which ncp apply takes"):argname("<path>")
    command:flag("--prune", "delete what stands in no section of the document")
end

function M.run(options)
    local wanted = findings.document(options.document)
    local client = clients.new("ncp", options)
    local made = findings.must(options.document,
        plan.new(client, wanted, { prune = options.prune, rate = options.rate }))
    if options.out then failure.must(core.write_file(options.out, core.json(made) .. "\n")) end
    stdout.write(tostring(made))
end

return M
