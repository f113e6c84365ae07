--- Asks before work that is hard to undo.

local core = require("ncp.core")

local failure = require("ncp.cli.failure")

local confirm = {}

local STDIN, STDERR = 0, 2

--- declare(command) adds the option that agrees beforehand.
function confirm.declare(command)
    command:flag("--yes", "do not ask; needed where nobody sits at a terminal")
end

--- ask(question, options [, show]) returns when `options.yes` is set or the user types y or yes, and raises otherwise.
-- `show()` returns what he should read before.
function confirm.ask(question, options, show)
    if options.yes then return end
    if not (core.process.terminal(STDIN) and core.process.terminal(STDERR)) then
        failure.misuse("%s Nobody can be asked here: --yes says that it is meant", question)
    end
    io.stderr:write(show and show() or "", core.visible(question), " [y/N] ")
    local answer = (io.stdin:read("*l") or ""):lower()
    if answer ~= "y" and answer ~= "yes" then failure.raise("nothing was done") end
end

return confirm
