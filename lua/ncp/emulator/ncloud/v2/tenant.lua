--- Version 2 of the settings of the main account, where it differs from version 1.

local cjson = require("cjson")

local first = require("ncp.emulator.ncloud.tenant")

local tenant = {}

-- A setting is answered when it was set.
for _, name in ipairs { "password_expiration", "session_expiration", "idle_disable" } do
    tenant["set_" .. name] = function(call)
        first["set_" .. name](call)
        return first["get_" .. name](call)
    end
end

function tenant.set_login_alias(call)
    local alias = call.arguments.loginAlias
    call.state.tenant.login_alias = alias ~= cjson.null and alias or nil
    return first.get_login_alias(call)
end

-- There is a reason only where something is wrong.
local function with_reason(check)
    return function(call)
        local verdict = check(call)
        verdict.message = not verdict.success and verdict.message or nil
        return verdict
    end
end

tenant.check_login_id, tenant.check_password = with_reason(first.check_login_id), with_reason(first.check_password)

return tenant
