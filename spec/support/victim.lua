--- `bin/ncp` as a process that may be killed at its work, which begins when it opens a journal (see `cut_off.victim`).
-- NCP_SPEC_POINT and NCP_SPEC_SECONDS tell when.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local cut_off = require("spec.support.cut_off")

local open = core.open_journal
local finish = function() end

function core.open_journal(...)
    core.open_journal = open
    local pass
    pass, finish = cut_off.victim(tonumber(os.getenv("NCP_SPEC_POINT")), tonumber(os.getenv("NCP_SPEC_SECONDS")))
    cut_off.watch_files(pass)
    curl.exchange = cut_off.around(curl.exchange, pass)
    return core.open_journal(...)
end

local exit = os.exit

function os.exit(...) -- luacheck: ignore 122
    finish()
    exit(...)
end

dofile("bin/ncp")
