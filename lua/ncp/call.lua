--- The call pipeline: authenticate → send → read → (mend, or pause, and send again).
local answer = require("ncp.answer")
local errors = require("ncp.error")
local explain = require("ncp.explanation")
local headers_of = require("ncp.headers")
local limiters = require("ncp.limiter")
local retry = require("ncp.retry")
local tasks = require("ncp.tasks")

local call = {}

local ANONYMOUS = { account = "" }

--- What a call authenticates with, see `ncp.signature`; nil and why there is nothing.
function call.credential(state, plan, deadline)
    if plan.row.anonymous then return ANONYMOUS end
    return state.auth:credential(deadline)
end

--- All headers of a request, good for one attempt now; or nil and why there are none.
function call.headers(state, request, credential)
    if credential == ANONYMOUS then return headers_of.add({}, state, request) end
    return state.auth:headers(request, credential)
end

-- A fault met before there was a request.
local function early_fault(kind, message)
    return { kind = kind, message = message, sent = false, early = true }
end

-- The limiter of the host and the credential.
local function limiter_of(state, origin, account)
    local limiter = state.limiters[origin]
    if not limiter or limiter.account ~= account then
        limiter = limiters.of(state.clock, origin, account, state.shared_dict)
        state.limiters[origin] = limiter
    end
    return limiter
end

-- Waits until the request may go out, and returns the limiter; or nil and a fault.
local function enter(state, plan, run, account)
    local limiter = limiter_of(state, plan.origin, account)
    local now = run.start or state.clock.monotonic()
    if limiter:enter(now, run.rate, run.is_high, run.deadline) then return limiter end
    return nil, early_fault("timeout", "the deadline passed before it was the request's turn")
end

-- Sends the request once: out, meta; or nil, fault and the headers of the answer.
local function attempt(state, plan, request, run)
    local credential, reason = call.credential(state, plan, run.deadline)
    if not credential then return nil, early_fault("credentials", reason) end
    local limiter, fault = enter(state, plan, run, credential.account)
    if not limiter then return nil, fault end
    local headers
    headers, reason = call.headers(state, request, credential)
    if not headers then return nil, early_fault("credentials", reason) end
    local sent_at = state.clock.monotonic()
    local left = run.deadline - sent_at
    if left <= 0 then return nil, early_fault("timeout", "the deadline passed before the request could be sent") end
    request.headers, request.timeout = headers, left
    local response, message, failure = state.transport.send(request)
    if not response then return nil, { kind = failure.kind, message = message, sent = failure.sent } end
    local out, meta = answer.read(plan.row, response)
    if out == nil and meta.kind == "throttled" then
        limiter:throttled(state.clock.monotonic(), sent_at)
    else
        limiter:passed()
    end
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
local function prepare_next(state, plan, request, run, fault, headers)
    if not run.corrected and state.auth:correct(fault, headers, request) then
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

local function fail(plan, request, run, fault)
    fault.operation, fault.attempts, fault.sent, fault.early = plan.operation, run.requests, run.sent, nil
    fault.retryable = retry.is_passing(fault) and retry.is_harmless(fault, plan.idempotent)
    explain(fault, plan.row, request)
    if run.is_cut and fault.kind == "timeout" and not run.sent then fault.kind = "deadline" end
    return errors.fail(fault)
end

-- Goes on after the first attempt failed with `fault`.
local function recover(state, plan, request, run, fault, headers)
    run.start, run.attempt, run.requests, run.sent = nil, 1, 0, false
    while true do
        if not fault.early then run.requests = run.requests + 1 end
        run.sent = run.sent or fault.sent
        headers = headers or {}
        fault.retry_after = retry.requested_pause(headers, state.clock.now()) or fault.retry_after
        if not prepare_next(state, plan, request, run, fault, headers) then return fail(plan, request, run, fault) end
        local out, meta
        out, meta, headers = attempt(state, plan, request, run)
        if out ~= nil then
            meta.attempts = run.requests + 1
            state.bucket:refill(run.attempt - 1)
            return out, meta
        end
        fault = meta
    end
end

local NONE = {}

-- What holds for a call. The run that the call is part of may cut its time short.
local function new_run(state, options)
    local task, start = tasks.current(), state.clock.monotonic()
    local own_deadline = start + (options.timeout or state.timeout)
    local deadline, rate, priority = own_deadline, state.rate, options.priority
    if task then
        deadline, rate = tasks.lower(deadline, task.deadline), tasks.lower(rate, task.rate)
        priority = priority or task.priority
    end
    return {
        start = start,
        deadline = deadline,
        is_cut = deadline < own_deadline,
        rate = rate,
        is_high = priority == "high",
        max_attempts = options.max_attempts or state.max_attempts,
    }
end

--- Carries out a request (see `ncp.dispatch`) → out, meta; or nil, message, err.
-- `options` are those of the call, or nil.
--
-- The timeout is that of the whole call, all attempts and pauses included. Each attempt
-- is authenticated anew, after it waited for its turn. One attempt after the
-- authentication was mended does not count among `max_attempts`.
function call.run(state, plan, request, options)
    local run = new_run(state, options or NONE)
    local out, meta, headers = attempt(state, plan, request, run)
    if out == nil then return recover(state, plan, request, run, meta, headers) end
    meta.attempts = 1
    state.bucket:refill(0)
    return out, meta
end

return call
