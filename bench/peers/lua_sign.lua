-- luaossl and luasocket's Base64, with the interface of sign.c:
--
--     LUA lua_sign.lua COUNT      prints the seconds that it took

package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path

local signed = require("signed")

local TARGET = "/api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c/access-keys"
local start = os.clock()
for _ = 1, tonumber(arg[1]) do signed.signature(TARGET, "1700000000000") end
print(("%.6f"):format(os.clock() - start))
