--- What the emulators of all clouds have in common: a clock, faults, and how an answer becomes a response.

local core = require("ncp.core")

local faults = require("ncp.emulator.engine.faults")
local options_of = require("ncp.base.options")
local times = require("ncp.emulator.engine.times")

local server = {}
server.__index = server

local kinds = options_of.kinds
local OPTIONS = {
    now = kinds.callback, seed = kinds.table, access_key = kinds.text, secret_key = kinds.text,
    username = kinds.text, password = kinds.text,
}

--- Makes a class of emulators of a table, which gets the methods below and has
--
-- - `trace_header`: name, in lower case, of the header that numbers the answers;
-- - `errors`, `handles`: see ncp.emulator.engine.faults;
-- - `plant(self)`: returns the state that self.options ask for;
-- - `answer(self, request, now)`: returns `{ status =, body = table or "", headers = table or nil }`, and the
--   fault that is to spoil it, or nil.
function server.class(class)
    class.__index = class
    return setmetatable(class, server)
end

--- A new emulator of this class. `options.now` is a function that returns ms since 1970, the system's clock
-- when left out. Raises a message for a mistake in the options.
function server.new(class, options)
    options = options or {}
    local valid, message = options_of.check(options, OPTIONS, "emulator.new")
    if not valid then error(message, 2) end
    local self = setmetatable({ options = options, now = options.now or core.now }, class)
    self:reset()
    return self
end

--- Forgets all calls and faults: the state is again what the seed makes it.
function server:reset()
    self.state = self:plant()
    self.answered = 0
    self:clear_faults()
end

--- Lets the emulator read the time (ms) from another function.
function server:set_clock(now)
    self.now = now
end

--- Asks for a fault, see docs/emulator.md; raises a message for a mistake in the table.
function server:fault(fault)
    local added, message = self.faults:add(fault)
    if not added then error(message, 2) end
end

--- Forgets the faults that were asked for, the skew included.
function server:clear_faults()
    self.faults = faults.new(self.errors, self.handles)
end

local function respond(self, result, now)
    self.answered = self.answered + 1
    local response = {
        status = result.status,
        headers = {
            ["content-type"] = "application/json;charset=UTF-8",
            date = times.http(now),
            [self.trace_header] = ("emulator%08x"):format(self.answered),
        },
        body = result.body == "" and "" or assert(core.json(result.body)),
    }
    for name, value in pairs(result.headers or {}) do response.headers[name] = value end
    return response
end

--- Answers one request.
-- @param request `{ method =, target = path and query as received, headers = { [name] = value },
--   body = string or nil, remote_addr = IP address or nil, scheme = "http" or "https", when nil }`
-- @return `{ status =, headers = { [lower-case name] = value }, body = string }` and, for faults, what
--   its host has to do: `delay` (wait so many seconds first), `close` (send nothing, close the
--   connection), `truncate` (send only so many bytes of the body, then close)
function server:handle(request)
    local now = self.now() + self.faults.skew * 1000
    local result, fault = self:answer(request, now)
    local response = respond(self, result, now)
    self.faults:change(fault, response)
    return response
end

return server
