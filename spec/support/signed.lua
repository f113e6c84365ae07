--- Raw requests for the specs of the emulator, signed without the client.

local cjson = require("cjson")
local core = require("ncp.core")

local M = {}

--- The three headers for a request with this key pair at `timestamp` (ms; now when nil).
function M.headers(access_key, secret_key, method, target, timestamp)
    timestamp = ("%d"):format(timestamp or core.now())
    local signer = core.signer(access_key, secret_key)
    return {
        ["x-ncp-apigw-timestamp"] = timestamp,
        ["x-ncp-iam-access-key"] = access_key,
        ["x-ncp-apigw-signature-v2"] = signer:signature(method, target, tonumber(timestamp)),
    }
end

--- A function `call(method, target, body)` for an emulator, signing with the main account's pair (or the one
-- given). `body` is a table or JSON text. Returns the status, the decoded body and the whole response.
function M.caller(emulator, access_key, secret_key)
    local main_access_key, main_secret_key = emulator:credentials()
    access_key, secret_key = access_key or main_access_key, secret_key or main_secret_key
    return function(method, target, body)
        local response = emulator:handle {
            method = method,
            target = target,
            headers = M.headers(access_key, secret_key, method, target, emulator.now()),
            body = type(body) == "table" and core.json(body) or body,
        }
        local decoded, value = pcall(cjson.decode, response.body)
        return response.status, decoded and value or response.body, response
    end
end

return M
