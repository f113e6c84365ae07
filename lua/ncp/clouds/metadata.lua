--- The metadata service, which hands a server the keys of its role or agency.
local environment = require("ncp.base.environment")
local origins = require("ncp.base.origin")

local metadata = {}

local HOST = "169.254.169.254"
local TIMEOUT = 3 -- seconds, as the vendors' SDKs have it

-- Whether the service may be asked; nil and what is wrong.
local function is_wanted(given)
    if given.server_role ~= nil or given.metadata_url then return given.server_role ~= false end
    local text, name = environment.text({ "NCP_SERVER_ROLE" }, "name")
    if not text then return not name, name end
    if text ~= "true" and text ~= "false" then return nil, name .. " must be true or false" end
    return text == "true"
end

--- origin(given, variables) → where the service is; false when the option `server_role` or
-- NCP_SERVER_ROLE says that it is not to be asked; nil and what is wrong. The option
-- `metadata_url` names another place than the usual one, and asks for it; one of the variables names it only.
function metadata.origin(given, variables)
    local wanted, fault = is_wanted(given)
    if fault then return nil, fault end
    if not wanted then return false end
    local url, name = environment.option(given, "metadata_url", variables)
    if not url and name then return nil, name end
    local origin
    origin, fault = origins.parse(url or "http://" .. HOST, HOST)
    return origin, fault and name .. " " .. fault
end

--- get(state, origin, target, deadline) → the body of the answer, or nil and why there is
-- none. `deadline` in monotonic seconds.
function metadata.get(state, origin, target, deadline)
    local left = deadline - state.clock.monotonic()
    if left <= 0 then return nil, "no time is left to ask" end
    local response, message = state.transport.send({
        method = "GET",
        origin = origin,
        target = target,
        headers = {},
        timeout = math.min(left, TIMEOUT),
        skip_json_check = true,
    })
    if not response then return nil, message end
    if response.status ~= 200 then return nil, "HTTP " .. response.status end
    return response.body
end

return metadata
