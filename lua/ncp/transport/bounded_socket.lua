--- A cosocket for lua-resty-http and lua-resty-redis that keeps one deadline for all it does.
--
-- nginx's own timeouts hold for a single wait: a server that sends a byte now and then
-- is never late. So all is sent and received in pieces, each with the time that is left.
local core = require("ncp.core")

local ngx = ngx -- luacheck: read globals ngx

local bounded_socket = {}

local PIECE = 16384 -- bytes

local Socket = {}
Socket.__index = Socket

-- Keeps the first failure: lua-resty-http does not hand on every one.
local function fail(self, kind, message)
    self.failure = self.failure or { kind = kind, message = message }
    return nil, message
end

-- Gives the next wait the time that is left; nil when there is none.
local function arm(self)
    local left = self.deadline - core.monotonic()
    if left <= 0 then return fail(self, "timeout", "timeout") end
    -- nginx counts from its last look at the clock, in whole milliseconds: without these
    -- two a wait would end before the deadline.
    ngx.update_time()
    self.socket:settimeout(math.ceil(left * 1000) + 1)
    return true
end

local function failed(self, kind, message)
    return fail(self, message == "timeout" and "timeout" or kind, message)
end

function Socket:connect(...)
    if not arm(self) then return nil, "timeout" end
    local connected, message = self.socket:connect(...)
    if connected then
        self.was_kept = self.socket:getreusedtimes() > 0
        return connected
    end
    return failed(self, message:find("no resolver defined", 1, true) and "unsupported" or "network", message)
end

function Socket:sslhandshake(...)
    if not arm(self) then return nil, "timeout" end
    local session, message = self.socket:sslhandshake(...)
    -- A certificate that is refused without a wait ends the connection, but the session is
    -- there (lua-nginx-module 0.10.23 with lua-resty-core 0.1.25).
    if session and self.socket:getreusedtimes() then return session end
    return failed(self, "tls", message or "the certificate was refused")
end

--- send(data): a string, or a list of strings and numbers.
function Socket:send(data)
    if type(data) == "table" then data = table.concat(data) end
    for at = 1, #data, PIECE do
        if not arm(self) then return nil, "timeout" end
        self.sent = true
        local bytes, message = self.socket:send(data:sub(at, at + PIECE - 1))
        if not bytes then return failed(self, "network", message) end
    end
    return #data
end

local function fill(self)
    if not arm(self) then return nil, "timeout" end
    local data, message = self.socket:receiveany(PIECE)
    if not data then return failed(self, "network", message) end
    self.buffer, self.answered = self.buffer .. data, true
    return true
end

local function take(self, count)
    local data = self.buffer:sub(1, count)
    self.buffer = self.buffer:sub(count + 1)
    return data
end

local function receive_line(self)
    local stop = self.buffer:find("\n", 1, true)
    while not stop and #self.buffer <= self.line_bytes do
        local filled, message = fill(self)
        if not filled then return nil, message end
        stop = self.buffer:find("\n", 1, true)
    end
    if not stop or stop > self.line_bytes then
        return fail(self, "limit", "the headers of the answer are too large")
    end
    self.line_bytes = self.line_bytes - stop
    return (take(self, stop):gsub("\r?\n$", ""))
end

--- receive("*l") and receive() → the next line; receive(count) → so many bytes.
function Socket:receive(what)
    if what == nil or what == "*l" then return receive_line(self) end
    while #self.buffer < what do
        local filled, message = fill(self)
        if not filled then return nil, message, take(self, #self.buffer) end
    end
    return take(self, what)
end

function Socket:getreusedtimes()
    return self.socket:getreusedtimes()
end

function Socket:close()
    return self.socket:close()
end

--- Keeps the connection for later, unless there is more in it than was asked for.
function Socket:setkeepalive(...)
    if self.buffer ~= "" then return self.socket:close() end
    return self.socket:setkeepalive(...)
end

--- new(socket, deadline, line_bytes) → a socket that does not go on after `deadline`
-- (monotonic seconds) and takes `line_bytes` bytes of lines. It has
--
-- | field | meaning |
-- |---|---|
-- | failure | what first went wrong: `{ kind =, message = }` |
-- | sent | whether the other side may have seen anything |
-- | was_kept | whether the connection is one that was kept |
-- | answered | whether anything has come over it |
-- | line_bytes | how many more bytes of lines it takes; may be set |
function bounded_socket.new(socket, deadline, line_bytes)
    return setmetatable({
        socket = socket,
        deadline = deadline,
        line_bytes = line_bytes,
        buffer = "",
        sent = false,
        was_kept = false,
        answered = false,
    }, Socket)
end

return bounded_socket
