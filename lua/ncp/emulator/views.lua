--- What the service shows of a sub account.

local core = require("ncp.core")

local times = require("ncp.emulator.times")

local views = {}

local function list(values, make)
    local answer = core.array {}
    for i, value in ipairs(values) do answer[i] = make and make(value) or value end
    return answer
end

local function is_member(account, group_id)
    for _, id in ipairs(account.groups) do
        if id == group_id then return true end
    end
    return false
end

local function members_of(state, group_id)
    local members = core.array {}
    for _, account in ipairs(state:live_accounts()) do
        if is_member(account, group_id) then
            members[#members + 1] = { subAccountId = account.subAccountId, loginId = account.loginId }
        end
    end
    return members
end

local function named_groups(account, state)
    return list(account.groups, function(id)
        return { groupId = id, groupName = state.groups[id].groupName }
    end)
end

local function whole_groups(account, state)
    local groups = named_groups(account, state)
    for _, group in ipairs(groups) do
        group.policies, group.subAccounts = core.array {}, members_of(state, group.groupId)
    end
    return groups
end

-- The fields that are not shown as they are kept.
local SHOWN = {
    nrn = function(account) return "nrn:PUB:IAM::1234567:SubAccount/" .. account.subAccountId end,
    createTime = function(account) return times.iso(account.createTime) end,
    modifiedTime = function(account) return times.iso(account.modifiedTime) end,
    consolePermitIps = function(account) return list(account.consolePermitIps) end,
    apiAllowSources = function(account) return list(account.apiAllowSources) end,
    mfaList = function(account) return list(account.mfaList) end,
    groups = whole_groups,
    policies = function(account, state)
        return list(account.policies, function(id) return state.policies[id] end)
    end,
    deleted = function(account) return account.deleted == true end,
    principalType = function() return "IamUser" end,
}

--- The fields of an account that the operation of the call answers.
function views.of_account(call, account)
    local answer = {}
    for _, field in ipairs(call.operation.result) do
        local show = SHOWN[field.name]
        if show then
            answer[field.name] = show(account, call.state)
        else
            answer[field.name] = account[field.name]
        end
    end
    return answer
end

--- The same with only ids and names of the groups.
function views.of_user(call, account)
    local answer = views.of_account(call, account)
    answer.groups = named_groups(account, call.state)
    return answer
end

return views
