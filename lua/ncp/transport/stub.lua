--- Transport that gives prepared answers in order and records the requests, for specs.
--
--     local stub = require("ncp.transport.stub").new {
--         { status = 200, body = { success = true } },
--         { failure = { kind = "timeout", sent = true }, message = "no answer" },
--         function(request) return { status = 200, headers = {}, body = request.body } end,
--     }

local core = require("ncp.core")
local demand = require("ncp.base.demand")
local quantity = require("ncp.base.quantity")

local virtual_clock = require("ncp.transport.virtual_clock")

local stub = {}
stub.__index = stub

local function copy(value)
    if type(value) ~= "table" then return value end
    local copied = {}
    for name, inner in pairs(value) do copied[name] = copy(inner) end
    return copied
end

local function lower_names(headers)
    local lower = {}
    for name, value in pairs(headers or {}) do lower[name:lower()] = value end
    return lower
end

local function give(answer, request)
    if type(answer) == "function" then return answer(request) end
    if answer.failure then return nil, answer.message or answer.failure.kind, answer.failure end
    local body = answer.body or ""
    return {
        status = answer.status or 200,
        headers = lower_names(answer.headers),
        body = type(body) == "table" and assert(core.json(body)) or body,
    }
end

local function send(self, request)
    self.requests[#self.requests + 1] = copy(request)
    local answer = self.answers[#self.requests]
    if not answer then
        error(("the stub has no answer for request %d: %s %s"):format(
            #self.requests, request.method, request.target), 0)
    end
    return give(answer, request)
end

--- A transport `{ send =, requests = { copies }, clock = }` that gives `answers` in their order, each
--
-- - `{ status = 200, headers = {}, body = string or table to encode as JSON }`, or
-- - `{ failure = { kind =, sent = }, message = }`, or
-- - `function(request)` that returns what `send` is to return.
--
-- A request for which none is left raises. The clock starts at `start` (ms; the system's time when nil)
-- and moves by sleeping.
function stub.new(answers, start)
    demand(answers, "table", "stub.new: the answers")
    local self = setmetatable({ answers = answers, requests = {}, clock = virtual_clock.new(start) }, stub)
    self.send = function(request) return send(self, request) end
    return self
end

--- Raises when answers are left that no request has taken.
function stub:done()
    local left = #self.answers - #self.requests
    if left > 0 then
        error(quantity(left, "answer of the stub was", "answers of the stub were") .. " not asked for", 2)
    end
end

return stub
