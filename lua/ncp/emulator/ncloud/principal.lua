--- Who calls, for `allowed`: the statements of all policies that hold for a key, and what conditions can ask.

local principal = {}

local function add_statements(statements, state, policy_ids)
    for _, id in ipairs(policy_ids) do
        for _, statement in ipairs(state.policies:get(id).permissions) do statements[#statements + 1] = statement end
    end
end

local function of_account(state, account)
    local statements = {}
    add_statements(statements, state, account.policies)
    for _, id in ipairs(account.groups) do add_statements(statements, state, state.groups:get(id).policies) end
    return {
        statements = statements,
        context = {
            ["ncp:principalType"] = "IamUser",
            ["ncp:principalName"] = account.name,
            ["ncp:principalId"] = account.loginId,
            ["ncp:principaluuid"] = account.subAccountId,
        },
    }
end

local function of_role(state, role)
    local statements = {}
    add_statements(statements, state, role.policies)
    return {
        statements = statements,
        context = {
            ["ncp:principalType"] = "IamRole",
            ["ncp:principalName"] = role.roleName,
            ["ncp:principaluuid"] = role.roleNo,
        },
    }
end

--- The principal of a key of a sub account or role.
function principal.of(state, key)
    if key.role then return of_role(state, key.role) end
    return of_account(state, key.owner)
end

return principal
