--- Failures in the shapes of Huawei-style IAM (api/huawei-iam-credentials 0.4): `{ status =, body = }`.

local errors = {}

-- Calls below this path answer as Keystone does, the others flat.
local TOKENS = "/v3/auth/tokens"

local TITLES = {
    [400] = "Bad Request", [401] = "Unauthorized", [403] = "Forbidden", [404] = "Not Found",
    [409] = "Conflict", [410] = "Gone", [429] = "Too Many Requests", [500] = "Internal Server Error",
}

-- Status and text by code (Open Telekom Cloud, IAM API reference, appendix "Error Codes").
local IAM = {
    ["IAM.0001"] = { 401, "The request you have made requires authentication." },
    ["IAM.0002"] = { 403, "You are not authorized to perform the requested action." },
    ["IAM.0003"] = { 403, "Policy doesn't allow %s to be performed." },
    ["IAM.0004"] = { 404, "Could not find %s: %s." },
    ["IAM.0005"] = { 409, "Conflict occurred attempting to store %s: %s." },
    ["IAM.0006"] = { 500, "An unexpected error prevented the server from fulfilling your request." },
    ["IAM.0007"] = { 400, "Request parameter %s is invalid." },
    ["IAM.0009"] = { 400, "X-Subject-Token is invalid in the request." },
    ["IAM.0011"] = { 400, "Request body is invalid." },
    ["IAM.0012"] = { 429, "The throttling threshold has been reached. Threshold: %d times per %d seconds" },
    ["IAM.0020"] = { 410, "Original auth failover to other regions, please auth downgrade" },
    ["IAM.0061"] = { 401, "Account locked." },
    ["IAM.0066"] = { 401, "The token has expired." },
    ["IAM.0067"] = { 401, "Invalid token." },
    ["IAM.0080"] = { 403, "The user %s with access key %s is disabled." },
    ["IAM.0081"] = { 403, "This user only supports console access, not programmatic access." },
    ["IAM.0082"] = { 403, "The user %s is disabled." },
    ["IAM.1061"] = { 400, "Invalid TOTP passcode." },
    ["IAM.1101"] = { 400, "The request body size %s is invalid." },
    ["IAM.1102"] = { 400, "The %s in the request body is invalid." },
    ["IAM.1103"] = { 400, "The %s is required in the request body." },
    ["IAM.1107"] = { 400, "The access key %s is inactive." },
    ["IAM.1108"] = { 400, "The securitytoken has expired." },
}

-- What a fault with only a status gets: a code of IAM and what fills its text. The gateway has the rest.
local OF_STATUS = {
    [400] = { "IAM.0011" },
    [401] = { "IAM.0001" },
    [403] = { "IAM.0002" },
    [404] = { "IAM.0004", "target", "unknown" },
    [410] = { "IAM.0020" },
    [429] = { "IAM.0012", 100, 60 },
    [500] = { "IAM.0006" },
}

local unpack = table.unpack or unpack

--- A failure as Keystone has it.
function errors.keystone(status, message)
    return { status = status, body = { error = { code = status, message = message, title = TITLES[status] } } }
end

local function is_token_call(operation)
    return operation ~= nil and operation.path == TOKENS
end

--- A failure of IAM by its code; what follows fills the text. `operation` may be nil.
function errors.iam(operation, code, ...)
    local status, message = IAM[code][1], IAM[code][2]:format(...)
    if is_token_call(operation) then return errors.keystone(status, message) end
    return { status = status, body = { error_code = code, error_msg = message } }
end

local function gateway(status, code, message)
    return { status = status, body = { error_code = code, error_msg = message, request_id = "emulator" } }
end

--- The gateway does not accept what authenticates the request (4.8).
function errors.unauthenticated(reason)
    return gateway(401, "APIGW.0301", "Incorrect IAM authentication information: " .. reason)
end

--- There is no such path, or it has no such method.
function errors.unknown_api()
    return gateway(404, "APIGW.0101", "The API does not exist or has not been published in the environment")
end

--- The gateway refuses more calls for now.
function errors.throttled()
    return gateway(429, "APIGW.0308", "The throttling threshold has been reached: policy api over ratelimit," ..
        "limit:200,time:1 second")
end

--- An error for an HTTP status.
function errors.of_status(status)
    local known = OF_STATUS[status]
    if known then return errors.iam(nil, unpack(known)) end
    return gateway(status, "APIGW.0201", "Backend unavailable")
end

--- The query or body cannot be read.
function errors.malformed(operation)
    if is_token_call(operation) then return errors.keystone(400, "The request body is invalid") end
    return errors.iam(operation, "IAM.0011")
end

local function place_of(operation, path)
    local name = path:match("^[^.%[]+")
    for _, field in ipairs(operation.parameters) do
        if field.name == name then return field.place end
    end
end

--- An argument breaks a limit of the operation's row. `path` tells which, such as "auth.identity".
function errors.argument(operation, path, fault)
    local place = place_of(operation, path)
    if place == "header" then return errors.iam(operation, "IAM.0009") end
    if place ~= "body" then return errors.iam(operation, "IAM.0007", path) end
    if is_token_call(operation) then return errors.malformed(operation) end
    return errors.iam(operation, fault:find("^is required") and "IAM.1103" or "IAM.1102", path)
end

return errors
