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

local function is_own_account(state, given)
    if given.domain_id then return given.domain_id == state.domain.id end
    return given.domain_name == state.domain.name
end

--- The agency that `given` names, which the caller may act as; else nil and the failure to answer.
function rights.agency(call, given)
    if not given then return nil, errors.iam(call.operation, "IAM.1103", "assume_role") end
    if not given.domain_id and not given.domain_name then
        return nil, errors.iam(call.operation, "IAM.1103", "domain_id")
    end
    if not rights.has_role(call.caller.principal, rights.AGENT_OPERATOR) then
        return nil, rights.refuse(call, "iam:agencies:assume")
    end
    local agency = is_own_account(call.state, given) and call.state.agencies:get(given.agency_name)
    if agency then return agency end
    return nil, errors.iam(call.operation, "IAM.0004", "agency", given.agency_name)
end

--- The token with this text, if it is good; else nil and the failure to answer.
function rights.token(call, text)
    local token, fault = call.state:find_token(text, call.now)
    if token then return token end
    return nil, errors.iam(call.operation, fault == "expired" and "IAM.0066" or "IAM.0067")
end

return rights
