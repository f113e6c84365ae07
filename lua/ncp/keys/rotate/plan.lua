--- What a rotation is about to do, for who wants to know it before.
local plan = {}

-- The first of the steps below that is left, by the entry that the journal ends with.
local FIRST = {
    plan = "free", free = "free", delivered = "disable", verified = "disable", disable = "disable",
    disabled = "delete", delete = "delete",
}
local NONE = { deleted = true, done = true, undone = true }

local ORDER = { "free", "create", "deliver", "disable", "delete" }

local function seconds_of(run)
    if run.options.finish then return 0 end
    return run.options.grace or run:plan().grace
end

-- By step: what it is told by, or nil when it is none of this rotation.
local tell = {}

function tell.free(run)
    local key = run:plan().spare
    return key and { step = "free", key = key }
end

function tell.create(run)
    return { step = "create", owner = run.owner }
end

function tell.deliver(run)
    return { step = "deliver", sink = run.sink.name, file = run.sink.file }
end

function tell.disable(run)
    return { step = "disable", key = run:plan().old, after = seconds_of(run) or 0 }
end

function tell.delete(run)
    local after = seconds_of(run)
    return after and { step = "delete", key = run:plan().old, after = after }
end

local function first_of(run)
    local step = run:last().step
    if step == "wait" then return run:find("disabled") and "delete" or "disable" end
    return FIRST[step] or "create"
end

local function way_back(run, remaining)
    local steps = { { step = "enable", key = run:plan().old } }
    if remaining then steps[2] = { step = "discard", key = remaining } end
    return steps
end

--- steps(run, remaining) → the steps that are left, `{ step =, key =, owner =, sink =, file =, after = }` as far as
-- each has them; `after` is in seconds, `remaining` the key that an undo would remove.
function plan.steps(run, remaining)
    local last = run:last().step
    if NONE[last] then return {} end
    if run.options.undo then return way_back(run, remaining) end
    local steps, first, reached = {}, first_of(run), false
    for _, step in ipairs(ORDER) do
        reached = reached or step == first
        local told = reached and tell[step](run)
        if told then steps[#steps + 1] = told end
    end
    return steps
end

return plan
