---@meta ncp.keys.records
-- luacheck: ignore 212 241

---What both versions of the Sub Account API tell of a sub account. What the service does not tell is nil.
---@class ncp.AccountRecord
---@field id string
---@field login? string
---@field name? string
---@field email? string
---@field active? boolean
---@field console? boolean may use the console
---@field limited? boolean its keys work from `sources` only
---@field sources? { type: string, source: string }[]
---@field groups? ncp.GroupRecord[]
---@field policies? ncp.PolicyRecord[]
---@field created? string
---@field last_login? string

---@class ncp.KeyRecord
---@field id string
---@field active boolean
---@field created? string

---@class ncp.GroupRecord
---@field id string
---@field name? string
---@field policies? ncp.PolicyRecord[]
---@field members? ncp.AccountRecord[]
---@field created? string

---@class ncp.PolicyRecord
---@field id string
---@field name? string
---@field type? "SYSTEM_MANAGED"|"USER_CREATED"
---@field description? string
---@field permissions? table[]
---@field created? string

---@class ncp.RoleRecord
---@field id string
---@field name? string
---@field type? string
---@field active? boolean
---@field description? string
---@field session_seconds? integer
---@field policies? ncp.PolicyRecord[]
---@field entities? { type: string, id: string }[]
---@field created? string
---@field last_used? string

---@class ncp.keys.records
local records = {}

---Makes a record of what an operation answered.
---@param client ncp.Client
---@param kind "account"|"key"|"group"|"policy"|"role"|"last_access"|"key_use"|"second_factor"|"source_rule"
---@param object table
---@return table record
function records.read(client, kind, object) end

---Gives fields the names that they have in the client's version of the API.
---@param client ncp.Client
---@param noun string
---@param fields table by their names in version 1
---@return table fields
function records.fields(client, noun, fields) end

---The id of what a create made.
---@param client ncp.Client
---@param kind "account"|"group"|"policy"|"role"
---@param object table
---@return string id
function records.id_of(client, kind, object) end

---Whether a key counts among the two that an account may have.
---@param client ncp.Client
---@param key ncp.KeyRecord
---@return boolean
function records.takes_slot(client, key) end

return records
