--- Behaviour of tokens. Handlers as in ncp.emulator.huawei.accesskey.

local core = require("ncp.core")

local address = require("ncp.emulator.huawei.address")
local errors = require("ncp.emulator.huawei.errors")
local rights = require("ncp.emulator.huawei.rights")
local times = require("ncp.emulator.engine.times")
local verify = require("ncp.emulator.huawei.verify")

local token = {}

local function has_name(thing, given)
    return (given.id == nil or given.id == thing.id) and (given.name == nil or given.name == thing.name)
        and (given.id or given.name) ~= nil
end

local function find(things, given)
    for _, thing in ipairs(things:list()) do
        if has_name(thing, given) then return thing end
    end
end

local function has_method(identity, method)
    for _, name in ipairs(identity.methods) do
        if name == method then return true end
    end
    return false
end

local function wrong_login()
    return errors.keystone(401, "The username or password is wrong.")
end

--- The user who gave the right password, or nil and the failure to answer.
local function user_by_password(call, given)
    local state = call.state
    local user = has_name(state.domain, given.domain) and find(state.users, { name = given.name })
    if not user then return nil, wrong_login() end
    if state.password_locks:is_locked(user.id, call.now) then return nil, errors.iam(call.operation, "IAM.0061") end
    if given.password ~= user.password then
        state.password_locks:fail(user.id, call.now)
        return nil, wrong_login()
    end
    state.password_locks:succeed(user.id)
    if not user.enabled then return nil, errors.iam(call.operation, "IAM.0082", user.name) end
    return user
end

--- What is wrong with the second factor, or nil. A user who has one must give it.
local function totp_failure(call, identity, user)
    local is_given = has_method(identity, "totp")
    if not is_given and not user.totp then return nil end
    local given = is_given and identity.totp and identity.totp.user
    if given and has_name(user, given) and given.passcode == user.totp then return nil end
    return is_given and errors.iam(call.operation, "IAM.1061") or errors.iam(call.operation, "IAM.0001")
end

--- What the token is to be for, `{ project = or domain = }`, or nil when there is no such thing.
local function read_scope(state, given)
    if given.project then
        local project = find(state.projects, given.project)
        return project and { project = project }
    end
    if not given.domain then return {} end
    return has_name(state.domain, given.domain) and { domain = state.domain } or nil
end

local function roles_of(principal)
    local roles = core.array {}
    for i, name in ipairs(principal.roles) do roles[i] = { id = "0", name = name } end
    return roles
end

local function catalog_of(call)
    return {
        {
            id = "00000000000000000000000000000001", name = "iam", type = "identity",
            endpoints = {
                {
                    id = "00000000000000000000000000000002", interface = "public",
                    region = "*", region_id = "*", url = address(call, "/v3"),
                },
            },
        },
    }
end

local function view_of_user(user, domain)
    return { id = user.id, name = user.full_name or user.name, password_expires_at = "", domain = domain }
end

local function view(call, shown)
    local user, domain = shown.user, call.state.domain
    return {
        methods = shown.methods,
        issued_at = times.iso_us(shown.issued),
        expires_at = times.iso_us(shown.expires),
        mfa_authn_at = shown.methods[2] and times.iso_us(shown.issued) or nil,
        user = view_of_user(user, domain),
        assumed_by = shown.assumed_by and { user = view_of_user(shown.assumed_by, domain) },
        domain = shown.domain,
        project = shown.project and { id = shown.project.id, name = shown.project.name, domain = domain },
        roles = roles_of(user),
        catalog = not call.arguments.nocatalog and catalog_of(call) or nil,
    }
end

local function answer(call, status, shown)
    return { status = status, headers = { ["x-subject-token"] = shown.text }, body = { token = view(call, shown) } }
end

-- By method: whose the token is to be and what else is known of it, or nil and the failure to answer.
local LOGINS = {}

function LOGINS.password(call, identity)
    local user, failure = user_by_password(call, identity.password.user)
    failure = failure or totp_failure(call, identity, user)
    if failure then return nil, failure end
    user.logged_in = call.now
    return { user = user }
end

-- A token does not live longer because another was made from it.
function LOGINS.token(call, identity)
    local given, failure = rights.token(call, identity.token.id)
    return given and { user = given.user, assumed_by = given.assumed_by, expires = given.expires }, failure
end

function LOGINS.assume_role(call, identity)
    local caller, failure = verify(call)
    if not caller then return nil, failure end
    call.caller = caller
    local agency
    agency, failure = rights.agency(call, identity.assume_role)
    return agency and { user = agency, assumed_by = caller.principal }, failure
end

local function login(call, identity)
    for _, method in ipairs { "password", "token", "assume_role" } do
        if has_method(identity, method) then return LOGINS[method](call, identity) end
    end
    return nil, errors.malformed(call.operation)
end

function token.create(call)
    local auth = call.arguments.auth
    local fields, failure = login(call, auth.identity)
    if not fields then return failure end
    local scope = read_scope(call.state, auth.scope or {})
    if not scope then return errors.iam(call.operation, "IAM.0001") end
    fields.domain, fields.project, fields.methods = scope.domain, scope.project, auth.identity.methods
    return answer(call, 201, call.state:issue_token(fields, call.now))
end

-- Wraps a handler that needs the token that the call is about, `handler(call, subject)`.
local function with_subject(handler)
    return function(call)
        local subject = call.state:find_token(call.arguments["x-subject-token"], call.now)
        if not subject then return errors.keystone(404, "X-Subject-Token is invalid in the request") end
        local is_own = subject.user == call.caller.principal
        if not is_own and not rights.administers(call) then return errors.iam(call.operation, "IAM.0002") end
        return handler(call, subject)
    end
end

token.validate = with_subject(function(call, subject)
    return answer(call, 200, subject)
end)

token.revoke = with_subject(function(_, subject)
    subject.ended = true
    return { status = 204, body = "" }
end)

return token
