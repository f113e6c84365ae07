--- Behaviour of the access key operations. A handler takes the call
-- `{ operation =, arguments =, state =, now = ms, failed_items = }` and returns the
-- answer's body, or nil and a failure of ncp.emulator.errors.

local core = require("ncp.core")

local errors = require("ncp.emulator.errors")
local times = require("ncp.emulator.times")
local with_account = require("ncp.emulator.with_account")

local accesskey = {}

local LIMIT = 2

local function with_key(handler)
    return with_account(function(call, account)
        local key = call.state:credential(call.arguments.accessKey)
        if not key or key.owner ~= account then return nil, errors.service(call.operation, 904) end
        return handler(call, key)
    end)
end

accesskey.list = with_account(function(_, account)
    local answer = core.array {}
    for i, key in ipairs(account.keys) do
        answer[i] = { accessKey = key.accessKey, active = key.active, createTime = times.iso(key.createTime) }
    end
    return answer
end)

accesskey.create = with_account(function(call, account)
    if #account.keys >= LIMIT then return nil, errors.service(call.operation, 9012) end
    local key = call.state:add_key(account, {}, call.now)
    return { accessKey = key.accessKey, keySecret = key.keySecret, createTime = times.iso(key.createTime) }
end)

accesskey.set_active = with_key(function(call, key)
    key.active = call.arguments.active
    return { success = true }
end)

accesskey.delete = with_key(function(call, key)
    call.state:delete_key(key)
    return { success = true }
end)

return accesskey
