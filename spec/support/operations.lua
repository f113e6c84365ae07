--- All operations of the model, each with a call that works: the first of the wire cases with a result.
local cases = require("spec.wire.cases")
local clouds = require("spec.wire.clouds")
local core = require("ncp.core")

local operations = {}

local unpack = table.unpack or unpack -- luacheck: ignore 113 143

-- What a call needs besides the things that it names: calls to make before, changes of the seed.
local NEEDS = {
    ["huawei.securitytoken.create"] = { before = "huawei.project.list", token = true },
    ["profile.create"] = { seed = { roles = { roleType = "Service", entities = { "ExternalAccess" } } } },
    ["role.add_entities"] = { seed = { roles = { roleType = "Server" } } },
    ["role.remove_account"] = { before = "role.set_account" },
    ["switchable_role.update"] = { before = "switchable_role.add" },
    ["v2.group.detach_policies"] = { before = "v2.group.attach_policies" },
    ["v2.group.remove_members"] = { before = "v2.group.add_members" },
    ["v2.role.add_entities"] = { seed = { roles = { roleType = "Server" } } },
    ["v2.role.detach_policies"] = { before = "v2.role.attach_policies" },
    ["v2.role.remove_account"] = { before = "v2.role.set_account" },
    ["v2.role.remove_entities"] = { before = "v2.role.add_entities", seed = { roles = { roleType = "Server" } } },
    ["v2.subaccount.detach_policies"] = { before = "v2.subaccount.attach_policies" },
    ["v2.subaccount.remove_groups"] = { before = "v2.subaccount.add_groups" },
    ["v2.switchable_role.get"] = { before = "v2.switchable_role.add" },
    ["v2.switchable_role.remove"] = { before = "v2.switchable_role.add" },
    ["v2.switchable_role.remove_many"] = { before = "v2.switchable_role.add" },
    ["v2.switchable_role.update"] = { before = "v2.switchable_role.add" },
}

local NONE = {}

--- needs(id) → as far as it needs them, `before`, another operation, `seed`, changes as `examples.emulator` takes them,
-- and `token`: with a key it is refused.
function operations.needs(id)
    return NEEDS[id] or NONE
end

--- each(visit) calls visit(row, id) for every operation; `id` is "noun.verb", "cloud.noun.verb" or "v2.noun.verb".
function operations.each(visit)
    for _, noun in ipairs(core.describe().nouns) do
        local title = (noun.api == "v2" and "v2." or "") .. noun.name
        for _, verb in ipairs(noun.operations) do
            visit(core.describe(noun.name, verb, noun.api), title .. "." .. verb)
        end
    end
end

local arguments -- by operation

local function arguments_of(id)
    if not arguments then
        arguments = {}
        for _, case in ipairs(cases) do
            if case.result and not arguments[case.operation] then arguments[case.operation] = case.arguments end
        end
    end
    return arguments[id]
end

--- call(id, client) → what the call of the operation returns.
function operations.call(id, client)
    local _, noun, verb = clouds.parse(id)
    return client[noun][verb](unpack(arguments_of(id)))
end

return operations
