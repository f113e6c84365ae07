--- Authenticates requests by a token, given or obtained with a password
-- (api/huawei-iam-credentials 3). See `ncp.clouds.ncloud.signature` for what its functions promise.
local dates = require("ncp.base.dates")
local renewals = require("ncp.runtime.single_flight")

local token_auth = {}

local RENEW_BEFORE = 60 * 60 * 1000 -- ms; a token holds for a day
local WARNING = "the keys of this token's user were changed: the service ends the token"

local TokenAuth = { own_headers = { ["x-auth-token"] = "secret" } }
TokenAuth.__index = TokenAuth

-- What `token.create` answered, as a credential.
local function credential_of(self, out)
    return {
        account = self.name,
        token = out.id,
        user_id = type(out.user) == "table" and out.user.id or nil,
        expires = type(out.expires_at) == "string" and dates.from_iso(out.expires_at) or 0,
    }
end

local function renew(self, deadline)
    local out, reason, cause = self.obtain(math.max(deadline - self.state.clock.monotonic(), 0.001))
    local renewed = out and credential_of(self, out)
    if self.state.watch then self.state.watch.renewed(self.state, "token", renewed, reason) end
    if not renewed then return nil, reason, cause end
    self.held = renewed
    return renewed
end

local function holds(credential, now)
    return credential and (not credential.expires or now < credential.expires - RENEW_BEFORE)
end

--- The token that there is, or a new one, obtained once for all calls that need it.
function TokenAuth:credential(deadline)
    while not holds(self.held, self.state.clock.now()) do
        if not self.renewal:is_under_way() then return self.renewal:run(deadline, renew, self, deadline) end
        if not self.renewal:wait(deadline) then return nil, "the token was not renewed in time" end
    end
    return self.held
end

local function text_of(token)
    return type(token) == "string" and token or token:reveal()
end

function TokenAuth.sign(_, request, credential)
    if text_of(credential.token):find("%c") then return nil, "the token has a control character in it" end
    request:rewind()
    return request:add("x-auth-token", credential.token)
end

--- A token that died early is obtained anew, once a call; another call may have done so.
function TokenAuth:correct(failure, _, request)
    local refused = failure.kind == "authentication" and self.obtain and request:fields().headers["x-auth-token"]
    if not refused then return false end
    if self.held and refused == text_of(self.held.token) then self.held = nil end
    return true
end

-- Whose key a delete ends is not said in its answer.
function TokenAuth:finish(operation, out, meta)
    if not operation.row.ends_tokens then return end
    local user_id = self.held and self.held.user_id
    if not out.user_id or not user_id or out.user_id == user_id then meta.warning = WARNING end
end

--- given(state, token) → authenticates with a token that the caller has, a string or an
-- `ncp.Secret`.
function token_auth.given(state, token)
    local credential = { token = token }
    credential.account = tostring(credential) -- whose token it is is not known, and it is a secret itself
    return setmetatable({ state = state, held = credential }, TokenAuth)
end

--- obtained(state, name, obtain) → authenticates with tokens that `obtain(timeout)` gets:
-- what `token.create` returns, without the error when the same may not be tried again. `name` tells whose they are.
function token_auth.obtained(state, name, obtain)
    return setmetatable({
        state = state,
        name = name,
        obtain = obtain,
        renewal = renewals.new(state.clock),
    }, TokenAuth)
end

return token_auth
