--- Behaviour of the policy operations. Handlers as in ncp.emulator.ncloud.accesskey.

local core = require("ncp.core")

local document = require("ncp.emulator.ncloud.document")
local errors = require("ncp.emulator.ncloud.errors")
local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")
local paging = require("ncp.emulator.ncloud.paging")
local resources = require("ncp.emulator.ncloud.resources")
local search = require("ncp.emulator.ncloud.search")
local tags = require("ncp.emulator.ncloud.tags")
local times = require("ncp.emulator.engine.times")
local views = require("ncp.emulator.ncloud.views")

local policy = {}

local LIMIT = 500
local IN_USE = "The policy is attached to a sub account, group or role"
local MANAGED = "A SYSTEM_MANAGED policy cannot be changed"

-- What policies can be attached to.
local HOLDERS = {
    { store = "accounts", type = "SubAccount", id = "subAccountId", name = "loginId" },
    { store = "groups", type = "Group", id = "groupId", name = "groupName" },
    { store = "roles", type = "Role", id = "roleNo", name = "roleName" },
}

local with_policy = resources.with("policyId")

local function with_own_policy(handler)
    return with_policy(function(call, thing)
        if thing.policyType ~= "USER_CREATED" then return nil, errors.invalid(call, MANAGED) end
        return handler(call, thing)
    end)
end

local show = views.new {
    createTime = function(thing) return times.iso(thing.createTime) end,
    modifiedTime = function(thing) return times.iso(thing.modifiedTime) end,
    nrn = function(thing) return nrn.of("Policy", thing.policyId) end,
    policyDesc = function(thing) return thing.description end,
}

local function user_created(state)
    local policies = {}
    for _, thing in ipairs(state.policies:list()) do
        if thing.policyType == "USER_CREATED" then policies[#policies + 1] = thing end
    end
    return policies
end

function policy.list(call)
    local policies, wanted = {}, call.arguments.type
    for _, thing in ipairs(call.state.policies:list()) do
        if not wanted or thing.policyType == wanted then policies[#policies + 1] = thing end
    end
    return paging(call, search(call, policies, { policyName = "policyName" }), show)
end

policy.get = with_policy(function(call, thing)
    local answer = show(call, thing)
    if not call.arguments.withPermissions then answer.permissions = nil end
    return answer
end)

local function validate(call)
    local findings = document.findings(call.arguments.permissions, call.state.products)
    return { success = #findings == 0, details = findings }
end

local function saved(thing, verdict)
    return {
        policyId = thing.policyId,
        policyName = thing.policyName,
        description = thing.description,
        validationResult = verdict,
    }
end

function policy.create(call)
    local state, given = call.state, call.arguments
    if #user_created(state) >= LIMIT then return nil, errors.service(call.operation, 9012) end
    if state.policies:is_taken("policyName", given.policyName) then
        return nil, errors.invalid(call, "The policy name already exists")
    end
    local verdict = validate(call)
    if not verdict.success then return saved(given, verdict) end
    local fields = {
        policyName = given.policyName,
        description = given.description,
        permissions = document.kept(given.permissions),
        tags = tags.from_map(given.tags),
    }
    return saved(state:add("policies", fields, call.now), verdict)
end

policy.update = with_own_policy(function(call, thing)
    local verdict = validate(call)
    if verdict.success then
        thing.permissions = document.kept(call.arguments.permissions)
        thing.modifiedTime = call.now
        thing.description = call.arguments.description or thing.description
    end
    return saved(thing, verdict)
end)

policy.validate = validate

local function uses_of(state, thing)
    local uses = core.array {}
    for _, kind in ipairs(HOLDERS) do
        for _, holder in ipairs(state[kind.store]:list()) do
            if membership.has(holder.policies, thing.policyId) then
                local id = holder[kind.id]
                uses[#uses + 1] = {
                    resourceType = kind.type,
                    resourceId = id,
                    resourceName = holder[kind.name],
                    nrn = nrn.of(kind.type, id),
                }
            end
        end
    end
    return uses
end

policy.list_resources = with_policy(function(call, thing)
    return uses_of(call.state, thing)
end)

policy.delete = with_own_policy(function(call, thing)
    if uses_of(call.state, thing)[1] then return nil, errors.invalid(call, IN_USE) end
    call.state.policies:remove(thing.policyId)
    return ""
end)

function policy.delete_many(call)
    local state = call.state
    return membership.each(call, call.arguments.policyIds, {
        refuse = function(id)
            local thing = state.policies:get(id)
            if not thing then return membership.POLICY.missing, "NotFound" end
            if thing.policyType ~= "USER_CREATED" then return MANAGED end
            if uses_of(state, thing)[1] then return IN_USE end
        end,
        apply = function(id) state.policies:remove(id) end,
    })
end

tags.add_to(policy, with_own_policy)

return policy
