--- Behaviour of permanent access keys. A handler takes the call
-- `{ operation =, arguments =, state =, now = ms, caller = see ncp.emulator.huawei.verify, request = }`
-- and returns the answer `{ status =, body =, headers = or nil }`.

local core = require("ncp.core")

local errors = require("ncp.emulator.huawei.errors")
local rights = require("ncp.emulator.huawei.rights")
local times = require("ncp.emulator.engine.times")

local accesskey = {}

local LIMIT = 2

local function action(verb)
    return ("iam:credentials:%sCredential"):format(verb)
end

-- What all answers show of a key.
local function common_view(key)
    return {
        access = key.access,
        status = key.status,
        user_id = key.principal.id,
        create_time = times.iso_us(key.created),
    }
end

local function view(key)
    local shown = common_view(key)
    shown.description = key.description
    return shown
end

local function answer(status, credential)
    return { status = status, body = { credential = credential } }
end

-- Wraps a handler that needs the key of the path, `handler(call, key)`.
local function with_key(verb, handler)
    return function(call)
        local access = call.arguments.access_key
        local key = call.state.keys[access]
        if not key or key.securitytoken then
            return errors.iam(call.operation, "IAM.0004", "credential", access)
        end
        local user, failure = rights.user(call, key.principal.id, action(verb))
        return user and handler(call, key) or failure
    end
end

function accesskey.list(call)
    local user_id = call.arguments.user_id or call.caller.principal.id
    local user, failure = rights.user(call, user_id, action "list")
    if not user then return failure end
    local credentials = core.array {}
    for i, key in ipairs(user.keys) do credentials[i] = view(key) end
    return { status = 200, body = { credentials = credentials } }
end

accesskey.get = with_key("get", function(_, key)
    local credential = view(key)
    credential.last_use_time = times.iso_us(key.used or key.created)
    return answer(200, credential)
end)

function accesskey.create(call)
    local given = call.arguments
    local user, failure = rights.user(call, given.user_id, action "create")
    if not user then return failure end
    if #user.keys >= LIMIT then return errors.keystone(400, "akSkNumExceed") end
    local key = call.state:add_key(user, { description = given.description }, call.now)
    call.state:end_tokens(user)
    local credential = view(key)
    credential.secret = key.secret
    return answer(201, credential)
end

-- Answers without the description, as the sample of the reference does.
accesskey.update = with_key("update", function(call, key)
    local given = call.arguments
    if not given.status and not given.description then
        return errors.iam(call.operation, "IAM.1103", "status")
    end
    key.status, key.description = given.status or key.status, given.description or key.description
    call.state:end_tokens(key.principal)
    return answer(200, common_view(key))
end)

accesskey.delete = with_key("delete", function(call, key)
    call.state:delete_key(key)
    call.state:end_tokens(key.principal)
    return { status = 204, body = "" }
end)

return accesskey
