---@meta ncp.worker
-- luacheck: ignore 212 241

---Options of a client, and those of where the job runs. Nothing in them may be a function.
---@class ncp.WorkerOptions : ncp.ClientOptions
---@field cloud? "ncp"|"huawei" whose client it is; `ncp` when left out

---Whole jobs in a thread of nginx.
local worker = {}

---Runs a job in a thread of nginx's pool.
---@param job "calls"|"sweep"|"audit"
---@param client ncp.WorkerOptions
---@param ... any arguments of the job
---@return any out nil when it could not be started, or failed
---@return any meta the message when it failed
---@return ncp.Error err when it failed
function worker.run(job, client, ...) end

return worker
