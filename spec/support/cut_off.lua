--- For specs of programs that end at any point: points before and after each thing that they do to the world. What
-- happens at a point is a function `point()`, which may raise, or end the process.
local core = require("ncp.core")

local cut_off = {}

--- raising(n, crash) → a point that raises `crash` the n-th time; and a function that returns how often it was passed.
function cut_off.raising(n, crash)
    local count = 0
    return function()
        count = count + 1
        if count == n then error(crash, 0) end
    end, function() return count end
end

--- commanding(n, command) → a point that has a shell run the command the n-th time; without one, `kill -9` of this
-- process.
function cut_off.commanding(n, command)
    local count = 0
    return function()
        count = count + 1
        if count == n then os.execute(command or "kill -9 $PPID") end
    end
end

--- kill_after(ms) ends this process with `kill -9` after so many milliseconds, up to 999; never for 0.
function cut_off.kill_after(ms)
    if ms == 0 then return end
    os.execute(("p=$PPID; (sleep 0.%03d; kill -9 $p) >/dev/null 2>&1 &"):format(ms))
end

--- around(fn, point) → the same function, with a point before and one after.
function cut_off.around(fn, point)
    return function(...)
        point()
        local out, message, err = fn(...)
        point()
        return out, message, err
    end
end

local function journal_of(file, point, is_torn)
    local function append(_, text)
        local ok, raised = true, nil
        if is_torn then ok, raised = pcall(point) end
        if ok then return file:append(text) end
        file:append(text:sub(1, math.floor(#text / 2)))
        error(raised, 0)
    end
    return {
        append = cut_off.around(append, point),
        cut = function(_, length) return file:cut(length) end,
        close = function() file:close() end,
    }
end

local function place_of(place, point)
    return {
        fill = cut_off.around(function(_, content) return place:fill(content) end, point),
        close = function() place:close() end,
    }
end

--- watch_files(point, is_torn) puts points around what `ncp.core` writes into journals and files; with `is_torn` one
-- also in the middle of what is added to a journal, which then has half of it. Returns a function that takes them away,
-- and closes what is open, as the end of a process does.
function cut_off.watch_files(point, is_torn)
    local open, reserve, write = core.open_journal, core.reserve_file, core.write_file
    local held = {}
    core.write_file = cut_off.around(write, point)
    core.open_journal = function(path)
        local file, reason = open(path)
        if not file then return nil, reason end
        held[#held + 1] = file
        return journal_of(file, point, is_torn)
    end
    core.reserve_file = function(...)
        local place, removed = reserve(...)
        if not place then return nil, removed end
        held[#held + 1] = place
        return place_of(place, point), removed
    end
    return function()
        core.open_journal, core.reserve_file, core.write_file = open, reserve, write
        for _, one in ipairs(held) do one:close() end
    end
end

return cut_off
