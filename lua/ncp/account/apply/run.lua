--- One call of apply: the plan, what its journal has, and the ids of what its steps name.
--
-- | entry | what it says |
-- |---|---|
-- | plan | a run of `plan` begins; `allow_deletes` as it was given |
-- | do | step `number` is about to change something |
-- | done | it has, or, where `found`, somebody had; `id` of what it made |
-- | end | all steps are done |
--
-- and for steps that make something those of `ncp.account.apply.making`, each with its `number`.
local Run = require("ncp.keys.run")
local alone = require("ncp.keys.alone")
local normal = require("ncp.account.normal")
local calls = require("ncp.account.apply.calls")
local world = require("ncp.account.world")

local Apply = {}
Apply.__index = Apply

-- The entries of the last run, by step; and whether it ended.
local function take(self, entry)
    if entry.step == "plan" then
        self.plan, self.allow_deletes, self.by_number, self.is_over = entry.plan, entry.allow_deletes, {}, false
    elseif entry.step == "end" then
        self.is_over = true
    else
        local entries = self.by_number[entry.number] or {}
        self.by_number[entry.number] = entries
        entries[#entries + 1] = entry
    end
end

--- new(client, options, journal) → a run with the `plan` of the journal's last one, if it has any.
function Apply.new(client, options, journal)
    local self = setmetatable({
        client = client, options = options, journal = journal, by_number = {}, is_over = true, ids = {},
    }, Apply)
    for _, entry in ipairs(journal:entries()) do take(self, entry) end
    return self
end

--- hold() lets nobody else of the client's fleet apply plans, and stops when that is lost.
function Apply:hold()
    self.client, self.lease = Run.must(alone.take(self.client, "apply", self.journal))
end

--- close() lets others do so, and open the journal.
function Apply:close()
    self.journal:close()
    if self.lease then self.lease:release() end
end

--- append(entry) puts an entry into the journal, on the disk.
function Apply:append(entry)
    Run.must(self.journal:append(entry))
    take(self, entry)
end

--- record(number, step, fields) does so with one of a step of the plan.
function Apply:record(number, step, fields)
    local entry = fields or {}
    entry.number, entry.step = number, step
    self:append(entry)
end

--- entries(number) → those of a step, in their order.
function Apply:entries(number)
    return self.by_number[number] or {}
end

--- last(number) → what the last one of a step says, such as `done`; nil when there is none.
function Apply:last(number)
    local entries = self:entries(number)
    return entries[#entries] and entries[#entries].step
end

local function is_same(plan, other)
    return plan.at == other.at and normal.text(plan.steps) == normal.text(other.steps)
end

--- begin(plan) begins a run of this plan, or goes on with the last one, which then must be of the same plan, or `plan`
-- nil. A plan is for one time: the last run of it may have ended. A run that was refused before its first step is none
-- to go on with.
function Apply:begin(plan)
    local path = self.journal.path
    if self.is_over and not plan then Run.fail("validation", "the journal %s has no run to go on with", path) end
    if not plan or self.plan and plan.at and is_same(plan, self.plan) then return end
    if not self:is_begun() then
        return self:append({ step = "plan", plan = plan, allow_deletes = self.options.allow_deletes })
    end
    if not is_same(plan, self.plan) then
        Run.fail("validation", "the journal %s has a run of another plan, which did not end: "
            .. "apply it without a plan to go on with that one, or name another journal", path)
    end
end

--- is_begun() → whether a run is under way of which a step was begun.
function Apply:is_begun()
    return not self.is_over and next(self.by_number) ~= nil
end

--- left() → the numbers of the steps that are not done.
function Apply:left()
    local numbers = {}
    for number in ipairs(self.plan.steps) do
        if self:last(number) ~= "done" then numbers[#numbers + 1] = number end
    end
    return numbers
end

--- call(number) → what the operation of a step is, see `ncp.account.apply.calls`.
function Apply:call(number)
    return calls.find(self.plan.steps[number].operation, self.plan.api)
end

--- read_ids(section) lists anew what ids the things of a section have.
function Apply:read_ids(section)
    self.ids[section] = Run.must(world.ids(self.client, section))
end

-- The sections in which names of a step are looked up.
local function sections_of(call, step)
    local is_named = not call.parts or not step.id
    return { is_named and step.section ~= "settings" and step.section or nil, call.of or nil }
end

--- read_all_ids(numbers) does so for all that these steps make, delete or name.
function Apply:read_all_ids(numbers)
    for _, number in ipairs(numbers) do
        for _, section in pairs(sections_of(self:call(number), self.plan.steps[number])) do
            if not self.ids[section] then self:read_ids(section) end
        end
    end
end

--- id_of(section, name) → the id; raises when there is none.
function Apply:id_of(section, name)
    local id = self.ids[section][name]
    if not id then Run.fail("conflict", "there is no %s in the %s any more", name, section) end
    return id
end

--- id(number) → the id of the thing that a step changes; nil for a setting.
function Apply:id(number)
    local step = self.plan.steps[number]
    if step.section == "settings" then return nil end
    return step.id or self:id_of(step.section, step.name)
end

--- done(number, fields) notes that a step is done, and what has which name now.
function Apply:done(number, fields)
    local step, id = self.plan.steps[number], fields and fields.id
    local ids = self.ids[step.section]
    self:record(number, "done", fields)
    if not ids then return end
    if step.part == "name" then ids[step.before], ids[step.after] = nil, step.id end
    if id then ids[step.name] = id end
    if not step.part and not step.after then ids[step.name] = nil end
end

return Apply
