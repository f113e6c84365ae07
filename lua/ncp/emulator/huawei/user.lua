--- Behaviour of users. Handlers as in ncp.emulator.huawei.accesskey.

local cjson = require("cjson")

local core = require("ncp.core")

local address = require("ncp.emulator.huawei.address")
local errors = require("ncp.emulator.huawei.errors")
local rights = require("ncp.emulator.huawei.rights")
local times = require("ncp.emulator.engine.times")

local user = {}

local function links(call, path)
    return { self = address(call, path), previous = cjson.null, next = cjson.null }
end

-- "2020-07-08 02:19:03.0"
local function time(ms)
    return ms and times.iso(ms):gsub("T", " "):gsub("Z", ".0") or cjson.null
end

local function view(call, shown)
    return {
        id = shown.id,
        name = shown.name,
        domain_id = call.state.domain.id,
        enabled = shown.enabled,
        description = shown.description,
        pwd_status = shown.pwd_status or false,
    }
end

local function view_of_keystone(call, shown)
    local row = view(call, shown)
    row.links = links(call, "/v3/users/" .. shown.id)
    row.password_expires_at, row.pwd_strength, row.last_project_id = cjson.null, "high", ""
    row.default_project_id = shown.default_project_id
    return row
end

local function view_of_change(call, shown)
    local row = view(call, shown)
    row.links = links(call, "/v3.0/OS-USER/users/" .. shown.id)
    row.email, row.phone, row.areacode, row.xuser_id, row.xuser_type = shown.email or "", "", "", "", ""
    return row
end

local function full_view(call, shown)
    local row = view_of_change(call, shown)
    row.is_domain_owner, row.pwd_strength = shown.is_domain_owner, "Strong"
    row.create_time, row.update_time = time(shown.created), time(shown.updated)
    row.last_login_time, row.last_pwd_auth_time = time(shown.logged_in), time(shown.logged_in)
    return row
end

local function is_wanted(call, candidate)
    local given = call.arguments
    return candidate.enabled == (given.enabled ~= false)
        and (not given.name or given.name == candidate.name)
        and (not given.domain_id or given.domain_id == call.state.domain.id)
end

function user.list(call)
    if not rights.administers(call) then return rights.refuse(call, "iam:users:listUsers") end
    local users = core.array {}
    for _, candidate in ipairs(call.state.users:list()) do
        if is_wanted(call, candidate) then users[#users + 1] = view_of_keystone(call, candidate) end
    end
    return { status = 200, body = { users = users, links = links(call, call.request.target) } }
end

function user.get(call)
    local shown, failure = rights.user(call, call.arguments.user_id, "iam:users:getUser")
    if not shown then return failure end
    return { status = 200, body = { user = full_view(call, shown) } }
end

function user.get_keystone(call)
    local shown, failure = rights.user(call, call.arguments.user_id, "iam:users:getUser")
    if not shown then return failure end
    return { status = 200, body = { user = view_of_keystone(call, shown) } }
end

-- The user whom only the administrator may change, or nil and the failure to answer.
local function user_to_change(call)
    local action = "iam:users:updateUser"
    if not rights.administers(call) then return nil, rights.refuse(call, action) end
    return rights.user(call, call.arguments.user_id, action)
end

function user.set_enabled(call)
    local changed, failure = user_to_change(call)
    if not changed then return failure end
    call.state:change_user(changed, { enabled = call.arguments.enabled }, call.now)
    return { status = 200, body = { user = view_of_change(call, changed) } }
end

local function is_taken(state, name, owner)
    for _, other in ipairs(state.users:list()) do
        if other ~= owner and other.name == name then return true end
    end
    return false
end

function user.update(call)
    local given = call.arguments
    local changed, failure = user_to_change(call)
    if not changed then return failure end
    if (given.domain_id or call.state.domain.id) ~= call.state.domain.id then
        return errors.iam(call.operation, "IAM.0002")
    end
    if given.name and is_taken(call.state, given.name, changed) then
        return errors.iam(call.operation, "IAM.0005", "user", "the name is taken")
    end
    call.state:change_user(changed, given, call.now)
    return { status = 200, body = { user = view_of_keystone(call, changed) } }
end

return user
