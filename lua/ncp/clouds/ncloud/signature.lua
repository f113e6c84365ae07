--- Authenticates requests by NAVER Cloud Platform's signature v2.
--
-- What authenticates the requests of a client is a table with
--
-- * `credential(self, deadline)` → what the next request is to carry: a table with
--   `account`, a text that names it and is no secret; or nil, why there is none, and the error of the call
--   that was to bring it, if one was. It is renewed if need be, by `deadline` (monotonic seconds).
-- * `sign(self, request, credential)` → true, the ncp.Request being good for one attempt
--   now; or nil and why it cannot be.
-- * `finish(self, operation, out, meta)`, if it is there: told of each call that succeeded.
-- * `correct(self, failure, headers, request)` → whether something was mended that makes one
--   more attempt worth while after this failure; `headers` are those of the answer.
-- * `own_headers`, by name what it sets: true, or "secret" where the value must not be shown.
local skew = require("ncp.call.skew")

local signature = {}

local Signature = {
    own_headers = {
        ["x-ncp-apigw-timestamp"] = true,
        ["x-ncp-iam-access-key"] = true,
        ["x-ncp-apigw-signature-v2"] = "secret",
    },
}
Signature.__index = Signature

function Signature:credential(deadline)
    return self.credentials:credential_at(deadline)
end

function Signature:sign(request, credential)
    local state = self.state
    return request:sign(credential.signer, state.clock.now() + state.clock_offset)
end

function Signature:correct(failure, answer_headers)
    return skew.learn(self.state, failure, answer_headers)
end

--- new(state, credentials) → what authenticates the requests of the client; `credentials`
-- is a chain of `ncp.clouds.ncloud.credentials`.
function signature.new(state, credentials)
    return setmetatable({ state = state, credentials = credentials }, Signature)
end

return signature
