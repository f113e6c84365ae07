--- Finds an nginx that can run Lua, and what its Lua needs.

local input = require("ncp.cli.input")

local M = {}

local PROGRAMS = {
    "nginx", "openresty", "/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx",
    "/usr/local/openresty/nginx/sbin/nginx",
}
-- Where they are when the build does not name their folder.
local MODULE_FOLDERS = { "/usr/lib/nginx/modules", "/usr/lib64/nginx/modules", "/usr/share/nginx/modules" }
-- The Lua module needs the other one where that is a module of its own.
local MODULES = { "ndk_http_module.so", "ngx_http_lua_module.so" }

local LUA_FOLDERS = "/usr/local/lib/lua/5.1/?.so;/usr/lib/lua/5.1/?.so;;"

local INSTALL = "install nginx with its Lua module: libnginx-mod-http-lua on Debian and Ubuntu, " ..
    "nginx-mod-http-lua on Alpine, or OpenResty"

--- What `program -V` tells about the build, or nil when there is no such program.
local function read_build(program)
    local pipe = io.popen(program .. " -V 2>&1")
    local build = pipe:read("*a")
    pipe:close()
    return build:find("configure arguments", 1, true) and build or nil
end

local function modules_in(folder)
    local found = {}
    for _, name in ipairs(MODULES) do
        local path = folder .. "/" .. name
        if input.exists(path) then found[#found + 1] = path end
    end
    return found
end

--- The dynamic modules to load for Lua, none when it is built in; nil when there is no Lua. What stands in another
-- folder than the build's own was made for another nginx, which alone can load it.
local function lua_modules(build)
    if build:find("--add%-module=%S*lua") then return {} end
    local own = build:match("%-%-modules%-path=(%S+)")
    for _, folder in ipairs(own and { own } or MODULE_FOLDERS) do
        if input.exists(folder .. "/" .. MODULES[2]) then return modules_in(folder) end
    end
end

--- find([programs]) → `{ program =, modules = { paths to load }, http2 = boolean }`, or nil and what to install.
-- `programs`: names to try, in this order; those of the usual places when left out.
function M.find(programs)
    local without_lua
    for _, program in ipairs(programs or PROGRAMS) do
        local build = read_build(program)
        local modules = build and lua_modules(build)
        if modules then
            local http2 = build:find("http_v2_module", 1, true) ~= nil
            return { program = program, modules = modules, http2 = http2 }
        end
        without_lua = without_lua or (build and program)
    end
    local fault = without_lua and without_lua .. " has no Lua module" or "there is no nginx"
    return nil, fault .. "; " .. INSTALL
end

--- The search path for C modules of nginx's Lua (LuaJIT, so those for 5.1), made from the one of this Lua:
-- the same folders with the other version, also those of a checkout's `build`.
function M.lua_cpath(cpath)
    local other = cpath:gsub("(build/)[^/;]+(/%?%.so)", "%1luajit%2"):gsub("5%.%d", "5.1")
    return other .. ";" .. LUA_FOLDERS
end

return M
