--- An nginx that runs Lua in its phases, with this checkout's modules for LuaJIT.
local cjson = require("cjson")

local transport = require("ncp.transport.curl")

local server = require("spec.support.server")

local phases = {}
phases.__index = phases

local CONF = "spec/support/nginx/phases.conf"
local PATIENCE = 120 -- seconds
local NAMES_CONF = "spec/support/nginx/names.conf"

local function has(folder)
    local file = io.open(folder .. "/resty/http.lua")
    if file then file:close() end
    return file ~= nil
end

--- The folder that holds `resty/http.lua`, or nil where lua-resty-http is not installed.
-- RESTY_HTTP_FOLDER names it where LuaRocks or opm have not put it in a usual place.
function phases.resty_folder()
    local folders = {
        os.getenv("RESTY_HTTP_FOLDER") or "", "/usr/local/share/lua/5.1", "/usr/share/lua/5.1",
        "/usr/local/openresty/lualib", "/usr/local/openresty/site/lualib",
    }
    for _, folder in ipairs(folders) do
        if has(folder) then return folder end
    end
    return nil
end

--- Starts it. Options: `resty`, the folder of lua-resty-http; `workers`, 1 when left out;
-- `ca`, the file to trust, which also gives it a name server; `init`, a file that
-- init_by_lua runs; `main` and `http`, lines of nginx.conf; `listen`, options of listening.
function phases.start(options)
    local names = options.ca and server.start({ conf = NAMES_CONF })
    local nginx = server.start({
        conf = CONF,
        values = {
            workers = options.workers or 1,
            resty = options.resty and options.resty .. "/?.lua" or "",
            ca = options.ca and ("lua_ssl_trusted_certificate %s;"):format(options.ca) or "",
            resolver = names and ("resolver 127.0.0.1:%d ipv6=off;"):format(names.ports.dns) or "",
            init = options.init and ("%q"):format(options.init) or "",
            main = options.main or "",
            listen = options.listen or "",
            http = options.http or "",
        },
    })
    local origin = "http://127.0.0.1:" .. nginx.ports.plain
    return setmetatable({ nginx = nginx, names = names, origin = origin }, phases)
end

function phases:stop()
    self.nginx:stop()
    if self.names then self.names:stop() end
end

--- The text of nginx's error log.
function phases:log()
    return require("spec.support.program").read(self.nginx.dir .. "/error.log")
end

local function call(self, method, target, body, headers)
    return assert(transport.send({
        method = method, origin = self.origin, target = target, body = body, headers = headers,
        timeout = PATIENCE, skip_json_check = true,
    }))
end

-- What a chunk returned (three values at most); raises what it raised.
local function results_of(response)
    assert(response.status == 200, response.body)
    local outcome = cjson.decode(response.body)
    if not outcome.ok then error(outcome.message, 0) end
    for i, value in pairs(outcome.results) do
        if value == cjson.null then outcome.results[i] = nil end
    end
    return outcome.results[1], outcome.results[2], outcome.results[3]
end

--- run(phase, chunk) → what the Lua text returned, as JSON carries it. In it `given` is the
-- table `given`, if any. `headers` are those of the request, whose connection may be any.
function phases:run(phase, chunk, given, headers)
    local text = ("local given = require('cjson').decode(%q) %s"):format(cjson.encode(given or {}), chunk)
    return results_of(call(self, "POST", "/" .. phase, text, headers))
end

--- The same for a phase that cannot answer: `header_filter` or `log`.
function phases:run_unseen(phase, chunk, given)
    local text = ("local given = require('cjson').decode(%q) %s"):format(cjson.encode(given or {}), chunk)
    call(self, "POST", "/" .. phase, text)
    return self:kept(phase)
end

--- What was kept in the shared dictionary under that name.
function phases:kept(name)
    return results_of(call(self, "GET", "/kept/" .. name:gsub(" ", "%%20")))
end

--- Gets a page that needs no Lua.
function phases:get_plain(headers)
    return call(self, "GET", "/plain", nil, headers)
end

--- Sends its master a signal.
function phases:signal(name)
    os.execute(("kill -%s $(cat %s/nginx.pid)"):format(name, self.nginx.dir))
end

--- What the file of init_by_lua returned.
function phases:run_at_start()
    return self:kept("init")
end

return phases
