--- Authenticates requests by a token, given or obtained with a password
-- (api/huawei-iam-credentials 3). See `ncp.signature` for what its functions promise.
local dates = require("ncp.dates")
local headers = require("ncp.headers")

local token_auth = {}

local RENEW_BEFORE = 60 * 60 * 1000 -- ms; a token holds for a day
local WARNING = "the keys of this token's user were changed: the service ends the token"

local TokenAuth = { secret_headers = { "x-auth-token" } }
TokenAuth.__index = TokenAuth

-- Obtains a token, unless there is one that holds.
local function renew(self, deadline)
    local clock = self.state.clock
    if self.token and (not self.obtain or clock.now() < self.expires - RENEW_BEFORE) then return true end
    local out, reason = self.obtain(math.max(deadline - clock.monotonic(), 0.001))
    if not out then return nil, reason end
    self.token, self.user_id = out.id, type(out.user) == "table" and out.user.id or nil
    self.expires = type(out.expires_at) == "string" and dates.from_iso(out.expires_at) or 0
    return true
end

function TokenAuth:account()
    return self.name
end

function TokenAuth:headers(request, deadline)
    local renewed, reason = renew(self, deadline)
    if not renewed then return nil, reason end
    local token = type(self.token) == "string" and self.token or self.token:reveal()
    if token:find("%c") then return nil, "the token has a control character in it" end
    return headers.add({ ["x-auth-token"] = token }, self.state, request)
end

--- A token that died early is obtained anew, once a call.
function TokenAuth:correct(fault)
    if fault.kind ~= "authentication" or not self.obtain or not self.token then return false end
    self.token = nil
    return true
end

-- Whose key a delete ends is not said in its answer.
function TokenAuth:finish(plan, out, meta)
    if not plan.row.ends_tokens then return end
    if not out.user_id or not self.user_id or out.user_id == self.user_id then meta.warning = WARNING end
end

--- given(state, token) → authenticates with a token that the caller has, a string or an
-- `ncp.Secret`.
function token_auth.given(state, token)
    local self = setmetatable({ state = state, token = token }, TokenAuth)
    self.name = tostring(self) -- whose token it is is not known, and it is a secret itself
    return self
end

--- obtained(state, name, obtain) → authenticates with tokens that `obtain(timeout)` gets:
-- what `token.create` returns. `name` tells whose they are.
function token_auth.obtained(state, name, obtain)
    return setmetatable({ state = state, name = name, obtain = obtain, expires = 0 }, TokenAuth)
end

return token_auth
