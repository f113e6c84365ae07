--- A stateful stand-in for the service: requests in, responses out, no I/O.
--
--     local emulator = require("ncp.emulator").new()
--     local response = emulator:handle { method = "GET", target = "/api/v1/sub-accounts", headers = {…} }
--
-- docs/emulator.md tells what it does, which of it is assumed, and the forms of seeds and faults.

local core = require("ncp.core")

local arguments = require("ncp.emulator.engine.arguments")
local authorize = require("ncp.emulator.ncloud.authorize")
local errors = require("ncp.emulator.ncloud.errors")
local faults = require("ncp.emulator.engine.faults")
local plant = require("ncp.emulator.ncloud.seed")
local router = require("ncp.emulator.engine.router")
local server = require("ncp.emulator.engine.server")
local state = require("ncp.emulator.ncloud.state")
local verify = require("ncp.emulator.ncloud.verify")

local DEFAULT_SESSION_SECONDS = 3600

local routes = router.new({
    accesskey = require("ncp.emulator.ncloud.accesskey"),
    crl = require("ncp.emulator.ncloud.crl"),
    group = require("ncp.emulator.ncloud.group"),
    policy = require("ncp.emulator.ncloud.policy"),
    profile = require("ncp.emulator.ncloud.profile"),
    role = require("ncp.emulator.ncloud.role"),
    sts = require("ncp.emulator.ncloud.sts"),
    subaccount = require("ncp.emulator.ncloud.subaccount"),
    subject = require("ncp.emulator.ncloud.subject"),
    switchable_role = require("ncp.emulator.ncloud.switchable_role"),
    tenant = require("ncp.emulator.ncloud.tenant"),
    trust_anchor = require("ncp.emulator.ncloud.trust_anchor"),
}, require("ncp.emulator.ncloud.v2"))

local M = {}
local emulator = server.class { trace_header = "x-ncp-trace-id", errors = errors }

local function is_answered(operation)
    local route = operation and routes:find(operation.method, operation.path)
    return route ~= nil and route.operation.path == operation.path
end

--- Whether calls of this operation are answered, and not as those of another with a like path: one
-- emulator stands for all services. `api` is "v1" or "v2"; any of them when left out.
function M.handles(noun, verb, api)
    if api then return is_answered(core.describe(noun, verb, api)) end
    return is_answered(core.describe(noun, verb, "v1")) or is_answered(core.describe(noun, verb, "v2"))
end
emulator.handles = M.handles

--- A new emulator. Options, all optional: `now` (function that returns ms since 1970; the system's
-- clock), `access_key` and `secret_key` (the main account's pair; examples), `seed` (table, see
-- docs/emulator.md). Raises a message for a mistake in the seed.
function M.new(options)
    return server.new(emulator, options)
end

function emulator:plant()
    local planted = state.new(self.options.access_key, self.options.secret_key)
    plant(planted, self.options.seed, self.now())
    return planted
end

--- The main account's access key and secret key.
function emulator:credentials()
    return self.state.main.accessKey, self.state.main.keySecret
end

--- A new access key and secret key that act as a role (its id, or an error is raised), as those that a
-- server or a service gets. They end after the role's sessionExpirationSec, else after an hour.
function emulator:role_credentials(role_no)
    local role = self.state.roles:get(role_no) or error("there is no role " .. tostring(role_no), 2)
    local now = self.now()
    local seconds = role.sessionExpirationSec or DEFAULT_SESSION_SECONDS
    local key = self.state:issue_key({ role = role, expireTime = now + seconds * 1000 }, now)
    return key.accessKey, key.keySecret
end

local function carry_out(self, key, route, in_path, request, now, fault)
    local failure = authorize(self.state, key, route.operation, in_path)
    if failure then return failure end
    local given, body, status
    given, failure = arguments.read(route.operation, in_path, request, errors)
    if not given then return failure end
    body, failure, status = route.handler {
        operation = route.operation,
        arguments = given,
        state = self.state,
        now = now,
        key = key,
        failed_items = faults.failed_items(fault),
    }
    return body and { status = status or 200, body = body } or failure
end

function emulator:answer(request, now)
    local key, failure = verify(self.state, request, now)
    if not key then return failure end
    key.lastUsed = now
    if key.role then key.role.lastUsed = now end
    local route, in_path = routes:find(request.method, request.target:match("^[^?]*"))
    if not route then return errors.gateway("300", "There is no such API.") end
    local fault = self.faults:take(route.operation)
    if not faults.applies(fault) then return { status = 200, body = {} }, fault end
    return carry_out(self, key, route, in_path, request, now, fault), fault
end

return M
