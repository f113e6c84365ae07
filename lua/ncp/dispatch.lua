--- From a checked call to its outcome: settles where it goes, and carries it out or
-- shows it.
--
-- A *plan* is what all calls of an operation share: `operation` (its name), `row`,
-- `service`, `method`, `idempotent`. The *content* of a call is its `target`, `body`,
-- `headers`, and `masked_target` and `masked_body` where those hold secrets and the
-- call is a dry run.
local call = require("ncp.call")
local core = require("ncp.core")
local errors = require("ncp.error")

local dispatch = {}

local services -- of the model, read once

-- Where a service lives, or nil and why that is not known.
local function origin_of(state, service)
    services = services or core.describe().services
    local hosts = services[service]
    if not hosts then return nil, ("there is no service '%s'"):format(service) end
    local host = hosts[state.site]
    if host then return "https://" .. host end
    return nil, ("no host of service %s is documented for site %s: give base_url"):format(service, state.site)
end

-- The request that would be sent. A signature is good for five minutes, so it is
-- masked like a secret.
local function show(state, plan, content, origin, timeout)
    local signer, reason = state.credentials:signer(state.clock.monotonic() + timeout)
    if not signer then return errors.fail({ kind = "credentials", operation = plan.operation, message = reason }) end
    local request = call.request(state, signer, plan, content, origin, timeout)
    request.headers["x-ncp-apigw-signature-v2"] = "***"
    return {
        method = request.method,
        url = origin .. (content.masked_target or content.target),
        headers = request.headers,
        body = content.masked_body or content.body,
    }, { dry_run = true, attempts = 0 }
end

--- carry_out(state, plan, content, options) → out, meta; or nil, message, err.
-- `options` are those of the call, or nil.
function dispatch.carry_out(state, plan, content, options)
    local origin, fault = state.origin, nil
    if not origin then origin, fault = origin_of(state, plan.service) end
    if not origin then
        return errors.fail({ kind = "validation", operation = plan.operation, field = "service", message = fault })
    end
    if not options then return call.run(state, plan, content, origin, state.timeout, state.max_attempts) end
    local timeout = options.timeout or state.timeout
    if options.dry_run then return show(state, plan, content, origin, timeout) end
    return call.run(state, plan, content, origin, timeout, options.max_attempts or state.max_attempts)
end

return dispatch
