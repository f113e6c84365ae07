--- Failures in the shapes of the services (api/ncp-gateway 2.2): `{ status =, body = }`.

local errors = {}

-- api/ncp-gateway 2.1
local GATEWAY = {
    ["100"] = { 400, "Bad Request Exception" },
    ["200"] = { 401, "Authentication Failed" },
    ["210"] = { 401, "Permission Denied" },
    ["300"] = { 404, "Not Found Exception" },
    ["410"] = { 429, "Throttle Limited" },
    ["500"] = { 503, "Endpoint Error" },
    ["510"] = { 504, "Endpoint Timeout" },
    ["900"] = { 500, "Unexpected Error" },
}

-- Of two codes with one status, the one that a fault with only this status gets.
local OF_STATUS = { [401] = "200" }

-- Status and message where the row of the operation documents none.
local SERVICE = {
    [30] = { 400, "Account does not exist" },
    [400] = { 400, "Invalid parameter" },
    [401] = { 401, "Unauthorized" },
    [404] = { 404, "Not found" },
    [904] = { 400, "Access key does not exist" },
    [910] = { 404, "An entity does not fit the role type" },
    [9012] = { 409, "Allowed maximum exceeded" },
    [9015] = { 400, "Unsafe password" },
}

-- Fields whose mistakes have a code of their own, where the operation documents it.
local FIELD_CODES = { sessionExpirationSec = 9002 }

--- A refusal by the gateway.
function errors.gateway(code, details)
    local status, message = GATEWAY[code][1], GATEWAY[code][2]
    return { status = status, body = { error = { errorCode = code, message = message, details = details } } }
end

--- The gateway's error for an HTTP status, 900 where none is documented.
function errors.of_status(status)
    if OF_STATUS[status] then return errors.gateway(OF_STATUS[status], "") end
    for code, row in pairs(GATEWAY) do
        if row[1] == status then return errors.gateway(code, "") end
    end
    local failure = errors.gateway("900", "")
    failure.status = status
    return failure
end

local function documented(operation, code)
    for _, row in ipairs(operation.errors) do
        if row.code == code then return row end
    end
end

--- A refusal by the service, with the status that the operation documents for this code.
function errors.service(operation, code, message)
    local row, default = documented(operation, code), SERVICE[code]
    message = message or (row and row.name) or default[2]
    local body = { errorCode = code, message = message }
    if operation.service == "externalaccess" then
        body = { error = { errorCode = ("%d"):format(code), message = message } }
    end
    return { status = row and row.status or default[1], body = body }
end

--- What the call asks for breaks a rule of the service.
function errors.invalid(call, message)
    return errors.service(call.operation, 400, message)
end

--- An argument breaks a limit of the operation's row. `path` tells which, such as "tags.env".
function errors.argument(operation, path, fault)
    local code = FIELD_CODES[path]
    code = code and documented(operation, code) and code or 400
    return errors.service(operation, code, ("Invalid parameter: %s %s"):format(path, fault))
end

--- A thing that the path names does not exist: code 10 where the operation documents that, else 30;
-- External Access has 404. `word` says what kind of thing it is.
function errors.missing(operation, word)
    local code = operation.service == "externalaccess" and 404 or documented(operation, 10) and 10 or 30
    local row = documented(operation, code)
    return errors.service(operation, code, row and row.name or word .. " does not exist")
end

return errors
