--- Which version of the Sub Account API a host speaks, for clients that leave it open
-- (`api = "auto"`).
local core = require("ncp.core")
local operation = require("ncp.call.operation")
local renewal = require("ncp.runtime.single_flight")

local api_version = {}

-- By transport, then by origin; "site public" and the like where the model knows the hosts. The site is known when
-- a call was made.
local answers = setmetatable({}, { __mode = "k" })

local function place_of(state)
    return state.origin or "site " .. (state.site or "unknown")
end

--- known(state) → the version that a client of this state speaks, "v1" or "v2"; nil while the
-- host was not asked.
function api_version.known(state)
    if state.api ~= "auto" then return state.api end
    local of_transport = answers[state.given_transport]
    return of_transport and of_transport[place_of(state)]
end

local function keep(state, api)
    answers[state.given_transport] = answers[state.given_transport] or {}
    answers[state.given_transport][place_of(state)] = api
    return api
end

-- What the outcome of a call of version 2 proves: that the service has it, whatever it answers, or
-- that the gateway knows no such API. All else proves nothing.
local function proven_by(out, err)
    if out or err.status == 403 then return "v2" end
    if err.kind ~= "not_found" then return nil end
    if err.code == 300 then return "v1" end
    return type(err.code) == "string" and "v2" or nil
end

local function ask(state)
    local read = operation.bind(state, {}, core.describe("tenant", "get_login_alias", "v2"))
    local out, message, err = read()
    local api = proven_by(out, err)
    if api then return keep(state, api) end
    return nil, { message = message, err = err }
end

--- find(state) → the version, "v1" or "v2", for which the host is asked once; nil, message, err
-- when that cannot be told now.
function api_version.find(state)
    state.asking = state.asking or renewal.new(state.clock)
    local deadline = state.clock.monotonic() + state.timeout
    repeat
        local known = api_version.known(state)
        if known then return known end
    until not (state.asking:is_under_way() and state.asking:wait(deadline))
    local api, fault = state.asking:run(deadline, ask, state)
    if api then return api end
    return nil, fault.message, fault.err
end

return api_version
