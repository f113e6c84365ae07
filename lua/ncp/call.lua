--- The call pipeline: authenticate → send → read → (mend, or pause, and send again).
local answer = require("ncp.answer")
local errors = require("ncp.error")
local headers_of = require("ncp.headers")
local retry = require("ncp.retry")
local tasks = require("ncp.tasks")

local call = {}

--- All headers of a request, good for one attempt now; or nil and why there are none.
function call.headers(state, plan, request, deadline)
    if plan.row.anonymous then return headers_of.add({}, state, request) end
    return state.auth:headers(request, deadline)
end

-- A fault met before there was a request.
local function early_fault(kind, message)
    return { kind = kind, message = message, sent = false, early = true }
end

-- Sends the request once: out, meta; or nil, fault and the headers of the answer.
local function attempt(state, plan, request, deadline)
    local headers, reason = call.headers(state, plan, request, deadline)
    if not headers then return nil, early_fault("credentials", reason) end
    local left = deadline - state.clock.monotonic()
    if left <= 0 then return nil, early_fault("timeout", "the deadline passed before the request could be sent") end
    request.headers, request.timeout = headers, left
    local response, message, failure = state.transport.send(request)
    if not response then return nil, { kind = failure.kind, message = message, sent = failure.sent } end
    local out, meta = answer.read(plan.row, response)
    if out ~= nil and state.auth.finish then state.auth:finish(plan, out, meta) end
    return out, meta, response.headers
end

-- Sleeps before the next attempt; false when the deadline would pass meanwhile.
local function pause(state, run, requested)
    local seconds = retry.pause(run.attempt, requested)
    if state.clock.monotonic() + seconds >= run.deadline then return false end
    state.clock.sleep(seconds)
    return true
end

-- Whether another attempt is to be made, after whatever must come before it.
local function prepare_next(state, plan, run, fault, headers)
    if not run.corrected and state.auth:correct(fault, headers) then
        run.corrected = true
        return true
    end
    local may_retry = run.attempt < run.max_attempts
        and retry.is_passing(fault)
        and retry.is_harmless(fault, plan.idempotent)
        and state.bucket:take()
    if not may_retry or not pause(state, run, fault.retry_after) then return false end
    run.attempt = run.attempt + 1
    return true
end

local function fail(plan, run, fault)
    fault.operation, fault.attempts, fault.sent, fault.early = plan.operation, run.requests, run.sent, nil
    fault.retryable = retry.is_passing(fault) and retry.is_harmless(fault, plan.idempotent)
    return errors.fail(fault)
end

-- Goes on after the first attempt failed with `fault`.
local function recover(state, plan, request, run, fault, headers)
    while true do
        if not fault.early then run.requests = run.requests + 1 end
        run.sent = run.sent or fault.sent
        headers = headers or {}
        fault.retry_after = retry.requested_pause(headers, state.clock.now()) or fault.retry_after
        if not prepare_next(state, plan, run, fault, headers) then return fail(plan, run, fault) end
        local out, meta
        out, meta, headers = attempt(state, plan, request, run.deadline)
        if out ~= nil then
            meta.attempts = run.requests + 1
            state.bucket:refill(run.attempt - 1)
            return out, meta
        end
        fault = meta
    end
end

--- Carries out a request (see `ncp.dispatch`) → out, meta; or nil, message, err.
--
-- `timeout` is that of the whole call in seconds, all attempts and pauses included.
-- Each attempt is authenticated anew. One attempt after the authentication was
-- mended does not count among `max_attempts`.
function call.run(state, plan, request, timeout, max_attempts)
    local deadline = tasks.deadline(state.clock.monotonic() + timeout)
    local out, meta, headers = attempt(state, plan, request, deadline)
    if out == nil then
        local run = { deadline = deadline, max_attempts = max_attempts, attempt = 1, requests = 0, sent = false }
        return recover(state, plan, request, run, meta, headers)
    end
    meta.attempts = 1
    state.bucket:refill(0)
    return out, meta
end

return call
