--- Behaviour of the sub account operations. Handlers as in ncp.emulator.accesskey.

local core = require("ncp.core")

local errors = require("ncp.emulator.errors")
local membership = require("ncp.emulator.membership")
local paging = require("ncp.emulator.paging")
local password = require("ncp.emulator.password")
local tags = require("ncp.emulator.tags")
local times = require("ncp.emulator.times")
local views = require("ncp.emulator.views")
local with_account = require("ncp.emulator.with_account")

local subaccount = {}

local MOST_ACCOUNTS, MOST_CONSOLE_IPS = 500, 100
local SEARCHED = { "loginId", "name", "subAccountNo" }

local POLICY = {
    field = "policyIdList", store = "policies", word = "policy",
    attach = "addPolicy", detach = "removePolicy",
}
local GROUP = {
    field = "groupIdList", store = "groups", word = "group",
    attach = "addGroup", detach = "removeGroup", limit = 10,
}

local function invalid(call, message)
    return nil, errors.service(call.operation, 400, message)
end

local function contains(account, column, word)
    local value = tostring(account[column])
    if column == "subAccountNo" then return value == word end
    return value:find(word, 1, true) ~= nil
end

local function is_found(account, column, word)
    if not word or word == "" then return true end
    for _, candidate in ipairs(column and { column } or SEARCHED) do
        if contains(account, candidate, word) then return true end
    end
    return false
end

function subaccount.list(call)
    local given, rows = call.arguments, {}
    if (given.page or 0) < 0 then return invalid(call, "Invalid parameter: page is negative") end
    for _, account in ipairs(call.state:live_accounts()) do
        if is_found(account, given.searchColumn, given.searchWord) then
            rows[#rows + 1] = account
        end
    end
    return paging(rows, given.page or 0, given.size or 10, function(account)
        return views.of_account(call, account)
    end)
end

subaccount.get = with_account(views.of_account)
subaccount.get_console_rule = with_account(views.of_account)
subaccount.get_api_rule = with_account(views.of_account)
subaccount.get_mfa = with_account(views.of_account)

--- What create, update and the two rules have in common: more rules than a row can hold.
local function check_settings(call)
    local ips = call.arguments.consolePermitIps
    if ips and #ips > MOST_CONSOLE_IPS then return invalid(call, "At most 100 console IP ranges") end
    return true
end

local function check_new(call)
    local given = call.arguments
    if #call.state:live_accounts() >= MOST_ACCOUNTS then return nil, errors.service(call.operation, 9012) end
    if call.state:has_login_id(given.loginId) then
        return invalid(call, "Duplicate ID. Please enter a different ID.")
    end
    if not given.needPasswordGenerate and not password.is_safe(given.password) then
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
    if not given.needPasswordGenerate and not password.is_safe(given.newPassword) then
        return nil, errors.service(call.operation, 9015)
    end
    return { success = true, generatedPassword = generate_password(call) }
end)

subaccount.attach_policies = with_account(function(call, account)
    return membership.attach(call, POLICY, account.policies)
end)

subaccount.detach_policies = with_account(function(call, account)
    return membership.detach(call, POLICY, account.policies)
end)

subaccount.add_groups = with_account(function(call, account)
    return membership.attach(call, GROUP, account.groups)
end)

subaccount.remove_groups = with_account(function(call, account)
    return membership.detach(call, GROUP, account.groups)
end)

subaccount.list_tags = with_account(function(_, account) return tags.list(account.tags) end)
subaccount.add_tag = with_account(function(call, account) return tags.add(call, account.tags) end)
subaccount.remove_tag = with_account(function(call, account) return tags.remove(call, account.tags) end)

local function last_uses(account)
    local uses, latest = core.array {}, nil
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
        lastAccessKeyUsed = uses,
        lastUsedTime = latest and times.iso_ms(latest),
        unusedDays = math.floor((call.now - since) / 86400000),
    }
end)

function subaccount.get_user(call)
    local account = call.state:any_account(call.arguments.subAccountId)
    if not account or (account.deleted and not call.arguments.includeDeleted) then
        return nil, errors.no_account(call.operation)
    end
    return views.of_user(call, account)
end

function subaccount.find_ids(call)
    local wanted, found = {}, core.array {}
    for _, number in ipairs(call.arguments.subAccountNo) do wanted[number] = true end
    for _, account in ipairs(call.state:live_accounts()) do
        if wanted[account.subAccountNo] then
            found[#found + 1] = { subAccountNo = account.subAccountNo, idNo = account.subAccountId }
        end
    end
    return { idNoMap = found }
end

return subaccount
