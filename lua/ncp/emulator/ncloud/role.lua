--- Behaviour of the role operations. Handlers as in ncp.emulator.ncloud.accesskey.

local errors = require("ncp.emulator.ncloud.errors")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local paging = require("ncp.emulator.ncloud.paging")
local resources = require("ncp.emulator.ncloud.resources")
local search = require("ncp.emulator.ncloud.search")
local tags = require("ncp.emulator.ncloud.tags")
local times = require("ncp.emulator.engine.times")
local views = require("ncp.emulator.ncloud.views")

local role = {}

local MAIN_ACCOUNT = { isMyAccount = true, accountName = "My Account", loginId = "main@example.com" }
local ENTITY = {
    missing = "This entity is not registered.", present = "The entity is already registered.",
}

local with_role = resources.with("roleNo")

local function name_of(thing)
    return nrn.of("Role", thing.roleNo)
end

local show = views.new {
    nrn = name_of,
    createTime = function(thing) return times.iso(thing.createTime) end,
    modifiedTime = function(thing) return times.iso(thing.modifiedTime) end,
    lastUseTime = function(thing) return thing.lastUsed and times.iso(thing.lastUsed) end,
    policies = function(thing, state) return views.policies(state, thing.policies) end,
    entities = function(thing)
        local entities = {}
        for i, id in ipairs(thing.entities) do entities[i] = { type = thing.roleType, id = id } end
        return entities
    end,
}

local function check_name(call, own)
    local name = call.arguments.roleName
    if name == "" then return errors.invalid(call, "The role name is missing") end
    if name and call.state.roles:is_taken("roleName", name, own) then
        return errors.invalid(call, "The role name already exists")
    end
end

function role.list(call)
    local columns = { roleName = "roleName", roleType = "roleType", nrn = name_of }
    return paging(call, search(call, call.state.roles:list(), columns), show)
end

role.get = with_role(show)

function role.create(call)
    local failure = check_name(call)
    if failure then return nil, failure end
    local fields = {}
    for name, value in pairs(call.arguments) do fields[name] = value end
    fields.tags = tags.from_map(fields.tags)
    return { success = true, id = call.state:add("roles", fields, call.now).roleNo }
end

role.update = with_role(function(call, thing)
    local failure = check_name(call, thing)
    if not failure and call.arguments.roleType ~= thing.roleType then
        failure = errors.invalid(call, "The role type is wrong: it cannot be changed")
    end
    if failure then return nil, failure end
    for name, value in pairs(call.arguments) do thing[name] = value end
    thing.modifiedTime = call.now
    return { success = true }
end)

role.delete = with_role(function(call, thing)
    for _, profile in ipairs(call.state.profiles:list()) do
        if membership.has(profile.roleIdList, thing.roleNo) then
            return nil, errors.invalid(call, "The role is in a profile of External Access")
        end
    end
    call.state:revoke_keys(thing)
    call.state.roles:remove(thing.roleNo)
    return { success = true }
end)

local function set_active(call, thing)
    thing.active, thing.modifiedTime = call.arguments.active, call.now
end

role.set_active = with_role(function(call, thing)
    set_active(call, thing)
    return { success = true }
end)

function role.set_active_many(call)
    local roles = call.state.roles
    return membership.each(call, call.arguments.roleNos, {
        name = "action",
        refuse = function(id)
            if not roles:get(id) then return "This role isn't registered.", "NotFound" end
        end,
        apply = function(id) set_active(call, roles:get(id)) end,
    })
end

local attach, detach = membership.handlers(membership.POLICY, "policies")
role.attach_policies, role.detach_policies = with_role(attach), with_role(detach)

-- The ids of the entities that the call names, or nil when one does not fit the role.
local function fitting_ids(call, thing)
    local ids = {}
    for i, entity in ipairs(call.arguments.roleEntityList) do
        if not entity.id or (entity.type or thing.roleType) ~= thing.roleType then return nil end
        ids[i] = entity.id
    end
    return ids
end

role.add_entities = with_role(function(call, thing)
    local ids = thing.roleType ~= "Account" and fitting_ids(call, thing)
    if not ids then return nil, errors.service(call.operation, 910) end
    return membership.each(call, ids, membership.adding(ENTITY, thing.entities, "addEntity"))
end)

role.remove_entities = with_role(function(call, thing)
    local ids = call.arguments.entityIdList
    return membership.each(call, ids, membership.removing(ENTITY, thing.entities, "removeEntity"))
end)

local function with_account_role(handler)
    return with_role(function(call, thing)
        if thing.roleType ~= "Account" then return nil, errors.service(call.operation, 910) end
        return handler(call, thing)
    end)
end

role.get_account = with_account_role(function(_, thing)
    return thing.account or {}
end)

role.set_account = with_account_role(function(call, thing)
    local given = call.arguments
    thing.account = given.isMyAccount and MAIN_ACCOUNT
        or { isMyAccount = false, accountName = given.accountName, loginId = given.loginId }
    return { success = true }
end)

role.remove_account = with_account_role(function(_, thing)
    if not thing.account then return { success = false, message = ENTITY.missing } end
    thing.account = nil
    return { success = true }
end)

tags.add_to(role, with_role)

return role
