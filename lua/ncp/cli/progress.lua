--- How far bulk work has come, on standard error: a bar on a terminal, else a line now and then.

local core = require("ncp.core")

local progress = {}

local STDERR = 2
local WIDTH = 30 -- characters of the bar
local REDRAW, REPEAT = 0.05, 2 -- seconds from one bar to the next, from one line to the next
local ERASE_REST = "\27[K"

local function counts(done, failed, total)
    local failures = failed > 0 and (", %d failed"):format(failed) or ""
    return ("%d of %d%s"):format(done, total, failures)
end

local function draw(label, done, failed, total)
    local filled = math.floor(WIDTH * done / total)
    local bar = ("#"):rep(filled) .. ("-"):rep(WIDTH - filled)
    local ending = done == total and "\n" or ""
    io.stderr:write(("\r%s [%s] %s"):format(label, bar, counts(done, failed, total)), ERASE_REST, ending)
end

local function tell(label, done, failed, total)
    io.stderr:write(("%s: %s\n"):format(label, counts(done, failed, total)))
end

--- clear() takes a bar off the terminal that was not drawn to its end.
function progress.clear()
    if core.process.terminal(STDERR) then io.stderr:write("\r", ERASE_REST) end
end

--- new(label) → a function (done, failed, total), which is what `ncp.map` takes as `on_progress`.
function progress.new(label)
    local is_terminal = core.process.terminal(STDERR) ~= nil
    local show, pause = is_terminal and draw or tell, is_terminal and REDRAW or REPEAT
    local shown_at = is_terminal and 0 or core.monotonic()
    return function(done, failed, total)
        local now = core.monotonic()
        if done < total and now - shown_at < pause then return end
        shown_at = now
        show(label, done, failed, total)
    end
end

return progress
