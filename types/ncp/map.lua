---@meta ncp.map
-- luacheck: ignore 212 241

---@class ncp.MapOptions
---@field concurrency? integer items at once at most; 16 when left out
---@field deadline? number seconds for the whole run
---@field rate? number requests per second at most, with all that have a rate for the same host and credential
---@field priority? "high"|"normal" of requests that wait for their turn, high ones go first
---@field on_progress? fun(done: integer, failed: integer, total: integer)
---@field stop_on? fun(result: ncp.MapResult, index: integer): boolean true starts no further item

---@class ncp.MapResult
---@field ok boolean
---@field out? any what the function returned
---@field meta? any its second value
---@field err? any of a failure: its third value, else its message, or what it raised

---@class ncp.MapCounts
---@field done integer
---@field failed integer

---A function that is running among others.
---@class ncp.Task
---@field done boolean

---Calls a function for many items, many at once.
---@param items any[]
---@param fn fun(item: any, index: integer): any, any, any
---@param options? ncp.MapOptions
---@return ncp.MapResult[] results in the order of the items
---@return ncp.MapCounts counts
local function map(items, fn, options) end

return map
