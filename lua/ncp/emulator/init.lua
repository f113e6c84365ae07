--- A stateful stand-in for the service: requests in, responses out, no I/O.
--
--     local emulator = require("ncp.emulator").new()
--     local response = emulator:handle { method = "GET", target = "/api/v1/sub-accounts", headers = {…} }
--
-- docs/emulator.md tells what it does, which of it is assumed, and the forms of seeds and faults.

local core = require("ncp.core")

local arguments = require("ncp.emulator.arguments")
local authorize = require("ncp.emulator.authorize")
local errors = require("ncp.emulator.errors")
local faults = require("ncp.emulator.faults")
local plant = require("ncp.emulator.seed")
local router = require("ncp.emulator.router")
local state = require("ncp.emulator.state")
local times = require("ncp.emulator.times")
local verify = require("ncp.emulator.verify")

local DEFAULT_SESSION_SECONDS = 3600

local emulator = {}
emulator.__index = emulator

local routes = router.new {
    accesskey = require("ncp.emulator.accesskey"),
    crl = require("ncp.emulator.crl"),
    group = require("ncp.emulator.group"),
    policy = require("ncp.emulator.policy"),
    profile = require("ncp.emulator.profile"),
    role = require("ncp.emulator.role"),
    sts = require("ncp.emulator.sts"),
    subaccount = require("ncp.emulator.subaccount"),
    subject = require("ncp.emulator.subject"),
    switchable_role = require("ncp.emulator.switchable_role"),
    tenant = require("ncp.emulator.tenant"),
    trust_anchor = require("ncp.emulator.trust_anchor"),
}

local M = {}

--- Whether calls of this operation are answered, and not as those of another with a like path: one
-- emulator stands for all services.
function M.handles(noun, verb)
    local operation = core.describe(noun, verb)
    local route = operation and routes:find(operation.method, operation.path)
    return route ~= nil and route.operation.path == operation.path
end

--- A new emulator. Options, all optional: `now` (function that returns ms since 1970; the system's
-- clock), `access_key` and `secret_key` (the main account's pair; examples), `seed` (table, see
-- docs/emulator.md). Raises a message for a mistake in the seed.
function M.new(options)
    options = options or {}
    local self = setmetatable({ options = options, now = options.now or core.now }, emulator)
    self:reset()
    return self
end

--- Forgets all calls and faults: the state is again what the seed makes it.
function emulator:reset()
    self.state = state.new(self.options.access_key, self.options.secret_key)
    self.faults = faults.new()
    self.answered = 0
    plant(self.state, self.options.seed, self.now())
end

--- Lets the emulator read the time (ms) from another function.
function emulator:set_clock(now)
    self.now = now
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

--- Asks for a fault, see docs/emulator.md; raises a message for a mistake in the table.
function emulator:fault(fault)
    local added, message = self.faults:add(fault)
    if not added then error(message, 2) end
end

--- Forgets the faults that were asked for, the skew included.
function emulator:clear_faults()
    self.faults = faults.new()
end

local function carry_out(self, key, route, in_path, request, now, fault)
    local failure = authorize(self.state, key, route.operation, in_path)
    if failure then return failure end
    local query = request.target:match("%?(.*)$")
    local given, body
    given, failure = arguments.read(route.operation, in_path, query, request.body)
    if not given then return failure end
    body, failure = route.handler {
        operation = route.operation,
        arguments = given,
        state = self.state,
        now = now,
        key = key,
        failed_items = faults.failed_items(fault),
    }
    return body and { status = 200, body = body } or failure
end

--- The answer `{ status =, body = }` and the fault that is to spoil it, or nil.
local function answer(self, request, now)
    local key, failure = verify(self.state, request, now)
    if not key then return failure end
    key.lastUsed = now
    if key.role then key.role.lastUsed = now end
    local route, in_path = routes:find(request.method, request.target:match("^[^?]*"))
    if not route then return errors.gateway("300", "There is no such API.") end
    local fault = self.faults:take(route.name)
    if not faults.applies(fault) then return { status = 200, body = {} }, fault end
    return carry_out(self, key, route, in_path, request, now, fault), fault
end

--- Answers one request.
-- @param request `{ method =, target = path and query as received, headers = { [name] = value },
--   body = string or nil, remote_addr = IP address or nil }`
-- @return `{ status =, headers = { [lower-case name] = value }, body = string }` and, for faults, what
--   its host has to do: `delay` (wait so many seconds first), `close` (send nothing, close the
--   connection), `truncate` (send only so many bytes of the body, then close)
function emulator:handle(request)
    local now = self.now() + self.faults.skew * 1000
    local result, fault = answer(self, request, now)
    self.answered = self.answered + 1
    local response = {
        status = result.status,
        headers = {
            ["content-type"] = "application/json;charset=UTF-8",
            date = times.http(now),
            ["x-ncp-trace-id"] = ("emulator%08x"):format(self.answered),
        },
        body = result.body == "" and "" or assert(core.json(result.body)),
    }
    faults.change(fault, response)
    return response
end

return M
