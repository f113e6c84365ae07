--- What the service shows of the things it keeps.

local core = require("ncp.core")

local membership = require("ncp.emulator.ncloud.membership")
local nrn = require("ncp.emulator.ncloud.nrn")

local views = {}

local shape

-- A value has the name that version 1 has for it, or its own.
local function value_of(field, values)
    local value = values[field.was or field.name]
    if value == nil then return values[field.name] end
    return value
end

local function pick(fields, values)
    local picked = {}
    for _, field in ipairs(fields) do
        local value = value_of(field, values)
        if value ~= nil then picked[field.name] = shape(field, value) end
    end
    return picked
end

-- A row that does not say what is in an object lets everything pass.
function shape(field, value)
    if field.type == "object" and field.fields[1] then return pick(field.fields, value) end
    if field.type ~= "list" then return value end
    local list = core.array {}
    for i, element in ipairs(value) do list[i] = shape(field.item, element) end
    return list
end

--- A function `show(call, thing)` that returns those fields of the thing which the operation's row names.
-- @param shown for fields that are not shown as they are kept: `function(thing, state)` that returns the value;
--   by the names of version 1
function views.new(shown)
    return function(call, thing)
        local values = {}
        for _, field in ipairs(call.operation.result) do
            local name = field.was or field.name
            local show = shown[name]
            if show then
                values[name] = show(thing, call.state)
            else
                values[name] = thing[name]
            end
        end
        return pick(call.operation.result, values)
    end
end

--- The answer `body` with the names that the operation's row has, and nothing else.
function views.renamed(operation, body)
    return pick(operation.result, body)
end

--- An answer that lists all things, unpaged.
function views.list(call, things, show)
    local answer = core.array {}
    for i, thing in ipairs(things) do answer[i] = show(call, thing) end
    return answer
end

--- A policy as lists have it.
function views.policy(policy)
    return {
        policyId = policy.policyId,
        policyName = policy.policyName,
        policyType = policy.policyType,
        policyDesc = policy.description,
        nrn = nrn.of("Policy", policy.policyId),
    }
end

--- The policies with these ids.
function views.policies(state, ids)
    local policies = core.array {}
    for i, id in ipairs(ids) do policies[i] = views.policy(state.policies:get(id)) end
    return policies
end

--- The sub accounts in a group.
function views.members(state, group_id)
    local members = core.array {}
    for _, account in ipairs(state.accounts:list()) do
        if membership.has(account.groups, group_id) then
            members[#members + 1] = {
                subAccountId = account.subAccountId,
                loginId = account.loginId,
                name = account.name,
                nrn = nrn.of("SubAccount", account.subAccountId),
            }
        end
    end
    return members
end

return views
