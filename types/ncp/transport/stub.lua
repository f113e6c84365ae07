---@meta ncp.transport.stub
-- luacheck: ignore 212 241

---@class ncp.StubAnswer
---@field status? integer 200 when left out
---@field headers? table<string, string>
---@field body? string|table a table becomes JSON
---@field failure? ncp.Transport.Failure in place of an answer
---@field message? string of the failure

---Gives prepared answers, and keeps the requests that took them.
---@class ncp.StubTransport: ncp.Transport
---@field requests ncp.Transport.Request[]
local transport = {}

---Raises when answers are left that no request has taken.
function transport:done() end

local stub = {}

---@alias ncp.StubSend fun(request: ncp.Transport.Request): ncp.Transport.Response?, string?, ncp.Transport.Failure?

---@param answers (ncp.StubAnswer|ncp.StubSend)[] in the order of the requests
---@param start? number milliseconds since 1970 at which the clock begins; the system's time when left out
---@return ncp.StubTransport transport
function stub.new(answers, start) end

return stub
