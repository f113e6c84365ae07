--- Reads an answer of a service: result or error.
local core = require("ncp.core")
local json = require("ncp.base.json")
local key_pair = require("ncp.base.key_pair")

local answer = {}

-- What the service says went wrong; else what is wrong with the answer. `body` is as for a `service_error`, `reason`
-- why there is none, or nil.
local function failure_of(operation, text, meta, body, reason)
    local response = { status = meta.status, headers = meta.headers, body = text }
    local failure = operation.cloud.service_error.read(operation.row, response, body)
    if failure and (failure.message or not reason) then return failure end
    failure = failure or { kind = "protocol" }
    failure.message = require("ncp.call.unexpected").describe(response, reason)
    return failure
end

local function fail(meta, failure)
    failure.status, failure.sent = meta.status, true
    failure.request_id = meta.request_id or failure.request_id
    return nil, failure
end

--- read(operation, text, meta) → out; or nil and a failure: the fields of an error (kind, status, code, message,
-- detail, request_id, retry_after, sent), whose texts are still as they came (see `ncp.call.explanation`).
--
-- `operation` is one of `dispatch.operation`, `text` the body of the answer, `meta` what else is told of it (see
-- `core.meta`), to which the count of failed items is added.
function answer.read(operation, text, meta)
    local row = operation.row
    local body, reason
    if text ~= "" then body, reason = json.decode(text) end
    if reason then return fail(meta, failure_of(operation, text, meta, false, reason)) end
    local headers = operation.reads_headers and meta.headers or nil
    local out, failed = core.settle(row.id, meta.status, headers, text, body, row.cloud)
    if out == nil then return fail(meta, { kind = "protocol", message = failed }) end
    if not out then return fail(meta, failure_of(operation, text, meta, body)) end
    if failed then meta.failed = failed end
    if row.id and out.keySecret then key_pair.adopt(out) end
    return out
end

return answer
