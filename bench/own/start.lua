-- What it costs to load the library and make a client:
--
--     LUA bench/own/start.lua      prints milliseconds of CPU time and KiB of Lua's heap

collectgarbage()
local heap, start = collectgarbage("count"), os.clock()
local client = require("ncp").new { access_key = "access", secret_key = "secret" }
local ms = (os.clock() - start) * 1000
collectgarbage()
print(ms, collectgarbage("count") - heap, client)
