--- Real nginx servers for specs. They listen on 127.0.0.1 only, and end with the process that started them.

local ports = require("spec.support.ports")
local program = require("spec.support.program")

local M = {}

local here = debug.getinfo(1, "S").source:match("^@(.*)server%.lua$") .. "nginx"

-- Returns what the command wrote; raises when it failed.
local function shell(command)
    local pipe = assert(io.popen(("( %s ) 2>&1; echo $?"):format(command)))
    local output, status = pipe:read("*a"):match("^(.-)(%d+)\n$")
    pipe:close()
    if status ~= "0" then error(("%s\n%s"):format(command, output), 0) end
    return (output:gsub("\n$", ""))
end

local function write(path, text)
    local file = assert(io.open(path, "wb"))
    file:write(text)
    file:close()
end

local function exists(path)
    local file = io.open(path, "rb")
    if file then file:close() end
    return file ~= nil
end

-- Lines that load the Lua module, where it is not built in.
local function load_modules()
    local lines = {}
    for _, folder in ipairs { "/usr/lib/nginx/modules/", "/usr/lib64/nginx/modules/" } do
        for _, name in ipairs { "ndk_http_module.so", "ngx_http_lua_module.so" } do
            if exists(folder .. name) then lines[#lines + 1] = ("load_module %s%s;"):format(folder, name) end
        end
    end
    return table.concat(lines, "\n")
end

-- A port for each name asked for.
local function new_ports()
    return setmetatable({}, { __index = function(self, name)
        self[name] = ports.free()
        return self[name]
    end })
end

local function fill(template, values)
    return (template:gsub("{{(%w+)%.?([%w_]*)}}", function(name, key)
        return key == "" and values[name] or values[name][key]
    end))
end

-- Waits up to ten seconds for a condition of the shell.
local function wait_for(condition)
    shell(("n=0; until %s; do n=$((n + 1)); [ $n -lt 500 ] || exit 1; sleep 0.02; done"):format(condition))
end

-- The folder of the certificates. They are valid for two days and made on the first: to make them takes longer than
-- all else that a server needs.
local function certificates()
    local folder = os.date("!build/certificates-%Y-%m-%d")
    if not program.exists(folder .. "/ca.d/ca.pem") then
        local new = shell("mktemp -d build/certificates.XXXXXX")
        shell(("sh %s/certificates.sh %s"):format(here, new))
        if not os.rename(new, folder) then shell("rm -r " .. new) end -- another program has made them by now
    end
    return folder
end

-- Only nginx can tell whether the ports are free still: it has bound them when the command returns.
local function launch(dir, template, given)
    local values = {
        dir = dir, here = here, root = shell("pwd"), modules = load_modules(), parent = shell("echo $PPID"),
        port = new_ports(),
    }
    for name, value in pairs(given) do values[name] = value end
    write(dir .. "/nginx.conf", fill(template, values))
    local command = "PATH=$PATH:/usr/sbin nginx -e %s/error.log -c %s/nginx.conf"
    return pcall(shell, command:format(dir, dir)), values.port
end

-- A server that is killed may stay in the list of processes for long, but it removes its pid file. A signal is lost
-- that comes before it waits for any, and that is after it has written this file.
local function stop(server)
    if not server.dir then return end
    local pid_file = server.dir .. "/nginx.pid"
    wait_for("[ -s " .. pid_file .. " ]")
    wait_for(("{ kill $(cat %s) 2>/dev/null; [ ! -e %s ]; }"):format(pid_file, pid_file))
    shell("rm -r " .. server.dir)
    server.dir = nil
end

--- Starts a server and returns when it listens.
-- @param options `conf`: the template of a configuration, as nginx/faults.conf, which is also the default.
--   `{{port.NAME}}` in it is a free port, `{{dir}}` the server's own folder, which has what
--   nginx/certificates.sh makes, `{{here}}` the folder nginx, `{{root}}` that of the checkout, `{{parent}}` the process
--   id of this program. `values`: what else stands in it, by name.
-- @return `{ ports = { NAME = number }, dir =, stop = function(self) }`
function M.start(options)
    local template = program.read(options and options.conf or here .. "/faults.conf")
    local dir = shell("mktemp -d")
    shell(("cp -R %s/. %s"):format(certificates(), dir))
    for _ = 1, 5 do
        local started, taken = launch(dir, template, options and options.values or {})
        if started then return { ports = taken, dir = dir, stop = stop } end
    end
    local log = program.read(dir .. "/error.log")
    shell("rm -r " .. dir)
    error("nginx did not start:\n" .. log, 0)
end

return M
