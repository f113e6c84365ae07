--- What the service shows of a sub account.

local core = require "ncp.core"

local times = require "ncp.emulator.times"

local views = {}

local function list(values, make)
    local answer = core.array {}
    for i, value in ipairs(values) do answer[i] = make and make(value) or value end
    return answer
end

local function members_of(state, group_id)
    local members = core.array {}
    for _, account in ipairs(state:live_accounts()) do
        for _, id in ipairs(account.groups) do
            if id == group_id then members[#members + 1] = { subAccountId = account.subAccountId } end
        end
    end
    return members
end

local function group_of(state)
    return function(id)
        local members = members_of(state, id)
        return {
            groupId = id,
            groupName = state.groups[id].groupName,
            policies = core.array {},
            subAccounts = members,
        }
    end
end

--- Everything that some operation shows of an account.
local function whole(state, account)
    local shown = {}
    for name, value in pairs(account) do shown[name] = value end
    shown.nrn = "nrn:PUB:IAM::1234567:SubAccount/" .. account.subAccountId
    shown.createTime = times.iso(account.createTime)
    shown.modifiedTime = times.iso(account.modifiedTime)
    shown.consolePermitIps = list(account.consolePermitIps)
    shown.apiAllowSources = list(account.apiAllowSources)
    shown.mfaList = list(account.mfaList)
    shown.groups = list(account.groups, group_of(state))
    shown.policies = list(account.policies, function(id) return state.policies[id] end)
    shown.deleted = account.deleted or false
    shown.principalType = "IamUser"
    return shown
end

--- The fields of an account that the operation of the call answers.
function views.of_account(call, account)
    local shown, answer = whole(call.state, account), {}
    for _, field in ipairs(call.operation.result) do answer[field.name] = shown[field.name] end
    return answer
end

--- The same as `get_user` has it, with less about the groups.
function views.of_user(call, account)
    local answer = views.of_account(call, account)
    answer.groups = list(account.groups, function(id)
        return { groupId = id, groupName = call.state.groups[id].groupName }
    end)
    return answer
end

return views
