--- A plan as a text.
local core = require("ncp.core")
local normal = require("ncp.account.normal")
local quantity = require("ncp.base.quantity")
local sentence = require("ncp.account.sentence")
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")

local text = {}

-- A value as JSON.
local function shown(value)
    return value == nil and "none" or normal.text(value)
end

local function thing_of(step)
    if step.section == "settings" then return "setting " .. step.name end
    return ("%s %s"):format(shape.sections[step.section].word, step.name)
end

-- The members of a table that differ, a line each.
local function changes(before, after)
    local lines = {}
    local names = {}
    for name in pairs(before) do names[name] = true end
    for name in pairs(after) do names[name] = true end
    for _, name in ipairs(state.sorted(names)) do
        local old, new = before[name], after[name]
        if shown(old) ~= shown(new) then
            lines[#lines + 1] = ("%s: %s → %s"):format(name, shown(old), shown(new))
        end
    end
    return lines
end

-- What a list loses and gains.
local function moves(before, after)
    local was, is, lines = state.set_of(before), state.set_of(after), {}
    for _, name in ipairs(before) do
        if not is[name] then lines[#lines + 1] = "- " .. name end
    end
    for _, name in ipairs(after) do
        if not was[name] then lines[#lines + 1] = "+ " .. name end
    end
    return lines
end

local function made(thing)
    local lines = {}
    for _, name in ipairs(state.sorted(thing)) do
        local value = thing[name]
        if type(value) ~= "table" or next(value) then
            lines[#lines + 1] = ("%s: %s"):format(name, normal.text(value))
        end
    end
    return lines
end

local LISTS = state.set_of({ "policies", "groups", "members", "entities" })

local function details(step)
    local before, after = step.before, step.after
    if not step.part then return after and made(after) or {} end
    if LISTS[step.part] then return moves(before, after) end
    if type(before) == "table" and type(after) == "table" then return changes(before, after) end
    if before == false and step.part ~= "active" then before = nil end
    return { ("%s → %s"):format(shown(before), shown(after)) }
end

local function add_step(lines, number, step)
    lines[#lines + 1] = ("%3d  %s  %s: %s"):format(number, step.operation, thing_of(step), step.reason)
    for _, line in ipairs(details(step)) do lines[#lines + 1] = "       " .. line end
end

local ORDER = { "create", "update", "attach", "detach", "delete" }

local function summary(counts)
    local words = {}
    for i, kind in ipairs(ORDER) do words[i] = ("%d to %s"):format(counts[kind], kind) end
    return table.concat(words, ", ")
end

local function add_effects(lines, effects)
    if effects[1] then lines[#lines + 1] = "\nwhat changes for whom" end
    for _, effect in ipairs(effects) do
        for _, right in ipairs(effect.gained) do
            lines[#lines + 1] = ("  + %s gains %s"):format(effect.account, sentence.of_right(right))
        end
        for _, right in ipairs(effect.lost) do
            lines[#lines + 1] = ("  - %s loses %s"):format(effect.account, sentence.of_right(right))
        end
    end
end

--- of_plan(plan) → the steps with their reasons and what they change, who gains and loses what, and how many there are.
function text.of_plan(plan)
    if not plan.steps[1] then return "nothing to do: the account is as the document says\n" end
    local lines = {}
    for number, step in ipairs(plan.steps) do add_step(lines, number, step) end
    add_effects(lines, plan.effects)
    lines[#lines + 1] = ("\n%s: %s"):format(quantity(#plan.steps, "step"), summary(plan.counts))
    for i, line in ipairs(lines) do lines[i] = line:gsub("[^\n]+", core.visible) end
    return table.concat(lines, "\n") .. "\n"
end

return text
