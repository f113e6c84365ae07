--- The gateway of examples/nginx, as it stands but for what differs from machine to machine.
local command = require("spec.support.command")
local ncp = require("ncp")
local program = require("spec.support.program")
local server = require("spec.support.server")

local gateway = { TOKEN = "correct-horse" }

--- The folder that holds `prometheus.lua` of nginx-lua-prometheus, or nil. PROMETHEUS_FOLDER names it where LuaRocks or
-- opm have not put it in a usual place.
function gateway.prometheus_folder()
    for _, folder in ipairs { os.getenv("PROMETHEUS_FOLDER") or "", "/usr/local/share/lua/5.1", "/usr/share/lua/5.1",
        "/usr/local/openresty/lualib", "/usr/local/openresty/site/lualib" } do
        if program.exists(folder .. "/prometheus.lua") then return folder end
    end
    return nil
end

local function path_of(folder)
    return folder and folder .. "/?.lua;" or ""
end

-- The example as it stands, but for what differs from machine to machine.
local function conf_for_this_machine(variables, resty, folder)
    local text = program.read("examples/nginx/nginx.conf")
    local function replace(old, new)
        local from, to = text:find(old, 1, true)
        assert(from, old)
        text = text:sub(1, from - 1) .. new .. text:sub(to + 1)
    end
    replace("worker_processes", "{{modules}}\nuser root;\nworker_processes")
    replace("pid nginx.pid", "pid {{dir}}/nginx.pid")
    replace("error_log error.log", "error_log {{dir}}/error.log")
    replace("env GATEWAY_TOKEN;", ("env GATEWAY_TOKEN=%s;"):format(gateway.TOKEN))
    replace("env GATEWAY_JOURNALS;", ("env GATEWAY_JOURNALS=%s/journals;"):format(folder))
    replace("env NCLOUD_ACCESS_KEY_ID;", ("env NCLOUD_ACCESS_KEY_ID=%s;"):format(variables.NCLOUD_ACCESS_KEY))
    replace("env NCLOUD_SECRET_ACCESS_KEY;", ("env NCLOUD_SECRET_ACCESS_KEY=%s;"):format(variables.NCLOUD_SECRET_KEY))
    replace("env NCP_BASE_URL;", ("env NCP_BASE_URL=%s;"):format(variables.NCP_BASE_URL))
    replace("env NCP_CA_FILE;", variables.NCP_CA_FILE and ("env NCP_CA_FILE=%s;"):format(variables.NCP_CA_FILE) or "")
    replace("listen 127.0.0.1:8080", "listen 127.0.0.1:{{port.plain}}")
    replace('"${prefix}?.lua;;"', '"{{root}}/examples/nginx/?.lua;{{here}}/?.lua;{{root}}/lua/?.lua;' ..
        '{{root}}/lua/?/init.lua;' .. path_of(resty) .. path_of(gateway.prometheus_folder()) .. ';;"; ' ..
        'lua_package_cpath "{{root}}/build/luajit/?.so;;"')
    replace("init_by_lua_block {", 'init_by_lua_block { require("phases")')
    replace("init_worker_by_lua_block {", 'init_worker_by_lua_block { require("watch").stop_without({{parent}})')
    return text
end

--- start(variables, resty) → the server, whose folder `journals` has the journals of sweeps. `variables` are those
-- of an emulator, `resty` the folder of lua-resty-http, if it is to be used.
function gateway.start(variables, resty)
    local folder = program.folder()
    os.execute(("mkdir %s/journals"):format(folder.path))
    program.write(folder.path .. "/nginx.conf", conf_for_this_machine(variables, resty, folder.path))
    local nginx = server.start({ conf = folder.path .. "/nginx.conf" })
    local stop = nginx.stop
    nginx.origin, nginx.journals = "http://127.0.0.1:" .. nginx.ports.plain, folder.path .. "/journals"
    function nginx.stop(self)
        stop(self)
        folder.remove()
    end
    return nginx
end

local ACCOUNT = "2b141960-1111-2222-3333-246e9659184c" -- of examples/seed.json

local World = {}
World.__index = World

--- world(resty) → the gateway as `nginx`, before an `emulator` with examples/seed.json. `resty` as for `start`.
function gateway.world(resty)
    local emulator = command.start({ "emulator", "--seed", "examples/seed.json" })
    local variables = emulator:variables()
    return setmetatable({
        emulator = emulator,
        nginx = gateway.start(variables, resty),
        keys_of = assert(ncp.new({
            base_url = variables.NCP_BASE_URL, access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY, server_role = false,
        })).accesskey,
    }, World)
end

--- new_keys() → the ids of two new keys of one account, build-bot.
function World:new_keys()
    local keys = {}
    for i = 1, 2 do keys[i] = assert(self.keys_of.create(ACCOUNT)).accessKey end
    return keys
end

--- active_keys() → whether they are active, by id.
function World:active_keys()
    local active = {}
    for _, key in ipairs(assert(self.keys_of.list(ACCOUNT))) do active[key.accessKey] = key.active end
    return active
end

--- remove(keys) deletes them.
function World:remove(keys)
    for _, key in ipairs(keys) do
        self.keys_of.set_active(ACCOUNT, key, false)
        self.keys_of.delete(ACCOUNT, key)
    end
end

function World:close()
    self.nginx:stop()
    self.emulator:close()
end

return gateway
