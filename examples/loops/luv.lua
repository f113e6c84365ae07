-- Lists the keys of all sub accounts in a program that luv runs, beside whatever else it does.
--
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.4 examples/loops/luv.lua
local ncp = require("ncp")
local uv = require("luv")

require("ncp.loop.luv").attach()

-- What the program is about.
local beats = 0
local heart = uv.new_timer()
heart:start(0, 10, function() beats = beats + 1 end)

coroutine.wrap(function()
    for account in ncp.subaccount.each() do
        for _, key in ipairs(assert(ncp.accesskey.list(account.subAccountId))) do
            print(("  %-12s %s %s"):format(account.loginId, key.accessKey, key.active and "active" or "off"))
        end
    end
    heart:close()
end)()

uv.run()
assert(beats > 0)
print("luv: ok")
