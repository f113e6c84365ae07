---@meta ncp
-- Types of lua-ncp for the Lua language server, written by scripts/gen-docs.
-- luacheck: ignore 212 241, no max comment line length
--
-- A call returns `out, meta`, or `nil, message, err`. The language server looks at each value by itself:
-- the second is `ncp.Meta|string`, and `err` is typed as if it always came, so that it can be read once
-- `out` was found to be nil. Fields of results are those the vendor documents; some may be left out.

---Stands for JSON's null.
---@alias ncp.Null lightuserdata

---@alias ncp.ErrorKind
---| "validation"     # an argument was refused, nothing was sent
---| "credentials"    # no usable keys were found
---| "unsupported"    # cannot be done in this phase of nginx
---| "tls"            # the server could not be trusted
---| "network"        # the connection failed
---| "proxy"          # a proxy is not there, or refuses
---| "timeout"        # the deadline passed
---| "limit"          # the answer is too large
---| "protocol"       # the answer is not what the API speaks
---| "authentication" # bad key, signature or clock
---| "permission"     # the key may not do this
---| "not_found"      # what the call is about does not exist
---| "throttled"      # too many calls
---| "conflict"       # a limit or state forbids it
---| "rejected"       # any other refusal
---| "server"         # the service failed
---| "deadline"|"stopped" # a run of `ncp.map` did not start this item, or did not send this call
---| "journal"|"delivery" # a journal is at fault; nobody took a secret

---Why a call failed. `tostring` gives the message.
---@class ncp.Error
---@field kind ncp.ErrorKind
---@field message string
---@field operation? string such as `accesskey.set_active`
---@field status? integer HTTP status, when the server answered
---@field code? integer|string the service's own code
---@field request_id? string what the vendor's support asks for
---@field attempts? integer how many requests were sent
---@field retryable boolean whether the same call may do better later
---@field sent boolean whether the service may have seen the request
---@field repeated? boolean true when an attempt before may have done what this one was refused
---@field retry_after? number seconds the server asked to wait
---@field field? string path of the refused argument, for `validation`
---@field detail? any what else the service said
---@field journal? string of a rotation: the path of its journal
---@field cause? ncp.Error of a rotation: the error of the call that failed

---What comes beside a result.
---@class ncp.Meta
---@field status integer HTTP status
---@field headers table<string, string> by lower-case name
---@field request_id? string what the vendor's support asks for
---@field attempts integer how many requests were sent
---@field reused? boolean whether the answer came over a connection that was kept, where the transport tells
---@field failed? integer beside a list: how many of its elements have `success = false`
---@field warning? string that the call may have ended the client's token
---@field dry_run? boolean true when nothing was sent

---A text that prints as `***`.
---@class ncp.Secret
local secret = {}

---@return string text
function secret:reveal() end

---Wipes the text.
function secret:close() end

---Signs with one key pair.
---@class ncp.Signer
local signer = {}

---@param method string
---@param target string path and query exactly as they are sent
---@param timestamp integer|string milliseconds since 1970
---@return string signature Base64
function signer:signature(method, target, timestamp) end

---@param method string
---@param target string path and query exactly as they are sent
---@param timestamp integer|string milliseconds since 1970
---@return table<string, string> headers the three that authenticate the request
function signer:headers(method, target, timestamp) end

---@param message string any string, such as one to sign that is not as the gateway wants it
---@return string code Base64 of its HMAC-SHA256
function signer:code(message) end

---@return string access_key
function signer:access_key() end

---Wipes the key.
function signer:close() end

---An access key with its secret, as the service hands them out.
---@class ncp.Credentials
---@field accessKey string
---@field keySecret ncp.Secret
---@field createTime string ISO 8601
---@field expireTime? string end of a temporary pair, ISO 8601
local credentials = {}

---@return number? expires milliseconds since 1970; nil when the pair does not end
function credentials:expires() end

---Hands out pairs; asked again before one ends.
---@class ncp.CredentialsProvider
---@field get fun(self: ncp.CredentialsProvider, timeout: number): ncp.Credentials?, string? timeout in seconds

---@class ncp.StsOptions
---@field client ncp.Client signs with a sub account's key
---@field duration? integer|string seconds, or such as "12h"; 600 to 43200; 3600 when left out
---@field serial_number? string of the device, for accounts with two-factor authentication
---@field token_code? fun(): integer the code of the moment, for such accounts

---Options of every call.
---@class ncp.CallOptions
---@field timeout? number|string seconds, or such as "90s", for the whole call, retries and pauses included
---@field max_attempts? integer requests at most
---@field priority? "high"|"normal" of requests that wait for their turn within a rate, high ones go first
---@field dry_run? boolean nothing is sent; the result is an `ncp.ShownRequest`
---@field traceparent? string header of W3C Trace Context, sent along and in all events of the call

---@class ncp.ShownRequest
---@field method string
---@field url string
---@field headers table<string, string>
---@field body? string

---@class ncp.RequestOptions: ncp.CallOptions
---@field query? table<string, string|number|boolean> appended to the target
---@field body? any a string, or a table that becomes JSON
---@field headers? table<string, string>
---@field service? string whose host is called; `subaccount` when left out
---@field idempotent? boolean may be sent again; true when left out of a GET or HEAD

---@class ncp.ClientOptions
---@field access_key? string
---@field secret_key? string|ncp.Secret
---@field credentials? ncp.Credentials|ncp.CredentialsProvider in place of a key pair
---@field profile? string section of `~/.ncloud/configure`; the environment is then not asked
---@field server_role? boolean false: never ask the server's metadata service for keys; when left out NCP_SERVER_ROLE, else true
---@field metadata_url? string where that service is
---@field site? "public"|"gov"|"fin" when left out what environment or configure file tell, else `public`
---@field api? "v1"|"v2"|"auto" version of the Sub Account API; `NCP_API` or `v1` when left out
---@field base_url? string `https://host[:port]` in place of the site's hosts
---@field ca_file? string certificates to trust in place of the system's
---@field proxy? string `http://[user:password@]host:port`, for https; default that of the environment
---@field ca_dir? string
---@field timeout? number|string seconds, or such as "90s", for a whole call; 30 when left out
---@field max_attempts? integer requests per call at most; when left out 3, not counting those that were throttled
---@field allow_blocking? boolean in nginx: a call may block the worker where nothing better is possible
---@field thread_pool? string in nginx: the pool that sends where lua-resty-http is missing; `ncp` when left out
---@field rate? number requests per second at most, of all that have a rate for this host and credential
---@field shared_dict? string in nginx: a `lua_shared_dict` through which all workers keep one rate
---@field fleet? ncp.Fleet through which all machines keep one rate, in the place of `shared_dict`
---@field on_event? fun(event: ncp.Event) is told of requests, answers, retries and more; cannot pause outside of nginx
---@field log? "info"|"debug" write these events to standard error, in nginx to its log; NCP_LOG when left out
---@field transport? ncp.Transport what sends requests; libcurl when left out

---@class ncp.Client
---@field cloud "ncp"
---@field api "v1"|"v2"|"auto" the version that it speaks; `auto` until the host was asked
---{{nouns}}
local client = {}

---Signs and sends a call that the model does not know.
---@param method string
---@param target string path, and query if any, percent-encoded
---@param options? ncp.RequestOptions
---@return table? out the decoded body; nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function client:request(method, target, options) end

---The nouns belong to a default client, made when the first of them is used.
---@class ncp
---@field null ncp.Null
---@field account ncp.account whole accounts as data
---@field keys ncp.keys access keys of either cloud
---@field map fun(items: any[], fn: (fun(item: any, i: integer): any, any, any), options?: ncp.MapOptions): ncp.MapResult[], ncp.MapCounts
---@field spawn fun(fn: (fun(...: any): any, any, any), ...: any): ncp.Task
---@field step fun(seconds?: number): integer lets all tasks go on that can, waits at most so long (0: not at all), and returns how many are left
---@field timeout fun(): number? seconds until tasks want a step, whatever comes
---@field fd fun(): integer? a descriptor that becomes readable when they want one; on Linux
---@field wait fun(task: ncp.Task): boolean, any, any, any
---@field _VERSION string
---{{nouns}}
local ncp = { credentials = {} }

---Makes a client. No I/O happens before its first call.
---@param options? ncp.ClientOptions
---@return ncp.Client? client nil when an option was refused
---@return string message when it failed
---@return ncp.Error err when it failed
function ncp.new(options) end

---Marks a table to be encoded as a JSON array even when it is empty.
---@generic T: table
---@param list T
---@return T list the same table
function ncp.array(list) end

---@param text string
---@return ncp.Secret secret
function ncp.secret(text) end

---Writes a file that is there wholly or not at all: a new one of mode 0600, or in the place of another, with its owner,
---group and mode.
---@param path string
---@param content string|ncp.Secret
---@return true? written
---@return string message
function ncp.write_secret(path, content) end

---@param access_key string
---@param secret_key string|ncp.Secret
---@return ncp.Signer? signer nil when a key is empty or holds a control character
---@return string message when it failed
---@return ncp.Error err when it failed
function ncp.signer(access_key, secret_key) end

---@class ncp.SignRequest
---@field access_key string
---@field secret_key string|ncp.Secret
---@field method string
---@field target string path and query exactly as they are sent
---@field timestamp? integer milliseconds since 1970; now when left out

---The three headers of signature v2, for an HTTP client of your own.
---@param request ncp.SignRequest
---@return table<string, string>? headers
---@return string message when it failed
---@return ncp.Error err when it failed
function ncp.sign(request) end

---Temporary credentials that renew themselves, for `ncp.new { credentials = … }`.
---@param options ncp.StsOptions
---@return ncp.CredentialsProvider provider
function ncp.credentials.sts(options) end

---{{operations}}

return ncp
