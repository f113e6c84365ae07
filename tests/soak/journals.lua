-- Journals, made, written, read and opened again:
--
--     LUA tests/soak/journals.lua COUNT

local gauge = require("tests.soak.gauge")
local journal = require("ncp.base.journal")

local PATH = os.tmpname()
local OPTIONS = { operation = "keys.soak", version = 1, now = function() return 1700000000000 end }

local function write()
    os.remove(PATH)
    local written = assert(journal.open(PATH, OPTIONS))
    assert(written:append({ step = "one" }))
    return written
end

gauge.run("journals", tonumber(arg[1]), function(count)
    for i = 1, count do
        local written = write()
        if i % 2 == 0 then written:close() end -- else the collector does
        if i % 4 == 0 then
            local again = assert(journal.open(PATH, OPTIONS))
            assert(#again:entries() == 1)
            again:close()
        end
    end
    os.remove(PATH)
end)
