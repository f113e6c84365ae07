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

--- commanding(n, command) → a point that has a shell run the command the n-th time; and a function that returns how
-- often it was passed.
function cut_off.commanding(n, command)
    local count = 0
    return function()
        count = count + 1
        if count == n then os.execute(command) end
    end, function() return count end
end

-- What the shell does to this process, $PPID, after so many seconds. When that has ended by then, another one may have
-- its number: the time at which it began tells.
local LATER = "p=$PPID; read -r l </proc/$p/stat; set -- $l; t=${22}; " ..
    "( sleep %.4f; { read -r l </proc/$p/stat && set -- $l && [ ${22} = $t ] && kill -9 $p; } 2>/dev/null && %s ) &"

--- victim(point, seconds, mark) → a point, at the `point`-th of which this process is ended by `kill -9`, if it is not
-- after so many seconds; neither for 0. `mark` is what the shell does then; when left out it writes "killed" to
-- standard error. And a function to call at the end of the work, which writes there how much that was (see
-- `spec.support.kills`).
function cut_off.victim(point, seconds, mark)
    mark = mark or "echo killed >&2"
    local start = core.monotonic()
    if seconds > 0 then os.execute(LATER:format(seconds, mark)) end
    local pass, count = cut_off.commanding(point, "kill -9 $PPID && " .. mark)
    return pass, function()
        io.stdout:flush()
        io.stderr:write(("worked through %d points in %.4f s\n"):format(count(), core.monotonic() - start))
    end
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
