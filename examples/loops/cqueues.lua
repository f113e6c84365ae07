-- Lists the keys of all sub accounts in a program that cqueues runs, beside whatever else it does.
--
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.4 examples/loops/cqueues.lua
local cqueues = require("cqueues")
local ncp = require("ncp")

local controller = cqueues.new()
require("ncp.loop.cqueues").attach(controller)

-- What the program is about.
local beats, is_over = 0, false
controller:wrap(function()
    while not is_over do
        beats = beats + 1
        cqueues.sleep(0.01)
    end
end)

controller:wrap(function()
    for account in ncp.subaccount.each() do
        for _, key in ipairs(assert(ncp.accesskey.list(account.subAccountId))) do
            print(("  %-12s %s %s"):format(account.loginId, key.accessKey, key.active and "active" or "off"))
        end
    end
    is_over = true
end)

assert(controller:loop())
assert(beats > 0)
print("cqueues: ok")
