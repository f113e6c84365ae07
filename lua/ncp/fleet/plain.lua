--- Connections to Redis by redis-lua over luasocket: in plain Lua.
local core = require("ncp.core")
local sockets = require("ncp.fleet.socket")

local plain = {}

local Link = {}
Link.__index = Link

--- command(self, name, …) → the answer; or nil and why there is none.
function Link:command(name, ...)
    self.fault = nil
    local answer = self.client[name](self.client, ...)
    local fault = self.socket.failure or self.fault
    if fault then return nil, fault end
    return answer
end

function Link:close()
    self.socket:close()
end

-- Connections that nobody uses, by address.
local idle = setmetatable({}, { __mode = "k" })

--- Keeps the connection for the next who needs one.
function Link:keep()
    local list = idle[self.address] or {}
    idle[self.address] = list
    list[#list + 1] = self
end

-- One that was kept; those that were opened before a fork are its parent's.
local function kept(address)
    local list = idle[address] or {}
    while list[1] do
        local link = table.remove(list)
        if link.pid == core.pid() then return link end
    end
    return nil
end

--- problem() → what is missing here; nil when nothing is.
function plain.problem()
    for _, name in ipairs({ "redis", "socket" }) do
        if not pcall(require, name) then
            return "redis-lua and luasocket are needed (lua-redis on Debian), or a function that returns a connection"
        end
    end
    return nil
end

--- open(address, deadline) → a connection, which `is_new` when nobody has logged in over it; or nil and why there is
-- none. `deadline` in monotonic seconds.
function plain.open(address, deadline)
    local link = kept(address)
    if link then
        link.socket.deadline, link.is_new = deadline, false
        return link
    end
    local socket, message = sockets.connect(address, deadline)
    if not socket then return nil, message end
    link = setmetatable({ address = address, socket = socket, pid = core.pid(), is_new = true, fault = nil }, Link)
    link.client = require("redis").connect({ socket = socket })
    link.client.wait = require("redis").command("WAIT") -- which it does not know
    link.client.error = function(fault) link.fault = fault end -- it would raise, see `ncp.fleet.socket`
    return link
end

return plain
