--- Who sent a request: by its token or its signature (api/huawei-iam-credentials 0.1 and 4).

local canonical = require("ncp.emulator.huawei.canonical")
local dates = require("ncp.base.dates")
local errors = require("ncp.emulator.huawei.errors")

local WINDOW = 15 * 60 * 1000 -- ms
local AUTHORIZATION = "^SDK%-HMAC%-SHA256 Access=([^,%s]+), ?SignedHeaders=([^,%s]+), ?Signature=(%x+)$"

local TOKEN_FAULTS = { expired = "IAM.0066", ended = "IAM.0067" }

local function by_token(call)
    local token, fault = call.state:find_token(call.request.headers["x-auth-token"], call.now)
    if fault == "unknown" then return nil, errors.unauthenticated("decrypt token fail") end
    if fault then return nil, errors.iam(call.operation, TOKEN_FAULTS[fault]) end
    return { principal = token.user, token = token }
end

--- The time (ms) of a date such as "20191115T033655Z", or nil.
local function time_of(date)
    local iso, count = date:gsub("^(%d%d%d%d)(%d%d)(%d%d)T(%d%d)(%d%d)(%d%d)Z$", "%1-%2-%3T%4:%5:%6Z")
    return count == 1 and dates.from_iso(iso) or nil
end

local function is_fresh(date, now)
    local time = time_of(date or "")
    return time ~= nil and math.abs(time - now) <= WINDOW
end

local function signs_date(signed_headers)
    return (";" .. signed_headers .. ";"):find(";x-sdk-date;", 1, true) ~= nil
end

local function parse(authorization)
    local access, signed_headers, signature = authorization:match(AUTHORIZATION)
    return access and { access = access, signed_headers = signed_headers, signature = signature }
end

--- What is wrong with the signature, or nil.
local function signature_fault(call, given, key)
    local request = call.request
    if not is_fresh(request.headers["x-sdk-date"], call.now) then
        return "calc ak sk signature fail:signature expired"
    end
    local is_right = signs_date(given.signed_headers)
        and given.signature == canonical.signature(request, given.signed_headers, key.secret)
    if not is_right then return "verify aksk signature fail" end
end

--- The key, if it exists; a temporary one only together with its security token.
local function find_key(call, access)
    local key = call.state.keys[access]
    local is_alone = key and key.securitytoken and key.securitytoken ~= call.request.headers["x-security-token"]
    return not is_alone and key or nil
end

--- The key that signed the request, or nil and what is wrong.
local function signer_of(call)
    local given = parse(call.request.headers.authorization)
    if not given then return nil, "authorization header is malformed" end
    local key, locks = find_key(call, given.access), call.state.key_locks
    if not key then return nil, ("Get secretKey failed,ak:%s,err:ak not exist"):format(given.access) end
    if locks:is_locked(key.access, call.now) then return nil, "AK access failed to reach the limit,forbidden" end
    local fault = signature_fault(call, given, key)
    if fault then
        locks:fail(key.access, call.now)
        return nil, fault
    end
    locks:succeed(key.access)
    return key
end

--- What forbids the use of a key that signed well: code and what fills its text, or nil.
local function restriction(call, key)
    local principal, domain_id = key.principal, call.request.headers["x-domain-id"]
    if key.expires and call.now >= key.expires then return "IAM.1108" end
    if key.status ~= "active" then return "IAM.1107", key.access end
    if not principal.enabled then return "IAM.0080", principal.name, key.access end
    if principal.access_mode == "console" then return "IAM.0081" end
    if domain_id and domain_id ~= call.state.domain.id then return "IAM.0002" end
end

local function refuse(call, code, ...)
    return code and errors.iam(call.operation, code, ...)
end

local function by_signature(call)
    local key, fault = signer_of(call)
    if not key then return nil, errors.unauthenticated(fault) end
    local failure = refuse(call, restriction(call, key))
    if failure then return nil, failure end
    key.used = call.now
    return { principal = key.principal, key = key }
end

--- Who sent `call.request`: `{ principal = user or agency, token = or key = }`, or nil and the failure to
-- answer.
-- @param call `{ state =, now = ms, request = as of handle, with the names of headers in lower case,
--   operation = row of the model, nil when the path is unknown }`
return function(call)
    local headers = call.request.headers
    if headers["x-auth-token"] then return by_token(call) end
    if headers.authorization then return by_signature(call) end
    return nil, errors.iam(call.operation, "IAM.0001")
end
