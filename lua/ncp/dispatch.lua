--- From a checked call to its outcome: settles where it goes, and carries it out or
-- shows it.
local call = require("ncp.call")
local core = require("ncp.core")
local errors = require("ncp.error")

local dispatch = {}

local services -- of the model, read once

-- Where a service lives, or nil and why that is not known.
local function origin_of(state, service)
    if state.origin then return state.origin end
    services = services or core.describe().services
    local hosts = services[service]
    if not hosts then return nil, ("there is no service '%s'"):format(service) end
    local host = hosts[state.site]
    if host then return "https://" .. host end
    return nil, ("no host of service %s is documented for site %s: give base_url"):format(service, state.site)
end

--- plan(state, operation, row, method, service, idempotent) → what all calls of an
-- operation share. `operation` is its name in errors; of `row` see `answer.read`.
function dispatch.plan(state, operation, row, method, service, idempotent)
    local origin, fault = origin_of(state, service)
    return {
        operation = operation,
        row = row,
        method = method,
        idempotent = idempotent or false,
        once = not idempotent,
        origin = origin,
        origin_fault = fault,
    }
end

--- request(state, plan, target, body, own_headers) → the request as transports take it,
-- but for what each attempt adds: all its headers and its timeout. `own_headers` are
-- those of this call, or nil.
function dispatch.request(state, plan, target, body, own_headers)
    return {
        method = plan.method,
        origin = plan.origin,
        target = target,
        body = body,
        headers = false,
        own_headers = own_headers,
        timeout = 0,
        once = plan.once,
        ca_file = state.ca_file,
        ca_dir = state.ca_dir,
    }
end

-- The request that would be sent. A signature is good for five minutes, so it is
-- masked like a secret.
local function show(state, plan, request, timeout)
    local credential, reason = call.credential(state, plan, state.clock.monotonic() + timeout)
    local headers
    if credential then headers, reason = call.headers(state, request, credential) end
    if not headers then return errors.fail({ kind = "credentials", operation = plan.operation, message = reason }) end
    for _, name in ipairs(state.auth.secret_headers) do headers[name] = headers[name] and "***" end
    return {
        method = request.method,
        url = request.origin .. request.target,
        headers = headers,
        body = request.body,
    }, { dry_run = true, attempts = 0 }
end

--- carry_out(state, plan, request, options) → out, meta; or nil, message, err.
-- `options` are those of the call, or nil.
function dispatch.carry_out(state, plan, request, options)
    if not plan.origin then
        local message = plan.origin_fault
        return errors.fail({ kind = "validation", operation = plan.operation, field = "service", message = message })
    end
    if options and options.dry_run then return show(state, plan, request, options.timeout or state.timeout) end
    return call.run(state, plan, request, options)
end

return dispatch
