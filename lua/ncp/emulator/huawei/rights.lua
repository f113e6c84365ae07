--- Who may do what (api/huawei-iam-credentials 1.0, 3.2 and 6).

local errors = require("ncp.emulator.huawei.errors")

local rights = {}

--- Roles of users and agencies, by the names that tokens have for them.
rights.SECURITY_ADMINISTRATOR, rights.AGENT_OPERATOR = "secu_admin", "te_agency"

--- Whether a user or agency has a role; the account's owner has all.
function rights.has_role(principal, role)
    if principal.is_domain_owner then return true end
    for _, name in ipairs(principal.roles) do
        if name == role then return true end
    end
    return false
end

--- Whether the caller may do what the administrator may.
function rights.administers(call)
    return rights.has_role(call.caller.principal, rights.SECURITY_ADMINISTRATOR)
end

--- The failure of a caller whom no policy allows the action.
function rights.refuse(call, action)
    return errors.iam(call.operation, "IAM.0003", action)
end

--- The user with this id, to whom the caller, or only the administrator, may do `action`; else nil and the
-- failure to answer.
function rights.user(call, user_id, action)
    local is_own = user_id == call.caller.principal.id
    if not is_own and not rights.administers(call) then return nil, rights.refuse(call, action) end
    local user = call.state.users:get(user_id)
    if not user then return nil, errors.iam(call.operation, "IAM.0004", "user", user_id) end
    return user
end

return rights
