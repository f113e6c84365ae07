--- The things that paths name.

local errors = require("ncp.emulator.ncloud.errors")
local nrn = require("ncp.emulator.ncloud.nrn")
local tags = require("ncp.emulator.ncloud.tags")

local resources = {}

-- By path parameter: the type of NRN, and the store of the state.
local KINDS = {
    subAccountId = { type = "SubAccount", store = "accounts", word = "Account" },
    groupId = { type = "Group", store = "groups", word = "Group" },
    policyId = { type = "Policy", store = "policies", word = "Policy" },
    roleNo = { type = "Role", store = "roles", word = "Role" },
    roleId = { type = "Role", store = "roles", word = "Role" },
    trustAnchorId = { type = "TrustAnchor", store = "trust_anchors", word = "Trust anchor" },
    crlId = { type = "Crl", store = "crls", word = "CRL" },
    profileId = { type = "Profile", store = "profiles", word = "Profile" },
    subjectId = { type = "Subject", store = "subjects", word = "Subject" },
}

--- Answers that the thing which this path parameter names does not exist.
function resources.missing(call, parameter)
    return nil, errors.missing(call.operation, KINDS[parameter].word)
end

--- Returns what wraps handlers that need the thing of this path parameter: `handler(call, thing)`.
function resources.with(parameter)
    local kind = KINDS[parameter]
    return function(handler)
        return function(call)
            local thing = call.state[kind.store]:get(call.arguments[parameter])
            if not thing then return resources.missing(call, parameter) end
            return handler(call, thing)
        end
    end
end

-- The last parameter names the thing itself, those before it what it belongs to. An access key is a part of
-- its sub account.
local function parameter_of(operation)
    local last
    for _, field in ipairs(operation.parameters) do
        if field.place == "path" and KINDS[field.name] then last = field.name end
    end
    return last
end

--- What a call is about, for `allowed`: `{ nrn =, tags = { "key:value", … } }`.
function resources.of_path(state, operation, in_path, product)
    local parameter = parameter_of(operation)
    if not parameter then return { nrn = nrn.none(product), tags = {} } end
    local kind, id = KINDS[parameter], in_path[parameter]
    local thing = state[kind.store]:get(id)
    return { nrn = nrn.of(kind.type, id), tags = tags.displayed(thing and thing.tags or {}) }
end

return resources
