--- What statements and rights say, in words.
local patterns = require("ncp.permission.patterns")
local sorted_keys = require("ncp.base.sorted_keys")

local sentence = {}

local ACCESS = { api = "all access to the API", console = "all access to the console" }

local function resource_of(product, nrn)
    return (nrn == "*" or nrn == patterns.all(product)) and "all" or nrn
end

local function words_of(question)
    local words = ("%s %s"):format(question.product == "*" and "all services:" or question.product, question.action)
    if question.resource ~= "*" then words = words .. " on " .. question.resource end
    if question.tag then words = words .. " tagged " .. question.tag end
    return words
end

--- of_right(right) → what is gained or lost, as of `compare` of `ncp.account.rights`: "IAM View* but for
-- View/group.list".
function sentence.of_right(right)
    if right.access then return ACCESS[right.access] end
    if right.policy then return "what the policy " .. right.policy .. " says" end
    local words = words_of(right)
    for i, exempt in ipairs(right.except or {}) do
        words = words .. (i == 1 and " but for " or ", ") .. words_of(exempt)
    end
    return words
end

--- of_condition(condition) → "StringEquals ncp:principalId bot|ada and …"; nil where there is none.
function sentence.of_condition(condition)
    local parts = {}
    for _, operator in ipairs(sorted_keys(condition or {})) do
        for _, key in ipairs(sorted_keys(condition[operator])) do
            parts[#parts + 1] = ("%s %s %s"):format(operator, key, table.concat(condition[operator][key], "|"))
        end
    end
    return parts[1] and table.concat(parts, " and ")
end

local function words_of_target(target)
    local resources = {}
    for i, nrn in ipairs(target.resourceNrns) do resources[i] = resource_of(target.product, nrn) end
    return ("%s %s on %s"):format(target.product == "*" and "all services:" or target.product,
        table.concat(target.actions, ", "), table.concat(resources, ", "))
end

--- of_statement(statement) → "Allow IAM View* on all if StringEquals ncp:principalId bot".
function sentence.of_statement(statement)
    local targets = {}
    for i, target in ipairs(statement.targets) do targets[i] = words_of_target(target) end
    local condition = sentence.of_condition(statement.condition)
    return ("%s %s%s"):format(statement.effect, table.concat(targets, "; "), condition and " if " .. condition or "")
end

return sentence
