--- Behaviour of temporary access keys. Handlers as in ncp.emulator.huawei.accesskey.

local errors = require("ncp.emulator.huawei.errors")
local rights = require("ncp.emulator.huawei.rights")
local times = require("ncp.emulator.engine.times")

local securitytoken = {}

local DEFAULT_SECONDS = 900

-- By method: the user or agency that the key is to act as, or nil and the failure to answer. The token of the call
-- goes before that in its body.
local PRINCIPALS = { assume_role = rights.agency }

function PRINCIPALS.token(call, given)
    if call.caller.token then return call.caller.principal end
    if not given or not given.id then return nil, errors.iam(call.operation, "IAM.0001") end
    local token, failure = rights.token(call, given.id)
    return token and token.user, failure
end

function securitytoken.create(call)
    local identity = call.arguments.auth.identity
    local method = identity.methods[1]
    local given = identity[method]
    local principal, failure = PRINCIPALS[method](call, given)
    if not principal then return failure end
    local seconds = given and given.duration_seconds or DEFAULT_SECONDS
    local key = call.state:add_temporary_key(principal, call.now + seconds * 1000)
    return {
        status = 201,
        body = {
            credential = {
                access = key.access,
                secret = key.secret,
                securitytoken = key.securitytoken,
                expires_at = times.iso_us(key.expires),
            },
        },
    }
end

return securitytoken
