--- Behaviour of temporary access keys. Handlers as in ncp.emulator.huawei.accesskey.

local errors = require("ncp.emulator.huawei.errors")
local rights = require("ncp.emulator.huawei.rights")
local times = require("ncp.emulator.engine.times")

local securitytoken = {}

local DEFAULT_SECONDS = 900

local function is_own_account(state, given)
    if given.domain_id then return given.domain_id == state.domain.id end
    return given.domain_name == state.domain.name
end

-- By method: the user or agency that the key is to act as, or nil and the failure to answer.
local PRINCIPALS = {}

function PRINCIPALS.token(call)
    if call.caller.token then return call.caller.principal end
    return nil, errors.iam(call.operation, "IAM.0001")
end

function PRINCIPALS.assume_role(call, given)
    if not given then return nil, errors.iam(call.operation, "IAM.1103", "assume_role") end
    if not given.domain_id and not given.domain_name then
        return nil, errors.iam(call.operation, "IAM.1103", "domain_id")
    end
    if not rights.has_role(call.caller.principal, rights.AGENT_OPERATOR) then
        return nil, rights.refuse(call, "iam:agencies:assume")
    end
    local agency = is_own_account(call.state, given) and call.state.agencies:get(given.agency_name)
    if agency then return agency end
    return nil, errors.iam(call.operation, "IAM.0004", "agency", given.agency_name)
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
