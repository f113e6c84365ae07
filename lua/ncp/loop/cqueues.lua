--- Calls in a program that cqueues runs: one that is made in a coroutine of a controller pauses
-- that coroutine, and the others go on.
--
--     local controller = cqueues.new()
--     require("ncp.loop.cqueues").attach(controller)
--     controller:wrap(function() print(ncp.subaccount.list()) end)
--     assert(controller:loop())
--
-- A call outside of controllers blocks, as ever.
local condition = require("cqueues.condition")
local cqueues = require("cqueues")
local scheduler = require("ncp.runtime.scheduler")

local loop = {}

local paused = setmetatable({}, { __mode = "k" }) -- what each coroutine waits for and is resumed with
local controller -- in which tasks are driven
local is_driving = false

local function drive()
    local ready = { pollfd = scheduler.fd(), events = "r" }
    while scheduler.timeout() do
        cqueues.poll(ready)
        scheduler.step(0)
    end
    is_driving = false
end

function loop.current()
    local running, can_pause = cqueues.running()
    return running and can_pause and coroutine.running() or nil
end

function loop.pause(thread)
    local wait = { condition = condition.new() }
    paused[thread] = wait
    repeat wait.condition:wait() until wait.is_over
    return wait.value
end

function loop.resume(thread, value)
    local wait = paused[thread]
    wait.is_over, wait.value = true, value
    wait.condition:signal()
end

function loop.drive()
    if is_driving then return end
    is_driving = true
    controller:wrap(drive)
end

--- attach(controller): from now on. Tasks go on in this controller; coroutines of others may make
-- calls too while it runs.
return {
    attach = function(new_controller)
        scheduler.attach(loop)
        controller = new_controller
    end,
}
