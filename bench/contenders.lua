-- Who makes the calls. `at` says with how many calls at once a program can make them, and how many it then
-- makes in about a second. `needs` must succeed, or the program is not here.

local measure = require("bench.measure")

local PYTHON = "/usr/bin/python3" -- Debian's, which has Debian's packages
local LUAJIT = "build/luajit/host"

local contenders = {}

local function interpreter(lua)
    return lua == "luajit" and LUAJIT or "lua" .. lua
end

--- ours(LUA, program) → the command that runs a program of bench/own.
function contenders.ours(lua, program)
    return ('eval "$(scripts/env %s)"; %s bench/own/%s.lua'):format(lua, interpreter(lua), program)
end

--- luaossl(LUA) → the command that signs with luaossl.
function contenders.luaossl(lua)
    return interpreter(lua) .. " bench/peers/lua_sign.lua"
end

contenders.own = {
    { key = "5.4", name = "lua-ncp, Lua 5.4", command = contenders.ours("5.4", "calls"),
      at = { [1] = 12000, [32] = 20000 } },
    { key = "luajit", name = "lua-ncp, LuaJIT", command = contenders.ours("luajit", "calls"),
      at = { [1] = 12000, [32] = 25000 } },
}

contenders.peers = {
    { key = "easy", name = "bare libcurl, easy loop", command = "build/bench/easy", at = { [1] = 15000 } },
    { key = "multi", name = "bare libcurl, multi loop", command = "build/bench/multi", at = { [32] = 35000 } },
    { key = "lua_curl", name = "lua-curl and luaossl, Lua 5.2", command = "lua5.2 bench/peers/lua_curl.lua",
      needs = [[lua5.2 -e 'require "curl" require "openssl.hmac" require "mime" require "cjson"']],
      at = { [1] = 8000 } },
    { key = "luasocket", name = "luasocket and luaossl, LuaJIT", command = LUAJIT .. " bench/peers/luasocket.lua",
      needs = [[lua5.1 -e 'require "socket" require "ssl" require "openssl.hmac" require "cjson"']],
      at = { [1] = 10000 } },
    { key = "lua_http", name = "lua-http, LuaJIT", command = LUAJIT .. " bench/peers/lua_http.lua",
      needs = [[lua5.1 -e 'require "http.client" require "mime" require "cjson"']],
      at = { [1] = 6000, [32] = 15000 } },
    { key = "requests", name = "Python requests", command = PYTHON .. " bench/peers/python_requests.py",
      needs = PYTHON .. " -c 'import requests'", at = { [1] = 1200 } },
    { key = "aiohttp", name = "Python aiohttp", command = PYTHON .. " bench/peers/python_aiohttp.py",
      needs = PYTHON .. " -c 'import aiohttp'", at = { [1] = 2000, [32] = 2500 } },
    { key = "fetch", name = "Node's fetch", command = "node bench/peers/fetch.mjs",
      needs = "node -e 'fetch'", at = { [1] = 2000, [32] = 2000 } },
    { key = "curl", name = "a curl process per call", command = "bash bench/peers/curl.sh",
      needs = "command -v curl && command -v openssl", at = { [1] = 100, [32] = 100 } },
    { key = "wrk", name = "wrk, which signs nothing", command = "bash bench/peers/wrk.sh",
      needs = "command -v wrk", at = { [1] = 10000, [32] = 20000 } },
}

--- available() → ours, and the peers that are installed.
function contenders.available()
    local list = {}
    for _, group in ipairs { contenders.own, contenders.peers } do
        for _, contender in ipairs(group) do
            if not contender.needs or measure.succeeds(contender.needs) then list[#list + 1] = contender end
        end
    end
    return list
end

return contenders
