--- Version 2 of the sub account operations, where it differs from version 1.

local cjson = require("cjson")

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")
local first = require("ncp.emulator.ncloud.subaccount")
local paged = require("ncp.emulator.ncloud.v2.paged")
local resources = require("ncp.emulator.ncloud.resources")
local text = require("ncp.base.text")

local subaccount = { list_tags = paged(first.list_tags) }

local with_account = resources.with("subAccountId")

-- Rules that are on but let nothing through. A name loses the spaces around it.
local function argument_failure(call)
    local given = call.arguments
    local function refuse(path, fault) return errors.argument(call.operation, path, fault) end
    local function is_missing(switch, list) return given[switch] and not (given[list] or {})[1] end
    if given.name then given.name = text.trim(given.name) end
    if is_missing("useConsolePermitIp", "consolePermitIps") then
        return refuse("consolePermitIpAddresses", "is required when consolePermitIpEnabled is true")
    end
    if is_missing("useApiAllowSource", "apiAllowSources") then
        return refuse("apiAllowSources", "is required when apiAllowSourceEnabled is true")
    end
end

local function checked(handler)
    return function(call)
        local failure = argument_failure(call)
        if failure then return nil, failure end
        return handler(call)
    end
end

subaccount.create = checked(function(call)
    local made, failure = first.create(call)
    if not made then return nil, failure end
    call.arguments.subAccountId = made.id
    local body = first.get(call)
    body.generatedPassword = made.generatedPassword
    return body
end)

-- What null leaves.
local CLEARED = { memo = "" }

local function change(call, account)
    for name, value in pairs(call.arguments) do
        if value == cjson.null then value = CLEARED[name] end
        account[name] = value
    end
    account.modifiedTime = call.now
    return first.get(call)
end

subaccount.update = checked(with_account(change))

-- A list that is left out is emptied.
local function replace(list)
    return checked(with_account(function(call, account)
        call.arguments[list] = call.arguments[list] or {}
        return change(call, account)
    end))
end

subaccount.set_console_rule, subaccount.set_api_rule = replace("consolePermitIps"), replace("apiAllowSources")

subaccount.delete = with_account(function(call, account)
    if account.keys[1] and not call.arguments.cascading then
        return nil, errors.word(call.operation, "ResourceInUse")
    end
    return first.delete(call)
end)

function subaccount.get_last_access(call)
    local body, failure = first.get_last_access(call)
    if body then body.subAccountId = body.idNo end
    return body, failure
end

function subaccount.find_ids(call)
    local state, wanted, found = call.state, {}, core.array {}
    for _, number in ipairs(call.arguments.subAccountNo) do wanted[number] = true end
    for _, accounts in ipairs { state.accounts, state.deleted_accounts } do
        for _, account in ipairs(accounts:list()) do
            if wanted[account.subAccountNo] then
                found[#found + 1] = { subAccountNo = account.subAccountNo, idNo = account.subAccountId }
            end
        end
    end
    return { idNoMap = found }
end

return subaccount
