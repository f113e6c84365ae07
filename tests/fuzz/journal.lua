-- A journal of any bytes is refused with words, or read; the entries that it has are those which were written, and what
-- is appended to what was read can be read again.

local core = require "ncp.core"
local journal = require "ncp.base.journal"

local PATH = ("%s/fuzzed-%d.journal"):format(os.getenv("TMPDIR") or "/tmp", core.pid())
local OPTIONS = { operation = "keys.rotate", version = 1, now = function() return 1700000000000 end }

local function write(text)
    local file = assert(io.open(PATH, "wb"))
    file:write(text)
    file:close()
end

-- What was written here, of which the fuzzer changes a part.
local written = assert(journal.open(PATH, OPTIONS))
assert(written:append({ step = "one", key = "A" }, { step = "two", list = { 1, 2 } }))
written:close()
local GOOD = assert(core.read_file(PATH, 2 ^ 20))
os.remove(PATH)

-- Three bytes say how much of it is kept before and behind the rest of the data.
local function text_of(data)
    if #data < 3 then return data end
    local first, last = data:byte(1) * 2, data:byte(2) * 2
    if data:byte(3) % 2 == 0 then return data:sub(4) end
    return GOOD:sub(1, first) .. data:sub(4) .. GOOD:sub(#GOOD - last)
end

return function(data)
    write(text_of(data))
    local opened, message, err = journal.open(PATH, OPTIONS)
    if not opened then
        assert(type(message) == "string" and err.kind == "journal", message)
        return
    end
    local count = #opened:entries()
    assert(opened:append({ step = "more" }))
    opened:close()
    local again = assert(journal.read(PATH, OPTIONS))
    assert(#again:entries() == count + 1 and again:entries()[count + 1].step == "more")
end
