--- Version 2 of the role operations, where it differs from version 1.

local cjson = require("cjson")

local errors = require("ncp.emulator.ncloud.errors")
local first = require("ncp.emulator.ncloud.role")
local nrn = require("ncp.emulator.ncloud.nrn")
local paged = require("ncp.emulator.ncloud.v2.paged")
local resources = require("ncp.emulator.ncloud.resources")

local role = { list_tags = paged(first.list_tags) }

local OTHER_ACCOUNT = "7654321"

local with_role = resources.with("roleNo")

-- The account of a role is among its entities.
role.get = with_role(function(call, thing)
    local body = first.get(call)
    local account = thing.account
    if account then
        local number = account.isMyAccount and nrn.ACCOUNT or OTHER_ACCOUNT
        table.insert(body.entities, { type = "Account", id = number })
    end
    return body
end)

-- What a row cannot say of a change, which may leave the type out.
local function check_session(call, role_type)
    if not call.arguments.sessionExpirationSec or role_type == "Account" then return nil end
    local fault = "is only for roles of type Account"
    return errors.argument(call.operation, "sessionExpirationSeconds", fault)
end

function role.create(call)
    local made, failure = first.create(call)
    if not made then return nil, failure end
    call.arguments.roleNo = made.id
    return role.get(call)
end

role.update = with_role(function(call, thing)
    local given = call.arguments
    given.roleType = given.roleType or thing.roleType
    if given.descCont == cjson.null then given.descCont = "" end
    local failure = check_session(call, thing.roleType)
    if failure then return nil, failure end
    local changed
    changed, failure = first.update(call)
    if not changed then return nil, failure end
    return role.get(call)
end)

role.set_account = with_role(function(call, thing)
    if thing.account then return nil, errors.invalid(call, "The role has an account already") end
    return first.set_account(call)
end)

return role
