--- Failures in the shapes of the services (api/ncp-gateway 2.2): `{ status =, body = }`.

local core = require("ncp.core")

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

-- Version 2: the words for these codes, and the status of a word where the row documents none.
local WORDS = { [404] = "NotFound", [904] = "NotFound", [9012] = "LimitExceeded" }
local STATUSES = {
    BadRequest = 400, LimitExceeded = 400, Forbidden = 403, NotFound = 404,
    AlreadyExists = 409, ResourceInUse = 409, InternalServerError = 500,
}

-- Words for things of some kinds that do not exist.
local MISSING = { Account = "SubAccountNotFound", Role = "RoleNotFound" }

-- Fields whose mistakes have a code of their own, where the operation documents it.
local FIELD_CODES = { sessionExpirationSec = 9002 }

local function documented(operation, code)
    for _, row in ipairs(operation.errors) do
        if row.code == code then return row end
    end
end

--- A refusal by the gateway.
function errors.gateway(code, details)
    local status, message = GATEWAY[code][1], GATEWAY[code][2]
    return { status = status, body = { error = { errorCode = code, message = message, details = details } } }
end

--- The gateway refuses more calls for now.
function errors.throttled()
    return errors.gateway("410", "")
end

--- The query or body cannot be read.
function errors.malformed(operation, details)
    if operation.api == "v2" then return errors.word(operation, "BadRequest", details) end
    return errors.gateway("100", details)
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

--- A refusal of version 2. `more` may have `detail` and `fieldErrors`.
function errors.word(operation, word, message, more)
    local row = documented(operation, word)
    local body = { errorCode = word, message = message or row.name }
    for name, value in pairs(more or {}) do body[name] = value end
    return { status = row and row.status or STATUSES[word], body = { error = body } }
end

-- The status of a batch: that of its failures where they agree.
local function status_of(failures)
    local status
    for _, failure in pairs(failures) do
        local own = STATUSES[failure.errorCode]
        if status and own ~= status then return STATUSES.BadRequest end
        status = own
    end
    return status
end

--- A batch of version 2 that was not carried out: `failures` are `{ errorCode =, message = }` by the index of
-- their items, decimal strings from "0".
function errors.batch(failures)
    return { status = status_of(failures), body = { failures = failures } }
end

--- A refusal by the service, with the status that the operation documents for this code.
function errors.service(operation, code, message)
    local row, default = documented(operation, code), SERVICE[code]
    message = message or (row and row.name) or default[2]
    if operation.api == "v2" then return errors.word(operation, WORDS[code] or "BadRequest", message) end
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

-- Version 2 tells of all fields that are wrong.
local function field_errors(operation, found)
    local list = core.array {}
    for i, mistake in ipairs(found) do list[i] = { field = mistake.path, message = mistake.fault } end
    return errors.word(operation, "BadRequest", "Invalid parameter", { fieldErrors = list })
end

--- An argument breaks a limit of the operation's row. `path` tells which, such as "tags.env"; `found` has all
-- that do (see ncp.base.check), and is that one when nil.
function errors.argument(operation, path, fault, found)
    if operation.api == "v2" then return field_errors(operation, found or { { path = path, fault = fault } }) end
    local code = FIELD_CODES[path]
    code = code and documented(operation, code) and code or 400
    return errors.service(operation, code, ("Invalid parameter: %s %s"):format(path, fault))
end

--- A thing that the path names does not exist: code 10 where the operation documents that, else 30;
-- External Access has 404. `word` says what kind of thing it is.
function errors.missing(operation, word)
    if operation.api == "v2" then
        local own = documented(operation, MISSING[word]) and MISSING[word]
        return errors.word(operation, own or "NotFound", word .. " does not exist")
    end
    local code = operation.service == "externalaccess" and 404 or documented(operation, 10) and 10 or 30
    local row = documented(operation, code)
    return errors.service(operation, code, row and row.name or word .. " does not exist")
end

return errors
