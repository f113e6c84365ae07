-- A sweep of 50 leaked keys among 500 accounts with two keys each, on the emulator, which takes 20 ms for each answer:
--
--     LUA bench/own/sweep.lua
--
-- prints the seconds that it took, and those of its rounds: as many requests at once as there may be, 20 ms each.

local command = require("spec.support.command")
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local ncp = require("ncp")
local program = require("spec.support.program")

local support = require("bench.own.support")

local ACCOUNTS, CONCURRENCY, LATENCY = 500, 32, 0.02

local function key_id(account, key)
    return ("ncp_iam_SWEEP%07dKEY%05d"):format(account, key)
end

local function seed()
    local accounts, leaked = {}, {}
    for a = 1, ACCOUNTS do
        local keys = {}
        for k = 1, 2 do keys[k] = { accessKey = key_id(a, k), keySecret = "secret" .. a .. k } end
        accounts[a] = { subAccountId = "account-" .. a, loginId = "login" .. a, name = "name " .. a, accessKeys = keys }
        if a % 10 == 0 then leaked[#leaked + 1] = key_id(a, 1) end
    end
    return { subAccounts = accounts }, leaked
end

local folder = program.folder()
local accounts, leaked = seed()
program.write(folder.path .. "/seed.json", assert(core.json(accounts)))
local emulator = command.start { "emulator", "--seed", folder.path .. "/seed.json" }
local variables = emulator:variables()

local requests = 0
local function send(request)
    requests = requests + 1
    return curl.send(request)
end

assert(curl.send {
    method = "POST", origin = variables.NCP_BASE_URL, target = "/_emulator/faults", timeout = 10,
    body = ('{"kind":"slow","seconds":%g,"times":1000000}'):format(LATENCY),
})
local client = assert(ncp.new {
    base_url = variables.NCP_BASE_URL, access_key = variables.NCLOUD_ACCESS_KEY,
    secret_key = variables.NCLOUD_SECRET_KEY, transport = { send = send, clock = curl.clock },
})
local seconds = support.measure(function()
    local report = assert(ncp.keys.sweep(client, leaked, { concurrency = CONCURRENCY }))
    assert(report.counts.off == #leaked, tostring(report))
end)
emulator:close()
folder.remove()
support.print(seconds, math.ceil(requests / CONCURRENCY) * LATENCY)
