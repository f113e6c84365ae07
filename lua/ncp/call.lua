--- The call pipeline: sign → send → read → (correct the clock, or pause and send again).
local answer = require("ncp.answer")
local dates = require("ncp.dates")
local errors = require("ncp.error")
local retry = require("ncp.retry")

local call = {}

local LARGEST_SKEW = 60000 -- ms; the gateway refuses beyond five minutes

--- The request of a call (see `ncp.dispatch`), signed now. `timeout` in seconds.
function call.request(state, signer, plan, content, origin, timeout)
    local headers = signer:headers(plan.method, content.target, state.clock.now() + state.clock_offset)
    headers["accept"] = "application/json"
    headers["user-agent"] = state.user_agent
    if content.body then headers["content-type"] = "application/json" end
    if content.headers then
        for name, value in pairs(content.headers) do headers[name] = value end
    end
    return {
        method = plan.method,
        origin = origin,
        target = content.target,
        headers = headers,
        body = content.body,
        timeout = timeout,
        once = not plan.idempotent,
        ca_file = state.ca_file,
        ca_dir = state.ca_dir,
    }
end

-- Seconds until the deadline of a run.
local function time_left(state, run)
    return run.deadline - state.clock.monotonic()
end

local function timeout_fault()
    return { kind = "timeout", message = "the deadline passed before the request could be sent", sent = false }
end

-- One request: out, meta; or nil, fault and the headers of the answer.
local function attempt(state, plan, run)
    local signer, reason = state.credentials:signer(run.deadline)
    if not signer then return nil, { kind = "credentials", message = reason, sent = false }, {} end
    local left = time_left(state, run)
    if left <= 0 then return nil, timeout_fault(), {} end
    run.requests = run.requests + 1
    local request = call.request(state, signer, plan, run.content, run.origin, left)
    local response, message, failure = state.transport.send(request)
    if not response then return nil, { kind = failure.kind, message = message, sent = failure.sent }, {} end
    local out, meta = answer.read(plan.row, response)
    return out, meta, response.headers
end

-- An authentication failure does not tell a wrong clock from a wrong secret; the
-- server's Date does (api/ncp-gateway 2.3). Returns whether the offset changed.
local function learn_clock_offset(state, fault, headers)
    if fault.kind ~= "authentication" or not headers.date then return false end
    local server_time = dates.from_http(headers.date)
    if not server_time then return false end
    local offset = server_time - state.clock.now()
    if math.abs(offset - state.clock_offset) <= LARGEST_SKEW then return false end
    state.clock_offset = offset
    return true
end

local function may_retry(state, plan, run, fault)
    return run.attempt < run.max_attempts
        and retry.is_passing(fault)
        and retry.is_harmless(fault, plan.idempotent)
        and state.bucket:take()
end

-- Sleeps before the next attempt; false when the deadline would pass meanwhile.
local function pause(state, run, requested)
    local seconds = retry.pause(run.attempt, requested)
    if seconds >= time_left(state, run) then return false end
    state.clock.sleep(seconds)
    return true
end

-- Whether another attempt is to be made, after whatever must come before it.
local function prepare_next(state, plan, run, fault, headers)
    if not run.clock_corrected and learn_clock_offset(state, fault, headers) then
        run.clock_corrected = true
        return true
    end
    if not may_retry(state, plan, run, fault) or not pause(state, run, fault.retry_after) then return false end
    run.attempt = run.attempt + 1
    return true
end

local function fail(plan, run, fault)
    fault.operation, fault.attempts = plan.operation, run.requests
    fault.retryable = retry.is_passing(fault) and retry.is_harmless(fault, plan.idempotent)
    fault.sent = run.sent
    return errors.fail(fault)
end

--- Carries out a call (see `ncp.dispatch`) → out, meta; or nil, message, err.
--
-- `timeout` is that of the whole call in seconds, all attempts and pauses included.
-- Each attempt is signed anew. One corrective attempt with a learnt clock does not
-- count among `max_attempts`.
function call.run(state, plan, content, origin, timeout, max_attempts)
    local run = {
        content = content,
        origin = origin,
        deadline = state.clock.monotonic() + timeout,
        max_attempts = max_attempts,
        attempt = 1,
        requests = 0,
    }
    while true do
        local out, meta, headers = attempt(state, plan, run)
        if out ~= nil then
            state.bucket:refill(run.attempt - 1)
            meta.attempts = run.requests
            return out, meta
        end
        local fault = meta
        run.sent = run.sent or fault.sent
        fault.retry_after = retry.requested_pause(headers, state.clock.now())
        if not prepare_next(state, plan, run, fault, headers) then return fail(plan, run, fault) end
    end
end

return call
