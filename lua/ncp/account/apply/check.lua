--- Whether what may come from a file is a plan.
local calls = require("ncp.account.apply.calls")
local check = require("ncp.base.check")
local errors = require("ncp.base.error")
local json = require("ncp.base.json")
local quantity = require("ncp.base.quantity")
local shape = require("ncp.account.shape")

local VERSION = 1
local MOST_FINDINGS = 100

local is_list, is_map = check.is_list, check.is_map

local APIS = { v1 = true, v2 = true }

local function is_list_of_texts(value)
    for _, element in ipairs(is_list(value) and value or {}) do
        if type(element) ~= "string" or element == "" then return false end
    end
    return is_list(value)
end

local function is_text(value)
    return type(value) == "string" and value ~= ""
end

local Check = {}
Check.__index = Check

function Check:find(path, message, ...)
    if #self.findings == MOST_FINDINGS then return end
    self.findings[#self.findings + 1] = { path = path, message = message:format(...) }
end

--- expect(path, value, test, expected) → whether the value passes the test; else there is a finding.
function Check:expect(path, value, test, expected)
    if test(value) then return true end
    self:find(path, "must be %s", expected)
    return false
end

local function check_fields(self, path, step, call)
    if not self:expect(path, step.arguments, is_map, "an object") then return end
    local taken = calls.takes(call)
    for name in pairs(step.arguments) do
        if not taken[name] then self:find(("%s.%s"):format(path, name), "%s takes no such field", step.operation) end
    end
end

-- What a part is before or after a step: a list has names, of fields there is a table.
local function check_value(self, path, step, call, value)
    if call.of ~= nil then
        self:expect(path, value, is_list_of_texts, "a list of names")
    elseif step.part == "fields" then
        self:expect(path, value, is_map, "an object")
    elseif step.part == "accessKeys" then
        self:expect(path, value, function(count) return type(count) == "number" end, "a number")
    end
end

-- A step that changes a part has it before and after; one that makes a thing has it after, one that deletes it before.
local function check_values(self, path, step, call)
    if call.parts then
        check_value(self, path .. ".before", step, call, step.before)
        check_value(self, path .. ".after", step, call, step.after)
        return
    end
    local member = call.verb == "create" and "after" or "before"
    self:expect(("%s.%s"):format(path, member), step[member], is_map, "an object")
end

local function check_call(self, path, step, call)
    if step.section ~= call.section then self:find(path .. ".section", "must be %s", call.section) end
    if step.part ~= nil and not (call.parts and call.parts[step.part]) or step.part == nil and call.parts then
        self:find(path .. ".part", "%s does not change that", step.operation)
    end
    if call.of == nil then
        check_fields(self, path .. ".arguments", step, call)
    else
        self:expect(path .. ".arguments", step.arguments, is_list_of_texts, "a list of names")
    end
    check_values(self, path, step, call)
end

local function key_of(step)
    return ("%s\0%s"):format(step.section, step.name)
end

-- A thing has an id, unless an earlier step makes it.
local function check_id(self, path, step, call)
    local makes = call.verb == "create" and not call.parts
    if makes then
        if step.id ~= nil then self:find(path .. ".id", "is not known of what is to be made") end
        if self.made[key_of(step)] then self:find(path .. ".name", "is made by an earlier step already") end
        self.made[key_of(step)] = true
    elseif step.id ~= nil then
        self:expect(path .. ".id", step.id, is_text, "a string")
    elseif step.section ~= "settings" and not self.made[key_of(step)] then
        self:find(path .. ".id", "is needed: no earlier step makes this")
    end
end

local function check_step(self, path, step)
    if not self:expect(path, step, is_map, "an object") then return end
    for name, value in pairs(step) do
        if value == json.null then step[name] = nil end
    end
    if not self:expect(path .. ".operation", step.operation, is_text, "the name of an operation") then return end
    local call = calls.find(step.operation, self.plan.api)
    if not call then return self:find(path .. ".operation", "no plan has %s", step.operation) end
    if not self:expect(path .. ".name", step.name, is_text, "a string") then return end
    check_call(self, path, step, call)
    check_id(self, path, step, call)
    if call.verb == "delete" and not self.plan.prune then self:find(path, "a plan without prune deletes nothing") end
end

local function check_sizes(self, sizes)
    if sizes == nil then return end
    if not self:expect("sizes", sizes, is_map, "an object") then return end
    for section, size in pairs(sizes) do
        local known = shape.sections[section] and type(size) == "number"
        if not known then self:find("sizes." .. section, "is not the number of things of a section") end
    end
end

local function check_plan(self, plan)
    if not self:expect("api", plan.api, function(api) return APIS[api] end, "v1 or v2") then return end
    check_sizes(self, plan.sizes)
    if not self:expect("steps", plan.steps, is_list, "a list") then return end
    for i, step in ipairs(plan.steps) do check_step(self, ("steps[%d]"):format(i - 1), step) end
end

local function refuse(message, findings)
    return errors.fail({ kind = "validation", operation = "account.apply", message = message, detail = findings })
end

--- check(plan) → the plan; nil, message, err, of kind `validation`, with all findings, `{ path =, message = }`, in
-- `err.detail`. What is JSON's null in a step is taken for missing.
return function(plan)
    if type(plan) ~= "table" or plan.plan == nil then return refuse("this is no plan: it has no member plan") end
    if plan.plan ~= VERSION then
        return refuse(("the plan is of version %s, and this is lua-ncp for version %d"):format(
            tostring(plan.plan), VERSION))
    end
    local self = setmetatable({ plan = plan, findings = {}, made = {} }, Check)
    check_plan(self, plan)
    local first, rest = self.findings[1], #self.findings - 1
    if not first then return plan end
    local more = rest > 0 and ("; and %s more"):format(quantity(rest, "finding")) or ""
    return refuse(("the plan: %s: %s%s"):format(first.path, first.message, more), self.findings)
end
