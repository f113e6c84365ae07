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

---Whether keys of a sub account may take an action.
---@class ncp.Verdict
---@field allowed boolean
---@field account string login id
---@field action string such as `IAM:View/group.list`
---@field resource? string
---@field statement? table the one that decides, as in the permissions of a policy; nil when none says anything
---@field policy? string name of the policy that has it
---@field via? string name of the group through which it is held
---@field reason? string what else decides, such as that the account is switched off

---What a policy says of one service.
---@class ncp.Right
---@field effect "Allow"|"Deny"
---@field product string
---@field actions string[]
---@field resources string[]
---@field condition? table
---@field policy string
---@field via? string name of the group through which it is held

---Whether keys of a sub account may take an action, as its policies and those of its groups are now.
---@param client ncp.Client
---@param who string id, login id, or the id of an access key
---@param action string such as `Server:View*`, or the name of an operation
---@param resource? string|{ nrn?: string, tags?: table<string, string> } resource name, or `*` (default) for all
---@return ncp.Verdict? verdict
---@return string message
---@return ncp.Error err of kind `unsupported` when it hangs on a condition that is not known here
function account.can(client, who, action, resource) end

---All that the policies of a sub account and of its groups say.
---@param client ncp.Client
---@param who string id, login id, or the id of an access key
---@return ncp.Right[]? rights
---@return string? message why none of them can be used now, or what failed
---@return ncp.Error err
function account.rights(client, who) end

return account
