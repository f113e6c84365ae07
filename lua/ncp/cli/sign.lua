--- The command `ncp sign`.

local failure = require("ncp.cli.failure")
local identity = require("ncp.cli.identity")
local mistakes = require("ncp.cli.mistakes")
local signing = require("ncp.cli.signing")
local stdout = require("ncp.cli.stdout")

local M = {}

local HEADERS = { "x-ncp-apigw-timestamp", "x-ncp-iam-access-key", "x-ncp-apigw-signature-v2" }

function M.declare(command)
    command:description("Prints the three headers that sign a request, one a line, as curl reads them:\n\n" ..
        "   ncp sign GET /api/v1/groups |\n      curl -H @- https://subaccount.apigw.ntruss.com/api/v1/groups")
    signing.declare(command)
end

function M.run(options)
    local request = signing.request(options)
    local mistake = mistakes.find(request)[1]
    if mistake then failure.misuse("%s", mistake) end
    local headers = identity.signer(options):headers(request.method, request.target, request.timestamp)
    for _, name in ipairs(HEADERS) do stdout.write(name, ": ", headers[name], "\n") end
end

return M
