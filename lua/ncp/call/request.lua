--- `client:request`: signs and sends a call for which the model has no row.
local core = require("ncp.core")
local dispatch = require("ncp.call.dispatch")
local errors = require("ncp.base.error")
local options = require("ncp.base.options")

local request = {}

local safe_methods = { GET = true, HEAD = true }

local function fail(name, message)
    return errors.fail({ kind = "validation", operation = "request", field = name, message = message })
end

local function query_value(value)
    local kind = type(value)
    if kind == "string" or kind == "boolean" then return core.escape(tostring(value)) end
    if kind == "number" and value % 1 == 0 then return ("%.0f"):format(value) end
    return nil
end

-- Appends the query in the order of its names.
local function with_query(target, query)
    local names, parts = {}, {}
    for name in pairs(query) do names[#names + 1] = tostring(name) end
    table.sort(names)
    for _, name in ipairs(names) do
        local value = query_value(query[name])
        if not value then
            return fail("query", ("query field %s must be a string, a whole number or a boolean"):format(name))
        end
        parts[#parts + 1] = core.escape(name) .. "=" .. value
    end
    if #parts == 0 then return target end
    return target .. (target:find("?", 1, true) and "&" or "?") .. table.concat(parts, "&")
end

-- Names in lower case, so that one header is not given twice.
local function read_headers(auth, headers)
    local result = {}
    for name, value in pairs(headers) do
        if type(name) ~= "string" or not name:match("^[%w-]+$") then
            return fail("headers", "a header has no valid name")
        end
        if type(value) ~= "string" or value:find("[%z\1-\31\127]") then
            return fail("headers", ("header %s must be a string without control characters"):format(name))
        end
        if auth.own_headers[name:lower()] then return fail("headers", name .. " is what authenticates the call") end
        result[name:lower()] = value
    end
    return result
end

local function encode_body(body)
    if body == nil or type(body) == "string" then return true, body end
    local text, fault = core.json(body)
    if not text then return fail("body", "the body has no JSON form: " .. fault) end
    return true, text
end

local function check_line(method, target)
    if type(method) ~= "string" or not method:match("^%u+$") then
        return fail("method", "the method must be upper-case letters")
    end
    if type(target) ~= "string" or not target:match("^/[!-\"$-~]*$") then
        return fail("target", "the target must start with / and be percent-encoded, without a fragment")
    end
    return true
end

local function is_idempotent(method, given)
    if given.idempotent ~= nil then return given.idempotent end
    return safe_methods[method] or false
end

--- Sends `method` to `target` of a cloud (nil: NAVER Cloud Platform; path, and query if any, percent-encoded: these
-- bytes are signed and sent). `given` may have `query` (table of fields to append),
-- `body` (string, or a table that becomes JSON), `headers`, `service` (default
-- `subaccount`), `idempotent` (default: whether the method is GET or HEAD) and the
-- options of every call. Returns out, meta; nil, message, err; or false and a
-- message for an unknown option.
function request.send(state, cloud, method, target, given)
    local valid, message, err = options.check(given, options.request, "request")
    if not valid then return valid, message, err end
    given = valid
    valid, message, err = check_line(method, target)
    if not valid then return nil, message, err end
    local full_target, headers, body
    full_target, message, err = with_query(target, given.query or {})
    if not full_target then return nil, message, err end
    headers, message, err = read_headers(state.auth, given.headers or {})
    if not headers then return nil, message, err end
    valid, body, err = encode_body(given.body)
    if not valid then return nil, body, err end
    local operation = dispatch.operation(state, "request", {
        method = method,
        cloud = cloud,
        service = given.service or "subaccount",
        idempotent = is_idempotent(method, given),
        result = {}, -- nothing is known of the answer
    }, headers)
    return dispatch.carry_out(state, operation, operation.endpoint:request(full_target, body), given)
end

return request
