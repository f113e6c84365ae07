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
---@field subaccount ncp.subaccount Sub accounts: users of the main account
---@field accesskey ncp.accesskey Access keys of a sub account
---@field tenant ncp.tenant Settings that apply to all sub accounts of the main account
---@field group ncp.group Groups of sub accounts
---@field policy ncp.policy Policies: what their holders may do
---@field role ncp.role Roles: policies that servers, services and sub accounts take on
---@field switchable_role ncp.switchable_role Roles into which a sub account can switch; only its own keys may call these
---@field trust_anchor ncp.trust_anchor Trust anchors: certificate authorities whose certificates workloads elsewhere can show
---@field crl ncp.crl Certificate revocation lists of a trust anchor
---@field profile ncp.profile Profiles: which roles workloads elsewhere can get, and for how long
---@field subject ncp.subject Subjects of the certificates that workloads elsewhere have shown
---@field sts ncp.sts Temporary credentials; only a sub account's key may call this
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
---@field subaccount ncp.subaccount Sub accounts: users of the main account
---@field accesskey ncp.accesskey Access keys of a sub account
---@field tenant ncp.tenant Settings that apply to all sub accounts of the main account
---@field group ncp.group Groups of sub accounts
---@field policy ncp.policy Policies: what their holders may do
---@field role ncp.role Roles: policies that servers, services and sub accounts take on
---@field switchable_role ncp.switchable_role Roles into which a sub account can switch; only its own keys may call these
---@field trust_anchor ncp.trust_anchor Trust anchors: certificate authorities whose certificates workloads elsewhere can show
---@field crl ncp.crl Certificate revocation lists of a trust anchor
---@field profile ncp.profile Profiles: which roles workloads elsewhere can get, and for how long
---@field subject ncp.subject Subjects of the certificates that workloads elsewhere have shown
---@field sts ncp.sts Temporary credentials; only a sub account's key may call this
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

---Sub accounts: users of the main account.
---@class ncp.subaccount
local subaccount = {}

---@class ncp.subaccount.ListFields
---@field searchColumn? "loginId"|"name"|"subAccountNo" field to search in
---@field searchWord? string text to search for
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 10 when left out; 1 or more

---@class ncp.subaccount.ListResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string IP address or range, or instance number

---@class ncp.subaccount.ListResult
---@field subAccountId string sub account id
---@field subAccountNo? integer sub account number
---@field nrn? string resource name
---@field loginId? string login ID
---@field name? string user name
---@field email? string mail address
---@field memo? string description
---@field active? boolean true when enabled
---@field needPasswordReset? boolean first login asks for a new password
---@field canAPIGatewayAccess? boolean may use APIs with access keys
---@field canConsoleAccess? boolean may use the console
---@field useConsolePermitIp? boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges
---@field useApiAllowSource? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.ListResult.apiAllowSources[] addresses and servers
---@field createTime? string time of creation, ISO 8601
---@field modifiedTime? string time of the last change, ISO 8601
---@field lastLoginTime? string time of the last login, ISO 8601

---@class ncp.subaccount.ListPage
---@field items ncp.subaccount.ListResult[] rows of the page
---@field totalItems integer rows in all pages
---@field totalPages integer number of pages

---List sub accounts, one page at a time.
---
---`GET /api/v1/sub-accounts`
---@param fields? ncp.subaccount.ListFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.subaccount.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.subaccount.ListResult? rows
function subaccount.each(fields, options) end

---@class ncp.subaccount.GetResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string IP address or range, or instance number

---@class ncp.subaccount.GetResult.groups.policies

---@class ncp.subaccount.GetResult.groups.subAccounts

---@class ncp.subaccount.GetResult.groups
---@field groupId string group id
---@field groupName? string group name
---@field policies? ncp.subaccount.GetResult.groups.policies[] policies of the group
---@field subAccounts? ncp.subaccount.GetResult.groups.subAccounts[] sub accounts in the group

---@class ncp.subaccount.GetResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? string policy type

---@class ncp.subaccount.GetResult
---@field subAccountId string sub account id
---@field subAccountNo? integer sub account number
---@field nrn? string resource name
---@field loginId? string login ID
---@field name string user name
---@field email? string mail address
---@field memo? string description
---@field active? boolean true when enabled
---@field needPasswordReset? boolean first login asks for a new password
---@field canAPIGatewayAccess? boolean may use APIs with access keys
---@field canConsoleAccess? boolean may use the console
---@field useConsolePermitIp? boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges
---@field useApiAllowSource? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.GetResult.apiAllowSources[] addresses and servers
---@field createTime? string time of creation, ISO 8601
---@field modifiedTime? string time of the last change, ISO 8601
---@field lastLoginTime? string time of the last login, ISO 8601
---@field groups? ncp.subaccount.GetResult.groups[] groups of the sub account
---@field policies? ncp.subaccount.GetResult.policies[] policies attached to the sub account itself

---Read a sub account with its groups and policies.
---
---`GET /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get(subAccountId, options) end

---@class ncp.subaccount.CreateFields.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source string IP address or range, or instance number

---@class ncp.subaccount.CreateFields
---@field loginId string login ID; 3 to 60 characters; only `[A-Za-z0-9.@_-]`; first of `[A-Za-z]`
---@field name string user name; 2 to 30 characters
---@field canAPIGatewayAccess boolean may use APIs with access keys
---@field canConsoleAccess boolean may use the console
---@field needPasswordReset boolean first login asks for a new password
---@field needPasswordGenerate? boolean the service makes the password; false when left out
---@field password? string|ncp.Secret password of upper and lower case letters, digits and special characters; required when `needPasswordGenerate` is `false`; 8 to 16 characters
---@field email? string mail address; 6 to 100 characters
---@field memo? string description; at most 300 bytes
---@field isMfaMandatory? boolean two-factor authentication is required
---@field useConsolePermitIp? boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges
---@field useApiAllowSource? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.CreateFields.apiAllowSources[] addresses and servers
---@field active? boolean true when enabled; the government site requires it
---@field tags? table<string, string> tag values by tag key; at most 20 entries; each 1 to 256 characters

---@class ncp.subaccount.CreateResult
---@field success boolean true when it was done
---@field id string id of the new sub account
---@field generatedPassword? ncp.Secret password made; shown only here

---Create a sub account.
---
---`POST /api/v1/sub-accounts`
---@param fields ncp.subaccount.CreateFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.create(fields, options) end

---@class ncp.subaccount.UpdateFields.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source string IP address or range, or instance number

---@class ncp.subaccount.UpdateFields
---@field name string user name; 2 to 30 characters
---@field active? boolean true when enabled
---@field canAPIGatewayAccess? boolean may use APIs with access keys
---@field canConsoleAccess? boolean may use the console
---@field email? string mail address; 6 to 100 characters
---@field memo? string description; at most 300 bytes
---@field isMfaMandatory? boolean two-factor authentication is required
---@field useConsolePermitIp? boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges
---@field useApiAllowSource? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.UpdateFields.apiAllowSources[] addresses and servers

---@class ncp.subaccount.UpdateResult
---@field success boolean true when it was done
---@field id? string sub account id

---Change a sub account; the service may reset what is left out.
---
---`PUT /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.update(subAccountId, fields, options) end

---@class ncp.subaccount.DeleteResult
---@field success boolean true when it was done

---Delete a sub account.
---
---`DELETE /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.delete(subAccountId, options) end

---@class ncp.subaccount.SetActiveResult
---@field success boolean true when it was done
---@field id? string sub account id

---Enable or disable a sub account and leave the rest as it is.
---
---`PUT /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.subaccount.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.set_active(subAccountId, active, options) end

---@class ncp.subaccount.ResetPasswordFields
---@field needPasswordGenerate? boolean the service makes the password
---@field newPassword? string|ncp.Secret new password; ignored when the service makes it; required when `needPasswordGenerate` is `false`; not empty

---@class ncp.subaccount.ResetPasswordResult
---@field success boolean true when it was done
---@field generatedPassword? ncp.Secret password made; shown only here

---Give a sub account a new password.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/password`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.ResetPasswordFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.ResetPasswordResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.reset_password(subAccountId, fields, options) end

---@class ncp.subaccount.AttachPoliciesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Attach policies to a sub account.
---
---`POST /api/v1/sub-accounts/{subAccountId}/policies`
---@param subAccountId string sub account id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.AttachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.attach_policies(subAccountId, policyIdList, options) end

---@class ncp.subaccount.DetachPoliciesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Detach policies from a sub account.
---
---`DELETE /api/v1/sub-accounts/{subAccountId}/policies`
---@param subAccountId string sub account id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.DetachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.detach_policies(subAccountId, policyIdList, options) end

---@class ncp.subaccount.AddGroupsResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Add a sub account to groups, of which it can be in ten.
---
---`POST /api/v1/sub-accounts/{subAccountId}/groups`
---@param subAccountId string sub account id
---@param groupIdList string[] group ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.AddGroupsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.add_groups(subAccountId, groupIdList, options) end

---@class ncp.subaccount.RemoveGroupsResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Remove a sub account from groups.
---
---`DELETE /api/v1/sub-accounts/{subAccountId}/groups`
---@param subAccountId string sub account id
---@param groupIdList string[] group ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.RemoveGroupsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.remove_groups(subAccountId, groupIdList, options) end

---@class ncp.subaccount.GetConsoleRuleResult
---@field subAccountId? string sub account id
---@field useConsolePermitIp boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges

---Read where a sub account may use the console from.
---
---`GET /api/v1/sub-accounts/{subAccountId}/access-rules/console`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetConsoleRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_console_rule(subAccountId, options) end

---@class ncp.subaccount.SetConsoleRuleFields
---@field useConsolePermitIp boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges; at most 100 elements

---@class ncp.subaccount.SetConsoleRuleResult
---@field success boolean true when it was done
---@field id? string sub account id

---Set where a sub account may use the console from.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/access-rules/console`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.SetConsoleRuleFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.SetConsoleRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.set_console_rule(subAccountId, fields, options) end

---@class ncp.subaccount.GetApiRuleResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string IP address or range, or instance number

---@class ncp.subaccount.GetApiRuleResult
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.GetApiRuleResult.apiAllowSources[] addresses and servers

---Read where a sub account may use APIs from.
---
---`GET /api/v1/sub-accounts/{subAccountId}/access-rules/api`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetApiRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_api_rule(subAccountId, options) end

---@class ncp.subaccount.SetApiRuleFields.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source string IP address or range, or instance number

---@class ncp.subaccount.SetApiRuleFields
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.SetApiRuleFields.apiAllowSources[] addresses and servers

---@class ncp.subaccount.SetApiRuleResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string IP address or range, or instance number

---@class ncp.subaccount.SetApiRuleResult
---@field success? boolean true when it was done
---@field id? string sub account id
---@field useApiAllowSource? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.SetApiRuleResult.apiAllowSources[] addresses and servers

---Set where a sub account may use APIs from.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/access-rules/api`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.SetApiRuleFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.SetApiRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.set_api_rule(subAccountId, fields, options) end

---@class ncp.subaccount.GetMfaResult.mfaList
---@field mfaType? "PHONE"|"EMAIL"|"OTP"|"PASSKEY" kind of second factor

---@class ncp.subaccount.GetMfaResult
---@field isMfaMandatory boolean two-factor authentication is required
---@field mfaList? ncp.subaccount.GetMfaResult.mfaList[] registered second factors

---Read the two-factor authentication of a sub account.
---
---`GET /api/v1/sub-accounts/{subAccountId}/mfa`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetMfaResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_mfa(subAccountId, options) end

---@class ncp.subaccount.GetLastAccessResult.lastAccessKeyUsed
---@field accessKey string access key id
---@field lastUsed? string time of the last use, ISO 8601

---@class ncp.subaccount.GetLastAccessResult
---@field subAccountId string sub account id; some services answer it as `idNo`
---@field lastLogin? string time of the last login, ISO 8601
---@field lastGitLogin? string time of the last SourceCommit login, ISO 8601
---@field lastAccessKeyUsed? ncp.subaccount.GetLastAccessResult.lastAccessKeyUsed[] last use of each access key
---@field unusedDays? integer days without use

---Read when a sub account and its access keys were last used.
---
---`GET /api/v1/users/{subAccountId}/last-access-summary`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetLastAccessResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_last_access(subAccountId, options) end

---@class ncp.subaccount.GetUserFields
---@field includeDeleted? boolean find deleted ones too; false when left out

---@class ncp.subaccount.GetUserResult.groups
---@field groupId string group id
---@field groupName? string group name

---@class ncp.subaccount.GetUserResult.sourceIdentity
---@field type? string kind of principal
---@field id? string id of the principal
---@field provider? string provider of the principal

---@class ncp.subaccount.GetUserResult
---@field subAccountId string sub account id
---@field loginId? string login ID
---@field name? string user name
---@field email? string mail address
---@field groups? ncp.subaccount.GetUserResult.groups[] groups of the user
---@field active? boolean true when enabled
---@field deleted? boolean true when deleted
---@field createTime? string time of creation, ISO 8601
---@field principalType? "IamUser"|"IamRole" sub account or user of a role
---@field sourceIdentity? ncp.subaccount.GetUserResult.sourceIdentity principal behind an IamRole
---@field roleNrn? string resource name of the role of an IamRole

---Look up a user: a sub account, a deleted one, or a user of a role.
---
---`GET /api/v1/users/{subAccountId}`
---@param subAccountId string sub account id
---@param fields? ncp.subaccount.GetUserFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetUserResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_user(subAccountId, fields, options) end

---@class ncp.subaccount.FindIdsResult.idNoMap
---@field subAccountNo integer sub account number
---@field idNo string sub account id

---@class ncp.subaccount.FindIdsResult
---@field idNoMap ncp.subaccount.FindIdsResult.idNoMap[] numbers with their sub account ids

---Find the ids of sub accounts by their numbers.
---
---`GET /api/v1/sub-accounts-with-no`
---@param subAccountNo integer[] sub account numbers; not empty; each 0 or more
---@param options? ncp.CallOptions
---@return ncp.subaccount.FindIdsResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.find_ids(subAccountNo, options) end

---@class ncp.subaccount.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---List the tags of a sub account.
---
---`GET /api/v1/users/{subAccountId}/tags`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.ListTagsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.list_tags(subAccountId, options) end

---@class ncp.subaccount.AddTagResult
---@field success boolean true when it was done
---@field message? string why it failed

---Add a tag to a sub account, which can have twenty.
---
---`POST /api/v1/users/{subAccountId}/tags`
---@param subAccountId string sub account id
---@param tagKey string tag key; 1 to 128 characters
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.subaccount.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.add_tag(subAccountId, tagKey, tagValue, options) end

---@class ncp.subaccount.RemoveTagResult
---@field success boolean true when it was done

---Remove a tag from a sub account.
---
---`DELETE /api/v1/users/{subAccountId}/tags`
---@param subAccountId string sub account id
---@param tagKey string tag key; 1 to 128 characters
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.subaccount.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.remove_tag(subAccountId, tagKey, tagValue, options) end

---Access keys of a sub account.
---@class ncp.accesskey
local accesskey = {}

---@class ncp.accesskey.ListResult
---@field accessKey string access key id
---@field active boolean true when the key is switched on
---@field createTime? string time of creation, ISO 8601

---List the access keys of a sub account, without their secrets.
---
---`GET /api/v1/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.accesskey.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.list(subAccountId, options) end

---@class ncp.accesskey.CreateResult: ncp.Credentials
---@field accessKey string access key id
---@field keySecret ncp.Secret secret key; shown only here
---@field createTime? string time of creation, ISO 8601

---Create an access key for a sub account.
---
---`POST /api/v1/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.accesskey.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.create(subAccountId, options) end

---@class ncp.accesskey.SetActiveResult
---@field success boolean true when it was done

---Switch an access key on or off.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param accessKey string access key id; not empty
---@param active boolean true switches the key on, false off
---@param options? ncp.CallOptions
---@return ncp.accesskey.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.set_active(subAccountId, accessKey, active, options) end

---@class ncp.accesskey.DeleteResult
---@field success boolean true when it was done

---Delete an access key.
---
---`DELETE /api/v1/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param accessKey string access key id; not empty
---@param options? ncp.CallOptions
---@return ncp.accesskey.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.delete(subAccountId, accessKey, options) end

---Settings that apply to all sub accounts of the main account.
---@class ncp.tenant
local tenant = {}

---@class ncp.tenant.GetLoginAliasResult
---@field loginAlias? string login access key; missing while none is set

---Read the login access key, the name in the address of the sub accounts' login page.
---
---`GET /api/v1/login-alias`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetLoginAliasResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_login_alias(options) end

---@class ncp.tenant.SetLoginAliasResult
---@field success boolean true when it was done

---Set the login access key, the name in the address of the sub accounts' login page.
---
---`PUT /api/v1/login-alias`
---@param loginAlias string login access key; 3 to 20 characters; only `[a-z0-9]`
---@param options? ncp.CallOptions
---@return ncp.tenant.SetLoginAliasResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_login_alias(loginAlias, options) end

---@class ncp.tenant.CheckLoginIdResult
---@field success boolean true when it can be used
---@field message? string why it cannot

---Ask whether a login ID is well formed and free.
---
---`GET /api/v1/join/check-login-id`
---@param loginId string login ID to check; not empty
---@param options? ncp.CallOptions
---@return ncp.tenant.CheckLoginIdResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.check_login_id(loginId, options) end

---@class ncp.tenant.CheckPasswordResult
---@field success boolean true when it can be used
---@field message? string why it cannot

---Ask whether a password is safe enough.
---
---`GET /api/v1/join/check-password`
---@param password string|ncp.Secret password to check; the service takes it in the URL; not empty
---@param options? ncp.CallOptions
---@return ncp.tenant.CheckPasswordResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.check_password(password, options) end

---@class ncp.tenant.GetPasswordExpirationResult
---@field usePasswordExpiration boolean true when passwords expire
---@field passwordExpirationDays? integer days until a password expires

---Read when passwords of sub accounts expire.
---
---`GET /api/v1/tenant-settings/sub-account-password-policy`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetPasswordExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_password_expiration(options) end

---@class ncp.tenant.SetPasswordExpirationFields
---@field usePasswordExpiration boolean true when passwords expire
---@field passwordExpirationDays? 60|90|120|180 days until a password expires; required when `usePasswordExpiration` is `true`

---@class ncp.tenant.SetPasswordExpirationResult
---@field success boolean true when it was done

---Set when passwords of sub accounts expire.
---
---`POST /api/v1/tenant-settings/sub-account-password-policy`
---@param fields ncp.tenant.SetPasswordExpirationFields
---@param options? ncp.CallOptions
---@return ncp.tenant.SetPasswordExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_password_expiration(fields, options) end

---@class ncp.tenant.GetSessionExpirationResult
---@field useSessionExpiration boolean true when idle sessions expire
---@field sessionExpirationSec? 600|1800|3600|10800 seconds until an idle session expires

---Read when idle sessions of sub accounts expire.
---
---`GET /api/v1/tenant-settings/sub-account-session-policy`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetSessionExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_session_expiration(options) end

---@class ncp.tenant.SetSessionExpirationFields
---@field useSessionExpiration boolean true when idle sessions expire
---@field sessionExpirationSec? 600|1800|3600|10800 seconds until an idle session expires; required when `useSessionExpiration` is `true`

---@class ncp.tenant.SetSessionExpirationResult
---@field success boolean true when it was done

---Set when idle sessions of sub accounts expire.
---
---`POST /api/v1/tenant-settings/sub-account-session-policy`
---@param fields ncp.tenant.SetSessionExpirationFields
---@param options? ncp.CallOptions
---@return ncp.tenant.SetSessionExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_session_expiration(fields, options) end

---@class ncp.tenant.GetIdleDisableResult
---@field useIdleDisable boolean true when long-unused sub accounts are disabled
---@field idleDisableDays? 90|180|365 days without use

---Read after how many days without use sub accounts are disabled.
---
---`GET /api/v1/tenant-settings/idle-disable-settings`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetIdleDisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_idle_disable(options) end

---@class ncp.tenant.SetIdleDisableFields
---@field useIdleDisable boolean true when long-unused sub accounts are disabled
---@field idleDisableDays? 90|180|365 days without use; required when `useIdleDisable` is `true`

---@class ncp.tenant.SetIdleDisableResult
---@field success boolean true when it was done

---Set after how many days without use sub accounts are disabled.
---
---`POST /api/v1/tenant-settings/idle-disable-settings`
---@param fields ncp.tenant.SetIdleDisableFields
---@param options? ncp.CallOptions
---@return ncp.tenant.SetIdleDisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_idle_disable(fields, options) end

---Groups of sub accounts.
---@class ncp.group
local group = {}

---@class ncp.group.ListFields
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 10 when left out; 1 or more

---@class ncp.group.ListResult
---@field groupId string group id
---@field groupName? string group name
---@field nrn? string resource name

---@class ncp.group.ListPage
---@field items ncp.group.ListResult[] rows of the page
---@field totalItems integer rows in all pages
---@field totalPages integer number of pages

---List groups, one page at a time.
---
---`GET /api/v1/groups`
---@param fields? ncp.group.ListFields
---@param options? ncp.CallOptions
---@return ncp.group.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.group.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.group.ListResult? rows
function group.each(fields, options) end

---@class ncp.group.GetResult.subAccounts
---@field subAccountId string sub account id
---@field loginId? string login ID
---@field name? string user name
---@field nrn? string resource name

---@class ncp.group.GetResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field policyDesc? string description
---@field nrn? string resource name

---@class ncp.group.GetResult
---@field groupId string group id
---@field groupName? string group name
---@field subAccounts? ncp.group.GetResult.subAccounts[] sub accounts in the group
---@field policies? ncp.group.GetResult.policies[] policies attached to the group
---@field nrn? string resource name

---Read a group with its sub accounts and policies.
---
---`GET /api/v1/groups/{groupId}`
---@param groupId string group id
---@param options? ncp.CallOptions
---@return ncp.group.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.get(groupId, options) end

---@class ncp.group.CreateFields
---@field groupName string group name; 3 to 30 characters
---@field tags? table<string, string> tag values by tag key; at most 20 entries

---@class ncp.group.CreateResult
---@field success boolean true when it was done
---@field id string id of the new group

---Create a group, of which there can be 300.
---
---`POST /api/v1/groups`
---@param fields ncp.group.CreateFields
---@param options? ncp.CallOptions
---@return ncp.group.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.create(fields, options) end

---@class ncp.group.UpdateFields
---@field groupName string group name; 3 to 30 characters

---@class ncp.group.UpdateResult
---@field success boolean true when it was done

---Rename a group.
---
---`PUT /api/v1/groups/{groupId}`
---@param groupId string group id
---@param fields ncp.group.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.group.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.update(groupId, fields, options) end

---@class ncp.group.DeleteResult
---@field success boolean true when it was done

---Delete a group.
---
---`DELETE /api/v1/groups/{groupId}`
---@param groupId string group id
---@param options? ncp.CallOptions
---@return ncp.group.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.delete(groupId, options) end

---@class ncp.group.AddMembersResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Add sub accounts to a group; each can be in ten groups.
---
---`POST /api/v1/groups/{groupId}/sub-accounts`
---@param groupId string group id
---@param subAccountIdList string[] sub account ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.group.AddMembersResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.add_members(groupId, subAccountIdList, options) end

---@class ncp.group.RemoveMembersResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Remove sub accounts from a group.
---
---`DELETE /api/v1/groups/{groupId}/sub-accounts`
---@param groupId string group id
---@param subAccountIdList string[] sub account ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.group.RemoveMembersResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.remove_members(groupId, subAccountIdList, options) end

---@class ncp.group.AttachPoliciesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Attach policies to a group.
---
---`POST /api/v1/groups/{groupId}/policies`
---@param groupId string group id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.group.AttachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.attach_policies(groupId, policyIdList, options) end

---@class ncp.group.DetachPoliciesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Detach policies from a group.
---
---`DELETE /api/v1/groups/{groupId}/policies`
---@param groupId string group id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.group.DetachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.detach_policies(groupId, policyIdList, options) end

---@class ncp.group.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---List the tags of a group.
---
---`GET /api/v1/groups/{groupId}/tags`
---@param groupId string group id
---@param options? ncp.CallOptions
---@return ncp.group.ListTagsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.list_tags(groupId, options) end

---@class ncp.group.AddTagResult
---@field success boolean true when it was done

---Add a tag to a group, which can have twenty.
---
---`POST /api/v1/groups/{groupId}/tags`
---@param groupId string group id
---@param tagKey string tag key
---@param tagValue string tag value
---@param options? ncp.CallOptions
---@return ncp.group.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.add_tag(groupId, tagKey, tagValue, options) end

---@class ncp.group.RemoveTagResult
---@field success boolean true when it was done

---Remove a tag from a group.
---
---`DELETE /api/v1/groups/{groupId}/tags`
---@param groupId string group id
---@param tagKey string tag key
---@param tagValue string tag value
---@param options? ncp.CallOptions
---@return ncp.group.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.remove_tag(groupId, tagKey, tagValue, options) end

---Policies: what their holders may do.
---@class ncp.policy
local policy = {}

---@class ncp.policy.ListFields
---@field type? "SYSTEM_MANAGED"|"USER_CREATED" made by the vendor or by users; both when left out
---@field searchColumn? "policyName" field to search in
---@field searchWord? string text to search for
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 10 when left out; 1 or more

---@class ncp.policy.ListResult
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field policyDesc? string description
---@field nrn? string resource name

---@class ncp.policy.ListPage
---@field items ncp.policy.ListResult[] rows of the page
---@field totalItems integer rows in all pages
---@field totalPages integer number of pages

---List policies, one page at a time.
---
---`GET /api/v1/policies`
---@param fields? ncp.policy.ListFields
---@param options? ncp.CallOptions
---@return ncp.policy.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.policy.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.policy.ListResult? rows
function policy.each(fields, options) end

---@class ncp.policy.GetFields
---@field withPermissions? boolean read the statements too; false when left out

---@class ncp.policy.GetResult.permissions.targets
---@field product? string code of a service, such as Server
---@field actions? string[] names of actions, View*, Change* or *
---@field resourceNrns? string[] resource names, or * for all

---@class ncp.policy.GetResult.permissions
---@field effect? "Allow"|"Deny" what the statement does
---@field targets? ncp.policy.GetResult.permissions.targets[] what it is about
---@field condition? table<string, table<string, string[]>> lists of values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.policy.GetResult
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field policyDesc? string description
---@field nrn? string resource name
---@field permissions? ncp.policy.GetResult.permissions[] statements, when withPermissions was true

---Read a policy.
---
---`GET /api/v1/policies/{policyId}`
---@param policyId string policy id
---@param fields? ncp.policy.GetFields
---@param options? ncp.CallOptions
---@return ncp.policy.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.get(policyId, fields, options) end

---@class ncp.policy.CreateFields.permissions.targets
---@field product string code of a service, such as Server
---@field actions string[] names of actions, View*, Change* or *; not empty; each not empty
---@field resourceNrns string[] resource names, or * for all; not empty; each not empty

---@class ncp.policy.CreateFields.permissions
---@field effect "Allow"|"Deny" what the statement does
---@field targets ncp.policy.CreateFields.permissions.targets[] what it is about; not empty
---@field condition? table<string, table<string, string[]>> lists of values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.policy.CreateFields
---@field policyName string policy name; 3 to 30 characters
---@field description? string description; read as policyDesc; at most 300 bytes
---@field permissions ncp.policy.CreateFields.permissions[] statements of what is allowed or denied; not empty
---@field tags? table<string, string> tag values by tag key; at most 20 entries

---@class ncp.policy.CreateResult.validationResult.details
---@field code? string code, such as iam.policy.invalidProduct
---@field location? string path in the document, such as permissions[0].targets[0].product
---@field message? string what was found
---@field type? string severity: INFO, WARN, WARNING or ERROR

---@class ncp.policy.CreateResult.validationResult
---@field success boolean false when there is a finding of type ERROR
---@field details? ncp.policy.CreateResult.validationResult.details[] findings

---@class ncp.policy.CreateResult
---@field policyId string policy id; some services answer it as `id`
---@field policyName? string policy name
---@field description? string description
---@field validationResult? ncp.policy.CreateResult.validationResult what the service found in the statements

---Create a policy, of which there can be 500.
---
---`POST /api/v1/policies`
---@param fields ncp.policy.CreateFields
---@param options? ncp.CallOptions
---@return ncp.policy.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.create(fields, options) end

---@class ncp.policy.UpdateFields.permissions.targets
---@field product string code of a service, such as Server
---@field actions string[] names of actions, View*, Change* or *; not empty; each not empty
---@field resourceNrns string[] resource names, or * for all; not empty; each not empty

---@class ncp.policy.UpdateFields.permissions
---@field effect "Allow"|"Deny" what the statement does
---@field targets ncp.policy.UpdateFields.permissions.targets[] what it is about; not empty
---@field condition? table<string, table<string, string[]>> lists of values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.policy.UpdateFields
---@field permissions ncp.policy.UpdateFields.permissions[] statements of what is allowed or denied; not empty
---@field description? string description; read as policyDesc; at most 300 bytes

---@class ncp.policy.UpdateResult.validationResult.details
---@field code? string code, such as iam.policy.invalidProduct
---@field location? string path in the document, such as permissions[0].targets[0].product
---@field message? string what was found
---@field type? string severity: INFO, WARN, WARNING or ERROR

---@class ncp.policy.UpdateResult.validationResult
---@field success boolean false when there is a finding of type ERROR
---@field details? ncp.policy.UpdateResult.validationResult.details[] findings

---@class ncp.policy.UpdateResult
---@field policyId? string policy id; some services answer it as `id`
---@field policyName? string policy name
---@field description? string description
---@field validationResult? ncp.policy.UpdateResult.validationResult what the service found in the statements
---@field success? boolean true when it was done

---Replace all statements of a policy; the service may blank a description left out.
---
---`PUT /api/v1/policies/{policyId}`
---@param policyId string policy id
---@param fields ncp.policy.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.policy.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.update(policyId, fields, options) end

---@class ncp.policy.ValidateFields.permissions.targets
---@field product string code of a service, such as Server
---@field actions string[] names of actions, View*, Change* or *; not empty; each not empty
---@field resourceNrns string[] resource names, or * for all; not empty; each not empty

---@class ncp.policy.ValidateFields.permissions
---@field effect "Allow"|"Deny" what the statement does
---@field targets ncp.policy.ValidateFields.permissions.targets[] what it is about; not empty
---@field condition? table<string, table<string, string[]>> lists of values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.policy.ValidateFields
---@field policyName string policy name; 3 to 30 characters
---@field description? string description; read as policyDesc; at most 300 bytes
---@field permissions ncp.policy.ValidateFields.permissions[] statements of what is allowed or denied; not empty

---@class ncp.policy.ValidateResult.details
---@field code? string code, such as iam.policy.invalidProduct
---@field location? string path in the document, such as permissions[0].targets[0].product
---@field message? string what was found
---@field type? string severity: INFO, WARN, WARNING or ERROR

---@class ncp.policy.ValidateResult
---@field success boolean false when there is a finding of type ERROR
---@field details? ncp.policy.ValidateResult.details[] findings

---Check a policy without saving it.
---
---`POST /api/v1/policy/validation`
---@param fields ncp.policy.ValidateFields
---@param options? ncp.CallOptions
---@return ncp.policy.ValidateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.validate(fields, options) end

---@class ncp.policy.DeleteResult

---Delete a policy that is attached to nothing.
---
---`DELETE /api/v1/policies/{policyId}`
---@param policyId string policy id
---@param options? ncp.CallOptions
---@return ncp.policy.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.delete(policyId, options) end

---@class ncp.policy.DeleteManyResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Delete policies that are attached to nothing.
---
---`DELETE /api/v1/policies`
---@param policyIds string[] policy ids; not empty; each not empty
---@param options? ncp.CallOptions
---@return ncp.policy.DeleteManyResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.delete_many(policyIds, options) end

---@class ncp.policy.ListResourcesResult
---@field resourceType string SubAccount, Group or Role
---@field resourceId string id of the sub account, group or role
---@field resourceName? string its name
---@field nrn? string its resource name

---List what a policy is attached to.
---
---`GET /api/v1/policies/{policyId}/resources`
---@param policyId string policy id
---@param options? ncp.CallOptions
---@return ncp.policy.ListResourcesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.list_resources(policyId, options) end

---@class ncp.policy.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---List the tags of a policy.
---
---`GET /api/v1/policies/{policyId}/tags`
---@param policyId string policy id
---@param options? ncp.CallOptions
---@return ncp.policy.ListTagsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.list_tags(policyId, options) end

---@class ncp.policy.AddTagResult
---@field success boolean true when it was done

---Add a tag to a policy, which can have twenty.
---
---`POST /api/v1/policies/{policyId}/tags`
---@param policyId string policy id
---@param tagKey string tag key
---@param tagValue string tag value
---@param options? ncp.CallOptions
---@return ncp.policy.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.add_tag(policyId, tagKey, tagValue, options) end

---@class ncp.policy.RemoveTagResult
---@field success boolean true when it was done

---Remove a tag from a policy.
---
---`DELETE /api/v1/policies/{policyId}/tags`
---@param policyId string policy id
---@param tagKey string tag key
---@param tagValue string tag value
---@param options? ncp.CallOptions
---@return ncp.policy.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.remove_tag(policyId, tagKey, tagValue, options) end

---Roles: policies that servers, services and sub accounts take on.
---@class ncp.role
local role = {}

---@class ncp.role.ListFields
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 10 when left out; 1 or more
---@field searchColumn? "roleName"|"roleType"|"nrn" field to search in
---@field searchWord? string text to search for

---@class ncp.role.ListResult
---@field nrn? string resource name
---@field roleNo string role id
---@field roleName? string role name
---@field roleType? string who takes the role: Server, Account, Service or others
---@field sessionExpirationSec? 600|1800|3600|10800 seconds until a session expires
---@field descCont? string description
---@field active? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field modifiedTime? string time of the last change, ISO 8601
---@field lastUseTime? string time of the last use, ISO 8601

---@class ncp.role.ListPage
---@field items ncp.role.ListResult[] rows of the page
---@field totalItems integer rows in all pages
---@field totalPages integer number of pages

---List roles, one page at a time.
---
---`GET /api/v1/roles`
---@param fields? ncp.role.ListFields
---@param options? ncp.CallOptions
---@return ncp.role.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.role.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.role.ListResult? rows
function role.each(fields, options) end

---@class ncp.role.GetResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field policyDesc? string description
---@field nrn? string resource name

---@class ncp.role.GetResult.entities
---@field type? string kind of entity: Server, Account or Service
---@field id? string id or name of the entity

---@class ncp.role.GetResult
---@field nrn? string resource name
---@field roleNo string role id
---@field roleName? string role name
---@field roleType? string who takes the role: Server, Account, Service or others
---@field sessionExpirationSec? 600|1800|3600|10800 seconds until a session expires
---@field descCont? string description
---@field active? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field modifiedTime? string time of the last change, ISO 8601
---@field lastUseTime? string time of the last use, ISO 8601
---@field policies? ncp.role.GetResult.policies[] policies attached to the role
---@field entities? ncp.role.GetResult.entities[] what has the role

---Read a role with its policies and what has the role.
---
---`GET /api/v1/roles/{roleNo}`
---@param roleNo string role id
---@param options? ncp.CallOptions
---@return ncp.role.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.get(roleNo, options) end

---@class ncp.role.CreateFields
---@field roleName string role name
---@field roleType "Server"|"Account"|"Service" who takes the role: servers, sub accounts of an account, or a service
---@field sessionExpirationSec? 600|1800|3600|10800 seconds until a session expires; required when `roleType` is `Account`; not when `roleType` is `Server`
---@field descCont? string description; at most 300 bytes
---@field tags? table<string, string> tag values by tag key; at most 20 entries

---@class ncp.role.CreateResult
---@field success boolean true when it was done
---@field id string id of the new role

---Create a role, which allows nothing until policies are attached.
---
---`POST /api/v1/roles`
---@param fields ncp.role.CreateFields
---@param options? ncp.CallOptions
---@return ncp.role.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.create(fields, options) end

---@class ncp.role.UpdateFields
---@field roleType "Server"|"Account"|"Service" who takes the role: servers, sub accounts of an account, or a service
---@field roleName? string role name
---@field descCont? string description; at most 300 bytes
---@field sessionExpirationSec? 600|1800|3600|10800 seconds until a session expires; required when `roleType` is `Account`; not when `roleType` is `Server`

---@class ncp.role.UpdateResult
---@field success boolean true when it was done

---Change a role, except for its type.
---
---`PUT /api/v1/roles/{roleNo}`
---@param roleNo string role id
---@param fields ncp.role.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.role.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.update(roleNo, fields, options) end

---@class ncp.role.DeleteResult
---@field success boolean true when it was done

---Delete a role; one of type Service should be released in its service before.
---
---`DELETE /api/v1/roles/{roleNo}`
---@param roleNo string role id
---@param options? ncp.CallOptions
---@return ncp.role.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.delete(roleNo, options) end

---@class ncp.role.SetActiveResult
---@field success boolean true when it was done

---Enable or disable a role; disabling stops keys and sessions that come from it.
---
---`PUT /api/v1/roles/{roleNo}/enable`
---@param roleNo string role id
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.role.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.set_active(roleNo, active, options) end

---@class ncp.role.SetActiveManyResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Enable or disable roles; disabling stops keys and sessions that come from them.
---
---`PUT /api/v1/roles`
---@param roleNos string[] role ids; not empty; each not empty
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.role.SetActiveManyResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.set_active_many(roleNos, active, options) end

---@class ncp.role.AttachPoliciesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Attach policies to a role.
---
---`POST /api/v1/roles/{roleNo}/policies`
---@param roleNo string role id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.role.AttachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.attach_policies(roleNo, policyIdList, options) end

---@class ncp.role.DetachPoliciesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Detach policies from a role.
---
---`DELETE /api/v1/roles/{roleNo}/policies`
---@param roleNo string role id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.role.DetachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.detach_policies(roleNo, policyIdList, options) end

---@class ncp.role.AddEntities.roleEntityList
---@field type? "Server"|"Service" kind of entity: that of the role
---@field id? string server instance id, or name of the service, such as ExternalAccess

---@class ncp.role.AddEntitiesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Give a role of type Server or Service to servers or a service.
---
---`POST /api/v1/roles/{roleNo}/entities`
---@param roleNo string role id
---@param roleEntityList ncp.role.AddEntities.roleEntityList[] servers or a service
---@param options? ncp.CallOptions
---@return ncp.role.AddEntitiesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.add_entities(roleNo, roleEntityList, options) end

---@class ncp.role.RemoveEntitiesResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Take a role of type Server or Service from servers or a service.
---
---`DELETE /api/v1/roles/{roleNo}/entities`
---@param roleNo string role id
---@param entityIdList string[] server instance ids or names of services; each not empty
---@param options? ncp.CallOptions
---@return ncp.role.RemoveEntitiesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.remove_entities(roleNo, entityIdList, options) end

---@class ncp.role.GetAccountResult
---@field isMyAccount? boolean true: one's own account, false: another one; missing while none is set
---@field accountName? string name of the account
---@field loginId? string login ID of the account

---Read which account's sub accounts can switch into a role of type Account.
---
---`GET /api/v1/roles/{roleNo}/entities/account`
---@param roleNo string role id
---@param options? ncp.CallOptions
---@return ncp.role.GetAccountResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.get_account(roleNo, options) end

---@class ncp.role.SetAccountFields
---@field isMyAccount boolean true: one's own account, false: another one
---@field accountName? string name of the other account; required when `isMyAccount` is `false`
---@field loginId? string login ID of that account; required when `isMyAccount` is `false`

---@class ncp.role.SetAccountResult
---@field success boolean true when it was done

---Set which account's sub accounts can switch into a role of type Account.
---
---`POST /api/v1/roles/{roleNo}/entities/account`
---@param roleNo string role id
---@param fields ncp.role.SetAccountFields
---@param options? ncp.CallOptions
---@return ncp.role.SetAccountResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.set_account(roleNo, fields, options) end

---@class ncp.role.RemoveAccountResult
---@field success boolean true when it was done

---Let no account's sub accounts switch into a role of type Account.
---
---`DELETE /api/v1/roles/{roleNo}/entities/account`
---@param roleNo string role id
---@param options? ncp.CallOptions
---@return ncp.role.RemoveAccountResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.remove_account(roleNo, options) end

---@class ncp.role.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---List the tags of a role.
---
---`GET /api/v1/roles/{roleNo}/tags`
---@param roleNo string role id
---@param options? ncp.CallOptions
---@return ncp.role.ListTagsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.list_tags(roleNo, options) end

---@class ncp.role.AddTagResult
---@field success boolean true when it was done

---Add a tag to a role, which can have twenty.
---
---`POST /api/v1/roles/{roleNo}/tags`
---@param roleNo string role id
---@param tagKey string tag key
---@param tagValue string tag value
---@param options? ncp.CallOptions
---@return ncp.role.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.add_tag(roleNo, tagKey, tagValue, options) end

---@class ncp.role.RemoveTagResult
---@field success boolean true when it was done

---Remove a tag from a role.
---
---`DELETE /api/v1/roles/{roleNo}/tags`
---@param roleNo string role id
---@param tagKey string tag key
---@param tagValue string tag value
---@param options? ncp.CallOptions
---@return ncp.role.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.remove_tag(roleNo, tagKey, tagValue, options) end

---Roles into which a sub account can switch; only its own keys may call these.
---@class ncp.switchable_role
local switchable_role = {}

---@class ncp.switchable_role.ListFields
---@field searchColumn? "nrn"|"roleDisplayName" field to search in
---@field searchWord? string text to search for

---@class ncp.switchable_role.ListResult
---@field roleNo? string role id
---@field roleNrn string resource name of the role
---@field displayName? string name under which it is listed
---@field description? string description
---@field isCurrentRole? boolean true when switched into now

---List the roles into which the calling sub account can switch.
---
---`GET /api/v1/switchable-roles`
---@param fields? ncp.switchable_role.ListFields
---@param options? ncp.CallOptions
---@return ncp.switchable_role.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.list(fields, options) end

---@class ncp.switchable_role.AddFields
---@field roleNrn string resource name of a role of type Account
---@field displayName string name under which it is listed
---@field description? string description; at most 300 bytes

---@class ncp.switchable_role.AddResult
---@field success boolean true when it was done
---@field id? string resource name of the role
---@field message? string why it failed

---Add a role to the calling sub account's list.
---
---`POST /api/v1/switchable-roles`
---@param fields ncp.switchable_role.AddFields
---@param options? ncp.CallOptions
---@return ncp.switchable_role.AddResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.add(fields, options) end

---@class ncp.switchable_role.UpdateFields
---@field roleNrn string resource name of a role of type Account
---@field displayName string name under which it is listed
---@field description? string description; at most 300 bytes

---@class ncp.switchable_role.UpdateResult
---@field success boolean true when it was done
---@field id? string resource name of the role
---@field message? string why it failed

---Change how a role is shown in the calling sub account's list.
---
---`PUT /api/v1/switchable-roles`
---@param fields ncp.switchable_role.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.switchable_role.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.update(fields, options) end

---@class ncp.switchable_role.RemoveResult
---@field success boolean true when it was done
---@field id? string which of the given ids this is about
---@field name? string what was done, such as addPolicy
---@field message? string why it failed

---Remove roles from the calling sub account's list.
---
---`DELETE /api/v1/switchable-roles`
---@param roleNrns string[] resource names of roles; not empty; each not empty
---@param options? ncp.CallOptions
---@return ncp.switchable_role.RemoveResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.remove(roleNrns, options) end

---Trust anchors: certificate authorities whose certificates workloads elsewhere can show.
---@class ncp.trust_anchor
local trust_anchor = {}

---@class ncp.trust_anchor.ListFields
---@field searchColumn? "name"|"trustAnchorNrn" field to search in
---@field searchWord? string text to search for

---@class ncp.trust_anchor.ListResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.ListResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.ListResult.source.sourceData the CA

---@class ncp.trust_anchor.ListResult
---@field trustAnchorId string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.ListResult.source certificate authority

---List trust anchors.
---
---`GET /api/v1/trust-anchors`
---@param fields? ncp.trust_anchor.ListFields
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.list(fields, options) end

---@class ncp.trust_anchor.GetResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.GetResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.GetResult.source.sourceData the CA

---@class ncp.trust_anchor.GetResult
---@field trustAnchorId string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.GetResult.source certificate authority

---Read a trust anchor with its CA.
---
---`GET /api/v1/trust-anchors/{trustAnchorId}`
---@param trustAnchorId string trust anchor id
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.get(trustAnchorId, options) end

---@class ncp.trust_anchor.CreateFields.source.sourceData
---@field caId? integer id of a Private CA; required when `source.sourceType` is `NCP_PCA`; 0 or more
---@field x509CertificateData? string certificates in PEM; required when `source.sourceType` is `CERTIFICATE_BUNDLE`

---@class ncp.trust_anchor.CreateFields.source
---@field sourceType "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData ncp.trust_anchor.CreateFields.source.sourceData the CA

---@class ncp.trust_anchor.CreateFields
---@field name string name; 3 to 30 characters
---@field description? string description; at most 300 bytes
---@field enabled? boolean true to enable it at once; false when left out
---@field source ncp.trust_anchor.CreateFields.source certificate authority

---@class ncp.trust_anchor.CreateResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.CreateResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.CreateResult.source.sourceData the CA

---@class ncp.trust_anchor.CreateResult
---@field trustAnchorId string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.CreateResult.source certificate authority

---Create a trust anchor.
---
---`POST /api/v1/trust-anchors`
---@param fields ncp.trust_anchor.CreateFields
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.create(fields, options) end

---@class ncp.trust_anchor.UpdateFields.source.sourceData
---@field caId? integer id of a Private CA, for NCP_PCA; 0 or more
---@field x509CertificateData? string certificates in PEM, for CERTIFICATE_BUNDLE

---@class ncp.trust_anchor.UpdateFields.source
---@field sourceType "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.UpdateFields.source.sourceData the CA

---@class ncp.trust_anchor.UpdateFields
---@field name? string name; 3 to 30 characters
---@field description? string description; at most 300 bytes
---@field source? ncp.trust_anchor.UpdateFields.source certificate authority

---@class ncp.trust_anchor.UpdateResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.UpdateResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.UpdateResult.source.sourceData the CA

---@class ncp.trust_anchor.UpdateResult
---@field trustAnchorId? string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.UpdateResult.source certificate authority

---Change what is given of a trust anchor.
---
---`PATCH /api/v1/trust-anchors/{trustAnchorId}`
---@param trustAnchorId string trust anchor id
---@param fields? ncp.trust_anchor.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.update(trustAnchorId, fields, options) end

---@class ncp.trust_anchor.DeleteResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.DeleteResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.DeleteResult.source.sourceData the CA

---@class ncp.trust_anchor.DeleteResult
---@field trustAnchorId string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.DeleteResult.source certificate authority

---Delete a trust anchor, which is returned.
---
---`DELETE /api/v1/trust-anchors/{trustAnchorId}`
---@param trustAnchorId string trust anchor id
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.delete(trustAnchorId, options) end

---@class ncp.trust_anchor.EnableResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.EnableResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.EnableResult.source.sourceData the CA

---@class ncp.trust_anchor.EnableResult
---@field trustAnchorId string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.EnableResult.source certificate authority

---Enable a trust anchor.
---
---`POST /api/v1/trust-anchors/{trustAnchorId}/enable`
---@param trustAnchorId string trust anchor id
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.EnableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.enable(trustAnchorId, options) end

---@class ncp.trust_anchor.DisableResult.source.sourceData
---@field caId? integer id of a Private CA
---@field nrn? string resource name of a Private CA
---@field x509CertificateData? string certificate of the CA
---@field notAfterDate? string time at which the CA's certificate expires

---@class ncp.trust_anchor.DisableResult.source
---@field sourceType? "NCP_PCA"|"CERTIFICATE_BUNDLE" where the CA is from
---@field sourceData? ncp.trust_anchor.DisableResult.source.sourceData the CA

---@class ncp.trust_anchor.DisableResult
---@field trustAnchorId string trust anchor id
---@field trustAnchorNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field source? ncp.trust_anchor.DisableResult.source certificate authority

---Disable a trust anchor.
---
---`POST /api/v1/trust-anchors/{trustAnchorId}/disable`
---@param trustAnchorId string trust anchor id
---@param options? ncp.CallOptions
---@return ncp.trust_anchor.DisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function trust_anchor.disable(trustAnchorId, options) end

---Certificate revocation lists of a trust anchor.
---@class ncp.crl
local crl = {}

---@class ncp.crl.ListResult
---@field crlId string revocation list id
---@field crlNrn? string resource name
---@field crlData? string binary revocation list in Base64
---@field enabled? boolean true when enabled
---@field name? string name
---@field trustAnchorNrn? string resource name of the trust anchor
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---List the certificate revocation lists of a trust anchor.
---
---`GET /api/v1/trust-anchors/{trustAnchorId}/crls`
---@param trustAnchorId string trust anchor id
---@param options? ncp.CallOptions
---@return ncp.crl.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.list(trustAnchorId, options) end

---@class ncp.crl.GetResult
---@field crlId string revocation list id
---@field crlNrn? string resource name
---@field crlData? string binary revocation list in Base64
---@field enabled? boolean true when enabled
---@field name? string name
---@field trustAnchorNrn? string resource name of the trust anchor
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Read a certificate revocation list.
---
---`GET /api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}`
---@param trustAnchorId string trust anchor id
---@param crlId string revocation list id
---@param options? ncp.CallOptions
---@return ncp.crl.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.get(trustAnchorId, crlId, options) end

---@class ncp.crl.CreateFields
---@field name string name; 3 to 15 characters
---@field crlData string binary revocation list in Base64
---@field enabled? boolean true to enable it at once; false when left out

---@class ncp.crl.CreateResult
---@field crlId string revocation list id
---@field crlNrn? string resource name
---@field crlData? string binary revocation list in Base64
---@field enabled? boolean true when enabled
---@field name? string name
---@field trustAnchorNrn? string resource name of the trust anchor
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Create a certificate revocation list.
---
---`POST /api/v1/trust-anchors/{trustAnchorId}/crls`
---@param trustAnchorId string trust anchor id
---@param fields ncp.crl.CreateFields
---@param options? ncp.CallOptions
---@return ncp.crl.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.create(trustAnchorId, fields, options) end

---@class ncp.crl.UpdateFields
---@field name? string name; 3 to 15 characters
---@field crlData? string binary revocation list in Base64

---@class ncp.crl.UpdateResult
---@field crlId string revocation list id
---@field crlNrn? string resource name
---@field crlData? string binary revocation list in Base64
---@field enabled? boolean true when enabled
---@field name? string name
---@field trustAnchorNrn? string resource name of the trust anchor
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Change what is given of a certificate revocation list.
---
---`PATCH /api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}`
---@param trustAnchorId string trust anchor id
---@param crlId string revocation list id
---@param fields? ncp.crl.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.crl.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.update(trustAnchorId, crlId, fields, options) end

---@class ncp.crl.DeleteResult
---@field success boolean true when it was done

---Delete a certificate revocation list.
---
---`DELETE /api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}`
---@param trustAnchorId string trust anchor id
---@param crlId string revocation list id
---@param options? ncp.CallOptions
---@return ncp.crl.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.delete(trustAnchorId, crlId, options) end

---@class ncp.crl.EnableResult
---@field crlId string revocation list id
---@field crlNrn? string resource name
---@field crlData? string binary revocation list in Base64
---@field enabled? boolean true when enabled
---@field name? string name
---@field trustAnchorNrn? string resource name of the trust anchor
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Enable a certificate revocation list.
---
---`POST /api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}/enable`
---@param trustAnchorId string trust anchor id
---@param crlId string revocation list id
---@param options? ncp.CallOptions
---@return ncp.crl.EnableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.enable(trustAnchorId, crlId, options) end

---@class ncp.crl.DisableResult
---@field crlId string revocation list id
---@field crlNrn? string resource name
---@field crlData? string binary revocation list in Base64
---@field enabled? boolean true when enabled
---@field name? string name
---@field trustAnchorNrn? string resource name of the trust anchor
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Disable a certificate revocation list.
---
---`POST /api/v1/trust-anchors/{trustAnchorId}/crls/{crlId}/disable`
---@param trustAnchorId string trust anchor id
---@param crlId string revocation list id
---@param options? ncp.CallOptions
---@return ncp.crl.DisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function crl.disable(trustAnchorId, crlId, options) end

---Profiles: which roles workloads elsewhere can get, and for how long.
---@class ncp.profile
local profile = {}

---@class ncp.profile.ListFields
---@field searchColumn? "name"|"profileNrn" field to search in
---@field searchWord? string text to search for
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 20 when left out; 1 or more

---@class ncp.profile.ListResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---@class ncp.profile.ListPage
---@field content ncp.profile.ListResult[] rows of the page
---@field totalElements integer rows in all pages
---@field pageSize integer rows per page

---List profiles, one page at a time.
---
---`GET /api/v1/profiles`
---@param fields? ncp.profile.ListFields
---@param options? ncp.CallOptions
---@return ncp.profile.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.profile.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.profile.ListResult? rows
function profile.each(fields, options) end

---@class ncp.profile.GetResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Read a profile.
---
---`GET /api/v1/profiles/{profileId}`
---@param profileId string profile id
---@param options? ncp.CallOptions
---@return ncp.profile.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.get(profileId, options) end

---@class ncp.profile.CreateFields
---@field name string name; 3 to 30 characters
---@field description? string description; at most 300 bytes
---@field durationSeconds? integer seconds for which credentials are good; 3600 when left out; 600 to 43200
---@field enabled? boolean true to enable it at once; false when left out
---@field roleIdList? string[]|ncp.Null ids of roles that the service ExternalAccess has; null or empty: none; read as roleNrnList; each not empty

---@class ncp.profile.CreateResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Create a profile; a role can be in one profile.
---
---`POST /api/v1/profiles`
---@param fields ncp.profile.CreateFields
---@param options? ncp.CallOptions
---@return ncp.profile.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.create(fields, options) end

---@class ncp.profile.UpdateFields
---@field name? string name; 3 to 30 characters
---@field description? string description; at most 300 bytes
---@field durationSeconds? integer seconds for which credentials are good; 600 to 43200
---@field roleIdList? string[]|ncp.Null ids of roles that the service ExternalAccess has; null: leave them alone, empty: remove all; each not empty

---@class ncp.profile.UpdateResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Change what is given of a profile.
---
---`PATCH /api/v1/profiles/{profileId}`
---@param profileId string profile id
---@param fields? ncp.profile.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.profile.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.update(profileId, fields, options) end

---@class ncp.profile.DeleteResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Delete a profile, which is returned.
---
---`DELETE /api/v1/profiles/{profileId}`
---@param profileId string profile id
---@param options? ncp.CallOptions
---@return ncp.profile.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.delete(profileId, options) end

---@class ncp.profile.EnableResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Enable a profile.
---
---`POST /api/v1/profiles/{profileId}/enable`
---@param profileId string profile id
---@param options? ncp.CallOptions
---@return ncp.profile.EnableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.enable(profileId, options) end

---@class ncp.profile.DisableResult
---@field profileId string profile id
---@field profileNrn? string resource name
---@field name? string name
---@field description? string description
---@field enabled? boolean true when enabled
---@field durationSeconds? integer seconds for which credentials are good
---@field roleNrnList? string[] names of its roles; written as roleIdList
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601

---Disable a profile.
---
---`POST /api/v1/profiles/{profileId}/disable`
---@param profileId string profile id
---@param options? ncp.CallOptions
---@return ncp.profile.DisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function profile.disable(profileId, options) end

---Subjects of the certificates that workloads elsewhere have shown.
---@class ncp.subject
local subject = {}

---@class ncp.subject.ListFields
---@field searchColumn? "subjectId"|"subjectNrn" field to search in
---@field searchWord? string text to search for
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 20 when left out; 1 or more

---@class ncp.subject.ListResult
---@field subjectId string subject id
---@field subjectNrn? string resource name
---@field x509Subject? string distinguished name
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field lastSeenTime? string time at which it was last seen, ISO 8601

---@class ncp.subject.ListPage
---@field content ncp.subject.ListResult[] rows of the page
---@field totalElements integer rows in all pages
---@field pageSize integer rows per page

---List subjects, one page at a time.
---
---`GET /api/v1/subjects`
---@param fields? ncp.subject.ListFields
---@param options? ncp.CallOptions
---@return ncp.subject.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subject.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.subject.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.subject.ListResult? rows
function subject.each(fields, options) end

---@class ncp.subject.GetResult
---@field subjectId string subject id
---@field subjectNrn? string resource name
---@field x509Subject? string distinguished name
---@field enabled? boolean true when enabled
---@field createTime? string time of creation, ISO 8601
---@field updateTime? string time of the last change, ISO 8601
---@field lastSeenTime? string time at which it was last seen, ISO 8601

---Read a subject.
---
---`GET /api/v1/subjects/{subjectId}`
---@param subjectId string subject id
---@param options? ncp.CallOptions
---@return ncp.subject.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subject.get(subjectId, options) end

---@class ncp.subject.ListActivityFields
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 20 when left out; 1 or more

---@class ncp.subject.ListActivityResult
---@field issuer? string issuer of the certificate
---@field serialNumber? string serial number of the certificate
---@field x509CertificateData? string the certificate
---@field failed? boolean true when authentication failed
---@field seenTime? string time of use, ISO 8601

---@class ncp.subject.ListActivityPage
---@field content ncp.subject.ListActivityResult[] rows of the page
---@field totalElements integer rows in all pages
---@field pageSize integer rows per page

---List the uses of a subject's certificates, one page at a time.
---
---`GET /api/v1/subjects/{subjectId}/credentials`
---@param subjectId string subject id
---@param fields? ncp.subject.ListActivityFields
---@param options? ncp.CallOptions
---@return ncp.subject.ListActivityPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subject.list_activity(subjectId, fields, options) end

---Walks the rows of all pages of `list_activity`. Raises when one cannot be had.
---@param subjectId string subject id
---@param fields? ncp.subject.ListActivityFields
---@param options? ncp.CallOptions
---@return fun(): ncp.subject.ListActivityResult? rows
function subject.each_activity(subjectId, fields, options) end

---Temporary credentials; only a sub account's key may call this.
---@class ncp.sts
local sts = {}

---@class ncp.sts.GetResult: ncp.Credentials
---@field accessKey string access key id of the keys in use
---@field createTime? string time of creation, ISO 8601
---@field keySecret? ncp.Secret secret key, of temporary ones
---@field expireTime? string time of expiry, ISO 8601, of temporary ones
---@field useMfa? boolean true when a one-time code was given for them

---Read what the keys in use are.
---
---`GET /api/v1/credentials`
---@param options? ncp.CallOptions
---@return ncp.sts.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function sts.get(options) end

---@class ncp.sts.CreateFields
---@field durationSec? integer seconds for which the credentials are good; 3600 when left out; 600 to 43200
---@field serialNumber? string resource name or serial number of the second factor
---@field tokenCode? integer one-time code of the second factor; 0 or more

---@class ncp.sts.CreateResult: ncp.Credentials
---@field accessKey string temporary access key id
---@field keySecret ncp.Secret its secret key; shown only here
---@field createTime? string time of creation, ISO 8601
---@field expireTime string time of expiry, ISO 8601
---@field useMfa? boolean true when a one-time code was given

---Create temporary credentials for the calling sub account.
---
---`POST /api/v1/credentials`
---@param fields? ncp.sts.CreateFields
---@param options? ncp.CallOptions
---@return ncp.sts.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function sts.create(fields, options) end

return ncp
