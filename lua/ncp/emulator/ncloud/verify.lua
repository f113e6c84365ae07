--- Who signed a request, if it was signed well (api/ncp-gateway 1.1).

local core = require("ncp.core")

local address = require("ncp.emulator.ncloud.address")
local errors = require("ncp.emulator.ncloud.errors")

local WINDOW_MS = 5 * 60 * 1000

local function read_headers(headers)
    local lower = {}
    for name, value in pairs(headers) do lower[name:lower()] = value end
    return {
        timestamp = lower["x-ncp-apigw-timestamp"],
        access_key = lower["x-ncp-iam-access-key"],
        signature = lower["x-ncp-apigw-signature-v2"],
    }
end

local function is_signed(given)
    return given.timestamp and given.access_key and given.signature
end

local function is_fresh(given, now)
    if not given.timestamp:find("^[1-9]%d*$") then return false end
    return math.abs(tonumber(given.timestamp) - now) < WINDOW_MS
end

-- Put together here, not by the signer that clients use: a mistake there must not meet itself.
local function has_right_signature(given, request, key)
    local text = ("%s %s\n%s\n%s"):format(request.method, request.target, given.timestamp, given.access_key)
    return given.signature == core.hmac(key.keySecret, text)
end

local function is_allowed_source(account, ip)
    if not account.useApiAllowSource or not ip then return true end
    for _, allowed in ipairs(account.apiAllowSources) do
        if allowed.type == "IP" and address.matches(allowed.source, ip) then return true end
    end
    return false
end

local function account_restriction(account, ip)
    if not account.active then return "The sub account is disabled." end
    if not account.canAPIGatewayAccess then return "The sub account has no API Gateway access." end
    if not is_allowed_source(account, ip) then return "The source is not allowed." end
end

--- What forbids the use of a key that signed well, or nil.
local function restriction(key, ip, now)
    if key.active == false then return "The access key is disabled." end
    if key.expireTime and now >= key.expireTime then return "The access key has expired." end
    if key.role and not key.role.active then return "The role is disabled." end
    return key.owner and account_restriction(key.owner, ip)
end

local function check(state, request, now)
    local given = read_headers(request.headers)
    if not is_signed(given) then return nil, "Authentication information are missing." end
    if not is_fresh(given, now) then return nil, "The timestamp is too far from the server's time." end
    local key = state:credential(given.access_key)
    if not key or not has_right_signature(given, request, key) then
        return nil, "Invalid authentication information."
    end
    local details = restriction(key, request.remote_addr, now)
    if details then return nil, details end
    return key
end

--- The key that signed the request, which came at `now` (ms), or nil and the failure to answer.
return function(state, request, now)
    local key, details = check(state, request, now)
    if not key then return nil, errors.gateway("200", details) end
    return key
end
