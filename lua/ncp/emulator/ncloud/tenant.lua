--- Behaviour of the settings that apply to all sub accounts. Handlers as in ncp.emulator.ncloud.accesskey.

local core = require("ncp.core")

local check = require("ncp.base.check")
local password = require("ncp.emulator.ncloud.password")

local tenant = {}

-- The setting after get_ and set_, with its switch, which is off in the beginning.
local SETTINGS = {
    password_expiration = "usePasswordExpiration",
    session_expiration = "useSessionExpiration",
    idle_disable = "useIdleDisable",
}

local function get_setting(name, switch)
    return function(call)
        return call.state.tenant[name] or { [switch] = false }
    end
end

local function set_setting(name)
    return function(call)
        call.state.tenant[name] = call.arguments
        return { success = true }
    end
end

for name, switch in pairs(SETTINGS) do
    tenant["get_" .. name] = get_setting(name, switch)
    tenant["set_" .. name] = set_setting(name)
end

function tenant.get_login_alias(call)
    return { loginAlias = call.state.tenant.login_alias }
end

function tenant.set_login_alias(call)
    call.state.tenant.login_alias = call.arguments.loginAlias
    return { success = true }
end

local function verdict(message)
    return { success = message == nil, message = message or "" }
end

local function login_id_field()
    for _, field in ipairs(core.describe("subaccount", "create").parameters) do
        if field.name == "loginId" then return field end
    end
end

function tenant.check_login_id(call)
    local login_id = call.arguments.loginId
    local fault = check.value(login_id_field(), login_id)
    if fault then return verdict("The ID " .. fault .. ".") end
    if call.state.accounts:is_taken("loginId", login_id) then
        return verdict("Duplicate ID. Please enter a different ID.")
    end
    return verdict()
end

function tenant.check_password(call)
    return verdict(not password.is_safe(call.arguments.password, call.operation.api) and "Unsafe password." or nil)
end

return tenant
