--- Clients for specs: none of them leaves this process.
local ncp = require("ncp")
local records = require("ncp.keys.records")

local support = {
    ACCESS_KEY = "ncp_iam_EXAMPLEACCESSKEY0001",
    SECRET_KEY = "ncp_iam_EXAMPLESECRETKEY0000000000000001",
    ACCOUNT = "2b141960-1111-2222-3333-246e9659184c",
    ADMINISTRATOR = "33333333-0000-4000-8000-000000000001", -- the emulator's policy that allows all
}

--- A client whose requests get the prepared `answers`, and the stub that gives them.
function support.stubbed(answers, options)
    local stub = require("ncp.transport.stub").new(answers, 1700000000000)
    local given = { transport = stub, access_key = support.ACCESS_KEY, secret_key = support.SECRET_KEY }
    for name, value in pairs(options or {}) do given[name] = value end
    return assert(ncp.new(given)), stub
end

--- A client of the main account of a new emulator, and that emulator's transport.
function support.emulated(options, client_options)
    local transport = require("ncp.transport.emulator").new(options)
    local access_key, secret_key = transport.emulator:credentials()
    local given = { transport = transport, access_key = access_key, secret_key = secret_key }
    for name, value in pairs(client_options or {}) do given[name] = value end
    return assert(ncp.new(given)), transport
end

--- A new sub account: its id. `client` speaks either version of the API.
function support.create_account(client, login_id)
    local fields = records.fields(client, "subaccount", support.new_account(login_id))
    return records.id_of(client, "account", assert(client.subaccount.create(fields)))
end

--- The fields of a sub account that create needs, in version 1.
function support.new_account(login_id)
    return {
        loginId = login_id,
        name = "name of " .. login_id,
        canAPIGatewayAccess = true,
        canConsoleAccess = false,
        needPasswordReset = false,
        needPasswordGenerate = true,
    }
end

return support
