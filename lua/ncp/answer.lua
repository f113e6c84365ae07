--- Reads an answer of a service: result or error.
local core = require("ncp.core")
local json = require("ncp.json")
local key_pair = require("ncp.key_pair")
local ncp_fault = require("ncp.fault")
local unexpected = require("ncp.unexpected")

local answer = {}

local function fault_reader(row)
    if not row.cloud then return ncp_fault end
    return require("ncp." .. row.cloud .. ".fault")
end

local request_id_headers = { "x-ncp-trace-id", "x-ncp-apigw-request-id", "x-iam-trace-id", "x-request-id" }

local function request_id_of(headers)
    for _, name in ipairs(request_id_headers) do
        if headers[name] then return headers[name] end
    end
    return nil
end

-- What the service says went wrong; else what is wrong with the answer. `body` is as of `ncp.fault`, `reason` why there
-- is none, or nil.
local function fault_of(row, response, body, reason)
    local fault = fault_reader(row).read(row, response, body)
    if fault and (fault.message or not reason) then return fault end
    fault = fault or { kind = "protocol" }
    fault.message = unexpected.describe(response, reason)
    return fault
end

local function fail(response, fault)
    fault.status, fault.sent = response.status, true
    fault.request_id = request_id_of(response.headers) or fault.request_id
    return nil, fault
end

--- read(row, response) → out, meta, or nil and a fault: the fields of an error (kind, status, code, message, detail,
-- request_id, retry_after, sent), whose texts are still as they came (see `ncp.explanation`).
--
-- `row` is the operation as `core.describe` gives it; without an `id` any JSON object or array will do.
function answer.read(row, response)
    local status, headers, text = response.status, response.headers, response.body
    local body, reason
    if text and text ~= "" then body, reason = json.decode(text) end
    if reason then return fail(response, fault_of(row, response, false, reason)) end
    local out, failed = core.settle(row.id, status, headers, text, body)
    if out == nil then return fail(response, { kind = "protocol", message = failed }) end
    if not out then return fail(response, fault_of(row, response, body)) end
    if row.id and out.keySecret then key_pair.adopt(out) end
    return out, { status = status, headers = headers, request_id = request_id_of(headers), failed = failed }
end

return answer
