--- Failures in the two shapes of the service (api/ncp-gateway 2.2): `{ status =, body = }`.

local errors = {}

-- api/ncp-gateway 2.1
local GATEWAY = {
    ["100"] = { 400, "Bad Request Exception" },
    ["200"] = { 401, "Authentication Failed" },
    ["300"] = { 404, "Not Found Exception" },
    ["410"] = { 429, "Throttle Limited" },
    ["500"] = { 503, "Endpoint Error" },
    ["510"] = { 504, "Endpoint Timeout" },
    ["900"] = { 500, "Unexpected Error" },
}

-- Status and message where the row of the operation documents none.
local SERVICE = {
    [30] = { 400, "Account does not exist" },
    [400] = { 400, "Invalid parameter" },
    [904] = { 400, "Access key does not exist" },
    [9012] = { 409, "Allowed maximum exceeded" },
    [9015] = { 400, "Unsafe password" },
}

--- A refusal by the gateway.
function errors.gateway(code, details)
    local status, message = GATEWAY[code][1], GATEWAY[code][2]
    return { status = status, body = { error = { errorCode = code, message = message, details = details } } }
end

--- The gateway's error for an HTTP status, 900 where none is documented.
function errors.of_status(status)
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
    return {
        status = row and row.status or default[1],
        body = { errorCode = code, message = message or (row and row.name) or default[2] },
    }
end

--- The account does not exist: code 10 where the operation documents that, else 30.
function errors.no_account(operation)
    return errors.service(operation, documented(operation, 10) and 10 or 30)
end

return errors
