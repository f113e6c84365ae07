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

---What became of a leaked key.
---@class ncp.SweptKey
---@field id string
---@field state "off"|"contained"|"failed"|"self"|"excepted"|"found"|"nobody"|"unresolved"
---@field owner? string
---@field owner_name? string
---@field was_active? boolean
---@field seconds? number from the start until it was proven
---@field by? "off"|"narrow_sources"|"detach_policies"
---@field proof? { at: string, saw: string, request_id?: string }
---@field message? string why it is still on
---@field err? ncp.Error

---@class ncp.SweepReport
---@field cloud string
---@field at string when it began, UTC
---@field seconds number
---@field dry_run boolean
---@field complete boolean whether all accounts that had to be read were
---@field accounts integer that were read
---@field unread { owner?: string, owner_name?: string, page?: integer, message: string }[]
---@field keys ncp.SweptKey[]
---@field counts table<string, integer> by state
---@field journal? string
---@field journal_failure? string

---@class ncp.SweepOptions
---@field dry_run? boolean true: nothing is changed
---@field except? string[] ids that are left alone
---@field include_self? boolean true: the key that signs the requests is switched off too, at last
---@field narrow_sources? { type: string, source: string }[] for accounts whose keys cannot be switched off
---@field detach_policies? boolean
---@field journal? string path
---@field index? ncp.KeyIndex
---@field concurrency? integer 32 when left out
---@field rate? number requests per second
---@field deadline? number seconds for the whole sweep
---@field on_progress? fun(done: integer, failed: integer, total: integer)

---Who holds which key.
---@class ncp.KeyIndex
---@field find fun(self: ncp.KeyIndex, id: string): ncp.Key?
---@field records fun(self: ncp.KeyIndex): ncp.Key[]
---@field put fun(self: ncp.KeyIndex, records: ncp.Key[])
---@field refresh fun(self: ncp.KeyIndex): ncp.KeyIndex?, string?, ncp.Error?

---@class ncp.KeyIndexOptions
---@field records? ncp.Key[] of an earlier index, in place of reading
---@field concurrency? integer
---@field rate? number
---@field deadline? number

---@class ncp.KeysOptions
---@field last_used? boolean false: saves a call for each owner (`ncp`) or key (`huawei`)

---@alias ncp.Sink
---| { file: string } # replaced as a whole: JSON with `access_key` and `secret_key`
---| { command: string[] } # reads the same; status 0 confirms
---| ncp.FunctionSink

---@class ncp.FunctionSink
---@field fn fun(key: string, secret: ncp.Secret): true?, string? true confirms
---@field read? fun(key: string): ncp.Secret? what it was given for this key

---@class ncp.RotateOptions
---@field journal string path of the file that keeps the steps
---@field sink? ncp.Sink where the secret goes; needed but to undo
---@field replace? string of two keys the one that may go
---@field grace? number seconds before the old key is disabled, and before it is deleted; 0 when left out
---@field wait? boolean false: return `state = "waiting"` instead of waiting
---@field verify? fun(key: string, secret?: ncp.Secret): true?, string? true when the key works
---@field verify_timeout? number seconds; 60 when left out
---@field undo? boolean true: go back

---@class ncp.RotationStep
---@field at string when, ISO 8601
---@field step string
---@field key? string

---@class ncp.Rotation
---@field state "done"|"waiting"|"undone"
---@field owner string
---@field old string id of the key that goes
---@field new? string id of the new key
---@field waits_until? string when to call again, ISO 8601
---@field steps ncp.RotationStep[]
---@field journal string

---@class ncp.keys
local keys = {}

---Walks all keys that the client can see. Raises when some cannot be had.
---@param client ncp.Client|ncp.huawei.Client
---@param options? ncp.KeysOptions
---@return fun(): ncp.Key? keys
function keys.list(client, options) end

---Switches leaked keys off.
---@param client ncp.Client|ncp.huawei.Client
---@param input string|file*|(string|file*)[] a text, an open file, or ids, texts and open files
---@param options? ncp.SweepOptions
---@return ncp.SweepReport? report nil when nothing could be begun
---@return string message
---@return ncp.Error err
function keys.sweep(client, input, options) end

---@param client ncp.Client|ncp.huawei.Client
---@param options? ncp.KeyIndexOptions
---@return ncp.KeyIndex? index nil when not all accounts could be read
---@return string message
---@return ncp.Error err
function keys.index(client, options) end

---Replaces an access key, in steps that can be resumed and undone.
---@param client ncp.Client|ncp.huawei.Client
---@param owner string id of the sub account or user
---@param options ncp.RotateOptions
---@return ncp.Rotation? result, string? message, ncp.Error? err
function keys.rotate(client, owner, options) end

return keys
