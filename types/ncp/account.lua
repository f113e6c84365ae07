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

---The account as it is.
---@param client ncp.Client
---@param options? { only?: string[], ids?: boolean, concurrency?: integer, rate?: number, deadline?: number|string }
---@return ncp.Document? document the same for an account that is the same
---@return string message
---@return ncp.Error err
function account.export(client, options) end

---A step of a plan.
---@class ncp.PlanStep
---@field operation string such as `group.attach_policies`
---@field section string of the thing
---@field name string of the thing
---@field id? string of the thing; nil where an earlier step makes it
---@field part? string what of it changes; nil when it is made or deleted
---@field arguments table
---@field before? any
---@field after? any
---@field reason string

---What makes an account as a document says. It prints as a text, and has a JSON form.
---@class ncp.Plan
---@field plan integer version of this form
---@field at string when it was made, ISO 8601, UTC
---@field api "v1"|"v2"
---@field prune boolean
---@field document string SHA-256 of the document
---@field steps ncp.PlanStep[]
---@field sizes table<string, integer> how many things there are, by section
---@field effects table[] who gains and loses what
---@field counts { create: integer, update: integer, attach: integer, detach: integer, delete: integer }

---What makes the account as the document says. It reads, and changes nothing.
---@param client ncp.Client
---@param document ncp.Document
---@param options? { prune?: boolean, concurrency?: integer, rate?: number, deadline?: number|string }
---@return ncp.Plan? plan
---@return string message
---@return ncp.Error err of kind `validation` with an `ncp.DocumentFinding[]` as `detail`, or of the read that failed
function account.plan(client, document, options) end

---The plan that would make the account exactly as the document says: without steps there is no drift.
---@param client ncp.Client
---@param document ncp.Document
---@param options? { concurrency?: integer, rate?: number, deadline?: number|string }
---@return ncp.Plan? plan
---@return string message
---@return ncp.Error err
function account.drift(client, document, options) end

---Where the secrets that a plan makes go: one of the three.
---@class ncp.ManySink
---@field folder? string a new file in it for each, of mode 0600
---@field command? string[] program and arguments, which reads each as JSON
---@field fn? fun(id: string, secret: ncp.Secret, what: { kind: "key"|"password", login_id: string }): boolean?, any
---@field read? fun(id: string, what: { kind: "key"|"password", login_id: string }): ncp.Secret? beside `fn`

---What became of a step of a plan.
---@class ncp.AppliedStep
---@field number integer
---@field operation string
---@field section string
---@field name string
---@field state "done"|"skipped"|"failed"|"left"
---@field message? string
---@field err? ncp.Error

---@class ncp.ApplyOptions
---@field journal string path of the file that keeps the steps
---@field sink? ncp.ManySink needed when the plan makes passwords or keys
---@field keep_going? boolean true: a step that fails ends only those that need it
---@field allow_deletes? integer how many things a plan may delete that deletes more than a tenth of a section
---@field on_event? fun(step: ncp.AppliedStep)
---@field dry_run? boolean true: change nothing

---@class ncp.Applied
---@field done integer
---@field skipped integer
---@field failed integer
---@field steps ncp.AppliedStep[]
---@field journal string

---Carries out a plan; goes on with it when it is called again with the same journal. Of an error `journal` is its path
---and `detail` an `ncp.AppliedStep[]` of what is left.
---@param client ncp.Client
---@param plan? ncp.Plan or what was read from a file; the one in the journal when left out
---@param options ncp.ApplyOptions
---@return ncp.Applied? applied
---@return string message
---@return ncp.Error err of kind `conflict` when the account has changed since the plan was made
function account.apply(client, plan, options) end

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
