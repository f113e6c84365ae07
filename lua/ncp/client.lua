--- Clients: `client.<noun>.<verb>(…)` for every row of the model.
local core = require("ncp.core")
local credentials = require("ncp.credentials")
local errors = require("ncp.error")
local operation = require("ncp.operation")
local options = require("ncp.options")
local origins = require("ncp.origin")
local pages = require("ncp.pages")
local request = require("ncp.request")
local retry = require("ncp.retry")
local signature = require("ncp.signature")

local client = {}

local DEFAULT_TIMEOUT = 30 -- seconds
local DEFAULT_ATTEMPTS = 3
local DEFAULT_METADATA_URL = "http://" .. credentials.METADATA_HOST
local USER_AGENT = "lua-ncp/" .. require("ncp.version")

local sites = { public = true, gov = true, fin = true }

local noun_rows, noun_names -- of the model, read once

local function load_nouns()
    if noun_rows then return end
    noun_rows, noun_names = {}, {}
    for index, noun in ipairs(core.describe().nouns) do
        noun_rows[noun.name], noun_names[index] = noun, noun.name
    end
end

--- is_noun(name) → whether the model has such a noun.
function client.is_noun(name)
    load_nouns()
    return noun_rows[name] ~= nil
end

--- unknown_noun(name) → the text of the error that using it raises.
function client.unknown_noun(name)
    load_nouns()
    return ("unknown noun '%s'%s"):format(tostring(name), options.did_you_mean(name, noun_names))
end

-- The walker of a paged list: `each` beside `list`, `each_activity` beside `list_activity`.
local function bind_each(noun_table, noun, verb)
    local list = type(verb) == "string" and verb:match("^each") and verb:gsub("^each", "list")
    local row = list and core.describe(noun.name, list)
    if not row or not row.paging then return nil end
    return function(...)
        return pages.each(noun_table[list], row, ...)
    end
end

-- Verbs are bound when they are first used: most programs use few.
local function new_noun(state, noun)
    return setmetatable({}, {
        __name = "ncp." .. noun.name,
        __index = function(self, verb)
            local row = type(verb) == "string" and core.describe(noun.name, verb)
            local bound = row and operation.bind(state, self, row) or bind_each(self, noun, verb)
            if not bound then
                local hint = options.did_you_mean(verb, noun.operations)
                error(("unknown operation '%s.%s'%s"):format(noun.name, tostring(verb), hint), 2)
            end
            rawset(self, verb, bound)
            return bound
        end,
    })
end

local function fail(name, message)
    return errors.fail({ kind = "validation", operation = "new", field = name, message = name .. " " .. message })
end

local function first_set(...)
    for i = 1, select("#", ...) do
        local value = select(i, ...)
        if value ~= nil and value ~= "" then return value end
    end
    return nil
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

-- libcurl and its libraries are loaded when the first request needs them, and
-- never where another transport is given.
local default_transport = {}

function default_transport.send(message)
    default_transport.send = require("ncp.transport.curl").send
    return default_transport.send(message)
end

local function new_state(given, origin, metadata)
    local transport = given.transport or default_transport
    local state = {
        transport = transport,
        clock = transport.clock or core,
        clock_offset = 0, -- ms by which the server's clock is ahead
        bucket = retry.bucket(),
        site = given.site or "public",
        origin = origin,
        user_agent = USER_AGENT,
        ca_file = first_set(given.ca_file, os.getenv("NCP_CA_FILE")),
        ca_dir = given.ca_dir,
        timeout = given.timeout or DEFAULT_TIMEOUT,
        max_attempts = given.max_attempts or DEFAULT_ATTEMPTS,
    }
    local chain = credentials.chain(state, {
        credentials = given.credentials,
        access_key = given.access_key,
        secret_key = given.secret_key,
        profile = given.profile,
        metadata_origin = metadata,
    })
    state.auth = signature.new(state, chain)
    return state
end

local function new_client(state)
    local function send_request(_, method, target, given)
        local out, meta, err = request.send(state, method, target, given)
        if out == false then error(meta, 2) end
        return out, meta, err
    end
    return setmetatable({ request = send_request }, {
        __name = "ncp.Client",
        __tostring = function()
            return ("ncp.Client(%s)"):format(state.origin or "site " .. state.site)
        end,
        __index = function(self, name)
            if not client.is_noun(name) then error(client.unknown_noun(name), 2) end
            local noun = new_noun(state, noun_rows[name])
            rawset(self, name, noun)
            return noun
        end,
    })
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
-- | base_url | `https://host[:port]` in place of the site's hosts; default `NCP_BASE_URL` |
-- | ca_file, ca_dir | certificates to trust in place of the system's; default `NCP_CA_FILE` |
-- | timeout | seconds for a whole call, retries and pauses included; default 30 |
-- | max_attempts | requests per call at most; default 3 |
-- | transport | what sends requests; default libcurl, see `ncp.transport.*` |
function client.new(given)
    given = given or {}
    local valid, message, err = options.check(given, options.client, "new")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    if given.site and not sites[given.site] then return fail("site", "must be public, gov or fin") end
    local url, origin = first_set(given.base_url, os.getenv("NCP_BASE_URL")), nil
    if url then
        origin, message = origins.parse(url)
        if not origin then return fail("base_url", message) end
    end
    local metadata
    metadata, message = metadata_origin(given)
    if metadata == nil then return fail("metadata_url", message) end
    return new_client(new_state(given, origin, metadata))
end

return client
