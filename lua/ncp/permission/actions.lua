--- What policies call the operations of the model: a product and an action.

local core = require("ncp.core")

local actions = {}

-- By service of the model: its code in policies. On the others policies have no say.
local PRODUCTS = { subaccount = "IAM", externalaccess = "ExternalAccess" }

-- Some reads are a POST in version 2.
local function reads(operation)
    if operation.method == "GET" then return true end
    local first = operation.api == "v2" and core.describe(operation.noun, operation.name)
    return first and first.method == "GET"
end

--- of(operation) → `{ product = "IAM", name = "View/group.list" }`, for an operation as `core.describe` tells it;
-- without a product where policies have no say.
function actions.of(operation)
    local kind = reads(operation) and "View" or "Change"
    return {
        product = PRODUCTS[operation.service],
        name = ("%s/%s.%s"):format(kind, operation.noun, operation.name),
    }
end

--- all() → the actions of all operations of the model on which policies have a say, each once.
function actions.all()
    local list, seen = {}, {}
    for _, noun in ipairs(core.describe().nouns) do
        for _, verb in ipairs(PRODUCTS[noun.service] and noun.operations or {}) do
            local action = actions.of(core.describe(noun.name, verb, noun.api))
            if not seen[action.name] then list[#list + 1] = action end
            seen[action.name] = true
        end
    end
    return list
end

return actions
