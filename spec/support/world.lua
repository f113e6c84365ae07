--- An emulator of its own for each call, behind nginx and a relay that breaks connections off.
local huawei = require("ncp.huawei")
local json = require("ncp.base.json")
local ncp = require("ncp")
local operations = require("spec.support.operations")
local relay = require("spec.support.relay")
local transport = require("ncp.transport.curl")

local world = {}
world.__index = world

--- start(nginx, listener) → where calls are tried, one at a time: `nginx` is a server of worlds.conf, `listener` is
-- `plain`, `tls` or `http2`.
function world.start(nginx, listener)
    local self = setmetatable({ relay = relay.start(nginx.ports[listener]) }, world)
    self.origin = ("http://127.0.0.1:%d"):format(self.relay.port)
    if listener ~= "plain" then
        self.origin, self.ca_file = ("https://localhost:%d"):format(self.relay.port), nginx.dir .. "/ca.pem"
    end
    return self
end

local function ask(self, method, body)
    local response = assert(transport.send({
        method = method, origin = self.origin, target = "/_world", body = body, timeout = 20, ca_file = self.ca_file,
    }))
    return assert(json.decode(response.body))
end

-- A client of an emulator in which the call of the operation works.
local function new_client(self, id, by_token)
    local options = ask(self, "PUT", id)
    options.ca_file = self.ca_file
    if not options.username then
        options.base_url, options.api = self.origin, id:match("^(v2)%.") or "v1"
        return assert(ncp.new(options))
    end
    options.endpoint = self.origin
    for _, name in ipairs(by_token and { "access_key", "secret_key" } or { "username", "password", "domain" }) do
        options[name] = nil
    end
    return assert(huawei.new(options))
end

--- try(case) → what came of a call in a new world: `out`, `message` and `err`, what it `handled` (a list of
-- `{ method =, target =, status = }`), and what has `passed` in which `turns`, see `relay:arm`.
--
-- A case has the `id` of an operation; `work`, `work(id, client)`, when it is not the operation's own call;
-- `cuts`; `is_kept`, whether the connection of a call before is used; `by_token`, whether a client of Huawei's
-- family has a password and no key.
function world:try(case)
    local needs = operations.needs(case.id)
    local client = new_client(self, case.id, needs.token or case.by_token)
    if needs.before then assert(operations.call(needs.before, client)) end
    local handled_before = #ask(self, "GET").log
    if not case.is_kept then self.relay:drop() end
    self.relay:arm(case.cuts)
    local result = {}
    result.out, result.message, result.err = (case.work or operations.call)(case.id, client)
    result.passed, result.turns = self.relay.passed, self.relay.turns
    self.relay:arm()
    self.relay:drop()
    local log = ask(self, "GET").log
    result.handled = { (table.unpack or unpack)(log, handled_before + 1) } -- luacheck: ignore 113 143
    return result
end

function world:close()
    self.relay:close()
end

return world
