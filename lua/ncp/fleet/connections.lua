--- Runs scripts in Redis, over connections of the client that is there.
local address = require("ncp.fleet.address")
local core = require("ncp.core")

local ngx = ngx -- luacheck: read globals ngx

local connections = {}

local unpack = table.unpack or unpack

local Connections = {}
Connections.__index = Connections

-- A server that knows no such command repeats what it was told, so only the first word of its refusal is told.
local function log_in(link, found)
    if found.password then
        local login = { found.user or found.password:reveal(), found.user and found.password:reveal() }
        local done, fault = link:command("auth", unpack(login))
        if not done then return nil, "the login was refused: " .. fault:gsub("^redis error: ", ""):match("^%S*") end
    end
    if found.database == 0 then return true end
    return link:command("select", found.database)
end

local function open(self, deadline)
    local link, fault = self.client.open(self.address, deadline)
    if not link or not link.is_new then return link, fault end
    local is_ready
    is_ready, fault = log_in(link, self.address)
    if is_ready then return link end
    link:close()
    return nil, fault
end

-- The script by its digest, which Redis tells once; by its text where Redis has forgotten it.
local function run(link, script, keys, arguments)
    local words = { #keys }
    for _, key in ipairs(keys) do words[#words + 1] = key end
    for _, argument in ipairs(arguments) do words[#words + 1] = argument end
    if not script.digest then
        local digest, reason = link:command("script", "LOAD", script.text)
        if not digest then return nil, reason end
        script.digest = digest
    end
    local value, fault = link:command("evalsha", script.digest, unpack(words))
    if not fault or not fault:find("NOSCRIPT", 1, true) then return value, fault end
    return link:command("eval", script.text, unpack(words))
end

-- For how many milliseconds replicas are waited for: half of the time that is left.
local function patience(deadline)
    return math.max(math.floor((deadline - core.monotonic()) / 2 * 1000), 1)
end

--- eval(self, script, keys, arguments, deadline [, replicas]) → what the script returned; or nil and why it did not.
-- Where so many replicas are to have what it wrote, how many do comes third. A connection over which anything failed is
-- closed: what it still has to say would be taken for the next answer, and the server that refused may not be the
-- right one any more.
function Connections:eval(script, keys, arguments, deadline, replicas)
    local link, reason = open(self, deadline)
    if not link then return nil, reason end
    local value, fault = run(link, script, keys, arguments)
    local copies
    if replicas and not fault then copies, fault = link:command("wait", replicas, patience(deadline)) end
    if fault then link:close() else link:keep() end
    return value, fault, copies
end

function Connections:__tostring()
    return tostring(self.address)
end

-- Those of a user's function.
local Given = {}
Given.__index = Given

function Given:eval(script, keys, arguments, deadline, replicas)
    local connection, fault = self.open(deadline - core.monotonic())
    if not connection then return nil, tostring(fault or "no connection was given") end
    local value, copies
    value, fault = connection:eval(script.text, keys, arguments)
    if not replicas or fault then return value, fault end
    if not connection.wait then return nil, "the connection has no wait(replicas, ms)" end
    copies, fault = connection:wait(replicas, patience(deadline))
    return value, fault, copies
end

function Given.__tostring()
    return "connections of a function"
end

--- new(given) → what runs scripts in the Redis that is at a URL, at an address in a table, or where a function
-- connects; or nil, what is wrong and whether that is something missing here.
function connections.new(given)
    if type(given) == "function" then return setmetatable({ open = given }, Given) end
    local found, fault = address.from(given)
    if not found then return nil, "redis " .. fault, false end
    local client = require(ngx and ngx.get_phase and "ncp.fleet.nginx" or "ncp.fleet.plain")
    local problem = client.problem()
    if problem then return nil, problem, true end
    return setmetatable({ client = client, address = found }, Connections)
end

return connections
