---@meta ncp.keys
-- luacheck: ignore 212 241

---An access key of either cloud. Times are as the service gives them.
---@class ncp.Key
---@field id string the access key
---@field owner string id of the sub account or user that it belongs to
---@field owner_name string
---@field active boolean
---@field created? string
---@field last_used? string
---@field description? string
---@field cloud "ncp"|"huawei"

---@class ncp.KeysOptions
---@field last_used? boolean false: saves a call for each owner (`ncp`) or key (`huawei`)

---@class ncp.keys
local keys = {}

---Walks all keys that the client can see. Raises when some cannot be had.
---@param client ncp.Client|ncp.huawei.Client
---@param options? ncp.KeysOptions
---@return fun(): ncp.Key? keys
function keys.list(client, options) end

return keys
