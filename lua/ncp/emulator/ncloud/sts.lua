--- Behaviour of the temporary credentials. Handlers as in ncp.emulator.ncloud.accesskey.

local errors = require("ncp.emulator.ncloud.errors")
local times = require("ncp.emulator.engine.times")

local sts = {}

local DEFAULT_SECONDS = 3600

-- Codes are not computed: an account that has a second factor gives the right one.
local function has_right_code(call)
    return not call.arguments.tokenCode or call.key.owner.mfaList[1] ~= nil
end

--- What the keys that signed are.
function sts.get(call)
    local key = call.key
    local answer = { accessKey = key.accessKey, createTime = key.createTime and times.iso(key.createTime) }
    if not key.expireTime then return answer end
    answer.keySecret, answer.expireTime, answer.useMfa = key.keySecret, times.iso(key.expireTime), key.useMfa == true
    return answer
end

function sts.create(call)
    local given = call.arguments
    if call.key.expireTime then return nil, errors.service(call.operation, 404) end
    if not has_right_code(call) then return nil, errors.service(call.operation, 401) end
    local expire_time = call.now + (given.durationSec or DEFAULT_SECONDS) * 1000
    local key = call.state:issue_key({
        owner = call.key.owner, expireTime = expire_time, useMfa = given.tokenCode ~= nil,
    }, call.now)
    return {
        accessKey = key.accessKey,
        keySecret = key.keySecret,
        createTime = times.iso(key.createTime),
        expireTime = times.iso(key.expireTime),
        useMfa = key.useMfa,
    }
end

return sts
