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
---@field never_used? boolean true when the service tells that it was never used
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
---@field file? string where it was found first
---@field line? integer
---@field column? integer in bytes
---@field encoding? string such as `JSON, base64`, the outermost first

---@class ncp.SweepReport
---@field cloud string
---@field at string when it began, UTC
---@field seconds number
---@field dry_run boolean
---@field complete boolean whether all accounts that had to be read were
---@field accounts integer that were read
---@field unread { owner?: string, owner_name?: string, page?: integer, message: string }[]
---@field keys ncp.SweptKey[]
---@field words integer of the input that have the form of an old id and belong to nobody
---@field input { bytes: integer, texts: integer, cut: boolean, overflowed: boolean }
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
---@field index? ncp.KeyIndex|ncp.FleetIndex
---@field concurrency? integer 32 when left out
---@field rate? number requests per second
---@field deadline? number|string seconds, or such as "15m", for the whole sweep
---@field max_bytes? integer how long the input may be in all; 4 GiB when left out
---@field on_progress? fun(done: integer, failed: integer, total: integer)
---@field on_reading? fun(done: integer, failed: integer, total: integer) accounts, and pages of them
---@field on_owner? fun(key: ncp.SweptKey)
---@field on_key? fun(key: ncp.SweptKey)

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
---@field deadline? number|string

---@class ncp.KeysOptions
---@field last_used? boolean false: saves a call for each owner (`ncp`) or key (`huawei`)

---@class ncp.AuditExemption
---@field key? string
---@field owner? string id or name; it or `key` is needed
---@field check? string all checks when left out
---@field reason string
---@field expires string the last day, such as `2030-01-31`, in UTC

---@class ncp.AuditOptions: ncp.MapOptions
---@field max_age_days? integer 90 when left out
---@field max_unused_days? integer 45 when left out
---@field max_active_keys? integer 1 when left out
---@field exemptions? ncp.AuditExemption[]

---@class ncp.AuditKey: ncp.Key
---@field age_days? integer
---@field unused_days? integer since it was made, if it was never used

---What is nil is not known.
---@class ncp.AuditAccount
---@field id string
---@field name string
---@field active? boolean
---@field console? boolean may log in to the console
---@field created? string
---@field last_used? string
---@field never_used? boolean
---@field unused_days? integer
---@field mfa? "registered"|"required"|"none" a second factor
---@field sources? "any"|"limited" from where its keys work
---@field keys? integer
---@field active_keys? integer
---@field failures string[] why calls about it failed

---@class ncp.AuditFinding
---@field check string
---@field severity "high"|"medium"|"low"|"unknown"
---@field owner string
---@field owner_name string
---@field key? string
---@field detail string
---@field exempt? { reason: string, expires: string }
---@field exemption_ended? string the day on which an exemption ended

---@class ncp.AuditReport
---@field cloud "ncp"|"huawei"
---@field at string UTC
---@field complete boolean false when an account could not be read in full
---@field limits { max_age_days: integer, max_unused_days: integer, max_active_keys: integer }
---@field accounts ncp.AuditAccount[]
---@field keys ncp.AuditKey[]
---@field findings ncp.AuditFinding[] the worst first
---@field exemptions ncp.AuditExemption[] with `state`: `applied`, `unused` or `expired`
---@field summary table<string, any> counts, and those of each check in `checks`

---Forms of a report, and itself the function that makes one.
---@class ncp.audit
---@overload fun(client: ncp.Client|ncp.huawei.Client, options?: ncp.AuditOptions): ncp.AuditReport?, string, ncp.Error
local audit = {}

---@param report ncp.AuditReport
---@return string text of 80 columns
function audit.table(report) end

---@param report ncp.AuditReport
---@return string? text
---@return string message when a name in the report is not UTF-8
function audit.json(report) end

---@param report ncp.AuditReport
---@param part? "findings"|"keys"|"accounts"|"exemptions" the findings when left out
---@return string text
function audit.csv(report, part) end

---@param report ncp.AuditReport
---@return string page
function audit.html(report) end

---@alias ncp.Sink
---| { file: string } # replaced as a whole: JSON with `access_key` and `secret_key`
---| { command: string[] } # reads the same; status 0, all of it being read, confirms
---| ncp.FunctionSink

---@class ncp.FunctionSink
---@field fn fun(key: string, secret: ncp.Secret): true?, string? true confirms
---@field read? fun(key: string): ncp.Secret? what it was given for this key

---@class ncp.RotateOptions
---@field journal string path of the file that keeps the steps
---@field sink? ncp.Sink where the secret goes; needed but to undo and to finish
---@field replace? string of two keys the one that may go
---@field grace? number|string seconds, or such as "7d", before the old key is disabled, and again before it is deleted
---@field wait? boolean false: return `state = "waiting"` instead of waiting
---@field verify? fun(key: string, secret?: ncp.Secret): true?, string? true when the key works
---@field verify_timeout? number|string seconds, or such as "5m"; 60 when left out
---@field finish? boolean true: delete the old key, which was disabled
---@field undo? boolean true: go back
---@field dry_run? boolean true: change nothing; `steps` are those that would be taken

---@class ncp.RotationStep
---@field at string when, ISO 8601
---@field step string
---@field key? string

---@class ncp.Rotation
---@field state "disabled"|"done"|"waiting"|"undone"|"planned"
---@field owner string
---@field old string id of the key that goes
---@field new? string id of the new key
---@field waits_until? string when to call again, ISO 8601
---@field steps ncp.RotationStep[]
---@field journal string
---@field removed integer files that killed runs had left beside that of the sink

---@class ncp.keys
---@field audit ncp.audit
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
---@param owner string id or login id (name) of the sub account or user, or the id of a key of it
---@param options ncp.RotateOptions
---@return ncp.Rotation? result, string? message, ncp.Error? err
function keys.rotate(client, owner, options) end

return keys
