--- Behaviour of the access key operations. A handler takes the call
-- `{ operation =, arguments =, state =, now = ms, key = the key that signed, failed_items = }`
-- and returns the answer's body, or nil and a failure of ncp.emulator.ncloud.errors.

local errors = require("ncp.emulator.ncloud.errors")
local resources = require("ncp.emulator.ncloud.resources")
local times = require("ncp.emulator.engine.times")
local views = require("ncp.emulator.ncloud.views")

local accesskey = {}

local LIMIT = 2

local with_account = resources.with("subAccountId")

local show = views.new {
    createTime = function(key) return times.iso(key.createTime) end,
}

local function with_key(handler)
    return with_account(function(call, account)
        for _, key in ipairs(account.keys) do
            if key.accessKey == call.arguments.accessKey then return handler(call, key) end
        end
        return nil, errors.service(call.operation, 904)
    end)
end

accesskey.list = with_account(function(call, account)
    return views.list(call, account.keys, show)
end)

-- Whether there is no room for one more. Version 1 counts all keys, version 2 those that are active.
local function is_full(call, account)
    local count = 0
    for _, key in ipairs(account.keys) do
        if key.active or call.operation.api == "v1" then count = count + 1 end
    end
    return count >= LIMIT
end

accesskey.create = with_account(function(call, account)
    if is_full(call, account) then return nil, errors.service(call.operation, 9012) end
    return show(call, call.state:add_key(account, {}, call.now))
end)

accesskey.set_active = with_key(function(call, key)
    local active = call.arguments.active
    if active and not key.active and call.operation.api == "v2" and is_full(call, key.owner) then
        return nil, errors.service(call.operation, 9012)
    end
    key.active = active
    return { success = true }
end)

accesskey.delete = with_key(function(call, key)
    call.state:delete_key(key)
    return { success = true }
end)

return accesskey
