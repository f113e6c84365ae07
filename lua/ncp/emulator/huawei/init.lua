--- A stateful stand-in for the IAM of Huawei Cloud, Open Telekom Cloud and clouds of that family: requests
-- in, responses out, no I/O. It has the methods of ncp.emulator.
--
--     local emulator = require("ncp.emulator.huawei").new()
--     local response = emulator:handle { method = "GET", target = "/v3/users", headers = {…} }
--
-- docs/emulator.md tells what it does, which of it is assumed, and the form of seeds.

local core = require("ncp.core")

local arguments = require("ncp.emulator.engine.arguments")
local errors = require("ncp.emulator.huawei.errors")
local faults = require("ncp.emulator.engine.faults")
local plant = require("ncp.emulator.huawei.seed")
local router = require("ncp.emulator.engine.router")
local server = require("ncp.emulator.engine.server")
local verify = require("ncp.emulator.huawei.verify")

local LARGEST_BODY = 32 * 1024

local routes = router.new {
    ["huawei.accesskey"] = require("ncp.emulator.huawei.accesskey"),
    ["huawei.domain"] = require("ncp.emulator.huawei.domain"),
    ["huawei.project"] = require("ncp.emulator.huawei.project"),
    ["huawei.securitytoken"] = require("ncp.emulator.huawei.securitytoken"),
    ["huawei.token"] = require("ncp.emulator.huawei.token"),
    ["huawei.user"] = require("ncp.emulator.huawei.user"),
    ["huawei.version"] = require("ncp.emulator.huawei.version"),
}

-- The nouns that only a token of the whole account is good for.
local GLOBAL = { ["huawei.accesskey"] = true, ["huawei.user"] = true }

local WITH_BODY = { POST = true, PUT = true, PATCH = true }

local M = {}
local emulator = server.class { trace_header = "x-iam-trace-id", errors = errors }

--- Whether calls of this operation are answered; `noun` is such as "huawei.accesskey".
function M.handles(noun, verb)
    local operation = core.describe(noun, verb)
    return operation ~= nil and routes:find(operation.method, operation.path) ~= nil
end
emulator.handles = M.handles

--- A new emulator. Options, all optional: `now` (function that returns ms since 1970; the system's
-- clock), `username`, `password`, `access_key` and `secret_key` of the account's owner (examples), `seed`
-- (table, see docs/emulator.md). Raises a message for a mistake in the seed.
function M.new(options)
    return server.new(emulator, options)
end

function emulator:plant()
    local planted
    planted, self.owner = plant(self.options, self.now())
    self.owner_key = self.owner.keys[1]
    return planted
end

--- The access key and secret key of the account's owner.
function emulator:credentials()
    return self.owner_key.access, self.owner_key.secret
end

--- The user name and password of the account's owner, the account's name and its id.
function emulator:login()
    local domain = self.state.domain
    return self.owner.name, self.owner.password, domain.name, domain.id
end

local function with_lower_case_headers(request)
    local lowered, headers = {}, {}
    for name, value in pairs(request) do lowered[name] = value end
    for name, value in pairs(request.headers) do headers[name:lower()] = value end
    lowered.headers = headers
    return lowered
end

--- What forbids a call of a caller who is known, or nil.
local function refusal(call)
    local token, body = call.caller.token, call.request.body or ""
    if token and token.project and GLOBAL[call.operation.noun] then return errors.iam(call.operation, "IAM.0002") end
    if WITH_BODY[call.request.method] and (body == "" or #body > LARGEST_BODY) then
        return errors.iam(call.operation, "IAM.1101", #body)
    end
end

local function authenticate(call)
    local needs_none = call.operation and call.operation.anonymous
    if needs_none and not call.request.headers.authorization then return {} end
    return verify(call)
end

local function carry_out(call, route, in_path)
    local failure = refusal(call)
    if failure then return failure end
    call.arguments, failure = arguments.read(call.operation, in_path, call.request, errors)
    return call.arguments and route.handler(call) or failure
end

function emulator:answer(request, now)
    local route, in_path = routes:find(request.method, request.target:match("^[^?]*"))
    local call = {
        operation = route and route.operation,
        request = with_lower_case_headers(request),
        state = self.state,
        now = now,
    }
    local failure
    call.caller, failure = authenticate(call)
    if failure then return failure end
    if not route then return errors.unknown_api() end
    local fault = self.faults:take(call.operation)
    if not faults.applies(fault) then return { status = 200, body = {} }, fault end
    return carry_out(call, route, in_path), fault
end

return M
