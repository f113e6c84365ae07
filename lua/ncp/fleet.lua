--- Many machines that work as one: one budget of requests, and one holder at a time of what one alone may do. They
-- share it through a Redis, see docs/fleet.md, and no secret goes there.
local budgets = require("ncp.fleet.budget")
local connections = require("ncp.fleet.connections")
local core = require("ncp.core")
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local indexes = require("ncp.fleet.index")
local journals = require("ncp.fleet.journal")
local leases = require("ncp.fleet.lease")
local options = require("ncp.base.options")
local scripts = require("ncp.fleet.scripts")
local statuses = require("ncp.fleet.status")

local fleet = {}

local TIMEOUT = 0.5 -- seconds
local LEASE = 60 -- seconds
local NODES = 10
local PREFIX = "ncp:"
local PAUSE = 1 -- seconds without Redis after it failed,
local PAUSES = 10 -- or so many times what the failure took: waiting takes a tenth of the time at most
local ENOUGH = 1 / 10 -- of the timeout: time in which Redis would have answered

local kinds = options.kinds

local function is_redis(value)
    return kinds.text.check(value) or type(value) == "table" or type(value) == "function"
end

local OPTIONS = {
    redis = { check = is_redis, expected = "a URL, a table or a function that returns a connection" },
    prefix = kinds.text,
    expected_nodes = kinds.count,
    on_loss = { check = function(value) return value == "alone" or value == "refuse" end,
        expected = "alone or refuse" },
    timeout = kinds.seconds,
    lease = kinds.seconds,
    replicas = kinds.count,
    name = kinds.text,
}

local Fleet = { __name = "ncp.Fleet" }
Fleet.__index = Fleet

function Fleet:__tostring()
    return ("ncp.Fleet %s of %s"):format(self.node, tostring(self.connections))
end

local function fail(message)
    return errors.fail({ kind = "fleet", operation = "fleet", message = message })
end

-- One who had hardly any time does not tell that Redis is gone by having waited in vain.
local function note_loss(self, began_at, seconds, fault)
    if fault == "timeout" and seconds < self.timeout * ENOUGH then return end
    local now = core.monotonic()
    self.fault, self.ask_again_at = fault, now + math.max(PAUSE, PAUSES * (now - began_at))
end

--- eval(self, name, keys, arguments [, seconds [, replicas]]) → what the script of that name, one of
-- `ncp.fleet.scripts`, returns of keys, to each of which the prefix is added, and of so many replicas how many have
-- what it wrote; nil, message, err of the kind `fleet` when Redis did not answer within the timeout, or within so many
-- seconds, or refused.
function Fleet:eval(name, keys, arguments, seconds, replicas)
    local own, began_at = {}, core.monotonic()
    for i, key in ipairs(keys) do own[i] = self.prefix .. key end
    seconds = math.min(seconds or self.timeout, self.timeout)
    local value, fault, copies = self.connections:eval(scripts[name], own, arguments, began_at + seconds, replicas)
    if fault then
        note_loss(self, began_at, seconds, fault)
        return fail("Redis cannot be asked: " .. fault)
    end
    self.fault, self.ask_again_at = nil, 0
    return value, copies
end

--- loss(self) → why Redis is not to be asked now, as it failed a moment ago; or nil.
function Fleet:loss()
    return core.monotonic() < self.ask_again_at and self.fault or nil
end

--- budget(self, origin, account, clock) → what `ncp.call.limiter` asks for turns to send to that origin with that
-- credential, in the place of an `ncp.call.pace`. `clock` is that of the limiter.
function Fleet:budget(origin, account, clock)
    return budgets.new(self, core.sha256(origin .. " " .. account):sub(1, 32), clock)
end

--- lease(self, name [, seconds]) → a lease, for as long as the option `lease` says when left out. It has a `name`, a
-- `token` (a number that only grows), `until_` (monotonic seconds), `is_held()`, `renew()`, `keep()` and `release()`.
-- nil, message, err when another has it (`conflict`; `err.detail` has its `holder` and for how many more `seconds`), or
-- when Redis cannot be asked (`fleet`).
function Fleet:lease(name, seconds)
    demand(name, "text", "fleet.lease: the name")
    seconds = kinds.seconds.read(seconds or self.lease_seconds)
    if not kinds.seconds.check(seconds) then error("fleet.lease: the seconds must be " .. kinds.seconds.expected, 2) end
    return leases.acquire(self, name, seconds)
end

--- journal(self, name) → what keeps the lines of the journal `fleet:NAME`, see `ncp.base.journal`.
function Fleet:journal(name)
    return journals.new(self, name)
end

--- index(self, client [, options]) → who holds which key, as `ncp.keys.index` has it, but for all machines:
-- `refresh()` reads the accounts, with the options `concurrency`, `rate` and `deadline` of `ncp.map`; `age()` tells how
-- long ago that was. Made without asking anybody. See `ncp.fleet.index`.
function Fleet:index(client, given)
    demand(client, "client", "fleet.index")
    return indexes.new(self, client, given)
end

--- status(self) → `{ nodes =, budgets =, leases =, indexes = }`, lists; nil, message, err when Redis cannot be asked.
-- See `ncp.fleet.status`.
function Fleet:status()
    return statuses.read(self)
end

--- release(self, name) ends the lease of that name whoever has it → whether somebody had; nil, message, err when Redis
-- cannot be asked. Its holder notices before its next change, and makes none.
function Fleet:release(name)
    demand(name, "text", "fleet.release: the name")
    local had, message, err = self:eval("end_lease", { leases.key(name) }, {})
    if not had then return nil, message, err end
    return tonumber(had) == 1
end

--- new(options) → what connects this process with the others of its fleet; nil, message, err when a value is refused
-- or no client of Redis is installed. An unknown option raises. Nothing is connected before it is needed.
--
-- | option | meaning |
-- |---|---|
-- | redis | where Redis is: a URL, a table, or a function that returns a connection |
-- | prefix | what all keys begin with, default `ncp:`; one Redis and one prefix are one fleet |
-- | expected_nodes | how many processes share a rate, default 10; without Redis each keeps that part of it |
-- | on_loss | without Redis: `alone` (default), at that part of the rate; `refuse`: calls fail, of kind `fleet` |
-- | timeout | seconds that one question to Redis may take, within those of the call; default 0.5 |
-- | lease | seconds for which work is held without a word, default 60; longer than a call may take |
-- | replicas | how many must have an entry of a journal before it counts; none when left out |
-- | name | what this process is called where others see it; default host:pid |
--
-- The URL is `redis://[user:password@]host[:6379][/database]`, or `rediss://…` for TLS, without which no password goes
-- to another machine. The table has `host`, `port`, `user`, `password` (a string or an `ncp.Secret`), `database`, `tls`
-- and `ca_file`, which nginx has as lua_ssl_trusted_certificate. The function is given the seconds it may take, and
-- returns what has `eval(self, script, keys, arguments)` → value, or nil and a message; or nil and a message.
function fleet.new(given)
    local valid, message, err = options.check(given, OPTIONS, "fleet.new")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    if valid.redis == nil then error("fleet.new: redis is needed: " .. OPTIONS.redis.expected, 2) end
    local connected, fault, is_missing = connections.new(valid.redis)
    if not connected then
        return errors.fail({ kind = is_missing and "unsupported" or "validation", operation = "fleet.new",
            field = "redis", message = fault })
    end
    local name = valid.name or ("%s:%d"):format(core.host_name(), core.pid())
    return setmetatable({
        connections = connected,
        node = ("%s#%06x"):format(name, math.floor(core.random() * 2 ^ 24)),
        prefix = valid.prefix or PREFIX,
        expected_nodes = valid.expected_nodes or NODES,
        on_loss = valid.on_loss or "alone",
        timeout = valid.timeout or TIMEOUT,
        replicas = valid.replicas,
        lease_seconds = valid.lease or LEASE,
        ask_again_at = 0,
        fault = nil,
    }, Fleet)
end

return fleet
