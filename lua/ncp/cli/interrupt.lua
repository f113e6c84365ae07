--- What a command says when it is interrupted at its work.
local core = require("ncp.core")
local tasks = require("ncp.runtime.tasks")

local interrupt = {}

local LOOK_EVERY = 0.1 -- seconds
local STATUS = { INT = 130, TERM = 143, HUP = 129 }

--- watch(tell) has `tell()` called, and the program ended, when somebody presses Ctrl-C or ends the program, even
-- while it waits for the network. Returns a function that ends the watch. Without it, the program ends without a
-- word.
function interrupt.watch(tell)
    local process = core.process.open()
    if not process then return function() end end
    local is_over = false
    local function look()
        local event, signal = process:wait(0)
        if event ~= "signal" then return end
        tell()
        io.stderr:flush()
        os.exit(STATUS[signal])
    end
    tasks.spawn(function()
        while not is_over do
            look()
            tasks.clock.sleep(LOOK_EVERY)
        end
    end)
    return function()
        if not is_over then look() end
        is_over = true
        process:close()
    end
end

return interrupt
