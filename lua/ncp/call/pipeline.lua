--- The call pipeline: authenticate → send → read → (mend, or pause, and send again).
--
-- What happens in a plain call makes nothing but the answer; what only a failed one needs
-- is made when it has failed.
local answer = require("ncp.call.answer")
local backoff = require("ncp.call.backoff")
local errors = require("ncp.base.error")
local limiters = require("ncp.call.limiter")
local tasks = require("ncp.runtime.tasks")

local call = {}

local current_task = tasks.current

local DEFAULT_ATTEMPTS = 3

local ANONYMOUS = { account = "" }

local function is_anonymous(operation, request)
    return operation.row.anonymous and request:is_anonymous()
end

--- What a call authenticates with, see `ncp.clouds.ncloud.signature`; nil, why there is nothing, and the error of
-- the call that was to bring it, if one was.
function call.credential(state, operation, request, deadline)
    if is_anonymous(operation, request) then return ANONYMOUS end
    return state.auth:credential(deadline)
end

--- Makes the request good for one attempt now → true; or nil and why it cannot be.
function call.sign(state, request, credential)
    if credential == ANONYMOUS then return true end
    return state.auth:sign(request, credential)
end

-- A failure met before anything was sent.
local function early_failure(kind, message)
    return nil, { kind = kind, message = message, sent = false, early = true }
end

-- There is nothing to authenticate with. What kept it from coming may pass, as what breaks a request off does.
local function unauthenticated(reason, cause)
    local is_passing = type(cause) == "table" and backoff.is_passing(cause)
    return early_failure(is_passing and cause.kind or "credentials", reason)
end

-- The limiter of the host and the credential.
local function limiter_of(state, origin, account)
    local limiter = state.limiters[origin]
    if not limiter or limiter.account ~= account then
        limiter = limiters.of(state.clock, origin, account, state.shared_dict, state.fleet)
        state.limiters[origin] = limiter
    end
    return limiter
end

-- Sends the request of a call that began at `start` once, by `deadline`, under what holds for
-- it: out, meta; or nil, a failure and the meta of the answer, if there was one.
local function attempt(state, operation, request, now, start, deadline, rate, is_high)
    local credential, reason, cause = call.credential(state, operation, request, deadline)
    if not credential then return unauthenticated(reason, cause) end
    local limiter = limiter_of(state, operation.origin, credential.account)
    local may_go, waited, refusal = limiter:enter(now, rate, is_high, start, deadline)
    if refusal then return early_failure("fleet", refusal) end
    if not may_go then
        return early_failure("timeout", "the deadline passed before it was the request's turn")
    end
    local signed
    signed, reason = call.sign(state, request, credential)
    if not signed then return early_failure("credentials", reason) end
    local most = math.huge
    if state.keeper then
        local message, err
        most, message, err = state.keeper:keep(operation.row.method ~= "GET")
        if not most then return early_failure(err.kind, message) end
    end
    local sent_at = state.clock.monotonic()
    local left = math.min(deadline - sent_at, most)
    if left <= 0 then return early_failure("timeout", "the deadline passed before the request could be sent") end
    local watch = state.watch
    if watch then watch.sending(state, operation, request, start, waited, left) end
    local body, meta, failure = state.transport.exchange(request, left)
    local out
    if body then
        out, failure = answer.read(operation, body, meta)
        limiter:answered(state.clock.monotonic(), sent_at, out == nil and failure.kind == "throttled")
    else
        failure = { kind = failure.kind, message = meta, sent = failure.sent, proxy_status = failure.proxy_status }
        meta = nil
    end
    if watch then watch.answered(state, operation, request, failure, meta, body) end
    if out == nil then return nil, failure, meta end
    if state.auth.finish and credential ~= ANONYMOUS then state.auth:finish(operation, out, meta) end
    return out, meta
end

-- The pause in seconds before the next attempt, or nil when none is to be made.
--
-- A request that was throttled was turned away, and its limiter already sends less: it waits
-- for its turn again as long as there is time. Only a caller's own limit counts it as a failure, and
-- it costs nothing of what keeps a service in trouble from being asked again and again.
local function pause_before_next(state, operation, tries, failure)
    local is_throttled = failure.kind == "throttled"
    if tries.most or not is_throttled then
        if tries.attempt >= (tries.most or DEFAULT_ATTEMPTS) then return nil end
        tries.attempt = tries.attempt + 1
    end
    if is_throttled then return failure.retry_after or 0 end
    local may_retry = backoff.is_passing(failure) and backoff.is_harmless(failure, operation.row.idempotent)
    if not may_retry then return nil end
    state.bucket = state.bucket or backoff.bucket()
    if not state.bucket:take() then return nil end
    tries.paid = tries.paid + 1
    return backoff.pause(tries.paid, failure.retry_after)
end

-- Whether another attempt is to be made, after whatever must come before it.
local function prepare_next(state, operation, request, tries, failure, headers)
    local may_mend = not tries.corrected and not is_anonymous(operation, request)
    local is_mended = may_mend and state.auth:correct(failure, headers, request)
    local seconds = is_mended and 0 or pause_before_next(state, operation, tries, failure)
    if not seconds then return false end
    if not is_mended and state.clock.monotonic() + seconds >= tries.deadline then return false end
    if state.watch then state.watch.retry(state, operation, request, tries.start, seconds, failure) end
    tries.corrected = tries.corrected or is_mended
    if not is_mended then state.clock.sleep(seconds) end
    return true
end

local function fail(state, operation, request, tries, failure)
    failure.operation, failure.attempts, failure.sent, failure.early = operation.name, tries.requests, tries.sent, nil
    failure.retryable = backoff.is_passing(failure) and backoff.is_harmless(failure, operation.row.idempotent)
    failure.repeated = tries.is_unclear and not errors.is_unclear(failure) or nil
    require("ncp.call.explanation")(failure, operation.row, request:fields())
    if tries.is_cut and failure.kind == "timeout" and not tries.sent then failure.kind = "deadline" end
    if state.watch then state.watch.failed(state, operation, request, tries.start, failure) end
    return errors.fail(failure)
end

local NO_HEADERS = {}

local function is_late_for_turn(failure)
    return failure.early and failure.kind == "timeout"
end

-- Goes on after the first attempt failed with `failure`.
local function recover(state, operation, request, tries, failure, meta)
    while true do
        if not failure.early then tries.requests = tries.requests + 1 end
        tries.sent = tries.sent or failure.sent
        local headers = meta and meta.headers or NO_HEADERS
        failure.retry_after = backoff.requested_pause(headers, state.clock.now()) or failure.retry_after
        if failure.kind == "throttled" and state.watch then state.watch.throttled(state, request, failure) end
        if not prepare_next(state, operation, request, tries, failure, headers) then
            return fail(state, operation, request, tries, failure)
        end
        tries.is_unclear = tries.is_unclear or operation.row.method ~= "GET" and errors.is_unclear(failure)
        local out, outcome, next_meta = attempt(state, operation, request, state.clock.monotonic(), tries.start,
            tries.deadline, tries.rate, tries.is_high)
        if out ~= nil then
            outcome.attempts = tries.requests + 1
            if state.bucket then state.bucket:refill(tries.paid) end
            return out, outcome
        end
        if failure.kind == "throttled" and is_late_for_turn(outcome) then
            return fail(state, operation, request, tries, failure)
        end
        failure, meta = outcome, next_meta
    end
end

local NONE = {}

-- What holds for a call: deadline, rate, whether it is of high priority, and whether the
-- run that the call is part of has cut its time short.
local function terms(state, options, start)
    local deadline, task = start + (options.timeout or state.timeout), current_task()
    if not task then return deadline, state.rate, options.priority == "high", false end
    local cut = tasks.lower(deadline, task.deadline)
    return cut, tasks.lower(state.rate, task.rate), (options.priority or task.priority) == "high", cut < deadline
end

--- Carries out a request (see `ncp.call.dispatch`) → out, meta; or nil, message, err.
-- `options` are those of the call, or nil.
--
-- The timeout is that of the whole call, all attempts and pauses included. Each attempt
-- is authenticated anew, after it waited for its turn. One attempt after the
-- authentication was mended does not count among `max_attempts`; nor do, where the caller gave no
-- limit, those that were throttled.
function call.run(state, operation, request, options)
    options = options or NONE
    local start = state.clock.monotonic()
    local deadline, rate, is_high, is_cut = terms(state, options, start)
    local out, meta, failed_meta = attempt(state, operation, request, start, start, deadline, rate, is_high)
    if out ~= nil then
        meta.attempts = 1
        if state.bucket then state.bucket:refill(0) end
        return out, meta
    end
    local tries = {
        start = start,
        deadline = deadline,
        is_cut = is_cut,
        rate = rate,
        is_high = is_high,
        most = options.max_attempts or state.max_attempts,
        attempt = 1,
        requests = 0,
        paid = 0,
        sent = false,
        is_unclear = false,
        corrected = false,
    }
    return recover(state, operation, request, tries, meta, failed_meta)
end

return call
