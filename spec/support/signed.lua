--- Raw requests for the specs of the emulator, signed without the client.
local cjson = require("cjson")
local core = require("ncp.core")

local signed = {}

--- The three headers for a request with this key pair at `timestamp` (ms; now when nil).
function signed.headers(access_key, secret_key, method, target, timestamp)
    timestamp = timestamp or core.now()
    return {
        ["x-ncp-apigw-timestamp"] = ("%d"):format(timestamp),
        ["x-ncp-iam-access-key"] = access_key,
        ["x-ncp-apigw-signature-v2"] = core.signer(access_key, secret_key):signature(method, target, timestamp),
    }
end

--- A function `call(method, target, body)` for an emulator, signing with the main account's pair (or the one
-- given). `body` is JSON text, or a table to encode. Returns the status, the answer (decoded where it is
-- JSON) and the whole response.
function signed.caller(emulator, access_key, secret_key)
    local main_access_key, main_secret_key = emulator:credentials()
    access_key, secret_key = access_key or main_access_key, secret_key or main_secret_key
    return function(method, target, body)
        local response = emulator:handle({
            method = method,
            target = target,
            headers = signed.headers(access_key, secret_key, method, target, emulator.now()),
            body = type(body) == "table" and core.json(body) or body,
        })
        local decoded, answer = pcall(cjson.decode, response.body)
        return response.status, decoded and answer or response.body, response
    end
end

--- What `subaccount.create` needs, with `fields` on top.
function signed.account(login_id, fields)
    local account = {
        loginId = login_id, name = "Name", canAPIGatewayAccess = true, canConsoleAccess = true,
        needPasswordReset = false, needPasswordGenerate = true,
    }
    for name, value in pairs(fields or {}) do account[name] = value end
    return account
end

return signed
