--- From an account as it is to a document: the steps between, in an order that works.
local check = require("ncp.base.check")
local core = require("ncp.core")
local normal = require("ncp.account.normal")
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")

local copy, sorted = state.copy, state.sorted

local Diff = {}
Diff.__index = Diff

--- new(api, world, wanted, prune) → the steps so far, none: `steps`; what was found in the way: `findings`; the account
-- after these steps: `now`, a document.
function Diff.new(api, world, wanted, prune)
    return setmetatable({
        api = api, world = world, wanted = wanted, prune = prune, now = copy(world.document), ids = copy(world.ids),
        steps = {}, findings = {},
        rows = {}, -- by operation, read once
    }, Diff)
end

--- find(keys, message, …) notes what makes the document impossible; `keys` lead to its place there.
function Diff:find(keys, message, ...)
    local path = ""
    for _, key in ipairs(keys) do path = check.at(path, key) end
    self.findings[#self.findings + 1] = { path = path, message = message:format(...) }
end

-- The value of a part, as it is now.
local function value_of(self, section, name, part)
    if section == "settings" then return self.now.settings[part] end
    if part == "members" then return state.members(self.now, name) end
    return self.now[section][name][part]
end

--- add(step) adds a step; `before` is filled in where a part of a thing changes.
function Diff:add(step)
    step.id = step.id or (self.ids[step.section] or {})[step.name]
    if step.part and step.before == nil then
        step.before = copy(value_of(self, step.section, step.name, step.part))
    end
    self.steps[#self.steps + 1] = step
    state.take(self.now, step)
end

--- row(operation) → its row in this version of the API.
function Diff:row(operation)
    if not self.rows[operation] then
        local noun, verb = operation:match("^(.+)%.(.+)$")
        self.rows[operation] = core.describe(noun, verb, self.api)
    end
    return self.rows[operation]
end

--- takes(operation) → the set of the fields that it takes, by the names of version 1.
function Diff:takes(operation)
    local set = {}
    for _, field in ipairs(self:row(operation).parameters) do set[field.was or field.name] = field end
    return set
end

--- each(section) → an iterator over name and thing of those that the document wants, in the order of their names.
function Diff:each(section)
    local things, names, index = self.wanted[section] or {}, sorted(self.wanted[section]), 0
    return function()
        index = index + 1
        if names[index] then return names[index], things[names[index]] end
    end
end

--- differs(wanted, now) → whether a value that is wanted is another one than there is; nil: none.
function Diff.differs(wanted, now)
    return now == nil or normal.text(wanted) ~= normal.text(now)
end

--- changed(section, name, wanted) → the set of the members with the part `fields` that are to be changed.
function Diff:changed(section, name, wanted)
    local set = {}
    for _, member in ipairs(shape.sections[section].members) do
        local value = wanted[member.name]
        if member.part == "fields" and value ~= nil and Diff.differs(value, self.now[section][name][member.name]) then
            set[member.name] = true
        end
    end
    return set
end

return Diff
