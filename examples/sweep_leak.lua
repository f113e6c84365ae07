-- Leak response: switches off every key that is named in a file, and keeps a journal.
--
--     lua5.4 examples/sweep_leak.lua FILE JOURNAL [yes]
--
-- Without `yes` nothing is changed: it shows what would be. Run it again with the same
-- journal when it was interrupted.
local ncp = require("ncp")

local path, journal, answer = arg[1], arg[2], arg[3]
local client = assert(ncp.new())

local file = assert(io.open(path))
local report = assert(ncp.keys.sweep(client, file, {
    dry_run = answer ~= "yes",
    journal = journal,
    narrow_sources = { { type = "IP", source = "192.0.2.10" } }, -- the office, if a key cannot be switched off
    on_progress = function(done, failed, total)
        io.stderr:write(("%d of %d keys, %d failed\n"):format(done, total, failed))
    end,
}))
file:close()

print(report)
os.exit(report.counts.failed + report.counts.unresolved == 0 and 0 or 1)
