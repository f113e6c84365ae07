--- Behaviour of the sub account operations. Handlers as in ncp.emulator.ncloud.accesskey.

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local paging = require("ncp.emulator.ncloud.paging")
local password = require("ncp.emulator.ncloud.password")
local resources = require("ncp.emulator.ncloud.resources")
local search = require("ncp.emulator.ncloud.search")
local tags = require("ncp.emulator.ncloud.tags")
local times = require("ncp.emulator.engine.times")
local views = require("ncp.emulator.ncloud.views")

local subaccount = {}

local MOST_ACCOUNTS, MOST_CONSOLE_IPS = 500, 100
local COLUMNS = { loginId = "loginId", name = "name", subAccountNo = "subAccountNo" }

local with_account = resources.with("subAccountId")

local function show_groups(account, state)
    local groups = {}
    for i, id in ipairs(account.groups) do
        local group = state.groups:get(id)
        groups[i] = {
            groupId = id,
            groupName = group.groupName,
            policies = views.policies(state, group.policies),
            subAccounts = views.members(state, id),
        }
    end
    return groups
end

local show = views.new {
    nrn = function(account) return nrn.of("SubAccount", account.subAccountId) end,
    createTime = function(account) return times.iso(account.createTime) end,
    modifiedTime = function(account) return times.iso(account.modifiedTime) end,
    lastLoginTime = function(account) return account.lastLoginTime and times.iso(account.lastLoginTime) end,
    groups = show_groups,
    policies = function(account, state) return views.policies(state, account.policies) end,
    deleted = function(account) return account.deleted == true end,
    principalType = function() return "IamUser" end,
}

local function invalid(call, message)
    return nil, errors.invalid(call, message)
end

function subaccount.list(call)
    return paging(call, search(call, call.state.accounts:list(), COLUMNS), show)
end

subaccount.get = with_account(show)
subaccount.get_console_rule = with_account(show)
subaccount.get_api_rule = with_account(show)
subaccount.get_mfa = with_account(show)

--- What create, update and the two rules have in common: more rules than a row can hold.
local function check_settings(call)
    local ips = call.arguments.consolePermitIps
    if ips and #ips > MOST_CONSOLE_IPS then return invalid(call, "At most 100 console IP ranges") end
    return true
end

local function check_new(call)
    local given = call.arguments
    if #call.state.accounts:list() >= MOST_ACCOUNTS then return nil, errors.service(call.operation, 9012) end
    if call.state.accounts:is_taken("loginId", given.loginId) then
        return invalid(call, "Duplicate ID. Please enter a different ID.")
    end
    if not given.needPasswordGenerate and not password.is_safe(given.password, call.operation.api) then
        return nil, errors.service(call.operation, 9015)
    end
    return check_settings(call)
end

local function generate_password(call)
    return call.arguments.needPasswordGenerate and password.generate(call.state:next_number()) or nil
end

function subaccount.create(call)
    local right, failure = check_new(call)
    if not right then return nil, failure end
    local fields = {}
    for name, value in pairs(call.arguments) do fields[name] = value end
    fields.tags = tags.from_map(fields.tags)
    fields.password, fields.needPasswordGenerate = nil, nil
    local account = call.state:add_account(fields, call.now)
    return { success = true, id = account.subAccountId, generatedPassword = generate_password(call) }
end

local function change(call, account)
    local right, failure = check_settings(call)
    if not right then return nil, failure end
    for name, value in pairs(call.arguments) do account[name] = value end
    account.modifiedTime = call.now
    return { success = true }
end

local function change_rule(call, account)
    local answer, failure = change(call, account)
    if not answer then return nil, failure end
    answer.id = account.subAccountId
    return answer
end

subaccount.update = with_account(change)
subaccount.set_console_rule = with_account(change_rule)
subaccount.set_api_rule = with_account(change_rule)

subaccount.delete = with_account(function(call, account)
    call.state:delete_account(account)
    return { success = true }
end)

subaccount.reset_password = with_account(function(call)
    local given = call.arguments
    if not given.needPasswordGenerate and not password.is_safe(given.newPassword, call.operation.api) then
        return nil, errors.service(call.operation, 9015)
    end
    return { success = true, generatedPassword = generate_password(call) }
end)

local attach, detach = membership.handlers(membership.ACCOUNT_POLICY, "policies")
subaccount.attach_policies, subaccount.detach_policies = with_account(attach), with_account(detach)

local join, leave = membership.handlers(membership.GROUP, "groups")
subaccount.add_groups, subaccount.remove_groups = with_account(join), with_account(leave)

tags.add_to(subaccount, with_account)

local function last_uses(account)
    local uses, latest = core.array {}, account.lastLoginTime
    for _, key in ipairs(account.keys) do
        if key.lastUsed then
            uses[#uses + 1] = { accessKey = key.accessKey, lastUsed = times.iso_ms(key.lastUsed) }
            latest = math.max(latest or 0, key.lastUsed)
        end
    end
    return uses, latest
end

subaccount.get_last_access = with_account(function(call, account)
    local uses, latest = last_uses(account)
    local since = latest or account.createTime
    return {
        idNo = account.subAccountId,
        lastLogin = account.lastLoginTime and times.iso_ms(account.lastLoginTime),
        lastAccessKeyUsed = uses,
        lastUsedTime = latest and times.iso_ms(latest),
        unusedDays = math.floor((call.now - since) / 86400000),
    }
end)

function subaccount.get_user(call)
    local state, id = call.state, call.arguments.subAccountId
    local account = state.accounts:get(id) or call.arguments.includeDeleted and state.deleted_accounts:get(id)
    if not account then return resources.missing(call, "subAccountId") end
    return show(call, account)
end

function subaccount.find_ids(call)
    local wanted, found = {}, core.array {}
    for _, number in ipairs(call.arguments.subAccountNo) do wanted[number] = true end
    for _, account in ipairs(call.state.accounts:list()) do
        if wanted[account.subAccountNo] then
            found[#found + 1] = { subAccountNo = account.subAccountNo, idNo = account.subAccountId }
        end
    end
    return { idNoMap = found }
end

return subaccount
