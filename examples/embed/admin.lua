-- The script of game.c: looks for keys of bots that are on, a few accounts at a time, while the game goes on.
local ncp = require("ncp")

local function look_at(account)
    for _, key in ipairs(assert(ncp.accesskey.list(account.subAccountId))) do
        print(("  %-12s %s %s"):format(account.loginId, key.accessKey, key.active and "active" or "off"))
    end
end

local search = ncp.spawn(function()
    local accounts = {}
    for account in ncp.subaccount.each() do accounts[#accounts + 1] = account end
    local _, counts = ncp.map(accounts, look_at, { concurrency = 8 })
    return counts
end)

-- One tick of the game.
return function()
    ncp.step(0)
    if not search.done then return false end
    local ok, counts = ncp.wait(search)
    print(ok and ("looked at %d accounts"):format(counts.done) or counts)
    return true
end
