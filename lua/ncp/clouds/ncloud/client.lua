--- Clients of NAVER Cloud Platform.
local clouds = require("ncp.clouds")
local credentials = require("ncp.clouds.ncloud.credentials")
local environment = require("ncp.base.environment")
local errors = require("ncp.base.error")
local log = require("ncp.events.log")
local metadata = require("ncp.clouds.metadata")
local nouns = require("ncp.clouds.nouns")
local options = require("ncp.base.options")
local origins = require("ncp.base.origin")
local signature = require("ncp.clouds.ncloud.signature")
local sites = require("ncp.clouds.ncloud.site")
local states = require("ncp.clouds.state")

local client = {}

local APIS = { v1 = true, v2 = true, auto = true }
local METADATA_VARIABLES = { "NCLOUD_METADATA_API_ENDPOINT", "NCLOUD_METADATA_ENDPOINT" }

local function fail(name, message)
    return errors.fail({ kind = "validation", operation = "new", field = name, message = message })
end

-- The one place of all services; nil when they are where their site has them; nil and what is wrong.
local function origin_of(given)
    local url, name = environment.option(given, "base_url", { "NCP_BASE_URL" })
    if not url then return nil, name end
    local origin, fault = origins.parse(url)
    return origin, fault and name .. " " .. fault
end

-- The site that is asked for; nil when that does not matter or is left to the configure file; nil and what is
-- wrong. A profile named in code skips the environment.
local function site_of(given, origin)
    if given.site then
        if sites.is_known(given.site) then return given.site end
        return nil, "site must be public, gov or fin"
    end
    if origin or given.profile then return nil end
    local named, named_by = environment.text({ "NCLOUD_SITE" }, "name")
    local url, url_by = environment.text({ "NCLOUD_API_GW" }, "name")
    local fault = not named and named_by or not url and url_by
    if fault then return nil, fault end
    return sites.of({ site = named, api_url = url }, { site = named_by, api_url = url_by })
end

-- The version of the API; nil and what is wrong.
local function api_of(given)
    local api, name = environment.option(given, "api", { "NCP_API" })
    if not api then return not name and "v1" or nil, name end
    if APIS[api] then return api end
    return nil, name .. " must be v1, v2 or auto"
end

-- What the options and the environment say together: `api`, `origin`, `site`, `metadata`, `ca_file`, `handlers`; or
-- nil, message, err.
local function settle(given)
    local settled, fault = {}
    settled.api, fault = api_of(given)
    if fault then return fail("api", fault) end
    settled.origin, fault = origin_of(given)
    if fault then return fail("base_url", fault) end
    settled.site, fault = site_of(given, settled.origin)
    if fault then return fail("site", fault) end
    if not settled.site and credentials.are_in_code(given) then settled.site = "public" end
    settled.metadata, fault = metadata.origin(given, METADATA_VARIABLES)
    if fault then return fail("metadata_url", fault) end
    settled.ca_file, fault = environment.option(given, "ca_file", { "NCP_CA_FILE" })
    if not settled.ca_file and fault then return fail("ca_file", fault) end
    settled.handlers, fault = log.handlers(given)
    if fault then return fail("log", fault) end
    return settled
end

local function auth_of(state, places)
    return signature.new(state, credentials.chain(state, credentials.sources(places)))
end

local function new_state(given, settled)
    local state = states.new(given, settled.handlers)
    local places = {
        credentials = given.credentials,
        access_key = given.access_key,
        secret_key = given.secret_key,
        profile = given.profile,
        metadata_origin = settled.metadata,
    }
    state.api, state.cloud = settled.api, clouds.ncp
    state.origin, state.site, state.ca_file = settled.origin, settled.site, settled.ca_file
    state.find_site = function() return credentials.site(places) end
    state.auth_of = auth_of
    state.auth = auth_of(state, places)
    return state
end

--- new(options) → a client; nil, message, err when a value is refused. An unknown
-- option raises. No I/O happens before the first call.
--
-- | option | meaning |
-- |---|---|
-- | access_key, secret_key | the key pair; the secret is a string or an `ncp.Secret` |
-- | credentials | what `accesskey.create` or `sts.create` answered, or a provider (`ncp.credentials.sts`) |
-- | profile | section of `~/.ncloud/configure`; the environment is then not asked |
-- | server_role | false: never ask the server's metadata service for keys; default NCP_SERVER_ROLE, else true |
-- | metadata_url | where that service is, if not at 169.254.169.254 |
-- | site | `public`, `gov` or `fin`; else of NCLOUD_SITE, NCLOUD_API_GW or the configure file; else `public` |
-- | api | version of the Sub Account API: `v1` (default), `v2` or `auto`, which asks the host once; `NCP_API` |
-- | base_url | `https://host[:port]` in place of the site's hosts; default `NCP_BASE_URL` |
-- | ca_file, ca_dir | certificates to trust in place of the system's; default `NCP_CA_FILE` |
-- | proxy | `http://[user:password@]host:port`, for https; default `https_proxy` or `all_proxy` |
-- | timeout | seconds for a whole call, retries and pauses included; default 30 |
-- | max_attempts | requests per call at most; when left out 3, and those that were throttled do not count |
-- | rate | requests per second at most, of all clients with this host and credential that have one |
-- | shared_dict | in nginx: the name of a `lua_shared_dict` through which all workers keep one rate |
-- | fleet | a fleet of `ncp.fleet.new`, through which all machines keep one rate, in the place of `shared_dict` |
-- | allow_blocking | in nginx: true lets a call block the worker where nothing better is possible |
-- | thread_pool | in nginx: the name of the pool that sends where lua-resty-http is missing; default `ncp` |
-- | on_event | a function that is told of requests, answers, retries and more: see docs/observability.md |
-- | log | `info` or `debug`: write these events to standard error, in nginx to its log; default NCP_LOG |
-- | transport | what sends requests; default libcurl, in nginx what `ncp.transport.nginx` chooses |
function client.new(given)
    local valid, message, err = options.check(given, options.client, "new")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    given = valid
    local settled
    settled, message, err = settle(given)
    if not settled then return nil, message, err end
    return nouns.client(new_state(given, settled))
end

return client
