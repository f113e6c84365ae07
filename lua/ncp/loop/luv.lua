--- Calls in a program that luv runs: one that is made in a coroutine pauses that coroutine, and
-- the loop goes on.
--
--     require("ncp.loop.luv").attach()
--     coroutine.wrap(function() print(ncp.subaccount.list()) end)()
--     uv.run()
--
-- A call outside of coroutines blocks, as ever. Such a coroutine is resumed by the loop only: code
-- that resumes it meanwhile takes the answer's place.
local scheduler = require("ncp.runtime.scheduler")
local uv = require("luv")

local loop = {}

local handle -- that waits for the descriptor
local raised -- what the first coroutine of a turn has raised

local function turn()
    scheduler.step(0)
    if not scheduler.timeout() then handle:stop() end -- else the loop would never end
    local message = raised
    raised = nil
    if message then error(message, 0) end
end

function loop.current()
    local thread, is_main = coroutine.running()
    return not is_main and thread or nil
end

function loop.pause()
    return coroutine.yield()
end

function loop.resume(thread, ...)
    local ok, message = coroutine.resume(thread, ...)
    if not ok then raised = raised or debug.traceback(thread, tostring(message)) end
end

function loop.drive()
    if not handle:is_active() then handle:start("r", turn) end
end

--- attach(): from now on. What a coroutine raises after a call is raised by the loop, as luv does
-- with what a callback raises.
return {
    attach = function()
        if handle then return end
        scheduler.attach(loop)
        handle = assert(uv.new_poll(scheduler.fd()))
    end,
}
