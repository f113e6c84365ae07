--- From a checked call to its outcome: fills in what the client settles (origin,
-- deadline, attempts) and carries the plan out, or shows it.
local call = require("ncp.call")
local core = require("ncp.core")
local errors = require("ncp.error")

local plan = {}

local services -- of the model, read once

-- Where a service lives, or nil and why that is not known.
local function origin_of(state, service)
    if state.origin then return state.origin end
    services = services or core.describe().services
    local hosts = services[service]
    if not hosts then return nil, ("there is no service '%s'"):format(service) end
    local host = hosts[state.site]
    if not host then return nil, ("no host of service %s is documented for site %s: give base_url"):format(service, state.site) end
    return "https://" .. host
end

-- The request that would be sent. A signature is good for five minutes, so it is
-- masked like a secret.
local function show(state, wanted, timeout)
    local signer, reason = state.credentials:signer(timeout)
    if not signer then return errors.fail({ kind = "credentials", operation = wanted.operation, message = reason }) end
    local request = call.request(state, signer, wanted, timeout)
    request.headers["x-ncp-apigw-signature-v2"] = "***"
    request.target = wanted.masked_target or request.target
    request.body = wanted.masked_body or request.body
    return {
        method = request.method,
        url = request.origin .. request.target,
        headers = request.headers,
        body = request.body,
    }, { dry_run = true, attempts = 0 }
end

--- carry_out(state, wanted, options) → out, meta; or nil, message, err.
--
-- `wanted` is a plan as `call.run` takes it, but with `service` in place of
-- `origin`, without deadline and attempts, and with `masked_target` and
-- `masked_body` where those hold secrets. `options` are those of the call, or nil.
function plan.carry_out(state, wanted, options)
    local origin, fault = origin_of(state, wanted.service)
    if not origin then
        return errors.fail({ kind = "validation", operation = wanted.operation, field = "service", message = fault })
    end
    wanted.origin = origin
    wanted.timeout = options and options.timeout or state.timeout
    wanted.max_attempts = options and options.max_attempts or state.max_attempts
    if options and options.dry_run then return show(state, wanted, wanted.timeout) end
    return call.run(state, wanted)
end

return plan
