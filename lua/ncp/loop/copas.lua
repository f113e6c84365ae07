--- Calls in a program that Copas 1 runs: one that is made in one of its threads pauses that
-- thread, and the others go on.
--
--     require("ncp.loop.copas").attach()
--     copas.addthread(function() print(ncp.subaccount.list()) end)
--     copas.loop()
--
-- A call outside of threads blocks, as ever.
local copas = require("copas")
local scheduler = require("ncp.runtime.scheduler")

local loop = {}

local is_driving = false

-- Where Copas is to put a thread that something else lets go on.
local nowhere = { insert = function() end, push = function() end }

-- The descriptor in the form of a socket: what asks it for data waits once, until it is readable.
local ready = { is_asked = false }

function ready.getfd() return scheduler.fd() end

function ready.dirty() return false end

function ready.close() end

function ready:receive()
    self.is_asked = not self.is_asked
    if self.is_asked then return nil, "timeout" end
    return true
end

local function drive()
    while scheduler.timeout() do
        copas.receive(ready)
        scheduler.step(0)
    end
    is_driving = false
end

function loop.current()
    local thread, is_main = coroutine.running()
    return not is_main and thread or nil
end

function loop.pause(thread)
    local _, value = coroutine.yield(thread, nowhere)
    return value
end

function loop.resume(thread, value)
    copas.addthread(thread, value)
end

function loop.drive()
    if is_driving then return end
    is_driving = true
    copas.addthread(drive)
end

--- attach(): from now on.
return {
    attach = function() scheduler.attach(loop) end,
}
