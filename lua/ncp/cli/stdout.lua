--- Standard output, where a write that fails is an error, as on a full disk.

local core = require("ncp.core")

local failure = require("ncp.cli.failure")

local stdout = {}

local function check(done, message)
    if not done then failure.raise("standard output: " .. message) end
end

--- write(…) writes texts.
function stdout.write(...)
    check(io.stdout:write(...))
end

--- labelled(name, text) writes a line of the text, with a name in a column before it.
function stdout.labelled(name, text)
    stdout.write(("%-14s%s"):format(name, core.visible(text)), "\n")
end

--- flush() sees to it that what was written gets out.
function stdout.flush()
    check(io.stdout:flush())
end

return stdout
