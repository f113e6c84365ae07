--- Authenticates requests by a token, given or obtained with a password
-- (api/huawei-iam-credentials 3). See `ncp.signature` for what its functions promise.
local dates = require("ncp.dates")
local headers = require("ncp.headers")
local renewals = require("ncp.renewal")

local token_auth = {}

local RENEW_BEFORE = 60 * 60 * 1000 -- ms; a token holds for a day
local WARNING = "the keys of this token's user were changed: the service ends the token"

local TokenAuth = { secret_headers = { "x-auth-token" } }
TokenAuth.__index = TokenAuth

local function renew(self, deadline)
    local out, reason = self.obtain(math.max(deadline - self.state.clock.monotonic(), 0.001))
    if not out then return nil, reason end
    self.token, self.user_id = out.id, type(out.user) == "table" and out.user.id or nil
    self.expires = type(out.expires_at) == "string" and dates.from_iso(out.expires_at) or 0
    return true
end

local function holds(self)
    return self.token and (not self.obtain or self.state.clock.now() < self.expires - RENEW_BEFORE)
end

-- Obtains a token, unless there is one that holds; once for all calls that need it.
local function ensure(self, deadline)
    while not holds(self) do
        if not self.renewal:is_under_way() then return self.renewal:run(deadline, renew, self, deadline) end
        if not self.renewal:wait(deadline) then return nil, "the token was not renewed in time" end
    end
    return true
end

local function text_of(token)
    return type(token) == "string" and token or token:reveal()
end

function TokenAuth:account()
    return self.name
end

function TokenAuth:headers(request, deadline)
    local holding, reason = ensure(self, deadline)
    if not holding then return nil, reason end
    local token = text_of(self.token)
    if token:find("%c") then return nil, "the token has a control character in it" end
    return headers.add({ ["x-auth-token"] = token }, self.state, request)
end

--- A token that died early is obtained anew, once a call; another call may have done so.
function TokenAuth:correct(fault, _, request)
    local refused = fault.kind == "authentication" and self.obtain and request.headers["x-auth-token"]
    if not refused then return false end
    if self.token and refused == text_of(self.token) then self.token = nil end
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
    return setmetatable({
        state = state,
        name = name,
        obtain = obtain,
        expires = 0,
        renewal = renewals.new(state.clock),
    }, TokenAuth)
end

return token_auth
