--- Tells the stream of a client what becomes of its calls, see docs/observability.md. Only clients that have a
-- stream come here.
--
-- An event never has a secret in it: of a request it tells the target alone, in which what is named like a
-- secret is masked, and what the service says is searched for all secrets that it was sent.
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local redaction = require("ncp.call.redaction")

local watch = {}

local LONGEST_WORD = 100 -- bytes of a code or an id

-- By request: begin and attempts of its call, and what all its events have.
local calls = setmetatable({}, { __mode = "k" })
local count = 0

-- The call that the request is of, which began at `start`.
local function call_of(operation, request, start)
    if calls[request] then return calls[request] end
    count = count + 1
    local fields = request:fields()
    calls[request] = {
        start = start,
        attempt = 0,
        bytes = #(fields.body or ""),
        common = {
            call = count,
            operation = operation.name,
            method = fields.method,
            host = fields.origin:match("^%w+://(.*)$"),
            target = redaction.target(fields.target),
            traceparent = fields.headers.traceparent,
        },
    }
    return calls[request]
end

local function word_of(value)
    if type(value) == "string" then return core.visible(value:sub(1, LONGEST_WORD)) end
    return type(value) == "number" and value or nil
end

-- Hands on the event `own` of a call.
local function tell(state, name, call, own)
    for field, value in pairs(call.common) do own[field] = value end
    own.event, own.attempt = name, call.attempt
    own.code, own.request_id = word_of(own.code), word_of(own.request_id)
    state.events:tell(own)
end

-- The last event of a call.
local function finish(state, request, call, own)
    own.seconds = state.clock.monotonic() - call.start
    calls[request] = nil
    tell(state, "done", call, own)
end

--- sending(state, operation, request, start, waited, left): an attempt is about to be made, for a call that began at
-- `start` and has so many seconds left; it waited so many for its turn, or nil.
function watch.sending(state, operation, request, start, waited, left)
    local call = call_of(operation, request, start)
    call.attempt = call.attempt + 1
    if waited then tell(state, "waited", call, { seconds = waited }) end
    tell(state, "request", call, { bytes = call.bytes, timeout = left })
    call.sent_at = state.clock.monotonic()
end

--- answered(state, operation, request, failure, meta, body): it came to this; `failure` is nil when it succeeded,
-- `meta` and `body` when no answer came.
function watch.answered(state, operation, request, failure, meta, body)
    local call, seconds = calls[request], state.clock.monotonic() - calls[request].sent_at
    local known = { request_id = meta and meta.request_id }
    if failure then known.code, known.request_id = failure.code, failure.request_id end
    if next(known) then redaction.redact(known, request:fields(), operation.row) end
    tell(state, "answer", call, {
        kind = failure and failure.kind,
        status = meta and meta.status,
        code = known.code,
        request_id = known.request_id,
        seconds = seconds,
        bytes = body and #body,
        reused = meta and meta.reused,
    })
    if not failure then finish(state, request, call, { status = meta.status, request_id = known.request_id }) end
end

--- throttled(state, request, failure): the service had too many requests.
function watch.throttled(state, request, failure)
    tell(state, "throttled", calls[request], { status = failure.status, seconds = failure.retry_after })
end

--- retry(state, operation, request, start, seconds, failure): another attempt follows in so many seconds.
function watch.retry(state, operation, request, start, seconds, failure)
    tell(state, "retry", call_of(operation, request, start), { seconds = seconds, kind = failure.kind })
end

--- failed(state, operation, request, start, failure): the call is over. `failure` is ready to be shown.
function watch.failed(state, operation, request, start, failure)
    finish(state, request, call_of(operation, request, start), {
        kind = failure.kind, status = failure.status, code = failure.code, request_id = failure.request_id,
        sent = failure.sent, message = core.visible(failure.message),
    })
end

local NOTHING = {}

--- renewed(state, what, credential, reason): keys or a token were looked for. Without a credential `reason` says why
-- there is none, in words without secrets. What does not end is found once, and not told of.
function watch.renewed(state, what, credential, reason)
    local found = credential or NOTHING
    if credential and not credential.expires then return end
    state.events:tell({
        event = "renewed",
        what = what,
        account = found.account,
        place = found.place,
        expires = found.expires and dates.to_iso(found.expires),
        kind = not credential and "credentials" or nil,
        message = not credential and core.visible(tostring(reason)) or nil,
    })
end

return watch
