-- Calls of all kinds, one after the other and many at once; some fail, as they do in the field:
--
--     LUA tests/soak/calls.lua COUNT ORIGIN

local gauge = require("tests.soak.gauge")
local ncp = require("ncp")

local count, origin = tonumber(arg[1]), arg[2]
local client = gauge.client(origin)
local throttled = gauge.client(origin, "ncp_iam_EXAMPLEACCESSKEY0009") -- a rate is of one credential

local CONCURRENCY, A_RUN = 32, 1000
local KEY = "ncp_iam_EXAMPLEACCESSKEY0002"

local kinds = {
    function() return client.subaccount.get("1") end,
    function() return client.accesskey.list("1") end,
    function() return client.subaccount.list { size = 100 } end,
    function() return client.accesskey.set_active("1", KEY, false) end,
    function() return client.subaccount.update("1", { name = "robot", useApiAllowSource = false }) end,
    function() return client.accesskey.create("1") end,
}

-- Each is made once in so many calls, and fails with that kind; what is throttled may pass when it is tried again.
local faults = {
    { every = 500, kind = "not_found", call = function() return client.subaccount.get("absent") end },
    { every = 5000, kind = "throttled", call = function() return throttled.subaccount.get("throttled") end },
    { every = 10000, kind = "network", call = function() return client.accesskey.create("broken") end },
    { every = 20000, kind = "network", call = function() return client.subaccount.get("broken", { timeout = 1 }) end },
    { every = 20000, kind = "timeout", call = function() return client.subaccount.get("slow", { timeout = 0.02 }) end },
}

local function call(n)
    for _, fault in ipairs(faults) do
        if n % fault.every == fault.every - 1 then
            local out, message, err = fault.call()
            return assert(out and fault.kind == "throttled" or err.kind == fault.kind, message)
        end
    end
    assert(kinds[n % #kinds + 1]())
end

-- All connections that a run may have are open then.
local function open_all()
    local items = {}
    for i = 1, CONCURRENCY do items[i] = i end
    ncp.map(items, function() assert(client.subaccount.get("slow")) end, { concurrency = CONCURRENCY })
end

local made = 0

local function make_run(length)
    local items = {}
    for i = 1, length do items[i] = made + i end
    made = made + length
    local results, counts = ncp.map(items, call, { concurrency = CONCURRENCY })
    for _, result in ipairs(results) do assert(result.ok, result.err) end
    assert(counts.failed == 0)
end

-- One in ten of the calls is alone.
local function make_calls(left)
    while left > 0 do
        local length = math.min(left, A_RUN)
        local alone = math.ceil(length / 10)
        make_run(length - alone)
        for _ = 1, alone do
            made = made + 1
            call(made)
        end
        left = left - length
    end
    open_all()
end

gauge.run("calls", count, make_calls)
