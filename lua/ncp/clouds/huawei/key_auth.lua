--- Authenticates requests by an access key and SDK-HMAC-SHA256 signatures
-- (api/huawei-iam-credentials 4). See `ncp.clouds.ncloud.signature` for what its functions promise.
local core = require("ncp.core")
local skew = require("ncp.call.skew")

local key_auth = {}

-- After five refused signatures in a row the service locks the key for five minutes,
-- for everybody who uses it.
local MOST_FAILURES = 2
local LOCKED_FOR = 300 -- seconds

local KeyAuth = {
    own_headers = {
        ["authorization"] = "secret",
        ["x-security-token"] = "secret",
        ["x-sdk-date"] = true,
        ["x-domain-id"] = true,
    },
}
KeyAuth.__index = KeyAuth

-- The headers that say on whose behalf the key signs.
local function identity_of(credential)
    return { ["x-domain-id"] = credential.domain_id, ["x-security-token"] = credential.security_token }
end

-- What is signed: nothing that a proxy or the HTTP stack may change.
local function signed_headers(credential, fields, date)
    -- Clients of the scoped form send these unsigned (4.5).
    local signed = credential.scoped and {} or identity_of(credential)
    signed["host"] = fields.origin:match("^%w+://(.*)$")
    signed["content-type"] = fields.headers["content-type"]
    signed["x-sdk-date"] = date
    return signed
end

function KeyAuth:credential(deadline)
    return self.credentials:credential_at(deadline)
end

function KeyAuth:sign(request, credential)
    local state = self.state
    if self.failures >= MOST_FAILURES and state.clock.monotonic() < self.blocked_until then
        return nil, "two signatures in a row were refused, and the service locks a key after five: nothing was sent"
    end
    local date = core.sdk_date(state.clock.now() + state.clock_offset)
    local fields = request:fields()
    local signed = signed_headers(credential, fields, date)
    local authorization, reason =
        credential.signer:authorization(fields.method, fields.target, signed, fields.body, date)
    if not authorization then return nil, "the request cannot be signed: " .. reason end
    request:rewind()
    request:add("x-sdk-date", date)
    request:add("authorization", authorization)
    for name, value in pairs(identity_of(credential)) do request:add(name, value) end
    return true
end

function KeyAuth:finish()
    self.failures = 0
end

function KeyAuth:correct(failure, answer_headers)
    if failure.kind ~= "authentication" then return false end
    self.failures = self.failures + 1
    self.blocked_until = self.state.clock.monotonic() + (failure.retry_after or LOCKED_FOR)
    return self.failures < MOST_FAILURES and skew.learn(self.state, failure, answer_headers)
end

--- new(state, credentials) → what authenticates the requests of a client. Entries of the
-- chain have a `signer` of `core.sdk_signer`, and `domain_id` and `security_token` where
-- those are needed.
function key_auth.new(state, credentials)
    return setmetatable({ state = state, credentials = credentials, failures = 0, blocked_until = 0 }, KeyAuth)
end

return key_auth
