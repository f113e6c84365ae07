--- What statements of policies give rise to ask: may somebody take this action on this resource?
--
-- Nobody can ask about all actions of all services. But answers can differ only where a statement says something, so
-- the questions are the statements' own patterns, taken literally; where a denial or a condition on tags meets another
-- statement, the narrower of both; and the actions of the model's operations.
--
-- A question is `{ action = { product =, name = }, resource = { nrn =, tags = }, tag = }`, as `allowed` takes it.
local actions = require("ncp.permission.actions")
local patterns = require("ncp.permission.patterns")

local Questions = {}
Questions.__index = Questions

local TAG = "ncp:resourceTag"

--- new() → no question yet.
function Questions.new()
    return setmetatable({
        list = {},
        found = {}, -- by their texts
        by_product = {},
        by_action = {},
        cutting = {}, -- a set: those that make exceptions, of denials and about resources with a tag
        covers = {}, -- by question, those that it covers
        reached = {}, -- by permissions, by question, the statements that are about it
        added = {}, -- permissions
    }, Questions)
end

local function add_to(index, key, question)
    index[key] = index[key] or {}
    table.insert(index[key], question)
end

-- The question, which is the same each time.
local function ask(self, product, name, nrn, tag)
    if nrn == "*" then nrn = patterns.all(product) end
    local key = table.concat({ product, name, nrn, tag }, "\0")
    local question = self.found[key]
    if question then return question end
    question = {
        action = { product = product, name = name }, resource = { nrn = nrn, tags = { tag } }, tag = tag, key = key,
    }
    self.found[key] = question
    self.list[#self.list + 1] = question
    add_to(self.by_product, product, question)
    add_to(self.by_action, product .. "\0" .. name, question)
    if name == "*" then
        ask(self, product, "View*", nrn, tag)
        ask(self, product, "Change*", nrn, tag)
    end
    return question
end

-- The tags that a condition names: false, for a resource without any, is always among them.
local function tags_of(condition)
    local tags = { false }
    for _, keys in pairs(condition or {}) do
        for key, values in pairs(keys) do
            local start = key == TAG and "" or key:sub(1, #TAG + 1) == TAG .. "/" and key:sub(#TAG + 2) .. ":"
            for _, value in ipairs(start and values or {}) do tags[#tags + 1] = start .. value end
        end
    end
    return tags
end

-- Visits what the targets of a statement name, one by one.
local function each_single(statement, visit)
    for _, target in ipairs(statement.targets) do
        for _, name in ipairs(target.actions) do
            for _, nrn in ipairs(target.resourceNrns) do visit(target.product, name, nrn) end
        end
    end
end

local function add_statement(self, statement)
    local tags = tags_of(statement.condition)
    each_single(statement, function(product, name, nrn)
        for _, tag in ipairs(tags) do
            local question = ask(self, product, name, nrn, tag or nil)
            if tag or statement.effect == "Deny" then self.cutting[question] = true end
        end
    end)
end

--- add(permissions) adds the questions of the statements of a policy.
function Questions:add(permissions)
    if self.added[permissions] then return end
    self.added[permissions] = true
    for _, statement in ipairs(permissions) do add_statement(self, statement) end
end

local function narrower(one, other, covers)
    return covers(one, other) and other or covers(other, one) and one or nil
end

local function is_like(pattern, value)
    return patterns.is_like(value, pattern)
end

-- The question about what two have in common, as far as patterns can say it.
local function meet(self, one, other)
    local is_there = one.resource.nrn == other.resource.nrn and one.tag == other.tag
        and one.action.product == other.action.product
    if is_there then return end
    local product = narrower(one.action.product, other.action.product, is_like)
    local name = product and narrower(one.action.name, other.action.name, is_like)
    local nrn = name and narrower(one.resource.nrn, other.resource.nrn, patterns.covers)
    if nrn and (one.tag == nil or other.tag == nil or one.tag == other.tag) then
        ask(self, product, name, nrn, one.tag or other.tag)
    end
end

local function sorted(set)
    local list = {}
    for question in pairs(set) do list[#list + 1] = question end
    table.sort(list, function(a, b) return a.key < b.key end)
    return list
end

--- complete() adds what follows from all statements together, once they are added.
function Questions:complete()
    local at = 1
    while self.list[at] do -- what comes in meets the others too
        for cutting in pairs(self.cutting) do meet(self, cutting, self.list[at]) end
        at = at + 1
    end
    if not self.by_product.IAM and not self.by_product["*"] then return end
    for _, action in ipairs(actions.all()) do ask(self, action.product, action.name, "*") end
end

local function does_cover(one, other)
    return (one.tag == nil or one.tag == other.tag) and patterns.is_like(other.action.product, one.action.product)
        and patterns.is_like(other.action.name, one.action.name)
        and patterns.covers(one.resource.nrn, other.resource.nrn)
end

-- Those that can be covered by a question at all.
local function candidates(self, question)
    local action = question.action
    if action.product:find("*", 1, true) then return self.list end
    if action.name:find("*", 1, true) then return self.by_product[action.product] end
    return self.by_action[action.product .. "\0" .. action.name]
end

--- covered(question) → the set of those that ask about a part of it, itself included.
function Questions:covered(question)
    local set = self.covers[question]
    if set then return set end
    set = {}
    for _, other in ipairs(candidates(self, question)) do
        if does_cover(question, other) then set[other] = true end
    end
    self.covers[question] = set
    return set
end

--- reach(permissions) → by question, the statements of a policy that are about it, whatever their conditions.
function Questions:reach(permissions)
    local reached = self.reached[permissions]
    if reached then return reached end
    reached = {}
    for _, statement in ipairs(permissions) do
        each_single(statement, function(product, name, nrn)
            for question in pairs(self:covered(ask(self, product, name, nrn))) do
                local statements = reached[question] or {}
                if statements[#statements] ~= statement then statements[#statements + 1] = statement end
                reached[question] = statements
            end
        end)
    end
    self.reached[permissions] = reached
    return reached
end

-- Of two that cover each other, the first counts as wider.
local function is_wider(self, question, covered)
    return question.key < covered.key or not self:covered(covered)[question]
end

-- All that are in the set, but for those that a wider one in it covers; sorted.
local function widest(self, set)
    local covered = {}
    for question in pairs(set) do
        for other in pairs(self:covered(question)) do
            if other ~= question and set[other] and is_wider(self, question, other) then covered[other] = true end
        end
    end
    local wide = {}
    for question in pairs(set) do wide[question] = not covered[question] or nil end
    return sorted(wide)
end

-- All actions are those that read and those that change: where only one of these differs, that one is told.
local function without_halves(self, set)
    local whole = {}
    for question in pairs(set) do
        local action, nrn, tag = question.action, question.resource.nrn, question.tag
        whole[question] = action.name ~= "*"
            or set[ask(self, action.product, "View*", nrn, tag)] and set[ask(self, action.product, "Change*", nrn, tag)]
            or nil
    end
    return whole
end

local function plain(question)
    local action, nrn = question.action, question.resource.nrn
    return {
        product = action.product, action = action.name, tag = question.tag,
        resource = nrn == patterns.all(action.product) and "*" or nrn,
    }
end

--- told(set, is_exempt) → the questions of a set as plain data, the widest only, sorted: `{ product =, action =,
-- resource =, tag =, except = }`. `except` is a list of such, of what a question covers and `is_exempt(question)`
-- says yes to; nil when there is none.
function Questions:told(set, is_exempt)
    local list = {}
    for i, question in ipairs(widest(self, without_halves(self, set))) do
        local exempt = {}
        for other in pairs(self:covered(question)) do
            if not set[other] and is_exempt(other) then exempt[other] = true end
        end
        list[i] = plain(question)
        if next(exempt) then
            list[i].except = {}
            for j, other in ipairs(widest(self, exempt)) do list[i].except[j] = plain(other) end
        end
    end
    return list
end

return Questions
