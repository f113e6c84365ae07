--- Errors as callers get them: `nil, message, err`.
--
-- `message` is a string, since 5.1 and 5.2 lose tables in `assert`. `err` has
--
-- | field | meaning |
-- |---|---|
-- | kind | one of the kinds below |
-- | message | the same text |
-- | operation | such as `accesskey.set_active` |
-- | status | HTTP status, when the server answered |
-- | code | the service's own code: a number where it looks like one, else a string |
-- | request_id | what the vendor's support asks for |
-- | attempts | how many requests were sent |
-- | retryable | whether the same call may do better later |
-- | sent | whether the server may have seen the request |
-- | repeated | true when this refused an attempt that came after one of which nobody knows whether it was carried out |
-- | retry_after | seconds the server asked to wait |
-- | field | the refused argument, for `validation`; of version 2 also what the server found wrong first |
-- | detail | what else the server said; of version 2 `fields`, all it found wrong, or `failures`, by item; of a
--   document of an account the list of all that is wrong with it |
-- | proxy_status | what a proxy answered that refused to pass the request on, for `proxy` |
-- | journal, cause | of a rotation and of apply: the path of its journal, the error of the call that failed |
--
-- Kinds, in the order in which a call can meet them: `validation` (an argument
-- was refused; nothing was sent), `credentials`, `unsupported` (cannot be done here, as
-- in a phase of nginx; the message names the way out), `tls`, `network`, `proxy` (is
-- not there, or refuses), `timeout`
-- (the deadline passed), `limit` (the answer is too large), `protocol` (the
-- answer is not what the API speaks), `authentication` (bad key, signature or
-- clock), `permission`, `not_found`, `throttled`, `conflict`, `rejected` (any
-- other refusal), `server` (5xx). Items that a run of `ncp.map` did not start, and
-- calls of it that were not sent, are of kind `deadline` or `stopped`. What
-- is wrong with the journal of a change in several steps is of kind `journal`; a secret
-- that nobody confirmed to have is of kind `delivery`. What cannot be done since the Redis of a
-- fleet cannot be asked is of kind `fleet`.
local core = require("ncp.core")

local error_module = {}

local Error = { __name = "ncp.Error" }
Error.__index = Error

function Error.__tostring(err)
    return err.message
end

local function context(err)
    local parts = { err.kind }
    if err.status then parts[#parts + 1] = "HTTP " .. err.status end
    if err.code then parts[#parts + 1] = "code " .. tostring(err.code) end
    if err.request_id then parts[#parts + 1] = "request " .. err.request_id end
    if err.attempts and err.attempts > 1 then parts[#parts + 1] = err.attempts .. " attempts" end
    return table.concat(parts, ", ")
end

--- Finishes a table of fields into an error and returns `nil, message, err`.
-- `fields.message` is the bare reason; the text that comes out also names the
-- operation, the status, the code and the request. It is one line, in which what the
-- service said cannot hide anything, or do anything to a terminal or a log.
function error_module.fail(fields)
    local prefix = fields.operation and fields.operation .. ": " or ""
    fields.message = core.visible(("%s%s (%s)"):format(prefix, fields.message, context(fields)))
    fields.sent = fields.sent or false
    fields.retryable = fields.retryable or false
    return nil, fields.message, error_module.adopt(fields)
end

--- adopt(fields) → the same table, as an error; `fields` are those of a finished one.
function error_module.adopt(fields)
    return setmetatable(fields, Error)
end

-- After these the service may have done what was asked all the same.
local unclear_kinds = { network = true, timeout = true, server = true, protocol = true, limit = true, tls = true }

--- is_unclear(err) → whether the service may have done what it was asked although the call failed so. `err` needs
-- `kind` and `sent` only.
function error_module.is_unclear(err)
    return err.sent and unclear_kinds[err.kind] or false
end

--- kind_of(message) → the kind of the error whose text this is, or nil: what raised by
-- `assert` has only the text.
function error_module.kind_of(message)
    return message:match("%((%a+)[^()]*%)$")
end

return error_module
