--- Administers permanent access keys on Huawei Cloud, Open Telekom Cloud and clouds of
-- that family: `huawei.new{ … }` makes a client with the nouns `accesskey`, `token`,
-- `securitytoken`, `user`, `domain`, `project` and `version`.
local clouds = require("ncp.clouds")
local credentials = require("ncp.clouds.ncloud.credentials")
local environment = require("ncp.base.environment")
local errors = require("ncp.base.error")
local key_auth = require("ncp.clouds.huawei.key_auth")
local log = require("ncp.events.log")
local metadata = require("ncp.clouds.metadata")
local nouns = require("ncp.clouds.nouns")
local options = require("ncp.base.options")
local origins = require("ncp.base.origin")
local sources = require("ncp.clouds.huawei.sources")
local states = require("ncp.clouds.state")
local token_auth = require("ncp.clouds.huawei.token_auth")

local huawei = {}

local CLOUD = "huawei"
-- The reference asks for it on all calls, with a body or without (0.2).
local CONTENT_TYPE = "application/json;charset=utf8"

local function fail(name, message)
    return errors.fail({ kind = "validation", operation = "huawei.new", field = name, message = message })
end

-- OS_AUTH_URL ends in the version of another interface (5).
local function without_version(url)
    return (url:gsub("/v[%d.]+/?$", ""))
end

local function endpoint_of(given)
    local url, name = given.endpoint, "endpoint"
    if not url then url, name = sources.from_environment("endpoint") end
    if not url then return nil, name or "endpoint is needed, such as https://iam.eu-de.otc.t-systems.com" end
    if not given.endpoint and not url:find("://", 1, true) then url = "https://" .. url end
    local origin, fault = origins.parse(without_version(url))
    return origin, fault and name .. " " .. fault
end

-- The body of a request for a token that is good for IAM's own calls (3.1).
local function token_request(login)
    local user = { name = login.username, password = login.password, domain = { name = login.domain } }
    local identity = { methods = { "password" }, password = { user = user } }
    if login.totp then
        identity.methods[2] = "totp"
        identity.totp = { user = { id = login.user_id, name = not login.user_id and login.username or nil,
            passcode = type(login.totp) == "function" and login.totp() or login.totp } }
    end
    return { auth = { identity = identity, scope = { domain = { name = login.domain } } } }
end

local function password_auth(state, login)
    local anonymous = nouns.client(state, CLOUD)
    local name = login.username .. "@" .. login.domain
    return token_auth.obtained(state, name, function(timeout)
        local token, message, err = anonymous.token.create(token_request(login), { timeout = timeout })
        if not token and login.totp then err = nil end -- a passcode is good for once
        return token, message, err
    end)
end

local function keys_auth(state, places)
    return key_auth.new(state, credentials.chain(state, places))
end

-- What tells who logs in; or nil and what is wrong.
local function login_of(read)
    local login = {}
    for _, name in ipairs({ "username", "password", "domain", "totp", "user_id" }) do
        local value, fault = read(name)
        if value == nil and fault then return nil, fault end
        login[name] = value
    end
    return login
end

local function is_login(login)
    return login.username and login.password and login.domain
end

-- A token, a password or keys that stand in code; nil when none does.
local function auth_from_code(state, given)
    if given.token then return token_auth.given(state, given.token) end
    if given.access_key ~= nil or given.secret_key ~= nil then
        return keys_auth(state, { sources.given(given, given.signature) })
    end
    local login = login_of(function(name) return given[name] end)
    return is_login(login) and password_auth(state, login) or nil
end

-- The same from the environment; at last the server's agency. Nil and what is wrong in the environment.
local function auth_from_surroundings(state, given, agency)
    local token, fault = sources.from_environment("token")
    if token then return token_auth.given(state, token) end
    if fault then return nil, fault end
    if not sources.has_keys() then
        local login
        login, fault = login_of(sources.from_environment)
        if not login then return nil, fault end
        if is_login(login) then return password_auth(state, login) end
    end
    local places = { sources.environment(given.signature) }
    if agency then places[2] = sources.agency(agency, given.domain_id, given.signature) end
    return keys_auth(state, places)
end

local function check_login(given)
    local login = login_of(function(name) return given[name] end)
    if (login.username or login.password or login.domain) and not is_login(login) then
        return fail("username", "username goes with password and domain: all three are needed")
    end
    return true
end

--- new(options) → a client; nil, message, err when a value is refused. An unknown option
-- raises. No I/O happens before the first call.
--
-- | option | meaning |
-- |---|---|
-- | endpoint | `https://host[:port]` of the IAM service; default HUAWEICLOUD_SDK_IAM_ENDPOINT or OS_AUTH_URL |
-- | token | a domain-scoped token, a string or an `ncp.Secret` |
-- | username, password, domain | obtain such a token, keep it, and renew it in time and once after a 401 |
-- | totp, user_id | the code of a virtual MFA device, or a function that returns it, and the user's id |
-- | access_key, secret_key | sign each request; `security_token` for temporary keys |
-- | domain_id | the account's id, which signed calls to IAM carry |
-- | signature | `access` (default) or `scoped`, the older form |
-- | server_role | false: never ask the metadata service for the keys of the server's agency; default NCP_SERVER_ROLE |
-- | metadata_url, ca_file, ca_dir, proxy, timeout, max_attempts, transport | as in `ncp.new` |
-- | rate, shared_dict, fleet, on_event, log | as in `ncp.new` |
--
-- Without any of the three ways in code the environment is asked: a token, keys, a user
-- with password; then the server's agency.
function huawei.new(given)
    local valid, message, err = options.check(given, options.huawei, "huawei.new")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    given = valid
    valid, message, err = check_login(given)
    if not valid then return nil, message, err end
    local origin, fault = endpoint_of(given)
    if not origin then return fail("endpoint", fault) end
    local agency, ca_file
    agency, fault = metadata.origin(given, {})
    if agency == nil then return fail("metadata_url", fault) end
    ca_file, fault = environment.option(given, "ca_file", { "OS_CACERT", "OS_CA_CERT" })
    if not ca_file and fault then return fail("ca_file", fault) end
    local handlers
    handlers, fault = log.handlers(given)
    if not handlers then return fail("log", fault) end
    local state = states.new(given, handlers)
    state.cloud = clouds.huawei
    state.origin, state.ca_file, state.content_type = origin, ca_file, CONTENT_TYPE
    state.auth_of = function(own, keys)
        keys.domain_id = given.domain_id or keys.domain_id
        return keys_auth(own, { sources.given(keys, given.signature) })
    end
    state.auth, fault = auth_from_code(state, given), nil
    if not state.auth then state.auth, fault = auth_from_surroundings(state, given, agency) end
    if not state.auth then return errors.fail({ kind = "credentials", operation = "huawei.new", message = fault }) end
    return nouns.client(state, CLOUD)
end

return huawei
