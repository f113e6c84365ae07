--- The command `ncp whoami`.
--
-- No call of NAVER Cloud Platform tells whose key signed it, so what can be found out is told as what it is.

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local identity = require("ncp.cli.identity")
local mistakes = require("ncp.cli.mistakes")
local output = require("ncp.cli.output")

local M = {}

local FIELDS = {
    { name = "cloud" }, { name = "service" }, { name = "keys" }, { name = "access_key" }, { name = "created" },
    { name = "expires" },
    { name = "accepted" }, { name = "holder" }, { name = "login_alias" }, { name = "user_id" }, { name = "user" },
    { name = "domain_id" },
}

local NOT_TOLD = "not told: the main account, or keys that may not ask"

function M.declare(command)
    command:description("Shows where the keys come from, which they are, whether the service accepts them, " ..
        "and whose they are as far as it tells.")
    clients.declare_cloud(command)
    output.declare(command)
end

-- What a call answers; nil when the service knows the caller but refuses the call. Other failures raise.
local function allowed(out, message, err)
    if out == nil and err.kind == "permission" then return nil end
    return (failure.must(out, message, err))
end

local clouds = { ncp = {}, huawei = {} }

-- What is for the keys of sub accounts only: STS, or where the site has none the list of switchable roles.
local function own_keys(client)
    local keys, message, err = client.sts.get()
    if keys == nil and err.kind == "validation" then return allowed(client.switchable_role.list()) end
    return allowed(keys, message, err)
end

function clouds.ncp.ask(client, told)
    local alias = allowed(client.tenant.get_login_alias())
    told.login_alias = alias and alias.loginAlias
    local keys = own_keys(client)
    told.holder = keys and "a sub account" or NOT_TOLD
    if keys then told.created, told.expires = keys.createTime, told.expires or keys.expireTime end
end

-- The keys of the caller tell its id, if it has any.
function clouds.huawei.ask(client, told)
    local key = (allowed(client.accesskey.list()) or {})[1]
    local user = key and allowed(client.user.get(key.user_id)) or {}
    told.user_id, told.user, told.domain_id = key and key.user_id, user.name, user.domain_id
end

local function describe_keys(entry, told)
    if not entry then
        told.keys = "none: a token, or a user with password"
        return
    end
    told.keys, told.access_key = entry.place, mistakes.shown(entry.account)
    told.expires = entry.expires and os.date("!%Y-%m-%dT%H:%M:%SZ", math.floor(entry.expires / 1000))
end

--- Returns the exit status; what is known is printed also when the service refuses the keys.
function M.run(options)
    local cloud = options.cloud or "ncp"
    local client, state, entry, reason = identity.find(cloud, options)
    if reason then failure.raise(reason, failure.UNAUTHENTICATED) end
    local told = { cloud = cloud }
    describe_keys(entry, told)
    local done, err = pcall(clouds[cloud].ask, client, told)
    told.service = state.origin or state.site and "site " .. state.site
    if done or err.kind == "authentication" then told.accepted = done end
    output.object(options, FIELDS, told)
    return done and 0 or failure.report(err)
end

return M
