-- What the programs about lua-ncp share: a client, a call, and how much memory there is in use.
local core = require("ncp.core")
local ncp = require("ncp")

local support = {
    SECRET_KEY = "ncp_iam_EXAMPLESECRETKEY0000000000000001",
    ACCESS_KEY = "ncp_iam_EXAMPLEACCESSKEY0001",
    TARGET = "/api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys",
}

local OWNER, KEY = "2b141960-1111-2222-3333-246e9659184c", "ncp_iam_EXAMPLEACCESSKEY0002"

--- client(origin, ca_file) → a client of the server.
function support.client(origin, ca_file)
    return assert(ncp.new {
        access_key = support.ACCESS_KEY, secret_key = support.SECRET_KEY, base_url = origin, ca_file = ca_file,
    })
end

--- disable(client, calls, concurrency, rate) disables one key that often, and returns the results if
-- there is concurrency.
function support.disable(client, calls, concurrency, rate)
    local function disable() return client.accesskey.set_active(OWNER, KEY, false) end
    if concurrency == 1 then
        for _ = 1, calls do assert(disable()) end
        return nil
    end
    local items = {}
    for i = 1, calls do items[i] = i end
    local results, counts = ncp.map(items, disable, { concurrency = concurrency, rate = rate })
    assert(counts.failed == 0, "a call failed")
    return results
end

--- measure(run) runs → seconds of wall time and of CPU time.
function support.measure(run)
    local start, cpu = core.monotonic(), os.clock()
    run()
    return core.monotonic() - start, os.clock() - cpu
end

--- heap() → KiB that Lua holds after a collection.
function support.heap()
    collectgarbage()
    collectgarbage()
    return collectgarbage("count")
end

--- process(field) → KiB of the process: "VmRSS" now, or "VmHWM" at most so far.
function support.process(field)
    for line in io.lines("/proc/self/status") do
        local kib = line:match("^" .. field .. ":%s+(%d+) kB")
        if kib then return tonumber(kib) end
    end
end

--- print(…) prints the numbers on one line.
function support.print(...)
    local words = { ... }
    for i, number in ipairs(words) do words[i] = ("%.6f"):format(number) end
    print(table.concat(words, " "))
end

return support
