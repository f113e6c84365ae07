---@meta ncp
-- Types of lua-ncp for the Lua language server, written by scripts/gen-docs.
-- luacheck: ignore 212 241, no max comment line length
--
-- A call returns `out, meta`, or `nil, message, err`. The language server looks at each return value
-- by itself, so the second one is `ncp.Meta|string`: a string exactly when `out` is nil. Fields of
-- results are those the vendor documents; the service may leave some out.

---Stands for JSON's null.
---@alias ncp.Null lightuserdata

---@alias ncp.Site "public"|"gov"|"fin"

---@alias ncp.ErrorKind
---| "validation"     # an argument was refused, nothing was sent
---| "credentials"    # no usable keys were found
---| "tls"            # the server could not be trusted
---| "network"        # the connection failed
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
---@field retry_after? number seconds the server asked to wait
---@field field? string path of the refused argument, for `validation`
---@field detail? any what else the service said

---What comes beside a result.
---@class ncp.Meta
---@field status integer HTTP status
---@field headers table<string, string> by lower-case name
---@field request_id? string what the vendor's support asks for
---@field attempts integer how many requests were sent
---@field failed? integer beside a list: how many of its elements have `success = false`
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

---@return string access_key
function signer:access_key() end

---Wipes the key.
function signer:close() end

---Options of every call.
---@class ncp.CallOptions
---@field timeout? number seconds for the whole call, retries and pauses included
---@field max_attempts? integer requests at most
---@field dry_run? boolean nothing is sent; the result is an `ncp.ShownRequest`

---What a dry run returns, with secrets and signature masked.
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
---@field profile? string section of `~/.ncloud/configure`; the environment is then not asked
---@field server_role? boolean false: never ask the server's metadata service for keys
---@field metadata_url? string where that service is
---@field site? ncp.Site `public` when left out
---@field base_url? string `https://host[:port]` in place of the site's hosts
---@field ca_file? string certificates to trust in place of the system's
---@field ca_dir? string
---@field timeout? number seconds for a whole call; 30 when left out
---@field max_attempts? integer requests per call at most; 3 when left out
---@field transport? ncp.Transport what sends requests; libcurl when left out

---What a transport is to send.
---@class ncp.Transport.Request
---@field method string
---@field origin string `https://host[:port]`
---@field target string path and query, to be sent as they are
---@field headers table<string, string>
---@field body? string
---@field timeout number seconds left
---@field once? boolean the request must not be put on the wire a second time
---@field any_body? boolean a body that is no JSON is welcome
---@field ca_file? string
---@field ca_dir? string

---@class ncp.Transport.Response
---@field status integer
---@field headers table<string, string> by lower-case name
---@field body string

---@class ncp.Transport.Failure
---@field kind "tls"|"network"|"timeout"|"limit"|"protocol"
---@field sent boolean whether the server may have seen a byte of the request

---@class ncp.Clock
---@field now fun(): number milliseconds since 1970
---@field monotonic fun(): number seconds
---@field sleep fun(seconds: number)

---@class ncp.Transport
---@field send fun(request: ncp.Transport.Request): ncp.Transport.Response?, string?, ncp.Transport.Failure?
---@field clock? ncp.Clock the system's when left out

---What `require("ncp.transport.stub").new` returns: prepared answers, and the requests that took them.
---@class ncp.StubTransport: ncp.Transport
---@field requests ncp.Transport.Request[]
---@field done fun(self: ncp.StubTransport) raises when answers are left

---What `require("ncp.transport.emulator").new` returns: a stand-in for the service in this process.
---@class ncp.EmulatorTransport: ncp.Transport
---@field emulator ncp.Emulator

---@class ncp.Emulator
---@field credentials fun(self: ncp.Emulator): string, string the main account's access key and secret key
---@field fault fun(self: ncp.Emulator, fault: table) asks for a fault, see docs/emulator.md
---@field clear_faults fun(self: ncp.Emulator)
---@field reset fun(self: ncp.Emulator) back to the seed

---@class ncp.Client
---@field subaccount ncp.subaccount Sub accounts: users of the main account
---@field accesskey ncp.accesskey Access keys of a sub account
---@field tenant ncp.tenant Settings that apply to all sub accounts of the main account
local client = {}

---Signs and sends a call that the model does not know.
---@param method string
---@param target string path, and query if any, percent-encoded
---@param options? ncp.RequestOptions
---@return table? out the decoded body; nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function client:request(method, target, options) end

---The nouns belong to a default client, made when the first of them is used.
---@class ncp
---@field null ncp.Null
---@field _VERSION string
---@field subaccount ncp.subaccount Sub accounts: users of the main account
---@field accesskey ncp.accesskey Access keys of a sub account
---@field tenant ncp.tenant Settings that apply to all sub accounts of the main account
local ncp = {}

---Makes a client. No I/O happens before its first call.
---@param options? ncp.ClientOptions
---@return ncp.Client? client nil when an option was refused
---@return string? message
---@return ncp.Error? err
function ncp.new(options) end

---Marks a table to be encoded as a JSON array even when it is empty.
---@generic T: table
---@param list T
---@return T list the same table
function ncp.array(list) end

---@param text string
---@return ncp.Secret secret
function ncp.secret(text) end

---@param access_key string
---@param secret_key string|ncp.Secret
---@return ncp.Signer? signer nil when a key is empty or holds a control character
---@return string? message
---@return ncp.Error? err
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
---@return string? message
---@return ncp.Error? err
function ncp.sign(request) end

---Sub accounts: users of the main account.
---@class ncp.subaccount
local subaccount = {}

---@class ncp.subaccount.ListFields
---@field searchColumn? "loginId"|"name"|"subAccountNo" field to search in
---@field searchWord? string text to search for
---@field page? integer page number from 0; 0 when left out; 0 or more
---@field size? integer rows per page; 10 when left out; 1 or more

---@class ncp.subaccount.ListResult.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source; one of `IP`, `VPC`, `VPC_SERVER`
---@field source string IP address or range, or instance number

---@class ncp.subaccount.ListResult
---@field subAccountId string sub account id
---@field subAccountNo integer sub account number
---@field nrn string resource name
---@field loginId string login ID
---@field name string user name
---@field email string mail address
---@field memo string description
---@field active boolean true when enabled
---@field needPasswordReset boolean first login asks for a new password
---@field canAPIGatewayAccess boolean may use APIs with access keys
---@field canConsoleAccess boolean may use the console
---@field useConsolePermitIp boolean console only from consolePermitIps
---@field consolePermitIps string[] IP addresses and ranges
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources ncp.subaccount.ListResult.apiAllowSources[] addresses and servers
---@field createTime string time of creation, ISO 8601
---@field modifiedTime string time of the last change, ISO 8601
---@field lastLoginTime string time of the last login, ISO 8601

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
---@return ncp.Error? err
function subaccount.list(fields, options) end

---List sub accounts, one page at a time: an iterator over the rows of all pages. Raises when a page cannot be had.
---@param fields? ncp.subaccount.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.subaccount.ListResult? rows
function subaccount.each(fields, options) end

---@class ncp.subaccount.GetResult.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source; one of `IP`, `VPC`, `VPC_SERVER`
---@field source string IP address or range, or instance number

---@class ncp.subaccount.GetResult.groups.policies

---@class ncp.subaccount.GetResult.groups.subAccounts

---@class ncp.subaccount.GetResult.groups
---@field groupId string group id
---@field groupName string group name
---@field policies ncp.subaccount.GetResult.groups.policies[] policies of the group
---@field subAccounts ncp.subaccount.GetResult.groups.subAccounts[] sub accounts in the group

---@class ncp.subaccount.GetResult.policies
---@field policyId string policy id
---@field policyName string policy name
---@field policyType string policy type

---@class ncp.subaccount.GetResult
---@field subAccountId string sub account id
---@field subAccountNo integer sub account number
---@field nrn string resource name
---@field loginId string login ID
---@field name string user name
---@field email string mail address
---@field memo string description
---@field active boolean true when enabled
---@field needPasswordReset boolean first login asks for a new password
---@field canAPIGatewayAccess boolean may use APIs with access keys
---@field canConsoleAccess boolean may use the console
---@field useConsolePermitIp boolean console only from consolePermitIps
---@field consolePermitIps string[] IP addresses and ranges
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources ncp.subaccount.GetResult.apiAllowSources[] addresses and servers
---@field createTime string time of creation, ISO 8601
---@field modifiedTime string time of the last change, ISO 8601
---@field lastLoginTime string time of the last login, ISO 8601
---@field groups ncp.subaccount.GetResult.groups[] groups of the sub account
---@field policies ncp.subaccount.GetResult.policies[] policies attached to the sub account itself

---Read a sub account with its groups and policies.
---
---`GET /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@field password? string|ncp.Secret password of upper and lower case letters, digits and special characters; required when `needPasswordGenerate` is `false`; 8 to 16 characters; a secret: string or `ncp.Secret`
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
---@field generatedPassword ncp.Secret password made; shown only here; an `ncp.Secret`

---Create a sub account.
---
---`POST /api/v1/sub-accounts`
---@param fields ncp.subaccount.CreateFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@field id string sub account id

---Change a sub account; the service may reset what is left out.
---
---`PUT /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function subaccount.delete(subAccountId, options) end

---@class ncp.subaccount.SetActiveResult
---@field success boolean true when it was done
---@field id string sub account id

---Enable or disable a sub account and leave the rest as it is.
---
---`PUT /api/v1/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.subaccount.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.set_active(subAccountId, active, options) end

---@class ncp.subaccount.ResetPasswordFields
---@field needPasswordGenerate? boolean the service makes the password
---@field newPassword? string|ncp.Secret new password; ignored when the service makes it; required when `needPasswordGenerate` is `false`; not empty; a secret: string or `ncp.Secret`

---@class ncp.subaccount.ResetPasswordResult
---@field success boolean true when it was done
---@field generatedPassword ncp.Secret password made; shown only here; an `ncp.Secret`

---Give a sub account a new password.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/password`
---@param subAccountId string sub account id
---@param fields? ncp.subaccount.ResetPasswordFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.ResetPasswordResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.reset_password(subAccountId, fields, options) end

---@class ncp.subaccount.AttachPoliciesResult
---@field success boolean true when it was done
---@field id string id of the policy or group
---@field name string what was done: addPolicy, removePolicy, addGroup or removeGroup
---@field message string why it failed

---Attach policies to a sub account.
---
---`POST /api/v1/sub-accounts/{subAccountId}/policies`
---@param subAccountId string sub account id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.AttachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.attach_policies(subAccountId, policyIdList, options) end

---@class ncp.subaccount.DetachPoliciesResult
---@field success boolean true when it was done
---@field id string id of the policy or group
---@field name string what was done: addPolicy, removePolicy, addGroup or removeGroup
---@field message string why it failed

---Detach policies from a sub account.
---
---`DELETE /api/v1/sub-accounts/{subAccountId}/policies`
---@param subAccountId string sub account id
---@param policyIdList string[] policy ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.DetachPoliciesResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.detach_policies(subAccountId, policyIdList, options) end

---@class ncp.subaccount.AddGroupsResult
---@field success boolean true when it was done
---@field id string id of the policy or group
---@field name string what was done: addPolicy, removePolicy, addGroup or removeGroup
---@field message string why it failed

---Add a sub account to groups, of which it can be in ten.
---
---`POST /api/v1/sub-accounts/{subAccountId}/groups`
---@param subAccountId string sub account id
---@param groupIdList string[] group ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.AddGroupsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.add_groups(subAccountId, groupIdList, options) end

---@class ncp.subaccount.RemoveGroupsResult
---@field success boolean true when it was done
---@field id string id of the policy or group
---@field name string what was done: addPolicy, removePolicy, addGroup or removeGroup
---@field message string why it failed

---Remove a sub account from groups.
---
---`DELETE /api/v1/sub-accounts/{subAccountId}/groups`
---@param subAccountId string sub account id
---@param groupIdList string[] group ids; each not empty
---@param options? ncp.CallOptions
---@return ncp.subaccount.RemoveGroupsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.remove_groups(subAccountId, groupIdList, options) end

---@class ncp.subaccount.GetConsoleRuleResult
---@field subAccountId string sub account id
---@field useConsolePermitIp boolean console only from consolePermitIps
---@field consolePermitIps string[] IP addresses and ranges

---Read where a sub account may use the console from.
---
---`GET /api/v1/sub-accounts/{subAccountId}/access-rules/console`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetConsoleRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.get_console_rule(subAccountId, options) end

---@class ncp.subaccount.SetConsoleRuleFields
---@field useConsolePermitIp boolean console only from consolePermitIps
---@field consolePermitIps? string[] IP addresses and ranges; at most 100 elements

---@class ncp.subaccount.SetConsoleRuleResult
---@field success boolean true when it was done
---@field id string sub account id

---Set where a sub account may use the console from.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/access-rules/console`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.SetConsoleRuleFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.SetConsoleRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.set_console_rule(subAccountId, fields, options) end

---@class ncp.subaccount.GetApiRuleResult.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source; one of `IP`, `VPC`, `VPC_SERVER`
---@field source string IP address or range, or instance number

---@class ncp.subaccount.GetApiRuleResult
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources ncp.subaccount.GetApiRuleResult.apiAllowSources[] addresses and servers

---Read where a sub account may use APIs from.
---
---`GET /api/v1/sub-accounts/{subAccountId}/access-rules/api`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetApiRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.get_api_rule(subAccountId, options) end

---@class ncp.subaccount.SetApiRuleFields.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source string IP address or range, or instance number

---@class ncp.subaccount.SetApiRuleFields
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.subaccount.SetApiRuleFields.apiAllowSources[] addresses and servers

---@class ncp.subaccount.SetApiRuleResult.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source; one of `IP`, `VPC`, `VPC_SERVER`
---@field source string IP address or range, or instance number

---@class ncp.subaccount.SetApiRuleResult
---@field success boolean true when it was done
---@field id string sub account id
---@field useApiAllowSource boolean APIs only from apiAllowSources
---@field apiAllowSources ncp.subaccount.SetApiRuleResult.apiAllowSources[] addresses and servers

---Set where a sub account may use APIs from.
---
---`PUT /api/v1/sub-accounts/{subAccountId}/access-rules/api`
---@param subAccountId string sub account id
---@param fields ncp.subaccount.SetApiRuleFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.SetApiRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.set_api_rule(subAccountId, fields, options) end

---@class ncp.subaccount.GetMfaResult.mfaList
---@field mfaType "PHONE"|"EMAIL"|"OTP"|"PASSKEY" kind of second factor; one of `PHONE`, `EMAIL`, `OTP`, `PASSKEY`

---@class ncp.subaccount.GetMfaResult
---@field isMfaMandatory boolean two-factor authentication is required
---@field mfaList ncp.subaccount.GetMfaResult.mfaList[] registered second factors

---Read the two-factor authentication of a sub account.
---
---`GET /api/v1/sub-accounts/{subAccountId}/mfa`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetMfaResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.get_mfa(subAccountId, options) end

---@class ncp.subaccount.GetLastAccessResult.lastAccessKeyUsed
---@field accessKey string access key id
---@field lastUsed string time of the last use, ISO 8601

---@class ncp.subaccount.GetLastAccessResult
---@field subAccountId string sub account id; some services answer it as `idNo`
---@field lastLogin string time of the last login, ISO 8601
---@field lastGitLogin string time of the last SourceCommit login, ISO 8601
---@field lastAccessKeyUsed ncp.subaccount.GetLastAccessResult.lastAccessKeyUsed[] last use of each access key
---@field unusedDays integer days without use

---Read when a sub account and its access keys were last used.
---
---`GET /api/v1/users/{subAccountId}/last-access-summary`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetLastAccessResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.get_last_access(subAccountId, options) end

---@class ncp.subaccount.GetUserFields
---@field includeDeleted? boolean find deleted ones too; false when left out

---@class ncp.subaccount.GetUserResult.groups
---@field groupId string group id
---@field groupName string group name

---@class ncp.subaccount.GetUserResult.sourceIdentity
---@field type string kind of principal
---@field id string id of the principal
---@field provider string provider of the principal

---@class ncp.subaccount.GetUserResult
---@field subAccountId string sub account id
---@field loginId string login ID
---@field name string user name
---@field email string mail address
---@field groups ncp.subaccount.GetUserResult.groups[] groups of the user
---@field active boolean true when enabled
---@field deleted boolean true when deleted
---@field createTime string time of creation, ISO 8601
---@field principalType "IamUser"|"IamRole" sub account or user of a role; one of `IamUser`, `IamRole`
---@field sourceIdentity ncp.subaccount.GetUserResult.sourceIdentity principal behind an IamRole
---@field roleNrn string resource name of the role of an IamRole

---Look up a user: a sub account, a deleted one, or a user of a role.
---
---`GET /api/v1/users/{subAccountId}`
---@param subAccountId string sub account id
---@param fields? ncp.subaccount.GetUserFields
---@param options? ncp.CallOptions
---@return ncp.subaccount.GetUserResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function subaccount.find_ids(subAccountNo, options) end

---@class ncp.subaccount.ListTagsResult
---@field tagKey string tag key
---@field tagValue string tag value
---@field tagDisplay string tag key and value, joined by a colon

---List the tags of a sub account.
---
---`GET /api/v1/users/{subAccountId}/tags`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.subaccount.ListTagsResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function subaccount.list_tags(subAccountId, options) end

---@class ncp.subaccount.AddTagResult
---@field success boolean true when it was done
---@field message string why it failed

---Add a tag to a sub account, which can have twenty.
---
---`POST /api/v1/users/{subAccountId}/tags`
---@param subAccountId string sub account id
---@param tagKey string tag key; 1 to 128 characters
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.subaccount.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function subaccount.remove_tag(subAccountId, tagKey, tagValue, options) end

---Access keys of a sub account.
---@class ncp.accesskey
local accesskey = {}

---@class ncp.accesskey.ListResult
---@field accessKey string access key id
---@field active boolean true when the key is switched on
---@field createTime string time of creation, ISO 8601

---List the access keys of a sub account, without their secrets.
---
---`GET /api/v1/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.accesskey.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function accesskey.list(subAccountId, options) end

---@class ncp.accesskey.CreateResult
---@field accessKey string access key id
---@field keySecret ncp.Secret secret key; shown only here; an `ncp.Secret`
---@field createTime string time of creation, ISO 8601

---Create an access key for a sub account.
---
---`POST /api/v1/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.accesskey.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
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
---@return ncp.Error? err
function accesskey.delete(subAccountId, accessKey, options) end

---Settings that apply to all sub accounts of the main account.
---@class ncp.tenant
local tenant = {}

---@class ncp.tenant.GetLoginAliasResult
---@field loginAlias string login access key; missing while none is set

---Read the login access key, the name in the address of the sub accounts' login page.
---
---`GET /api/v1/login-alias`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetLoginAliasResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function tenant.set_login_alias(loginAlias, options) end

---@class ncp.tenant.CheckLoginIdResult
---@field success boolean true when it can be used
---@field message string why it cannot

---Ask whether a login ID is well formed and free.
---
---`GET /api/v1/join/check-login-id`
---@param loginId string login ID to check; not empty
---@param options? ncp.CallOptions
---@return ncp.tenant.CheckLoginIdResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function tenant.check_login_id(loginId, options) end

---@class ncp.tenant.CheckPasswordResult
---@field success boolean true when it can be used
---@field message string why it cannot

---Ask whether a password is safe enough.
---
---`GET /api/v1/join/check-password`
---@param password string|ncp.Secret password to check; the service takes it in the URL; not empty; a secret: string or `ncp.Secret`
---@param options? ncp.CallOptions
---@return ncp.tenant.CheckPasswordResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
function tenant.check_password(password, options) end

---@class ncp.tenant.GetPasswordExpirationResult
---@field usePasswordExpiration boolean true when passwords expire
---@field passwordExpirationDays integer days until a password expires

---Read when passwords of sub accounts expire.
---
---`GET /api/v1/tenant-settings/sub-account-password-policy`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetPasswordExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function tenant.set_password_expiration(fields, options) end

---@class ncp.tenant.GetSessionExpirationResult
---@field useSessionExpiration boolean true when idle sessions expire
---@field sessionExpirationSec 600|1800|3600|10800 seconds until an idle session expires; one of `600`, `1800`, `3600`, `10800`

---Read when idle sessions of sub accounts expire.
---
---`GET /api/v1/tenant-settings/sub-account-session-policy`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetSessionExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function tenant.set_session_expiration(fields, options) end

---@class ncp.tenant.GetIdleDisableResult
---@field useIdleDisable boolean true when long-unused sub accounts are disabled
---@field idleDisableDays 90|180|365 days without use; one of `90`, `180`, `365`

---Read after how many days without use sub accounts are disabled.
---
---`GET /api/v1/tenant-settings/idle-disable-settings`
---@param options? ncp.CallOptions
---@return ncp.tenant.GetIdleDisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error? err
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
---@return ncp.Error? err
function tenant.set_idle_disable(fields, options) end

return ncp
