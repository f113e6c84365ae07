--- A relay between a client and a server, which breaks a connection off after so many bytes.
local ncp = require("ncp")

-- Loaded once for all files of specs: when the module goes, as after each of them, its loop goes too; and loaded again
-- it would use that loop.
local registry = debug.getregistry()
local uv = registry["spec.support.relay"] or require("luv")
registry["spec.support.relay"] = uv

local relay = {}
relay.__index = relay

local ANY_PORT = 0
local BACKLOG = 128

-- Ends the connection to the client, which gets what was written to it before. With an end of its own kind the
-- connection stays until the client has ended it as well: what it still sends would make a reset of it.
local function end_client(pair)
    if pair.client:is_closing() then return end
    if pair.reset then pair.client:close_reset() else pair.client:shutdown() end
end

local function close(self, pair)
    for _, side in ipairs({ pair.client, pair.server }) do
        if not side:is_closing() then side:close() end
    end
    self.pairs[pair] = nil
end

-- How much of what came goes on: nil for all of it.
local function left_of(self, direction, chunk)
    local cut, passed = self.cuts[1], self.passed[direction]
    if not cut or cut.direction ~= direction or passed + #chunk < cut.bytes then return nil end
    return cut.bytes - passed
end

-- The server that has got a part of a request, or all of it, says what it has to say before the client hears of the
-- end: what the server has done is done then.
local function break_off(self, pair, direction, rest)
    pair.is_broken, pair.reset = true, table.remove(self.cuts, 1).reset
    if direction == "request" then
        if #rest > 0 then pair.server:write(rest) end
        pair.server:shutdown()
    else
        pair.server:close()
        pair.client:write(rest, function() end_client(pair) end)
    end
end

local function pass(self, pair, direction, to, chunk)
    if pair.is_broken then return end
    local left = left_of(self, direction, chunk)
    local going = left and chunk:sub(1, left) or chunk
    self.passed[direction] = self.passed[direction] + #going
    self.turns[#self.turns + 1] = { direction = direction, bytes = #going }
    if left then return break_off(self, pair, direction, going) end
    to:write(going)
end

-- What a client says to a proxy before it is connected: it waits for the answer.
local function connect(self, pair, chunk)
    pair.head = (pair.head or "") .. chunk
    if not pair.head:find("\r\n\r\n", 1, true) then return end
    table.insert(self.heads, pair.head)
    pair.is_connected = true
    pair.client:write("HTTP/1.1 200 Connection established\r\n\r\n")
end

local function read(self, pair)
    pair.client:read_start(function(failure, chunk)
        if failure or not chunk then return close(self, pair) end
        if self.heads and not pair.is_connected then return connect(self, pair, chunk) end
        pass(self, pair, "request", pair.server, chunk)
    end)
    pair.server:read_start(function(failure, chunk)
        if failure or not chunk then return end_client(pair) end
        pass(self, pair, "answer", pair.client, chunk)
    end)
end

local function accept(self)
    local pair = { client = uv.new_tcp(), server = uv.new_tcp() }
    self.listener:accept(pair.client)
    self.pairs[pair] = true
    for _, side in pairs(pair) do side:nodelay(true) end
    pair.server:connect("127.0.0.1", self.server_port, function(failure)
        if failure then return close(self, pair) end -- the server is gone, or the pair was closed meanwhile
        read(self, pair)
    end)
end

--- start(server_port) → a relay to that port of this machine; its own is `port`.
function relay.start(server_port)
    local self = setmetatable({ server_port = server_port, pairs = {}, listener = uv.new_tcp() }, relay)
    assert(self.listener:bind("127.0.0.1", ANY_PORT))
    self.port = self.listener:getsockname().port
    assert(self.listener:listen(BACKLOG, function() accept(self) end))
    self:arm()
    return self
end

--- proxy(server_port) → a proxy, which connects whoever asks to that port, whatever host was asked for. In `heads` is
-- what was asked of it.
function relay.proxy(server_port)
    local self = relay.start(server_port)
    self.heads = {}
    return self
end

--- arm(cuts) breaks off, for each of the cuts in their order, the connection over which a byte passes, or comes to
-- pass, beyond so many, counted from now on over all connections; and no other. A cut is
-- `{ direction = "request" or "answer", bytes =, reset = true }`: by a reset, else by an end.
--
-- What has passed on is in `passed`, by direction, and in `turns`, `{ direction =, bytes = }` as it came.
function relay:arm(cuts)
    self.cuts, self.passed, self.turns = {}, { request = 0, answer = 0 }, {}
    for i, cut in ipairs(cuts or {}) do self.cuts[i] = cut end
end

--- Ends all connections.
function relay:drop()
    for pair in pairs(self.pairs) do close(self, pair) end
end

function relay:close()
    self:drop()
    self.listener:close()
    uv.run("nowait") -- what is closed after Lua's end would call into it
end

--- run(work) → what the function returns, which may make calls over relays and spawn tasks that do.
function relay.run(work)
    local task, poll = ncp.spawn(work), uv.new_poll(ncp.fd())
    poll:start("r", function() ncp.step(0) end)
    while not task.done do uv.run("once") end
    poll:close()
    uv.run("nowait")
    return select(2, assert(ncp.wait(task)))
end

return relay
