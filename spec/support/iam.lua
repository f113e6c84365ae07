--- Raw requests for the specs of the emulator of Huawei-style IAM, made without the client.
local cjson = require("cjson")
local core = require("ncp.core")

local iam = {}

iam.HOST = "iam.eu-de.otc.t-systems.com"
iam.KEYS = "/v3.0/OS-CREDENTIAL/credentials"
iam.TOKENS = "/v3/auth/tokens"
iam.SECURITY_TOKENS = "/v3.0/OS-CREDENTIAL/securitytokens"
iam.USERS = "/v3.0/OS-USER/users"

--- Sends a request; `body` is JSON text, or a table to encode. Returns the status, the answer (decoded where
-- it is JSON) and the whole response.
function iam.send(emulator, method, target, headers, body)
    local response = emulator:handle({
        method = method,
        target = target,
        headers = headers,
        body = type(body) == "table" and core.json(body) or body,
    })
    local decoded, answer = pcall(cjson.decode, response.body)
    return response.status, decoded and answer or response.body, response
end

--- A function `call(method, target, body)` that sends the token along.
function iam.token_caller(emulator, token)
    return function(method, target, body)
        return iam.send(emulator, method, target, { ["X-Auth-Token"] = token }, body)
    end
end

--- The headers of a request that is signed at `now` (ms) by a key `{ access =, secret =, securitytoken = or nil }`;
-- it goes to `host`, or to iam.HOST when nil.
function iam.sign(key, now, method, target, body, host)
    local date = core.sdk_date(now)
    local headers = { ["Host"] = host or iam.HOST, ["X-Sdk-Date"] = date, ["X-Security-Token"] = key.securitytoken }
    local signer = core.sdk_signer(key.access, key.secret)
    headers["Authorization"] = signer:authorization(method, target, headers, body, date)
    return headers
end

--- A function `call(method, target, body)` that signs with a key; with that of the account's owner when nil.
function iam.key_caller(emulator, key)
    if not key then
        local access, secret = emulator:credentials()
        key = { access = access, secret = secret }
    end
    return function(method, target, body)
        body = type(body) == "table" and core.json(body) or body
        return iam.send(emulator, method, target, iam.sign(key, emulator.now(), method, target, body), body)
    end
end

--- The body of a request for a token; `options` may have `domain`, `passcode`, `user_id` and `scope`.
function iam.login(username, password, options)
    options = options or {}
    local domain = { name = options.domain or "example-account" }
    local identity = {
        methods = { "password" },
        password = { user = { name = username, password = password, domain = domain } },
    }
    if options.passcode then
        identity.methods[2] = "totp"
        identity.totp = { user = { id = options.user_id, passcode = options.passcode } }
    end
    return { auth = { identity = identity, scope = options.scope or { domain = domain } } }
end

--- A new token of a user; `options` as of `iam.login`.
function iam.token(emulator, username, password, options)
    local status, answer, response = iam.send(emulator, "POST", iam.TOKENS, {},
        iam.login(username, password, options))
    assert(status == 201, response.body)
    return response.headers["x-subject-token"], answer.token
end

return iam
