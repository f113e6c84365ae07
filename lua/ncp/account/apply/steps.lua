--- How one step of a plan is carried out: what it stands on is read again, and when that has changed the step is
-- refused.
local Run = require("ncp.keys.run")
local calls = require("ncp.account.apply.calls")
local compare = require("ncp.account.apply.compare")
local making = require("ncp.account.apply.making")
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")
local world = require("ncp.account.world")

local steps = {}

local function refuse(step, differs)
    Run.fail("conflict", "the account has changed since the plan was made: of %s, %s", step.name, differs)
end

local function read_part(run, step, id)
    local found, message, err = world.part(run.client, step.section, id, step.part)
    if found == nil and err.kind == "not_found" then
        Run.fail("conflict", "the %s %s is not there any more", shape.sections[step.section].word, step.name)
    end
    return (Run.must(found, message, err))
end

-- Roles have entities of one type, which entities of version 2 must name.
local function entities_of(run, step, id, names)
    if step.operation ~= "role.add_entities" then return names end
    local type_of = Run.must(world.part(run.client, "roles", id, "fields")).roleType
    local entities = {}
    for i, name in ipairs(names) do entities[i] = { type = type_of, id = name } end
    return entities
end

local function elements_of(run, step, call, id, names)
    if not call.of then return entities_of(run, step, id, names) end
    local ids = {}
    for i, name in ipairs(names) do ids[i] = run:id_of(call.of, name) end
    return ids
end

-- Those of the names that are still to be added, or removed, when the list is this.
local function left_of(call, names, found)
    local held, left = state.set_of(found), {}
    for _, name in ipairs(names) do
        if (held[name] or false) ~= call.adds then left[#left + 1] = name end
    end
    return left
end

local function messages_of(out)
    local texts, seen = {}, {}
    for _, item in ipairs(out) do
        local text = item.success == false and tostring(item.message or "refused")
        if text and not seen[text] then
            texts[#texts + 1], seen[text] = text, true
        end
    end
    return table.concat(texts, "; ")
end

-- Of a list that was done in part those count that are not as they are wanted now.
local function check_items(run, step, call, id, names, out, meta)
    if (meta.failed or 0) == 0 then return end
    local failed = left_of(call, names, read_part(run, step, id))
    if failed[1] then Run.fail("rejected", "%s: %s", table.concat(failed, ", "), messages_of(out)) end
end

-- Makes a call of a step. What is refused since an attempt before has done it, is done.
local function send(run, is_done, call, id, arguments, list)
    local out, message, err = calls.send(run.client, call, id, arguments, list)
    if out == nil and err.repeated and is_done() then return {}, {} end
    return Run.must(out, message, err)
end

local function change_list(run, step, call, id, found)
    local names, most = left_of(call, step.arguments, found), calls.most(call)
    local first = 1
    while names[first] do
        local batch = {}
        for i = first, math.min(first + most - 1, #names) do batch[#batch + 1] = names[i] end
        local function is_done() return not left_of(call, batch, read_part(run, step, id))[1] end
        local out, meta = send(run, is_done, call, id, {}, elements_of(run, step, call, id, batch))
        check_items(run, step, call, id, batch, out, meta)
        first = first + #batch
    end
end

-- Whether a step that was announced has been done in part.
local function is_halfway(run, number, step, call, found)
    return run:last(number) == "do" and call.of ~= nil and compare.is_between(step.before, found, step.after)
end

local function change(run, number)
    local step, call, id = run.plan.steps[number], run:call(number), run:id(number)
    local found = read_part(run, step, id)
    if compare.same(step.part, step.after, found) then
        return run:done(number, { found = run:last(number) ~= "do" or nil })
    end
    if not compare.same(step.part, step.before, found) and not is_halfway(run, number, step, call, found) then
        refuse(step, compare.difference(step.part, step.before, found))
    end
    if run:last(number) ~= "do" then run:record(number, "do") end
    local function is_done() return compare.same(step.part, step.after, read_part(run, step, id)) end
    if call.of ~= nil then
        change_list(run, step, call, id, found)
    else
        send(run, is_done, call, id, step.arguments)
    end
    run:done(number)
end

local function is_there(run, step)
    for _, id in pairs(run.ids[step.section]) do
        if id == step.id then return true end
    end
    return false
end

local function delete(run, number)
    local step = run.plan.steps[number]
    if not is_there(run, step) then return run:done(number, { found = run:last(number) ~= "do" or nil }) end
    local differs, message, err = compare.thing(run.client, step.section, step.id, step.before)
    if differs == nil then Run.must(differs, message, err) end
    if differs then refuse(step, differs) end
    if run:last(number) ~= "do" then run:record(number, "do") end
    local out
    out, message, err = calls.send(run.client, run:call(number), step.id, {})
    if out == nil and err.kind ~= "not_found" then Run.must(out, message, err) end
    run:done(number)
end

--- carry_out(run, number) does what a step says, or finds that it is done; raises a failure (see `ncp.keys.run`).
function steps.carry_out(run, number)
    local call = run:call(number)
    if call.noun == "accesskey" then return making.key(run, number) end
    if call.parts then return change(run, number) end
    if call.verb == "create" then return making.thing(run, number) end
    delete(run, number)
end

return steps
