--- Where the access key of a Huawei client comes from: given in code → environment → the
-- server's agency (api/huawei-iam-credentials 7 and 2.4).
local core = require("ncp.core")
local credentials = require("ncp.clouds.ncloud.credentials")
local dates = require("ncp.base.dates")
local environment = require("ncp.base.environment")
local json = require("ncp.base.json")
local metadata = require("ncp.clouds.metadata")

local sources = {}

local METADATA_PATH = "/openstack/latest/securitykey"
local TEMPORARY_KEY = core.describe("huawei.securitytoken", "create").id -- what the path answers, too

-- Names in the order in which the vendors' tools read them: Huawei's SDKs, its
-- Terraform provider, and the OpenStack-style tools of Open Telekom Cloud.
local variables = {
    access_key = { "HUAWEICLOUD_SDK_AK", "HW_ACCESS_KEY", "OS_ACCESS_KEY", "OS_ACCESS_KEY_ID", "OS_AK" },
    secret_key = { "HUAWEICLOUD_SDK_SK", "HW_SECRET_KEY", "OS_SECRET_KEY", "OS_ACCESS_KEY_SECRET", "OS_SK" },
    security_token = {
        "HUAWEICLOUD_SDK_SECURITY_TOKEN", "HW_SECURITY_TOKEN", "OS_SECURITY_TOKEN", "OS_AKSK_SECURITY_TOKEN", "OS_ST",
    },
    domain_id = { "HUAWEICLOUD_SDK_DOMAIN_ID", "OS_DOMAIN_ID", "OS_USER_DOMAIN_ID" },
    domain = { "OS_DOMAIN_NAME", "OS_USER_DOMAIN_NAME", "HW_DOMAIN_NAME" },
    endpoint = { "HUAWEICLOUD_SDK_IAM_ENDPOINT", "OS_AUTH_URL", "HW_AUTH_URL" },
    token = { "OS_TOKEN", "OS_TOKEN_ID", "OS_AUTH_TOKEN" },
    username = { "OS_USERNAME" },
    user_id = { "OS_USER_ID", "OS_USERID" },
    password = { "OS_PASSWORD" },
    totp = { "OS_PASSCODE" },
}
local secrets = { secret_key = true, security_token = true, token = true, password = true, totp = true }
-- What they may look like, see `core.flaw`; a key when left out.
local kinds = { domain = "name", username = "name", password = "password", endpoint = "name" }

--- from_environment(name) → what the environment says of an option of `huawei.new`, and the
-- name of the variable; nil when it says nothing; nil and what is wrong. Secrets come as
-- `ncp.Secret`.
function sources.from_environment(name)
    local read = secrets[name] and environment.secret or environment.text
    return read(variables[name], kinds[name] or "key")
end

--- has_keys() → whether the environment has any of the two keys, as they should be or not.
function sources.has_keys()
    for _, name in ipairs({ "access_key", "secret_key" }) do
        local value, found = sources.from_environment(name)
        if value or found then return true end
    end
    return false
end

local function text_of(value)
    if value == nil or type(value) == "string" then return value end
    return value:reveal()
end

local function entry_of(place, keys, form)
    if not keys.access_key and not keys.secret_key then return nil, place .. ": no keys" end
    if not keys.access_key then return nil, place .. ": a secret key without an access key", true end
    if not keys.secret_key then return nil, place .. ": an access key without a secret key", true end
    local flaw = credentials.flaw(keys.access_key, keys.secret_key)
    if flaw then return nil, place .. ": " .. flaw, true end
    local signer, fault = core.sdk_signer(keys.access_key, keys.secret_key, form)
    if not signer then return nil, place .. ": " .. fault, true end
    return {
        signer = signer,
        account = keys.access_key,
        place = place,
        scoped = form == "scoped",
        domain_id = keys.domain_id,
        security_token = text_of(keys.security_token),
        expires = keys.expires,
    }
end

--- given(keys, form) → the place of keys that stand in code: `access_key`, `secret_key`,
-- `security_token`, `domain_id`. `form` is that of the signature, see `core.sdk_signer`.
function sources.given(keys, form)
    return function()
        return entry_of("given in code", keys, form)
    end
end

--- environment(form) → the place of keys in the environment.
function sources.environment(form)
    return function()
        if not environment.is_there() then return nil, "environment: " .. environment.ABSENT end
        local keys = {}
        for _, name in ipairs({ "access_key", "secret_key", "security_token", "domain_id" }) do
            local value, fault = sources.from_environment(name)
            if not value and fault then return nil, "environment: " .. fault, true end
            keys[name] = value
        end
        return entry_of("environment (HUAWEICLOUD_SDK_AK, HW_ACCESS_KEY, OS_ACCESS_KEY, …)", keys, form)
    end
end

--- agency(origin, domain_id, form) → the place of the temporary keys that the metadata
-- service at `origin` hands to a server with an agency.
function sources.agency(origin, domain_id, form)
    local place = "agency at " .. origin
    return function(state, deadline)
        local text, fault = metadata.get(state, origin, METADATA_PATH, deadline)
        if not text then return nil, ("%s: %s"):format(place, fault) end
        local answer = json.decode(text)
        local keys, reason = core.settle(TEMPORARY_KEY, 200, nil, nil, answer, "huawei")
        if not keys then return nil, ("%s: an answer that has no credential: %s"):format(place, reason) end
        return entry_of(place, {
            access_key = keys.access,
            secret_key = keys.secret,
            security_token = keys.securitytoken,
            domain_id = domain_id,
            expires = dates.from_iso(keys.expires_at) or 0,
        }, form)
    end
end

return sources
