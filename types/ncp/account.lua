---@meta ncp.account
-- luacheck: ignore 212 241

---What is to be in an account. What is left out is left as it is. docs/account.schema.json tells the members.
---@class ncp.Document
---@field version 1
---@field settings? table by name, such as `loginAlias`
---@field policies? table<string, table> those that users made, by name
---@field groups? table<string, table> by name
---@field roles? table<string, table> by name
---@field subAccounts? table<string, table> by login id

---What is wrong with a document.
---@class ncp.DocumentFinding
---@field path string such as `groups.dev.policies[0]`; empty for the whole
---@field line? integer when the document was JSON
---@field column? integer in characters, where it is not even that
---@field message string

---@class ncp.account
local account = {}

---Reads the document in a JSON file of at most 16 MiB. Of an error `detail` is an `ncp.DocumentFinding[]`.
---@param path string
---@return ncp.Document? document in normal form
---@return string message
---@return ncp.Error err
function account.read(path) end

---Checks the document that a Lua table says.
---@param document table
---@return ncp.Document? document a copy in normal form
---@return string message
---@return ncp.Error err
function account.check(document) end

---The same text for the same document.
---@param document ncp.Document
---@return string json
function account.encode(document) end

return account
