--- The HTTP face of faults and reset, for hosts of the emulator: unsigned, so for loopback only.

local cjson = require("cjson")

local core = require("ncp.core")

local admin = {}

admin.PREFIX = "/_emulator/"

local decoder = cjson.new()

local function refuse(status, message)
    return { status = status, body = { success = false, message = message } }
end

local function add_fault(emulator, body)
    local decoded, fault = pcall(decoder.decode, body or "")
    if not decoded then return refuse(400, "the body is not JSON") end
    local added, message = pcall(emulator.fault, emulator, fault)
    if not added then return refuse(400, message) end
end

local ROUTES = {
    ["POST /_emulator/faults"] = add_fault,
    ["DELETE /_emulator/faults"] = function(emulator) emulator:clear_faults() end,
    ["POST /_emulator/reset"] = function(emulator) emulator:reset() end,
}

--- Answers a request whose path begins with admin.PREFIX, in the forms of `emulator:handle`.
function admin.handle(emulator, request)
    local act = ROUTES[request.method .. " " .. request.target]
    local answer = refuse(404, "there is no such request")
    if act then answer = act(emulator, request.body) or { status = 200, body = { success = true } } end
    return {
        status = answer.status,
        headers = { ["content-type"] = "application/json;charset=UTF-8" },
        body = core.json(answer.body),
    }
end

return admin
