-- Whether a program that makes very many calls grows: its memory after the last of them, as a share of
-- what it was after the first thousand, and the connections that they took.
--
--     lua5.4 bench/steady.lua [N]
--
-- Prints one Markdown row each for the process, the Lua heap and the connections.

local ncp = require "ncp"
local server = require "spec.support.server"

local WARM_UP = 1000
local OWNER, KEY = "2b141960-1111-2222-3333-246e9659184c", "ncp_iam_EXAMPLEACCESSKEY0002"

local calls = tonumber(arg[1] or 100000)

local function process_kib()
    for line in io.lines("/proc/self/status") do
        local kib = line:match("^VmRSS:%s+(%d+) kB")
        if kib then return tonumber(kib) end
    end
end

local function heap_kib()
    collectgarbage()
    collectgarbage()
    return collectgarbage("count")
end

local function make_calls(client, count, connections)
    for _ = 1, count do
        local out = assert(client:request("PUT", "/api/v1/sub-accounts/" .. OWNER .. "/access-keys", {
            body = { accessKey = KEY, active = true },
        }))
        connections[out.id] = true
    end
end

local function row(name, before, after)
    print(("| %s after %d calls | %.0f KiB | %.0f KiB | %.2f |"):format(name, calls, before, after, after / before))
end

local function measure(origin)
    local connections, count = {}, 0
    local client = assert(ncp.new {
        access_key = "ncp_iam_EXAMPLEACCESSKEY0001", secret_key = "ncp_iam_EXAMPLESECRETKEY0000000000000001",
        base_url = origin,
    })
    make_calls(client, WARM_UP, connections)
    local heap, process = heap_kib(), process_kib()
    make_calls(client, calls - WARM_UP, connections)
    row("Lua heap", heap, heap_kib())
    row("process", process, process_kib())
    for _ in pairs(connections) do count = count + 1 end
    print(("| connections of %d calls | 1 | %d | %.2f |"):format(calls, count, count))
end

local nginx = server.start { conf = "bench/steady.conf" }
local done, message = pcall(measure, "http://127.0.0.1:" .. nginx.ports.plain)
nginx:stop()
assert(done, message)
