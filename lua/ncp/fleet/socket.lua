--- A connection of luasocket that keeps a deadline for all that is done with it, and lets the other tasks go on while
-- it waits. It has what redis-lua needs of a socket.
local certificate = require("ncp.fleet.certificate")
local core = require("ncp.core")
local tasks = require("ncp.runtime.tasks")

local socket_module = {}

local LOOK = 0.001 -- seconds for which one look may block: an answer mostly comes sooner
local LONGEST_PAUSE = 0.01 -- seconds between looks

-- What tells that there is nothing yet.
local waits = { timeout = true, wantread = true, wantwrite = true, ["Operation already in progress"] = true }

-- Where systems keep the certificates that they trust: Debian, Fedora, Alpine and macOS.
local trusted = {
    "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
}

local Socket = {}
Socket.__index = Socket

local function fail(self, message)
    self.failure = self.failure or message
    return nil, message
end

-- Repeats `look(…)` until it has come to something → what it returned; or nil and why it never did.
local function wait(self, look, ...)
    local pause = LOOK
    while not self.failure do
        local done, message = look(self, ...)
        if done then return done end
        if not waits[message] then return fail(self, message or "the connection broke") end
        local left = self.deadline - core.monotonic()
        if left <= 0 then return fail(self, "timeout") end
        tasks.clock.sleep(math.min(pause, left))
        pause = math.min(2 * pause, LONGEST_PAUSE)
    end
    return nil, self.failure
end

-- luasocket tells what became of a connection when it is asked for it again.
local function look_connect(self, host, port)
    local connected, message = self.socket:connect(host, port)
    return connected or message == "already connected" or nil, message
end

local function look_handshake(self)
    return self.socket:dohandshake()
end

local function look_send(self, data)
    local last, message, sent = self.socket:send(data, self.sent + 1)
    self.sent = last or sent
    return last, message
end

local function look_receive(self, what)
    local data, message, partial = self.socket:receive(what, self.partial)
    self.partial = partial or ""
    return data, message
end

function Socket:send(data)
    self.sent = 0
    return wait(self, look_send, data)
end

-- redis-lua raises when a socket fails, and Lua 5.1 cannot pause in pcall. So nothing fails here: what it reads is
-- empty, and `failure` tells why.
function Socket:receive(what)
    self.partial = ""
    return wait(self, look_receive, what) or (what == "*l" and "-failed" or "")
end

function Socket:close()
    self.socket:close()
end

local function trusted_file(address)
    if address.ca_file then return address.ca_file end
    for _, path in ipairs(trusted) do
        local file = io.open(path)
        if file then
            file:close()
            return path
        end
    end
end

local function secure(self, address)
    local found, ssl = pcall(require, "ssl")
    if not found then return fail(self, "TLS needs luasec (lua-sec on Debian)") end
    local wrapped, message = ssl.wrap(self.socket, {
        mode = "client", protocol = "any", verify = "peer", cafile = trusted_file(address),
        options = { "all", "no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1" },
    })
    if not wrapped then return fail(self, message) end
    self.socket = wrapped
    wrapped:settimeout(LOOK)
    if not address.host:find("^[%d.]+$") and not address.host:find(":", 1, true) then wrapped:sni(address.host) end
    if not wait(self, look_handshake) then return nil, self.failure end
    local is_right = certificate.is_of(wrapped:getpeercertificate(), address.host)
    return is_right or fail(self, "the certificate is of another host")
end

--- connect(address, deadline) → a socket; or nil and why there is none. `deadline` in monotonic seconds; it may be set
-- anew. What first went wrong is its `failure`. A host name is looked up as luasocket does: that may block.
function socket_module.connect(address, deadline)
    local tcp, message = require("socket").tcp()
    if not tcp then return nil, message end
    local self = setmetatable({ socket = tcp, deadline = deadline, failure = nil }, Socket)
    tcp:settimeout(LOOK)
    local is_there = wait(self, look_connect, address.host, address.port)
    if is_there then tcp:setoption("tcp-nodelay", true) end
    if is_there and (not address.tls or secure(self, address)) then return self end
    self:close()
    return nil, self.failure
end

return socket_module
