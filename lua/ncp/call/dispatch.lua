--- From a checked call to its outcome: settles where it goes, and carries it out or
-- shows it.
local call = require("ncp.call.pipeline")
local core = require("ncp.core")
local errors = require("ncp.base.error")

local dispatch = {}

local JSON = "application/json"

local services -- of the model, read once

-- The site of the client, settled at its first call; or nil and what is wrong.
local function site_of(state)
    if state.site then return state.site end
    local site, fault = state.find_site()
    if fault then return nil, fault end
    state.site = site or "public"
    return state.site
end

local function refuse_service(message)
    return nil, { kind = "validation", field = "service", message = message }
end

--- origin_of(state, service) → where a service lives; or nil and `kind`, `field` and `message` of the error that
-- tells why that is not known. The first time it may read the configure file.
function dispatch.origin_of(state, service)
    if state.origin then return state.origin end
    services = services or core.describe().services
    local hosts = services[service]
    if not hosts then return refuse_service(("there is no service '%s'"):format(service)) end
    local site, fault = site_of(state)
    if not site then return nil, { kind = "credentials", message = fault } end
    if hosts[site] then return "https://" .. hosts[site] end
    return refuse_service(("no host of service %s is documented for site %s: give base_url"):format(service, site))
end

-- Whether a part of the result stands in a header of the answer.
local function reads_headers(row)
    for _, field in ipairs(row.result) do
        if field.alias and field.alias:find("^header:") then return true end
    end
    return false
end

-- Lists of name, value, name, value, … of the headers of every request and of those with a
-- body. `own` are headers by name that come in place of the usual ones.
local function list_headers(state, own)
    local of_every, of_bodies = {}, {}
    local function add(list, name, value)
        list[#list + 1] = name
        list[#list + 1] = value
    end
    local usual = { ["accept"] = JSON, ["user-agent"] = state.user_agent, ["content-type"] = state.content_type }
    for name, value in pairs(own) do usual[name] = value end
    for name, value in pairs(usual) do add(of_every, name, value) end
    if not usual["content-type"] then add(of_bodies, "content-type", JSON) end
    return of_every, of_bodies
end

local NONE = {}

--- operation(state, name, row [, own_headers]) → what all calls of an operation of a client share: `name`, by
-- which errors call it; `row`, as `core.describe` gives it, or of a call that the model does not
-- know a table with `method`, `service`, `idempotent` and no `result`; `cloud`, see `ncp.clouds`;
-- whether it `reads_headers`; `endpoint`, of which its requests are made; `origin`, or `refusal`,
-- why there is none (see `origin_of`).
function dispatch.operation(state, name, row, own_headers)
    local origin, refusal = dispatch.origin_of(state, row.service)
    local headers, body_headers = list_headers(state, own_headers or NONE)
    return {
        name = name,
        row = row,
        cloud = state.cloud,
        reads_headers = reads_headers(row),
        origin = origin,
        refusal = refusal,
        endpoint = core.endpoint {
            id = row.id,
            operation = name,
            method = row.method,
            origin = origin,
            ca_file = state.ca_file,
            ca_dir = state.ca_dir,
            proxy = state.proxy,
            headers = headers,
            body_headers = body_headers,
            -- What a transport repeats by itself nobody hears of; after a change it matters.
            no_resend = not row.idempotent or row.method ~= "GET",
        },
    }
end

-- The request that would be sent. A signature is good for five minutes, so it is
-- masked like a secret.
local function show(state, operation, request, timeout)
    local credential, reason = call.credential(state, operation, request, state.clock.monotonic() + timeout)
    local signed
    if credential then signed, reason = call.sign(state, request, credential) end
    if not signed then return errors.fail({ kind = "credentials", operation = operation.name, message = reason }) end
    local fields = request:fields()
    for name, kind in pairs(state.auth.own_headers) do
        if kind == "secret" and fields.headers[name] then fields.headers[name] = "***" end
    end
    return {
        method = fields.method,
        url = fields.origin .. fields.target,
        headers = fields.headers,
        body = fields.body,
    }, { dry_run = true, attempts = 0 }
end

--- carry_out(state, operation, request, options) → out, meta; or nil, message, err.
-- `operation` is one of `dispatch.operation`, `request` an ncp.Request of its endpoint,
-- `options` are those of the call, or nil.
function dispatch.carry_out(state, operation, request, options)
    local refusal = operation.refusal
    if refusal then
        refusal.operation = operation.name
        return errors.fail(refusal)
    end
    if options and options.traceparent then request:carry("traceparent", options.traceparent) end
    if options and options.dry_run then return show(state, operation, request, options.timeout or state.timeout) end
    return call.run(state, operation, request, options)
end

return dispatch
