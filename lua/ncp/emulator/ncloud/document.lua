--- Permission documents: what the service finds in them, and how it keeps them.

local core = require("ncp.core")

local conditions = require("ncp.permission.conditions")
local patterns = require("ncp.permission.patterns")

local document = {}

local function finding(code, location, message)
    return { code = "iam.policy." .. code, location = location, message = message, type = "ERROR" }
end

local function is_action(name)
    return name == "*" or name == "View*" or name == "Change*" or name:find("^View/.") or name:find("^Change/.")
end

local function check_target(findings, target, location, products)
    if not products[target.product] then
        findings[#findings + 1] = finding("invalidProduct", location .. ".product", "There is no such service.")
    end
    for i, action in ipairs(target.actions) do
        if not is_action(action) then
            local place = ("%s.actions[%d]"):format(location, i - 1)
            findings[#findings + 1] = finding("invalidAction", place, "There is no such action.")
        end
    end
end

local function check_condition(findings, condition, location)
    local unknown = {}
    for operator in pairs(condition) do
        if not conditions.is_operator(operator) then unknown[#unknown + 1] = operator end
    end
    table.sort(unknown)
    for _, operator in ipairs(unknown) do
        local place = ("%s.condition.%s"):format(location, operator)
        findings[#findings + 1] = finding("invalidConditionSyntax", place, "The emulator does not know this.")
    end
end

--- What is wrong with a document: a list of `{ code =, location =, message =, type = }`, empty when it is
-- good. `products` has the codes of services that it may name as keys.
function document.findings(permissions, products)
    local findings = core.array {}
    for i, statement in ipairs(permissions) do
        local location = ("permissions[%d]"):format(i - 1)
        for j, target in ipairs(statement.targets) do
            check_target(findings, target, ("%s.targets[%d]"):format(location, j - 1), products)
        end
        check_condition(findings, statement.condition or {}, location)
    end
    return findings
end

local function kept_target(target)
    local names = core.array {}
    for i, name in ipairs(target.resourceNrns) do names[i] = name == "*" and patterns.all(target.product) or name end
    return { product = target.product, actions = target.actions, resourceNrns = names }
end

-- Version 2 takes one value without a list around it.
local function kept_condition(condition)
    local kept = {}
    for operator, keys in pairs(condition or {}) do
        kept[operator] = {}
        for key, values in pairs(keys) do
            kept[operator][key] = type(values) == "table" and values or { values }
        end
    end
    return condition and kept
end

--- The document as it is kept and read back: * for all resources becomes the resource name for all.
function document.kept(permissions)
    local statements = {}
    for i, statement in ipairs(permissions) do
        local targets = {}
        for j, target in ipairs(statement.targets) do targets[j] = kept_target(target) end
        local condition = kept_condition(statement.condition)
        statements[i] = { effect = statement.effect, targets = targets, condition = condition }
    end
    return statements
end

return document
