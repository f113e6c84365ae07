--- Behaviour of the group operations. Handlers as in ncp.emulator.ncloud.accesskey.

local errors = require("ncp.emulator.ncloud.errors")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local paging = require("ncp.emulator.ncloud.paging")
local resources = require("ncp.emulator.ncloud.resources")
local tags = require("ncp.emulator.ncloud.tags")
local times = require("ncp.emulator.engine.times")
local views = require("ncp.emulator.ncloud.views")

local group = {}

local LIMIT = 300

-- A member that is added or removed, seen from the group.
local MEMBER = {
    limit = membership.GROUP.limit,
    missing = "This sub account isn't registered.", present = "already registered sub account",
}

local with_group = resources.with("groupId")

local show = views.new {
    createTime = function(thing) return times.iso(thing.createTime) end,
    modifiedTime = function(thing) return times.iso(thing.modifiedTime) end,
    nrn = function(thing) return nrn.of("Group", thing.groupId) end,
    subAccounts = function(thing, state) return views.members(state, thing.groupId) end,
    policies = function(thing, state) return views.policies(state, thing.policies) end,
}

-- A failure when another group has the name that the call gives.
local function name_failure(call, own)
    if not call.state.groups:is_taken("groupName", call.arguments.groupName, own) then return nil end
    return errors.invalid(call, "The group name already exists")
end

function group.list(call)
    return paging(call, call.state.groups:list(), show)
end

group.get = with_group(show)

function group.create(call)
    local groups = call.state.groups
    if #groups:list() >= LIMIT then return nil, errors.service(call.operation, 9012) end
    local failure = name_failure(call)
    if failure then return nil, failure end
    local given = call.arguments
    local made = call.state:add("groups", { groupName = given.groupName, tags = tags.from_map(given.tags) }, call.now)
    return { success = true, id = made.groupId }
end

group.update = with_group(function(call, thing)
    local failure = name_failure(call, thing)
    if failure then return nil, failure end
    thing.groupName = call.arguments.groupName
    return { success = true }
end)

group.delete = with_group(function(call, thing)
    for _, account in ipairs(call.state.accounts:list()) do
        membership.remove(account.groups, thing.groupId)
    end
    call.state.groups:remove(thing.groupId)
    return { success = true }
end)

-- A handler that changes the list of groups of each sub account named.
local function change_members(refuse, apply)
    return with_group(function(call, thing)
        return membership.each(call, call.arguments.subAccountIdList, {
            refuse = function(id)
                local account = call.state.accounts:get(id)
                if not account then return MEMBER.missing, "NotFound" end
                return refuse(MEMBER, account.groups, thing.groupId, 0)
            end,
            apply = function(id) apply(call.state.accounts:get(id).groups, thing.groupId) end,
        })
    end)
end

group.add_members = change_members(membership.refuse_to_add, membership.add)
group.remove_members = change_members(membership.refuse_to_remove, membership.remove)

local attach, detach = membership.handlers(membership.POLICY, "policies")
group.attach_policies, group.detach_policies = with_group(attach), with_group(detach)

tags.add_to(group, with_group)

return group
