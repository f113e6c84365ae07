--- How the old key goes, once there is a new one: in two steps, each after the time of grace. Functions `(run)` as
-- those of `ncp.keys.rotate.steps`.
local Run = require("ncp.keys.run")
local dates = require("ncp.base.dates")

local retire = {}

-- Seconds of grace that are left. A clock that was set back begins them anew.
local function left_of(run, seconds)
    local elapsed = (run.clock.now() - dates.from_iso(run:last().at)) / 1000
    if elapsed >= 0 then return seconds - elapsed end
    run:record("wait")
    return seconds
end

-- Seconds between two steps; nil when the last one is not to be taken.
local function grace_of(run)
    if run.options.finish then return 0 end
    return run.options.grace or run:plan().grace
end

-- Returns when the grace period before the next step is over; or else its end (ms).
local function wait(run)
    local seconds = grace_of(run) or 0
    if seconds == 0 then return nil end
    if run:last().step ~= "wait" then run:record("wait") end
    local left = left_of(run, seconds)
    if left <= 0 then return nil end
    if run.options.wait == false then return run.clock.now() + left * 1000 end
    run:sleep(left)
    return nil
end

-- Much can happen between two steps. The old key only goes while there is a new one.
local function check_new(run, old)
    local new = run:find("delivered").key
    local found = run:list(run:client_for(old))[new]
    if not found or not found.active then
        Run.fail("conflict", "the new key %s is %s: the old one is left as it is", new,
            found and "disabled" or "gone")
    end
end

function retire.disable(run)
    local old = run:plan().old
    check_new(run, old)
    run:change("disable", old, function() run:disable(old) end, "disabled")
end

function retire.delete(run)
    local old = run:plan().old
    check_new(run, old)
    run:change("delete", old, function() run:remove(old) end, "deleted")
end

function retire.after_verified(run)
    return wait(run) or retire.disable(run)
end

--- after_disabled(run): without a word on when to delete the old key the rotation rests here.
function retire.after_disabled(run)
    if not grace_of(run) then return true end
    return wait(run) or retire.delete(run)
end

function retire.after_wait(run)
    local step = run:find("disabled") and retire.delete or retire.disable
    return wait(run) or step(run)
end

return retire
