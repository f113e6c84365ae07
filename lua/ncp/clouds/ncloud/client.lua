--- Clients of NAVER Cloud Platform.
local clouds = require("ncp.clouds")
local credentials = require("ncp.clouds.ncloud.credentials")
local errors = require("ncp.base.error")
local nouns = require("ncp.clouds.nouns")
local options = require("ncp.base.options")
local origins = require("ncp.base.origin")
local signature = require("ncp.clouds.ncloud.signature")
local states = require("ncp.clouds.state")

local client = {}

local first_set = states.first_set

local DEFAULT_METADATA_URL = "http://" .. credentials.METADATA_HOST

local sites = { public = true, gov = true, fin = true }
local apis = { v1 = true, v2 = true, auto = true }

local function fail(name, message)
    return errors.fail({ kind = "validation", operation = "new", field = name, message = name .. " " .. message })
end

-- Origin of the metadata service, or false when the server's role is not to be asked.
local function metadata_origin(given)
    if given.server_role == false then return false end
    local url = first_set(
        given.metadata_url,
        os.getenv("NCLOUD_METADATA_API_ENDPOINT"),
        os.getenv("NCLOUD_METADATA_ENDPOINT"),
        DEFAULT_METADATA_URL
    )
    return origins.parse(url, credentials.METADATA_HOST)
end

local function auth_of(state, places)
    return signature.new(state, credentials.chain(state, credentials.sources(places)))
end

local function new_state(given, api, origin, metadata)
    local state = states.new(given)
    state.api = api
    state.cloud = clouds.ncp
    state.site = given.site or "public"
    state.origin = origin
    state.ca_file = first_set(given.ca_file, os.getenv("NCP_CA_FILE"))
    state.auth_of = auth_of
    state.auth = auth_of(state, {
        credentials = given.credentials,
        access_key = given.access_key,
        secret_key = given.secret_key,
        profile = given.profile,
        metadata_origin = metadata,
    })
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
-- | server_role | false: never ask the server's metadata service for keys |
-- | metadata_url | where that service is, if not at 169.254.169.254 |
-- | site | `public` (default), `gov` or `fin` |
-- | api | version of the Sub Account API: `v1` (default), `v2` or `auto`, which asks the host once; `NCP_API` |
-- | base_url | `https://host[:port]` in place of the site's hosts; default `NCP_BASE_URL` |
-- | ca_file, ca_dir | certificates to trust in place of the system's; default `NCP_CA_FILE` |
-- | timeout | seconds for a whole call, retries and pauses included; default 30 |
-- | max_attempts | requests per call at most; when left out 3, and those that were throttled do not count |
-- | rate | requests per second at most, of all clients with this host and credential that have one |
-- | shared_dict | in nginx: the name of a `lua_shared_dict` through which all workers keep one rate |
-- | allow_blocking | in nginx: true lets a call block the worker where nothing better is possible |
-- | thread_pool | in nginx: the name of the pool that sends where lua-resty-http is missing; default `ncp` |
-- | transport | what sends requests; default libcurl, in nginx what `ncp.transport.nginx` chooses |
function client.new(given)
    given = given or {}
    local valid, message, err = options.check(given, options.client, "new")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    if given.site and not sites[given.site] then return fail("site", "must be public, gov or fin") end
    local api = first_set(given.api, os.getenv("NCP_API"), "v1")
    if not apis[api] then return fail("api", "must be v1, v2 or auto") end
    local url, origin = first_set(given.base_url, os.getenv("NCP_BASE_URL")), nil
    if url then
        origin, message = origins.parse(url)
        if not origin then return fail("base_url", message) end
    end
    local metadata
    metadata, message = metadata_origin(given)
    if metadata == nil then return fail("metadata_url", message) end
    return nouns.client(new_state(given, api, origin, metadata))
end

return client
