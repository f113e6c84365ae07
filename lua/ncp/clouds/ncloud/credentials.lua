--- Where a client's keys come from: given in code (a pair, or a provider of pairs) →
-- environment → `~/.ncloud/configure` → the server's role (api/ncp-gateway 4).
--
-- Nothing is looked up before the first call. The first place that holds
-- anything decides: half a pair is an error, not a reason to go on under another
-- identity. A profile named in code skips the environment.
--
-- A *source* is a function `(client_state, deadline) → credential`, or nil and why this
-- place has no keys, and a third value true when the search must end there. A
-- credential has a `signer`, `account` (the access key), `place` (in words) and, for keys that
-- end, `expires` in ms since 1970.
local configure = require("ncp.clouds.ncloud.configure")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local environment = require("ncp.base.environment")
local json = require("ncp.base.json")
local key_pair = require("ncp.base.key_pair")
local metadata = require("ncp.clouds.metadata")
local renewals = require("ncp.runtime.single_flight")

local credentials = {}

local METADATA_PATH = "/latest/meta-data/iam/security-credentials/"
local RENEW_BEFORE = 5 * 60 * 1000 -- ms before keys end
local RENEW_AGAIN_AFTER = 60 * 1000 -- ms after a renewal failed while the old keys still hold

-- Names in the order in which the vendor's tools read them.
local access_key_variables = { "NCLOUD_ACCESS_KEY_ID", "NCLOUD_ACCESS_KEY" }
local secret_key_variables = { "NCLOUD_SECRET_ACCESS_KEY", "NCLOUD_SECRET_KEY" }

--- The same, by what they hold.
credentials.VARIABLES = { access_key = access_key_variables, secret_key = secret_key_variables }

local ENVIRONMENT = ("environment (%s; %s)"):format(
    table.concat(access_key_variables, " or "),
    table.concat(secret_key_variables, " or ")
)

--- flaw(access_key, secret_key) → what no key looks like, in words; nil when both look well.
function credentials.flaw(access_key, secret_key)
    local flaw = core.flaw(access_key)
    if flaw then return "the access key " .. flaw end
    flaw = core.flaw(secret_key)
    return flaw and "the secret key " .. flaw
end

-- A credential of a pair that one place gave.
local function from_pair(place, access_key, secret_key, expires)
    if not access_key and not secret_key then return nil, place .. ": no keys" end
    if not access_key then return nil, place .. ": a secret key without an access key", true end
    if not secret_key then return nil, place .. ": an access key without a secret key", true end
    local flaw = credentials.flaw(access_key, secret_key)
    if flaw then return nil, place .. ": " .. flaw, true end
    local signer, fault = core.signer(access_key, secret_key)
    if not signer then return nil, place .. ": " .. fault, true end
    return { signer = signer, account = access_key, place = place, expires = expires }
end

local function from_code(access_key, secret_key)
    return function()
        return from_pair("given in code", access_key, secret_key)
    end
end

-- The credential of a pair as the service hands it out (see `ncp.base.key_pair`).
local function from_key_pair(place, pair, now)
    local expires = key_pair.expires(pair)
    if expires and expires <= now then return nil, ("%s: ended at %s"):format(place, pair.expireTime), true end
    return from_pair(place, pair.accessKey, pair.keySecret, expires)
end

-- `given` is a pair, or a provider with `get(self, timeout)`, which returns one.
local function from_given(given)
    return function(state, deadline)
        if given.accessKey then return from_key_pair("given credentials", given, state.clock.now()) end
        local pair, reason, cause = given:get(math.max(deadline - state.clock.monotonic(), 0.001))
        if not pair then return nil, "credentials provider: " .. tostring(reason), true, cause end
        return from_key_pair("credentials provider", pair, state.clock.now())
    end
end

local function from_environment()
    if not environment.is_there() then return nil, "environment: " .. environment.ABSENT end
    local access_key, access_fault = environment.text(access_key_variables, "key")
    local secret_key, secret_fault = environment.secret(secret_key_variables, "key")
    local fault = not access_key and access_fault or not secret_key and secret_fault
    if fault then return nil, "environment: " .. fault, true end
    return from_pair(ENVIRONMENT, access_key, secret_key)
end

local function from_configure(profile)
    return function(state)
        local found, reason, final = configure.read(profile)
        if not found then return nil, reason, final end
        local fault = configure.site_fault(found, state)
        if fault then return nil, fault, true end
        local credential
        credential, reason, final = from_pair(found.place, found.access_key, found.secret_key)
        if not credential and not final then reason = reason .. configure.others(found) end
        return credential, reason, final
    end
end

local function is_text(value)
    return value == nil or type(value) == "string"
end

local function from_role(origin)
    local place = "server role at " .. origin
    return function(state, deadline)
        local roles, fault = metadata.get(state, origin, METADATA_PATH, deadline)
        local role = roles and roles:match("([^\r\n]*[^%s])")
        if not role then return nil, ("%s: %s"):format(place, fault or "no role") end
        local text
        text, fault = metadata.get(state, origin, METADATA_PATH .. core.escape(role), deadline)
        local keys = text and json.decode(text)
        if type(keys) ~= "table" then return nil, ("%s: %s"):format(place, fault or "an answer that is not JSON") end
        local expires = type(keys.Expiration) == "string" and dates.from_iso(keys.Expiration) or nil
        if not expires then return nil, place .. ": keys without a valid Expiration" end
        if not is_text(keys.AccessKeyId) or not is_text(keys.SecretAccessKey) then
            return nil, place .. ": keys that are no text"
        end
        return from_pair(place, keys.AccessKeyId, keys.SecretAccessKey, expires)
    end
end

local function search(sources, state, deadline)
    local places, cause = {}, nil
    for _, source in ipairs(sources) do
        local credential, reason, final, err = source(state, deadline)
        if credential then return credential end
        places[#places + 1], cause = reason, err
        if final then break end
    end
    return nil, "no usable keys: " .. table.concat(places, "; "), cause
end

local Chain = {}
Chain.__index = Chain

-- Searches the places and keeps what is found. Keys that still hold survive a
-- renewal that fails, and are not renewed again at every call.
local function renew(self, deadline)
    local credential, now = self.credential, self.state.clock.now()
    local renewed, reason, cause = self.renewal:run(deadline, search, self.sources, self.state, deadline)
    if self.state.watch then self.state.watch.renewed(self.state, "keys", renewed, reason) end
    if renewed then
        self.credential, self.renew_after = renewed, 0
        return renewed
    end
    if not credential or now >= credential.expires then return nil, reason, cause end
    self.renew_after = math.min(now + RENEW_AGAIN_AFTER, credential.expires)
    return credential
end

--- The credential to use now, renewed before its keys end; or nil and a text that says
-- which places were looked at and what was wrong, without secrets, and what else a provider returned. What is
-- asked over the network must be answered by `deadline` (monotonic seconds).
-- Callers that come while keys are renewed use the old ones, or wait.
function Chain:credential_at(deadline)
    local credential = self.credential
    if credential and not credential.expires then return credential end
    local now = self.state.clock.now()
    if credential and (now < credential.expires - RENEW_BEFORE or now < self.renew_after) then return credential end
    if not self.renewal:is_under_way() then return renew(self, deadline) end
    if credential and now < credential.expires then return credential end
    if not self.renewal:wait(deadline) then return nil, "the keys were not renewed in time" end
    return self:credential_at(deadline)
end

--- are_in_code(given) → whether no other place than the options themselves is asked for keys.
function credentials.are_in_code(given)
    return given.credentials ~= nil or given.access_key ~= nil or given.secret_key ~= nil
end

--- site(given) → the site that the configure file means, where keys would be taken from it;
-- nil when it means none; nil and what is wrong. Of `given` see `credentials.sources`.
function credentials.site(given)
    local in_environment = not given.profile and
        (environment.text(access_key_variables, "key") or environment.secret(secret_key_variables, "key"))
    if credentials.are_in_code(given) or in_environment then return nil end
    local found, reason, final = configure.read(given.profile)
    if found then return configure.site(found) end
    return nil, final and "no usable keys: " .. reason or nil
end

--- sources{ … } → the places to look in for keys of this cloud: `credentials`, or
-- `access_key` and `secret_key`, or `profile`, and `metadata_origin` unless the
-- server's role is not to be asked.
function credentials.sources(given)
    if given.credentials then return { from_given(given.credentials) } end
    if credentials.are_in_code(given) then return { from_code(given.access_key, given.secret_key) } end
    local sources = { from_configure(given.profile) }
    if not given.profile then table.insert(sources, 1, from_environment) end
    if given.metadata_origin then sources[#sources + 1] = from_role(given.metadata_origin) end
    return sources
end

--- chain(state, sources) → the keys of a client, looked for in the places in order.
function credentials.chain(state, sources)
    return setmetatable({
        state = state,
        sources = sources,
        renewal = renewals.new(state.clock),
        renew_after = 0,
    }, Chain)
end

return credentials
