-- Lists the keys of all sub accounts in a program that Copas runs, beside whatever else it does.
--
--     eval "$(scripts/env 5.1)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.1 examples/loops/copas.lua
local copas = require("copas")
local ncp = require("ncp")

require("ncp.loop.copas").attach()

local is_over = false
copas.addthread(function()
    for account in ncp.subaccount.each() do
        for _, key in ipairs(assert(ncp.accesskey.list(account.subAccountId))) do
            print(("  %-12s %s %s"):format(account.loginId, key.accessKey, key.active and "active" or "off"))
        end
    end
    is_over = true
end)

-- What the program is about.
local beats = 0
repeat
    copas.step(0.01)
    beats = beats + 1
until is_over
assert(beats > 1)
print("copas: ok")
