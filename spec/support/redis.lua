--- Real Redis servers for specs. They listen on loopback ports, keep what they keep in folders of their own, and end
-- with the process that started them.
local core = require("ncp.core")
local fleets = require("ncp.fleet")

local ports = require("spec.support.ports")
local program = require("spec.support.program")

local redis = {}
redis.__index = redis

local PATIENCE = 10 -- seconds

-- Debian has redis-lua for 5.1 to 5.3, but it runs on 5.4 as it is.
if _VERSION == "Lua 5.4" then package.path = package.path .. ";/usr/share/lua/5.3/?.lua" end

-- What of a server and a client is not installed; nil when both are.
local function missing()
    if not program.output_of("command -v redis-server"):find("/") then return "redis-server" end
    for _, name in ipairs({ "redis", "socket" }) do
        if not pcall(require, name) then return name .. " for " .. _VERSION end
    end
    return nil
end

--- Whether a server and a client are installed; says so when they are not.
function redis.is_here()
    local what = missing()
    if what then print(("skipped: fleets: %s is not installed"):format(what)) end
    return what == nil
end

--- A folder of certificates, as spec/support/nginx/certificates.sh makes them.
function redis.certificates()
    local folder = program.folder()
    program.output_of("sh spec/support/nginx/certificates.sh " .. folder.path)
    return folder
end

--- start_tls(folder, name) → a server that has a `tls_port` too, with the certificate of that name.
function redis.start_tls(folder, name)
    return redis.start({
        "tls-port {{tls_port}}", ("tls-cert-file %s/%s.pem"):format(folder, name),
        ("tls-key-file %s/key.pem"):format(folder), ("tls-ca-cert-file %s/ca.pem"):format(folder),
        "tls-auth-clients no",
    })
end

-- Ends the server when the specs have ended without doing so.
local WATCH = "( while kill -0 %d; do kill -0 %d || exit; sleep 1; done; kill -9 %d; rm -rf %s ) >/dev/null 2>&1 &"

-- Returns true when it is bound to its ports; nil and what it logged when another program has one, or it does not come
-- to that.
local function launch(self)
    local lines = {
        "bind 127.0.0.1", "port " .. self.port, "dir " .. self.folder.path, "daemonize yes",
        "pidfile " .. self.folder.path .. "/pid", "logfile " .. self.folder.path .. "/log", 'save ""',
    }
    for _, line in ipairs(self.lines) do lines[#lines + 1] = line:gsub("{{tls_port}}", self.tls_port) end
    program.write(self.folder.path .. "/redis.conf", table.concat(lines, "\n") .. "\n")
    os.remove(self.folder.path .. "/pid")
    os.remove(self.folder.path .. "/log")
    local log = program.output_of(("redis-server %s/redis.conf"):format(self.folder.path))
    local deadline = core.monotonic() + PATIENCE
    repeat
        local file = io.open(self.folder.path .. "/pid")
        self.pid = file and file:read("*n")
        if file then file:close() end
        if program.exists(self.folder.path .. "/log") then log = program.read(self.folder.path .. "/log") end
        if self.pid and log:find("eady to accept") then
            os.execute(WATCH:format(core.pid(), self.pid, self.pid, self.folder.path))
            return true
        end
        core.sleep(0.01)
    until log:find("Address already in use", 1, true) or core.monotonic() > deadline
    return nil, "redis-server did not start: " .. log
end

--- start([lines]) → a server with these lines in its configuration as well, in which `{{tls_port}}` is a free port. It
--- has `port`, `tls_port`, `url`, `pid` and `folder`.
function redis.start(lines)
    local self = setmetatable({ folder = program.folder(), lines = lines or {} }, redis)
    local started, message
    for _ = 1, 5 do -- others may have taken a port since it was free
        self.port, self.tls_port = ports.free(), ports.free()
        self.url = "redis://127.0.0.1:" .. self.port
        started, message = launch(self)
        if started then return self end
    end
    error(message)
end

--- Starts it again at its port, after it was killed: with nothing in it.
function redis:restart()
    assert(launch(self))
end

--- What a command answers, as redis-lua has it.
function redis:command(name, ...)
    self.client = self.client or require("redis").connect("127.0.0.1", self.port)
    return self.client[name](self.client, ...)
end

--- fleet(self [, options]) → a fleet that asks it, with patience for a busy machine; the options come on top.
function redis:fleet(options)
    local given = { redis = self.url, timeout = PATIENCE }
    for name, value in pairs(options or {}) do given[name] = value end
    return assert(fleets.new(given))
end

--- How many scripts it has run.
function redis:scripts_run()
    local text, count = program.output_of(("redis-cli -p %d info commandstats"):format(self.port)), 0
    for calls in text:gmatch("cmdstat_eval[sha]*:calls=(%d+)") do count = count + tonumber(calls) end
    return count
end

function redis:signal(name)
    os.execute(("kill -%s %d 2>/dev/null"):format(name, self.pid))
end

--- Ends it at once, if that was not done: another program may have its process id since. One that is killed may stay in
--- the list of processes for long, but its port is free.
function redis:kill()
    if not self.pid then return end
    self:signal("KILL")
    self.pid, self.client = nil, nil
    while not core.process.free_port(self.port) do core.sleep(0.01) end
end

function redis:stop()
    self:kill()
    self.folder.remove()
end

return redis
