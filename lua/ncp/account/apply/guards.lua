--- What refuses a plan before anything is done.
local Run = require("ncp.keys.run")
local guard = require("ncp.account.guard")
local making = require("ncp.account.apply.making")
local nouns = require("ncp.clouds.nouns")
local shape = require("ncp.account.shape")

local guards = {}

local SHARE = 0.1 -- of a section that a plan may delete unasked

local function check_api(run)
    local api = Run.must(nouns.version(run.client))
    if api ~= run.plan.api then
        Run.fail("validation", "the plan was made with version %s of the API, and the client speaks %s",
            run.plan.api:sub(2), api:sub(2))
    end
end

local function check_deletes(run)
    local counts, all = {}, 0
    for number, step in ipairs(run.plan.steps) do
        if run:call(number).verb == "delete" then
            counts[step.section], all = (counts[step.section] or 0) + 1, all + 1
        end
    end
    local allowed = run.options.allow_deletes or run.allow_deletes or 0
    for _, section in ipairs(shape.sections) do
        local count, size = counts[section.name] or 0, (run.plan.sizes or {})[section.name] or 0
        if count > math.max(1, math.floor(size * SHARE)) and all > allowed then
            Run.fail("validation", "the plan deletes %d of %d %s, which is more than a tenth: "
                .. "option allow_deletes must be %d for that", count, size, section.name, all)
        end
    end
end

-- Whether nothing was done yet to make what the step makes.
local function check_sinks(run, numbers)
    for _, number in ipairs(numbers) do
        local sink = making.sink(run, number)
        if sink and not run:last(number) then
            local possible, reason = sink:check()
            if not possible then Run.fail("delivery", "%s: %s", sink.name, reason) end
        end
    end
end

--- check(run, numbers) raises a failure unless these steps may be carried out: they do not lock out who carries them
-- out, their secrets have a place, and no more is deleted than was allowed.
function guards.check(run, numbers)
    check_api(run)
    check_deletes(run)
    check_sinks(run, numbers)
    Run.must(guard.check(run.client, run.plan, numbers))
end

return guards
