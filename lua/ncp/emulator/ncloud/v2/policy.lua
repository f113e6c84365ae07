--- Version 2 of the policy operations, where it differs from version 1.

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")
local first = require("ncp.emulator.ncloud.policy")
local paged = require("ncp.emulator.ncloud.v2.paged")

local policy = { list_tags = paged(first.list_tags), list_resources = paged(first.list_resources) }

-- A document that is not valid is no success here.
local function refused(call, verdict)
    local list = core.array {}
    for i, finding in ipairs(verdict.details) do
        list[i] = { field = finding.location, message = finding.message }
    end
    local more = { detail = verdict.details[1].code, fieldErrors = list }
    return nil, errors.word(call.operation, "BadRequest", "The policy is not valid", more)
end

local function answered(call, saved, failure)
    if not saved then return nil, failure end
    if not saved.validationResult.success then return refused(call, saved.validationResult) end
    call.arguments.policyId = saved.policyId
    return first.get(call)
end

function policy.create(call)
    return answered(call, first.create(call))
end

-- A description that is left out is cleared.
function policy.update(call)
    call.arguments.description = call.arguments.description or ""
    return answered(call, first.update(call))
end

return policy
