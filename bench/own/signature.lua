-- signer:signature, with the interface of bench/peers/sign.c:
--
--     LUA bench/own/signature.lua COUNT      prints the seconds that it took

local ncp = require("ncp")
local support = require("bench.own.support")

local signer = assert(ncp.signer(support.ACCESS_KEY, support.SECRET_KEY))
local TARGET = support.TARGET
support.print((support.measure(function()
    for _ = 1, tonumber(arg[1]) do signer:signature("PUT", TARGET, 1700000000000) end
end)))
