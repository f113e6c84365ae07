-- Runs what goes on for long:  lua5.4 tests/soak/run.lua SHARE [NAME…]      see scripts/soak

local server = require("spec.support.server")

-- By name: the Luas, and how often each does what its program counts. A share of that is done on the first only: LuaJIT
-- compiles for a while, and grows meanwhile.
local soaks = {
    { name = "calls", luas = { "5.4", "luajit" }, count = 1e7 },
    { name = "tasks", luas = { "5.4", "luajit" }, count = 1e6 },
    { name = "clients", luas = { "5.4", "luajit" }, count = 1e4 },
    { name = "signers", luas = { "5.4", "luajit" }, count = 1e6 },
    { name = "journals", luas = { "5.4" }, count = 1e4 },
    { name = "reloads", luas = { "5.4" }, count = 1e3 },
}

-- Nothing is steady before this much was done.
local LEAST = 100

local share, chosen = tonumber(arg[1]), {}
for i = 2, #arg do chosen[arg[i]] = true end

local function command(soak, lua, origin)
    local program = lua == "luajit" and "build/luajit/host" or "lua" .. lua
    return ('eval "$(scripts/env %s)"; export LUA_PATH="./?.lua;$LUA_PATH"; %s tests/soak/%s.lua %d %s'):format(
        lua, program, soak.name, math.max(LEAST, soak.count // share), origin)
end

local passed, failed = 0, 0

local function run(soak, origin)
    for i, lua in ipairs(soak.luas) do
        if share > 1 and i > 1 then break end
        if os.execute(command(soak, lua, origin)) then
            passed = passed + 1
        else
            failed = failed + 1
            print(("%s %s FAILED"):format(soak.name, lua))
        end
    end
end

local nginx = server.start { conf = "tests/soak/server.conf" }
local origin = "http://127.0.0.1:" .. nginx.ports.http
for _, soak in ipairs(soaks) do
    if #arg == 1 or chosen[soak.name] then run(soak, origin) end
end
nginx:stop()
print(("%d passed, %d failed"):format(passed, failed))
os.exit(failed == 0 and passed > 0)
