-- Tasks: waited for, left alone, raising, within others, pausing:
--
--     LUA tests/soak/tasks.lua COUNT

local gauge = require("tests.soak.gauge")
local ncp = require("ncp")

local clock = require("ncp.runtime.tasks").clock

local function twice(n) return n * 2 end

-- Makes two.
local function spawn_within(n)
    return ncp.wait(ncp.spawn(function() return select(2, ncp.wait(ncp.spawn(twice, n))) end))
end

local function spawn_raising()
    local ok, message = ncp.wait(ncp.spawn(error, "raised", 0))
    assert(not ok and message == "raised", message)
end

local function spawn_pausing(n)
    local task = ncp.spawn(function()
        clock.sleep(0)
        return n
    end)
    return ncp.wait(task)
end

local kinds = {
    { tasks = 1, run = function(n) ncp.spawn(twice, n) end },
    { tasks = 1, run = function(n) assert(select(2, ncp.wait(ncp.spawn(twice, n))) == 2 * n) end },
    { tasks = 2, run = spawn_within },
    { tasks = 1, run = spawn_raising },
    { tasks = 1, run = spawn_pausing },
}

gauge.run("tasks", tonumber(arg[1]), function(left)
    while left > 0 do
        for n, kind in ipairs(kinds) do
            kind.run(n)
            left = left - kind.tasks
        end
    end
end)
