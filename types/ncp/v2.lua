---@meta ncp.v2
-- Types of clients of version 2 for the Lua language server, written by scripts/gen-docs.
-- luacheck: ignore 212 241, no max comment line length
--
-- What calls return, and the types that both versions share, see ../ncp.lua. The language server cannot see which
-- version `ncp.new` was asked for, so say it: `local client = ncp.new { api = "v2" } ---@type ncp.v2.Client`.

---@class ncp.v2.Client: ncp.Client
---@field api "v2"
---@field subaccount ncp.v2.subaccount Sub accounts: users of the main account
---@field accesskey ncp.v2.accesskey Access keys of a sub account
---@field tenant ncp.v2.tenant Settings that apply to all sub accounts of the main account
---@field group ncp.v2.group Groups of sub accounts
---@field policy ncp.v2.policy Policies: what their holders may do
---@field role ncp.v2.role Roles: policies that servers, services and sub accounts take on
---@field switchable_role ncp.v2.switchable_role Roles into which a sub account can switch; only its own keys may call these
local client = {}

---Sub accounts: users of the main account.
---@class ncp.v2.subaccount
local subaccount = {}

---@class ncp.v2.subaccount.ListFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("loginId,asc"|"loginId,desc"|"name,asc"|"name,desc"|"createdDateTime,asc"|"createdDateTime,desc")[] order, the first counting most; createdDateTime,desc when left out; not empty; each one of `loginId,asc`, `loginId,desc`, `name,asc`, `name,desc`, `createdDateTime,asc`, `createdDateTime,desc`

---@class ncp.v2.subaccount.ListResult
---@field subAccountId string sub account id
---@field nrn? string resource name
---@field loginId string login ID
---@field name? string user name
---@field apiGatewayAccessible? boolean may use APIs with access keys
---@field consoleAccessible? boolean may use the console
---@field active? boolean true when enabled
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field lastLoginDateTime? string time of the last login, ISO 8601, UTC

---@class ncp.v2.subaccount.ListPage
---@field subAccounts ncp.v2.subaccount.ListResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List sub accounts, one page at a time.
---
---`GET /api/v2/sub-accounts`
---@param fields? ncp.v2.subaccount.ListFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.v2.subaccount.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.subaccount.ListResult? rows
function subaccount.each(fields, options) end

---@class ncp.v2.subaccount.GetResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string address or range, VPC number, or server instance number

---@class ncp.v2.subaccount.GetResult.groups
---@field groupId string group id
---@field groupName? string group name

---@class ncp.v2.subaccount.GetResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.subaccount.GetResult
---@field subAccountId string sub account id
---@field subAccountNo? integer sub account number
---@field nrn? string resource name
---@field loginId string login ID
---@field name? string user name
---@field email? string mail address
---@field emailVerified? boolean true when the mail address was verified
---@field memo? string description
---@field active? boolean true when enabled
---@field passwordResetRequired? boolean first login asks for a new password
---@field apiGatewayAccessible? boolean may use APIs with access keys
---@field consoleAccessible? boolean may use the console
---@field consolePermitIpEnabled? boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges
---@field apiAllowSourceEnabled? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.GetResult.apiAllowSources[] addresses and servers
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastLoginDateTime? string time of the last login, ISO 8601, UTC
---@field groups? ncp.v2.subaccount.GetResult.groups[] groups of the sub account
---@field policies? ncp.v2.subaccount.GetResult.policies[] policies attached to the sub account itself

---Read a sub account with its groups and policies.
---
---`GET /api/v2/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get(subAccountId, options) end

---@class ncp.v2.subaccount.CreateFields.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source string address or range, VPC number, or server instance number; not empty

---@class ncp.v2.subaccount.CreateFields
---@field loginId string login ID; 3 to 60 characters
---@field name string user name; 2 to 30 characters without the spaces around it
---@field apiGatewayAccessible boolean may use APIs with access keys
---@field consoleAccessible boolean may use the console
---@field email? string mail address
---@field passwordResetRequired? boolean first login asks for a new password
---@field passwordGenerationRequired? boolean the service makes the password; false when left out
---@field password? string|ncp.Secret password; ignored when the service makes it; required when `passwordGenerationRequired` is `false`; not empty
---@field consolePermitIpEnabled? boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges; at most 100 elements; each not empty
---@field apiAllowSourceEnabled? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.CreateFields.apiAllowSources[] addresses and servers
---@field memo? string description; at most 300 characters
---@field mfaMandatory? boolean two-factor authentication is required
---@field tags? table<string, string> tag values by tag key; at most 20 entries; each 1 to 256 characters

---@class ncp.v2.subaccount.CreateResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string address or range, VPC number, or server instance number

---@class ncp.v2.subaccount.CreateResult.groups
---@field groupId string group id
---@field groupName? string group name

---@class ncp.v2.subaccount.CreateResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.subaccount.CreateResult
---@field subAccountId string sub account id
---@field subAccountNo? integer sub account number
---@field nrn? string resource name
---@field loginId string login ID
---@field name? string user name
---@field email? string mail address
---@field emailVerified? boolean true when the mail address was verified
---@field memo? string description
---@field active? boolean true when enabled
---@field passwordResetRequired? boolean first login asks for a new password
---@field apiGatewayAccessible? boolean may use APIs with access keys
---@field consoleAccessible? boolean may use the console
---@field consolePermitIpEnabled? boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges
---@field apiAllowSourceEnabled? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.CreateResult.apiAllowSources[] addresses and servers
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastLoginDateTime? string time of the last login, ISO 8601, UTC
---@field groups? ncp.v2.subaccount.CreateResult.groups[] groups of the sub account
---@field policies? ncp.v2.subaccount.CreateResult.policies[] policies attached to the sub account itself
---@field generatedPassword? ncp.Secret password made; shown only here

---Create a sub account.
---
---`POST /api/v2/sub-accounts`
---@param fields ncp.v2.subaccount.CreateFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.create(fields, options) end

---@class ncp.v2.subaccount.UpdateFields
---@field name? string user name; 2 to 30 characters without the spaces around it
---@field email? string|ncp.Null mail address; null clears it and that it was verified
---@field apiGatewayAccessible? boolean may use APIs with access keys
---@field consoleAccessible? boolean may use the console
---@field passwordResetRequired? boolean first login asks for a new password
---@field memo? string|ncp.Null description; null clears it; at most 300 characters
---@field active? boolean true when enabled

---@class ncp.v2.subaccount.UpdateResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string address or range, VPC number, or server instance number

---@class ncp.v2.subaccount.UpdateResult.groups
---@field groupId string group id
---@field groupName? string group name

---@class ncp.v2.subaccount.UpdateResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.subaccount.UpdateResult
---@field subAccountId string sub account id
---@field subAccountNo? integer sub account number
---@field nrn? string resource name
---@field loginId string login ID
---@field name? string user name
---@field email? string mail address
---@field emailVerified? boolean true when the mail address was verified
---@field memo? string description
---@field active? boolean true when enabled
---@field passwordResetRequired? boolean first login asks for a new password
---@field apiGatewayAccessible? boolean may use APIs with access keys
---@field consoleAccessible? boolean may use the console
---@field consolePermitIpEnabled? boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges
---@field apiAllowSourceEnabled? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.UpdateResult.apiAllowSources[] addresses and servers
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastLoginDateTime? string time of the last login, ISO 8601, UTC
---@field groups? ncp.v2.subaccount.UpdateResult.groups[] groups of the sub account
---@field policies? ncp.v2.subaccount.UpdateResult.policies[] policies attached to the sub account itself

---Change a sub account; what is left out stays as it is.
---
---`PATCH /api/v2/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param fields? ncp.v2.subaccount.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.update(subAccountId, fields, options) end

---@class ncp.v2.subaccount.DeleteFields
---@field cascading? boolean delete its access keys too; false when left out

---@class ncp.v2.subaccount.DeleteResult

---Delete a sub account that has no access keys, or its keys with it.
---
---`DELETE /api/v2/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param fields? ncp.v2.subaccount.DeleteFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.delete(subAccountId, fields, options) end

---@class ncp.v2.subaccount.SetActiveResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string address or range, VPC number, or server instance number

---@class ncp.v2.subaccount.SetActiveResult.groups
---@field groupId string group id
---@field groupName? string group name

---@class ncp.v2.subaccount.SetActiveResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.subaccount.SetActiveResult
---@field subAccountId string sub account id
---@field subAccountNo? integer sub account number
---@field nrn? string resource name
---@field loginId string login ID
---@field name? string user name
---@field email? string mail address
---@field emailVerified? boolean true when the mail address was verified
---@field memo? string description
---@field active? boolean true when enabled
---@field passwordResetRequired? boolean first login asks for a new password
---@field apiGatewayAccessible? boolean may use APIs with access keys
---@field consoleAccessible? boolean may use the console
---@field consolePermitIpEnabled? boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges
---@field apiAllowSourceEnabled? boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.SetActiveResult.apiAllowSources[] addresses and servers
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastLoginDateTime? string time of the last login, ISO 8601, UTC
---@field groups? ncp.v2.subaccount.SetActiveResult.groups[] groups of the sub account
---@field policies? ncp.v2.subaccount.SetActiveResult.policies[] policies attached to the sub account itself

---Enable or disable a sub account and leave the rest as it is.
---
---`PATCH /api/v2/sub-accounts/{subAccountId}`
---@param subAccountId string sub account id
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.set_active(subAccountId, active, options) end

---@class ncp.v2.subaccount.ResetPasswordFields
---@field passwordGenerationRequired? boolean the service makes the password; false when left out
---@field newPassword? string|ncp.Secret new password; ignored when the service makes it; required when `passwordGenerationRequired` is `false`; not empty

---@class ncp.v2.subaccount.ResetPasswordResult
---@field generatedPassword? ncp.Secret password made; shown only here

---Give a sub account a new password.
---
---`POST /api/v2/sub-accounts/{subAccountId}/reset-password`
---@param subAccountId string sub account id
---@param fields ncp.v2.subaccount.ResetPasswordFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.ResetPasswordResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.reset_password(subAccountId, fields, options) end

---@class ncp.v2.subaccount.AttachPoliciesResult

---Attach policies to a sub account, all or none.
---
---`POST /api/v2/sub-accounts/{subAccountId}/attach-policies`
---@param subAccountId string sub account id
---@param policyIds string[] policy ids, each once; 1 to 10 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.AttachPoliciesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.attach_policies(subAccountId, policyIds, options) end

---@class ncp.v2.subaccount.DetachPoliciesResult

---Detach policies from a sub account, all or none.
---
---`POST /api/v2/sub-accounts/{subAccountId}/detach-policies`
---@param subAccountId string sub account id
---@param policyIds string[] policy ids, each once; 1 to 10 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.DetachPoliciesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.detach_policies(subAccountId, policyIds, options) end

---@class ncp.v2.subaccount.AddGroupsResult

---Add a sub account to groups, all or none; it can be in ten.
---
---`POST /api/v2/sub-accounts/{subAccountId}/attach-groups`
---@param subAccountId string sub account id
---@param groupIds string[] group ids, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.AddGroupsResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.add_groups(subAccountId, groupIds, options) end

---@class ncp.v2.subaccount.RemoveGroupsResult

---Remove a sub account from groups, all or none.
---
---`POST /api/v2/sub-accounts/{subAccountId}/detach-groups`
---@param subAccountId string sub account id
---@param groupIds string[] group ids, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.RemoveGroupsResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.remove_groups(subAccountId, groupIds, options) end

---@class ncp.v2.subaccount.GetConsoleRuleResult
---@field subAccountId? string sub account id
---@field consolePermitIpEnabled boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges

---Read where a sub account may use the console from.
---
---`GET /api/v2/sub-accounts/{subAccountId}/console-access-rule`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.GetConsoleRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_console_rule(subAccountId, options) end

---@class ncp.v2.subaccount.SetConsoleRuleFields
---@field consolePermitIpEnabled boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges; at most 100 elements; each not empty

---@class ncp.v2.subaccount.SetConsoleRuleResult
---@field subAccountId? string sub account id
---@field consolePermitIpEnabled boolean console only from consolePermitIpAddresses
---@field consolePermitIpAddresses? string[] IPv4 or IPv6 addresses and ranges

---Set where a sub account may use the console from; a list left out is emptied.
---
---`PUT /api/v2/sub-accounts/{subAccountId}/console-access-rule`
---@param subAccountId string sub account id
---@param fields ncp.v2.subaccount.SetConsoleRuleFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.SetConsoleRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.set_console_rule(subAccountId, fields, options) end

---@class ncp.v2.subaccount.GetApiRuleResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string address or range, VPC number, or server instance number

---@class ncp.v2.subaccount.GetApiRuleResult
---@field apiAllowSourceEnabled boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.GetApiRuleResult.apiAllowSources[] addresses and servers

---Read where a sub account may use APIs from.
---
---`GET /api/v2/sub-accounts/{subAccountId}/api-access-rule`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.GetApiRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_api_rule(subAccountId, options) end

---@class ncp.v2.subaccount.SetApiRuleFields.apiAllowSources
---@field type "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source string address or range, VPC number, or server instance number; not empty

---@class ncp.v2.subaccount.SetApiRuleFields
---@field apiAllowSourceEnabled boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.SetApiRuleFields.apiAllowSources[] addresses and servers

---@class ncp.v2.subaccount.SetApiRuleResult.apiAllowSources
---@field type? "IP"|"VPC"|"VPC_SERVER" kind of source
---@field source? string address or range, VPC number, or server instance number

---@class ncp.v2.subaccount.SetApiRuleResult
---@field apiAllowSourceEnabled boolean APIs only from apiAllowSources
---@field apiAllowSources? ncp.v2.subaccount.SetApiRuleResult.apiAllowSources[] addresses and servers

---Set where a sub account may use APIs from; a list left out is emptied.
---
---`PUT /api/v2/sub-accounts/{subAccountId}/api-access-rule`
---@param subAccountId string sub account id
---@param fields ncp.v2.subaccount.SetApiRuleFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.SetApiRuleResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.set_api_rule(subAccountId, fields, options) end

---@class ncp.v2.subaccount.GetMfaResult.mfas
---@field mfaType? "PHONE"|"EMAIL"|"OTP"|"PASSKEY" kind of second factor

---@class ncp.v2.subaccount.GetMfaResult
---@field mfaMandatory? boolean two-factor authentication is required
---@field mfas? ncp.v2.subaccount.GetMfaResult.mfas[] registered second factors

---Read the two-factor authentication of a sub account.
---
---`GET /api/v2/sub-accounts/{subAccountId}/mfa`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.GetMfaResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_mfa(subAccountId, options) end

---@class ncp.v2.subaccount.GetLastAccessResult.lastAccessKeyUsages
---@field accessKey string access key id
---@field lastUsedDateTime? string time of the last use, ISO 8601, UTC

---@class ncp.v2.subaccount.GetLastAccessResult
---@field subAccountId? string sub account id
---@field lastLoginDateTime? string time of the last login, ISO 8601, UTC
---@field lastGitLoginDateTime? string time of the last SourceCommit login, ISO 8601, UTC
---@field lastAccessKeyUsages? ncp.v2.subaccount.GetLastAccessResult.lastAccessKeyUsages[] last use of each access key
---@field unusedDays? integer days without use

---Read when a sub account and its access keys were last used.
---
---`GET /api/v2/sub-accounts/{subAccountId}/last-access-summary`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.GetLastAccessResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_last_access(subAccountId, options) end

---@class ncp.v2.subaccount.GetUserResult.groups
---@field groupId string group id
---@field groupName? string group name

---@class ncp.v2.subaccount.GetUserResult.sourceIdentity
---@field type? string kind of principal
---@field id? string id of the principal
---@field provider? string provider of the principal

---@class ncp.v2.subaccount.GetUserResult
---@field subAccountId? string sub account id
---@field loginId? string login ID
---@field name? string user name
---@field email? string mail address
---@field groups? ncp.v2.subaccount.GetUserResult.groups[] groups of the user
---@field active? boolean true when enabled
---@field deleted? boolean true when deleted
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field principalType? "MainAccount"|"IamUser"|"Server"|"IamRole"|"NcloudService"|"FederatedUser" what kind of user it is
---@field sourceIdentity? ncp.v2.subaccount.GetUserResult.sourceIdentity principal behind an IamRole
---@field roleNrn? string resource name of the role of an IamRole

---Look up a user: a sub account or a user of a role.
---
---`GET /api/v2/users/{subAccountId}`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.GetUserResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.get_user(subAccountId, options) end

---@class ncp.v2.subaccount.FindIdsResult.subAccountIds
---@field subAccountNo? integer sub account number
---@field subAccountId? string sub account id

---@class ncp.v2.subaccount.FindIdsResult
---@field subAccountIds ncp.v2.subaccount.FindIdsResult.subAccountIds[] numbers with their sub account ids; deleted ones too

---Find the ids of sub accounts by their numbers.
---
---`POST /api/v2/sub-accounts/resolve-nos`
---@param subAccountNos integer[] sub account numbers; 1 to 100 elements; each 0 or more
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.FindIdsResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.find_ids(subAccountNos, options) end

---@class ncp.v2.subaccount.ListTagsFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("tagKey,asc"|"tagKey,desc"|"tagValue,asc"|"tagValue,desc")[] order, the first counting most; tagKey,asc when left out; not empty; each one of `tagKey,asc`, `tagKey,desc`, `tagValue,asc`, `tagValue,desc`

---@class ncp.v2.subaccount.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---@class ncp.v2.subaccount.ListTagsPage
---@field tags ncp.v2.subaccount.ListTagsResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List the tags of a sub account, one page at a time.
---
---`GET /api/v2/sub-accounts/{subAccountId}/tags`
---@param subAccountId string sub account id
---@param fields? ncp.v2.subaccount.ListTagsFields
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.ListTagsPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.list_tags(subAccountId, fields, options) end

---Walks the rows of all pages of `list_tags`. Raises when one cannot be had.
---@param subAccountId string sub account id
---@param fields? ncp.v2.subaccount.ListTagsFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.subaccount.ListTagsResult? rows
function subaccount.each_tags(subAccountId, fields, options) end

---@class ncp.v2.subaccount.AddTagResult

---Add a tag to a sub account.
---
---`POST /api/v2/sub-accounts/{subAccountId}/add-tags`
---@param subAccountId string sub account id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.add_tag(subAccountId, tagKey, tagValue, options) end

---@class ncp.v2.subaccount.RemoveTagResult

---Remove a tag from a sub account.
---
---`POST /api/v2/sub-accounts/{subAccountId}/remove-tags`
---@param subAccountId string sub account id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.subaccount.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function subaccount.remove_tag(subAccountId, tagKey, tagValue, options) end

---Access keys of a sub account.
---@class ncp.v2.accesskey
local accesskey = {}

---@class ncp.v2.accesskey.ListResult
---@field accessKey string access key id
---@field active boolean true when the key is switched on
---@field createdDateTime? string time of creation, ISO 8601, UTC

---List the access keys of a sub account, without their secrets.
---
---`GET /api/v2/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.accesskey.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.list(subAccountId, options) end

---@class ncp.v2.accesskey.CreateResult: ncp.Credentials
---@field accessKey string access key id
---@field keySecret ncp.Secret secret key; shown only here
---@field createdDateTime? string time of creation, ISO 8601, UTC

---Create an access key for a sub account, which may have two that are active.
---
---`POST /api/v2/sub-accounts/{subAccountId}/access-keys`
---@param subAccountId string sub account id
---@param options? ncp.CallOptions
---@return ncp.v2.accesskey.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.create(subAccountId, options) end

---@class ncp.v2.accesskey.SetActiveResult

---Switch an access key on or off.
---
---`POST /api/v2/sub-accounts/{subAccountId}/access-keys/{accessKey}/change-status`
---@param subAccountId string sub account id
---@param accessKey string access key id; not empty
---@param active boolean true switches the key on, false off
---@param options? ncp.CallOptions
---@return ncp.v2.accesskey.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.set_active(subAccountId, accessKey, active, options) end

---@class ncp.v2.accesskey.DeleteResult

---Delete an access key.
---
---`DELETE /api/v2/sub-accounts/{subAccountId}/access-keys/{accessKey}`
---@param subAccountId string sub account id
---@param accessKey string access key id; not empty
---@param options? ncp.CallOptions
---@return ncp.v2.accesskey.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.delete(subAccountId, accessKey, options) end

---Settings that apply to all sub accounts of the main account.
---@class ncp.v2.tenant
local tenant = {}

---@class ncp.v2.tenant.GetLoginAliasResult
---@field loginAlias? string login access key; null or missing while none is set

---Read the login access key, the name in the address of the sub accounts' login page.
---
---`GET /api/v2/login-alias`
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.GetLoginAliasResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_login_alias(options) end

---@class ncp.v2.tenant.SetLoginAliasResult
---@field loginAlias? string login access key; null or missing while none is set

---Set or remove the login access key, the name in the address of the sub accounts' login page.
---
---`PATCH /api/v2/login-alias`
---@param loginAlias string|ncp.Null login access key; null removes it; 3 to 20 characters; only `[a-z0-9]`
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.SetLoginAliasResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_login_alias(loginAlias, options) end

---@class ncp.v2.tenant.CheckLoginIdResult
---@field available boolean true when it can be used
---@field reason? string why it cannot be used; missing when it can

---Ask whether a login ID is well formed and free.
---
---`POST /api/v2/sub-accounts/check-login-id`
---@param loginId string login ID to check; not empty
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.CheckLoginIdResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.check_login_id(loginId, options) end

---@class ncp.v2.tenant.CheckPasswordResult
---@field valid boolean true when it can be used
---@field reason? string why it cannot be used; missing when it can

---Ask whether a password is safe enough.
---
---`POST /api/v2/sub-accounts/check-password`
---@param password string|ncp.Secret password to check; not empty
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.CheckPasswordResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.check_password(password, options) end

---@class ncp.v2.tenant.GetPasswordExpirationResult
---@field passwordExpirationEnabled boolean true when passwords expire
---@field passwordExpirationDays? integer days until a password expires

---Read when passwords of sub accounts expire.
---
---`GET /api/v2/tenant-settings/sub-account-password-policy`
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.GetPasswordExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_password_expiration(options) end

---@class ncp.v2.tenant.SetPasswordExpirationFields
---@field passwordExpirationEnabled boolean true when passwords expire
---@field passwordExpirationDays? 60|90|120|180 days until a password expires; required when `passwordExpirationEnabled` is `true`

---@class ncp.v2.tenant.SetPasswordExpirationResult
---@field passwordExpirationEnabled boolean true when passwords expire
---@field passwordExpirationDays? integer days until a password expires

---Set when passwords of sub accounts expire.
---
---`PUT /api/v2/tenant-settings/sub-account-password-policy`
---@param fields ncp.v2.tenant.SetPasswordExpirationFields
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.SetPasswordExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_password_expiration(fields, options) end

---@class ncp.v2.tenant.GetSessionExpirationResult
---@field sessionExpirationEnabled boolean true when idle sessions expire
---@field sessionExpirationSeconds? integer seconds until an idle session expires

---Read when idle sessions of sub accounts expire.
---
---`GET /api/v2/tenant-settings/sub-account-session-policy`
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.GetSessionExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_session_expiration(options) end

---@class ncp.v2.tenant.SetSessionExpirationFields
---@field sessionExpirationEnabled boolean true when idle sessions expire
---@field sessionExpirationSeconds? 600|1800|3600|10800 seconds until an idle session expires; required when `sessionExpirationEnabled` is `true`

---@class ncp.v2.tenant.SetSessionExpirationResult
---@field sessionExpirationEnabled boolean true when idle sessions expire
---@field sessionExpirationSeconds? integer seconds until an idle session expires

---Set when idle sessions of sub accounts expire.
---
---`PUT /api/v2/tenant-settings/sub-account-session-policy`
---@param fields ncp.v2.tenant.SetSessionExpirationFields
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.SetSessionExpirationResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_session_expiration(fields, options) end

---@class ncp.v2.tenant.GetIdleDisableResult
---@field idleDisableEnabled boolean true when long-unused sub accounts are disabled
---@field idleDisableDays? integer days without use

---Read after how many days without use sub accounts are disabled.
---
---`GET /api/v2/tenant-settings/idle-disable-setting`
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.GetIdleDisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.get_idle_disable(options) end

---@class ncp.v2.tenant.SetIdleDisableFields
---@field idleDisableEnabled boolean true when long-unused sub accounts are disabled
---@field idleDisableDays? 90|180|365 days without use; required when `idleDisableEnabled` is `true`

---@class ncp.v2.tenant.SetIdleDisableResult
---@field idleDisableEnabled boolean true when long-unused sub accounts are disabled
---@field idleDisableDays? integer days without use

---Set after how many days without use sub accounts are disabled.
---
---`PUT /api/v2/tenant-settings/idle-disable-setting`
---@param fields ncp.v2.tenant.SetIdleDisableFields
---@param options? ncp.CallOptions
---@return ncp.v2.tenant.SetIdleDisableResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function tenant.set_idle_disable(fields, options) end

---Groups of sub accounts.
---@class ncp.v2.group
local group = {}

---@class ncp.v2.group.ListFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("groupName,asc"|"groupName,desc"|"createdDateTime,asc"|"createdDateTime,desc"|"updatedDateTime,asc"|"updatedDateTime,desc")[] order, the first counting most; createdDateTime,desc when left out; not empty; each one of `groupName,asc`, `groupName,desc`, `createdDateTime,asc`, `createdDateTime,desc`, `updatedDateTime,asc`, `updatedDateTime,desc`

---@class ncp.v2.group.ListResult
---@field groupId string group id
---@field groupName string group name
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC

---@class ncp.v2.group.ListPage
---@field groups ncp.v2.group.ListResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List groups, one page at a time.
---
---`GET /api/v2/groups`
---@param fields? ncp.v2.group.ListFields
---@param options? ncp.CallOptions
---@return ncp.v2.group.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.v2.group.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.group.ListResult? rows
function group.each(fields, options) end

---@class ncp.v2.group.GetResult.subAccounts
---@field subAccountId string sub account id
---@field loginId? string login ID
---@field name? string user name
---@field nrn? string resource name

---@class ncp.v2.group.GetResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.group.GetResult
---@field groupId string group id
---@field groupName string group name
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field subAccounts? ncp.v2.group.GetResult.subAccounts[] sub accounts in the group
---@field policies? ncp.v2.group.GetResult.policies[] policies attached to the group

---Read a group with its sub accounts and policies.
---
---`GET /api/v2/groups/{groupId}`
---@param groupId string group id
---@param options? ncp.CallOptions
---@return ncp.v2.group.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.get(groupId, options) end

---@class ncp.v2.group.CreateFields
---@field groupName string group name; 3 to 30 characters
---@field tags? table<string, string> tag values by tag key; at most 20 entries; each 1 to 256 characters

---@class ncp.v2.group.CreateResult.subAccounts
---@field subAccountId string sub account id
---@field loginId? string login ID
---@field name? string user name
---@field nrn? string resource name

---@class ncp.v2.group.CreateResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.group.CreateResult
---@field groupId string group id
---@field groupName string group name
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field subAccounts? ncp.v2.group.CreateResult.subAccounts[] sub accounts in the group
---@field policies? ncp.v2.group.CreateResult.policies[] policies attached to the group

---Create a group.
---
---`POST /api/v2/groups`
---@param fields ncp.v2.group.CreateFields
---@param options? ncp.CallOptions
---@return ncp.v2.group.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.create(fields, options) end

---@class ncp.v2.group.UpdateFields
---@field groupName? string group name; 3 to 30 characters

---@class ncp.v2.group.UpdateResult.subAccounts
---@field subAccountId string sub account id
---@field loginId? string login ID
---@field name? string user name
---@field nrn? string resource name

---@class ncp.v2.group.UpdateResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.group.UpdateResult
---@field groupId string group id
---@field groupName string group name
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field subAccounts? ncp.v2.group.UpdateResult.subAccounts[] sub accounts in the group
---@field policies? ncp.v2.group.UpdateResult.policies[] policies attached to the group

---Rename a group.
---
---`PATCH /api/v2/groups/{groupId}`
---@param groupId string group id
---@param fields? ncp.v2.group.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.v2.group.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.update(groupId, fields, options) end

---@class ncp.v2.group.DeleteResult

---Delete a group.
---
---`DELETE /api/v2/groups/{groupId}`
---@param groupId string group id
---@param options? ncp.CallOptions
---@return ncp.v2.group.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.delete(groupId, options) end

---@class ncp.v2.group.AddMembersResult

---Add sub accounts to a group, all or none; each can be in ten groups.
---
---`POST /api/v2/groups/{groupId}/attach-sub-accounts`
---@param groupId string group id
---@param subAccountIds string[] sub account ids, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.group.AddMembersResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.add_members(groupId, subAccountIds, options) end

---@class ncp.v2.group.RemoveMembersResult

---Remove sub accounts from a group, all or none.
---
---`POST /api/v2/groups/{groupId}/detach-sub-accounts`
---@param groupId string group id
---@param subAccountIds string[] sub account ids, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.group.RemoveMembersResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.remove_members(groupId, subAccountIds, options) end

---@class ncp.v2.group.AttachPoliciesResult

---Attach policies to a group, all or none.
---
---`POST /api/v2/groups/{groupId}/attach-policies`
---@param groupId string group id
---@param policyIds string[] policy ids, each once; 1 to 10 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.group.AttachPoliciesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.attach_policies(groupId, policyIds, options) end

---@class ncp.v2.group.DetachPoliciesResult

---Detach policies from a group, all or none.
---
---`POST /api/v2/groups/{groupId}/detach-policies`
---@param groupId string group id
---@param policyIds string[] policy ids, each once; 1 to 10 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.group.DetachPoliciesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.detach_policies(groupId, policyIds, options) end

---@class ncp.v2.group.ListTagsFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("tagKey,asc"|"tagKey,desc"|"tagValue,asc"|"tagValue,desc")[] order, the first counting most; tagKey,asc when left out; not empty; each one of `tagKey,asc`, `tagKey,desc`, `tagValue,asc`, `tagValue,desc`

---@class ncp.v2.group.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---@class ncp.v2.group.ListTagsPage
---@field tags ncp.v2.group.ListTagsResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List the tags of a group, one page at a time.
---
---`GET /api/v2/groups/{groupId}/tags`
---@param groupId string group id
---@param fields? ncp.v2.group.ListTagsFields
---@param options? ncp.CallOptions
---@return ncp.v2.group.ListTagsPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.list_tags(groupId, fields, options) end

---Walks the rows of all pages of `list_tags`. Raises when one cannot be had.
---@param groupId string group id
---@param fields? ncp.v2.group.ListTagsFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.group.ListTagsResult? rows
function group.each_tags(groupId, fields, options) end

---@class ncp.v2.group.AddTagResult

---Add a tag to a group.
---
---`POST /api/v2/groups/{groupId}/add-tags`
---@param groupId string group id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.group.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.add_tag(groupId, tagKey, tagValue, options) end

---@class ncp.v2.group.RemoveTagResult

---Remove a tag from a group.
---
---`POST /api/v2/groups/{groupId}/remove-tags`
---@param groupId string group id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.group.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function group.remove_tag(groupId, tagKey, tagValue, options) end

---Policies: what their holders may do.
---@class ncp.v2.policy
local policy = {}

---@class ncp.v2.policy.ListFields
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" made by the vendor or by users; both when left out
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("policyName,asc"|"policyName,desc"|"createdDateTime,asc"|"createdDateTime,desc"|"updatedDateTime,asc"|"updatedDateTime,desc")[] order, the first counting most; createdDateTime,desc when left out; not empty; each one of `policyName,asc`, `policyName,desc`, `createdDateTime,asc`, `createdDateTime,desc`, `updatedDateTime,asc`, `updatedDateTime,desc`

---@class ncp.v2.policy.ListResult
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC

---@class ncp.v2.policy.ListPage
---@field policies ncp.v2.policy.ListResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List policies, one page at a time.
---
---`GET /api/v2/policies`
---@param fields? ncp.v2.policy.ListFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.v2.policy.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.policy.ListResult? rows
function policy.each(fields, options) end

---@class ncp.v2.policy.GetFields
---@field withPermissions? boolean read the statements too; false when left out

---@class ncp.v2.policy.GetResult.permissions.targets
---@field product? string code of a service, such as Server
---@field actions? string[] names of actions, View*, Change* or *
---@field resourceNrns? string[] resource names, or * for all

---@class ncp.v2.policy.GetResult.permissions
---@field effect? "Allow"|"Deny" what the statement does; Deny wins
---@field targets? ncp.v2.policy.GetResult.permissions.targets[] what it is about
---@field condition? table<string, table<string, string[]>> values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.v2.policy.GetResult
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field permissions? ncp.v2.policy.GetResult.permissions[] statements, when withPermissions was true

---Read a policy.
---
---`GET /api/v2/policies/{policyId}`
---@param policyId string policy id
---@param fields? ncp.v2.policy.GetFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.get(policyId, fields, options) end

---@class ncp.v2.policy.CreateFields.permissions.targets
---@field product string code of a service, such as Server
---@field actions string[] names of actions, View*, Change* or *; not empty; each not empty
---@field resourceNrns string[] resource names, or * for all; not empty; each not empty

---@class ncp.v2.policy.CreateFields.permissions
---@field effect "Allow"|"Deny" what the statement does; Deny wins
---@field targets ncp.v2.policy.CreateFields.permissions.targets[] what it is about; not empty
---@field condition? table<string, table<string, string[]>> values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.v2.policy.CreateFields
---@field policyName string policy name; 3 to 30 characters
---@field description? string description; at most 300 characters
---@field permissions ncp.v2.policy.CreateFields.permissions[] statements of what is allowed or denied; not empty
---@field tags? table<string, string> tag values by tag key; at most 20 entries; each 1 to 256 characters

---@class ncp.v2.policy.CreateResult.permissions.targets
---@field product? string code of a service, such as Server
---@field actions? string[] names of actions, View*, Change* or *
---@field resourceNrns? string[] resource names, or * for all

---@class ncp.v2.policy.CreateResult.permissions
---@field effect? "Allow"|"Deny" what the statement does; Deny wins
---@field targets? ncp.v2.policy.CreateResult.permissions.targets[] what it is about
---@field condition? table<string, table<string, string[]>> values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.v2.policy.CreateResult
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field permissions? ncp.v2.policy.CreateResult.permissions[] statements, when withPermissions was true

---Create a policy.
---
---`POST /api/v2/policies`
---@param fields ncp.v2.policy.CreateFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.create(fields, options) end

---@class ncp.v2.policy.UpdateFields.permissions.targets
---@field product string code of a service, such as Server
---@field actions string[] names of actions, View*, Change* or *; not empty; each not empty
---@field resourceNrns string[] resource names, or * for all; not empty; each not empty

---@class ncp.v2.policy.UpdateFields.permissions
---@field effect "Allow"|"Deny" what the statement does; Deny wins
---@field targets ncp.v2.policy.UpdateFields.permissions.targets[] what it is about; not empty
---@field condition? table<string, table<string, string[]>> values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.v2.policy.UpdateFields
---@field permissions ncp.v2.policy.UpdateFields.permissions[] statements of what is allowed or denied; not empty
---@field description? string description; cleared when left out; at most 300 characters

---@class ncp.v2.policy.UpdateResult.permissions.targets
---@field product? string code of a service, such as Server
---@field actions? string[] names of actions, View*, Change* or *
---@field resourceNrns? string[] resource names, or * for all

---@class ncp.v2.policy.UpdateResult.permissions
---@field effect? "Allow"|"Deny" what the statement does; Deny wins
---@field targets? ncp.v2.policy.UpdateResult.permissions.targets[] what it is about
---@field condition? table<string, table<string, string[]>> values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.v2.policy.UpdateResult
---@field policyId? string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field permissions? ncp.v2.policy.UpdateResult.permissions[] statements

---Replace all statements and the description of a policy; the name cannot change.
---
---`PUT /api/v2/policies/{policyId}`
---@param policyId string policy id
---@param fields ncp.v2.policy.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.update(policyId, fields, options) end

---@class ncp.v2.policy.ValidateFields.permissions.targets
---@field product string code of a service, such as Server
---@field actions string[] names of actions, View*, Change* or *; not empty; each not empty
---@field resourceNrns string[] resource names, or * for all; not empty; each not empty

---@class ncp.v2.policy.ValidateFields.permissions
---@field effect "Allow"|"Deny" what the statement does; Deny wins
---@field targets ncp.v2.policy.ValidateFields.permissions.targets[] what it is about; not empty
---@field condition? table<string, table<string, string[]>> values by condition key, such as ncp:principalType, by operator, such as StringEquals

---@class ncp.v2.policy.ValidateFields
---@field policyName string policy name; 3 to 30 characters
---@field description? string description; at most 300 characters
---@field permissions ncp.v2.policy.ValidateFields.permissions[] statements of what is allowed or denied; not empty
---@field tags? table<string, string> tag values by tag key; at most 20 entries; each 1 to 256 characters

---@class ncp.v2.policy.ValidateResult.details
---@field code? string code, such as iam.policy.invalidConditionSyntax
---@field location? string path in the document, such as permissions[0].targets[0].product
---@field message? string what was found
---@field type? string severity: INFO, WARN, WARNING or ERROR

---@class ncp.v2.policy.ValidateResult
---@field success boolean false when the policy is invalid
---@field details? ncp.v2.policy.ValidateResult.details[] findings

---Check a policy without saving it.
---
---`POST /api/v2/policies/validate`
---@param fields ncp.v2.policy.ValidateFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.ValidateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.validate(fields, options) end

---@class ncp.v2.policy.DeleteResult

---Delete a policy that a user made and that is attached to nothing.
---
---`DELETE /api/v2/policies/{policyId}`
---@param policyId string policy id
---@param options? ncp.CallOptions
---@return ncp.v2.policy.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.delete(policyId, options) end

---@class ncp.v2.policy.DeleteManyResult

---Delete policies that users made and that are attached to nothing, all or none.
---
---`POST /api/v2/policies/batch-delete`
---@param policyIds string[] policy ids, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.policy.DeleteManyResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.delete_many(policyIds, options) end

---@class ncp.v2.policy.ListResourcesFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("resourceName,asc"|"resourceName,desc"|"resourceType,asc"|"resourceType,desc")[] order, the first counting most; resourceName,asc when left out; not empty; each one of `resourceName,asc`, `resourceName,desc`, `resourceType,asc`, `resourceType,desc`

---@class ncp.v2.policy.ListResourcesResult
---@field resourceType? string SubAccount, Group or Role
---@field resourceId? string id of the sub account, group or role
---@field resourceName? string its name
---@field nrn? string its resource name

---@class ncp.v2.policy.ListResourcesPage
---@field resources ncp.v2.policy.ListResourcesResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List what a policy is attached to, one page at a time.
---
---`GET /api/v2/policies/{policyId}/resources`
---@param policyId string policy id
---@param fields? ncp.v2.policy.ListResourcesFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.ListResourcesPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.list_resources(policyId, fields, options) end

---Walks the rows of all pages of `list_resources`. Raises when one cannot be had.
---@param policyId string policy id
---@param fields? ncp.v2.policy.ListResourcesFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.policy.ListResourcesResult? rows
function policy.each_resources(policyId, fields, options) end

---@class ncp.v2.policy.ListTagsFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("tagKey,asc"|"tagKey,desc"|"tagValue,asc"|"tagValue,desc")[] order, the first counting most; tagKey,asc when left out; not empty; each one of `tagKey,asc`, `tagKey,desc`, `tagValue,asc`, `tagValue,desc`

---@class ncp.v2.policy.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---@class ncp.v2.policy.ListTagsPage
---@field tags ncp.v2.policy.ListTagsResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List the tags of a policy, one page at a time.
---
---`GET /api/v2/policies/{policyId}/tags`
---@param policyId string policy id
---@param fields? ncp.v2.policy.ListTagsFields
---@param options? ncp.CallOptions
---@return ncp.v2.policy.ListTagsPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.list_tags(policyId, fields, options) end

---Walks the rows of all pages of `list_tags`. Raises when one cannot be had.
---@param policyId string policy id
---@param fields? ncp.v2.policy.ListTagsFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.policy.ListTagsResult? rows
function policy.each_tags(policyId, fields, options) end

---@class ncp.v2.policy.AddTagResult

---Add a tag to a policy.
---
---`POST /api/v2/policies/{policyId}/add-tags`
---@param policyId string policy id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.policy.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.add_tag(policyId, tagKey, tagValue, options) end

---@class ncp.v2.policy.RemoveTagResult

---Remove a tag from a policy.
---
---`POST /api/v2/policies/{policyId}/remove-tags`
---@param policyId string policy id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.policy.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function policy.remove_tag(policyId, tagKey, tagValue, options) end

---Roles: policies that servers, services and sub accounts take on.
---@class ncp.v2.role
local role = {}

---@class ncp.v2.role.ListFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("roleType,asc"|"roleType,desc"|"roleName,asc"|"roleName,desc"|"createdDateTime,asc"|"createdDateTime,desc"|"updatedDateTime,asc"|"updatedDateTime,desc"|"lastUsedDateTime,asc"|"lastUsedDateTime,desc")[] order, the first counting most; createdDateTime,desc, then roleName,asc and roleType,asc when left out; not empty; each one of `roleType,asc`, `roleType,desc`, `roleName,asc`, `roleName,desc`, `createdDateTime,asc`, `createdDateTime,desc`, `updatedDateTime,asc`, `updatedDateTime,desc`, `lastUsedDateTime,asc`, `lastUsedDateTime,desc`

---@class ncp.v2.role.ListResult
---@field roleId string role id
---@field nrn? string resource name
---@field roleName string role name
---@field roleType? string who takes the role: Server, Account, Service, SSO or NcloudStorage
---@field active? boolean true when enabled
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastUsedDateTime? string time of the last use, ISO 8601, UTC

---@class ncp.v2.role.ListPage
---@field roles ncp.v2.role.ListResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List roles, one page at a time.
---
---`GET /api/v2/roles`
---@param fields? ncp.v2.role.ListFields
---@param options? ncp.CallOptions
---@return ncp.v2.role.ListPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.list(fields, options) end

---Walks the rows of all pages of `list`. Raises when one cannot be had.
---@param fields? ncp.v2.role.ListFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.role.ListResult? rows
function role.each(fields, options) end

---@class ncp.v2.role.GetResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.role.GetResult.entities
---@field type? string kind of entity: Server, Account or Service
---@field id? string server instance number, name of the service, or account number

---@class ncp.v2.role.GetResult
---@field roleId string role id
---@field nrn? string resource name
---@field roleName string role name
---@field roleType? string who takes the role: Server, Account, Service, SSO or NcloudStorage
---@field active? boolean true when enabled
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastUsedDateTime? string time of the last use, ISO 8601, UTC
---@field sessionExpirationSeconds? integer seconds until a session expires; for the types Account and SSO
---@field description? string description
---@field policies? ncp.v2.role.GetResult.policies[] policies attached to the role
---@field entities? ncp.v2.role.GetResult.entities[] what has the role

---Read a role with its policies and what has the role.
---
---`GET /api/v2/roles/{roleId}`
---@param roleId string role id
---@param options? ncp.CallOptions
---@return ncp.v2.role.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.get(roleId, options) end

---@class ncp.v2.role.CreateFields
---@field roleName string role name; 3 to 100 characters
---@field roleType "Server"|"Account"|"Service" who takes the role: servers, sub accounts of an account, or a service
---@field sessionExpirationSeconds? 600|1800|3600|10800 seconds until a session expires; only for a role of type Account; required when `roleType` is `Account`; not when `roleType` is `Server` or `Service`
---@field description? string description; at most 300 characters
---@field tags? table<string, string> tag values by tag key; at most 20 entries; each 1 to 256 characters

---@class ncp.v2.role.CreateResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.role.CreateResult.entities
---@field type? string kind of entity: Server, Account or Service
---@field id? string server instance number, name of the service, or account number

---@class ncp.v2.role.CreateResult
---@field roleId string role id
---@field nrn? string resource name
---@field roleName string role name
---@field roleType? string who takes the role: Server, Account, Service, SSO or NcloudStorage
---@field active? boolean true when enabled
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastUsedDateTime? string time of the last use, ISO 8601, UTC
---@field sessionExpirationSeconds? integer seconds until a session expires; for the types Account and SSO
---@field description? string description
---@field policies? ncp.v2.role.CreateResult.policies[] policies attached to the role
---@field entities? ncp.v2.role.CreateResult.entities[] what has the role

---Create a role, which allows nothing until policies are attached.
---
---`POST /api/v2/roles`
---@param fields ncp.v2.role.CreateFields
---@param options? ncp.CallOptions
---@return ncp.v2.role.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.create(fields, options) end

---@class ncp.v2.role.UpdateFields
---@field roleName? string role name; 3 to 100 characters
---@field roleType? "Server"|"Account"|"Service"|"SSO"|"NcloudStorage" the present one: it cannot change
---@field description? string|ncp.Null description; null clears it; at most 300 characters
---@field sessionExpirationSeconds? 600|1800|3600|10800 seconds until a session expires; only for a role of type Account

---@class ncp.v2.role.UpdateResult.policies
---@field policyId string policy id
---@field policyName? string policy name
---@field policyType? "SYSTEM_MANAGED"|"USER_CREATED" by the vendor or a user
---@field description? string description
---@field nrn? string resource name

---@class ncp.v2.role.UpdateResult.entities
---@field type? string kind of entity: Server, Account or Service
---@field id? string server instance number, name of the service, or account number

---@class ncp.v2.role.UpdateResult
---@field roleId string role id
---@field nrn? string resource name
---@field roleName string role name
---@field roleType? string who takes the role: Server, Account, Service, SSO or NcloudStorage
---@field active? boolean true when enabled
---@field createdDateTime? string time of creation, ISO 8601, UTC
---@field updatedDateTime? string time of the last change, ISO 8601, UTC
---@field lastUsedDateTime? string time of the last use, ISO 8601, UTC
---@field sessionExpirationSeconds? integer seconds until a session expires; for the types Account and SSO
---@field description? string description
---@field policies? ncp.v2.role.UpdateResult.policies[] policies attached to the role
---@field entities? ncp.v2.role.UpdateResult.entities[] what has the role

---Change a role, except for its type.
---
---`PATCH /api/v2/roles/{roleId}`
---@param roleId string role id
---@param fields? ncp.v2.role.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.v2.role.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.update(roleId, fields, options) end

---@class ncp.v2.role.DeleteResult

---Delete a role, and its ties to entities and policies with it.
---
---`DELETE /api/v2/roles/{roleId}`
---@param roleId string role id
---@param options? ncp.CallOptions
---@return ncp.v2.role.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.delete(roleId, options) end

---@class ncp.v2.role.SetActiveResult

---Enable or disable a role; disabling stops keys and sessions that come from it.
---
---`POST /api/v2/roles/{roleId}/change-status`
---@param roleId string role id
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.v2.role.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.set_active(roleId, active, options) end

---@class ncp.v2.role.SetActiveManyResult

---Enable or disable roles, all or none; disabling stops keys and sessions that come from them.
---
---`POST /api/v2/roles/change-status`
---@param roleIds string[] role ids, each once; 1 to 100 elements; each not empty
---@param active boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.v2.role.SetActiveManyResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.set_active_many(roleIds, active, options) end

---@class ncp.v2.role.AttachPoliciesResult

---Attach policies to a role, all or none.
---
---`POST /api/v2/roles/{roleId}/attach-policies`
---@param roleId string role id
---@param policyIds string[] policy ids, each once; 1 to 10 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.role.AttachPoliciesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.attach_policies(roleId, policyIds, options) end

---@class ncp.v2.role.DetachPoliciesResult

---Detach policies from a role, all or none.
---
---`POST /api/v2/roles/{roleId}/detach-policies`
---@param roleId string role id
---@param policyIds string[] policy ids, each once; 1 to 10 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.role.DetachPoliciesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.detach_policies(roleId, policyIds, options) end

---@class ncp.v2.role.AddEntities.roleEntities
---@field id string server instance number, or name of the service, such as ContainerRegistry; not empty
---@field type "Server"|"Service" kind of entity: that of the role

---@class ncp.v2.role.AddEntitiesResult

---Give a role of type Server or Service to servers or services, all or none.
---
---`POST /api/v2/roles/{roleId}/attach-entities`
---@param roleId string role id
---@param roleEntities ncp.v2.role.AddEntities.roleEntities[] servers or services, each once; 1 to 100 elements
---@param options? ncp.CallOptions
---@return ncp.v2.role.AddEntitiesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.add_entities(roleId, roleEntities, options) end

---@class ncp.v2.role.RemoveEntitiesResult

---Take a role of type Server or Service from servers or services, all or none.
---
---`POST /api/v2/roles/{roleId}/detach-entities`
---@param roleId string role id
---@param roleEntityIds string[] server instance numbers or names of services, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.role.RemoveEntitiesResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.remove_entities(roleId, roleEntityIds, options) end

---@class ncp.v2.role.SetAccountFields
---@field ownAccount boolean true: one's own account, false: another one
---@field accountName? string name of the other account; required when `ownAccount` is `false`; not empty
---@field loginId? string login ID of that account; required when `ownAccount` is `false`; 1 to 100 characters

---@class ncp.v2.role.SetAccountResult

---Set which account's sub accounts can switch into a role of type Account that has none.
---
---`POST /api/v2/roles/{roleId}/attach-account`
---@param roleId string role id
---@param fields ncp.v2.role.SetAccountFields
---@param options? ncp.CallOptions
---@return ncp.v2.role.SetAccountResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.set_account(roleId, fields, options) end

---@class ncp.v2.role.RemoveAccountResult

---Let no account's sub accounts switch into a role of type Account.
---
---`POST /api/v2/roles/{roleId}/detach-account`
---@param roleId string role id
---@param options? ncp.CallOptions
---@return ncp.v2.role.RemoveAccountResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.remove_account(roleId, options) end

---@class ncp.v2.role.ListTagsFields
---@field pageNo? integer page number from 0; 0 when left out; 0 or more
---@field pageSize? integer rows per page; 20 when left out; 1 to 100
---@field sort? ("tagKey,asc"|"tagKey,desc"|"tagValue,asc"|"tagValue,desc")[] order, the first counting most; tagKey,asc when left out; not empty; each one of `tagKey,asc`, `tagKey,desc`, `tagValue,asc`, `tagValue,desc`

---@class ncp.v2.role.ListTagsResult
---@field tagKey string tag key
---@field tagValue? string tag value
---@field tagDisplay? string tag key and value, joined by a colon

---@class ncp.v2.role.ListTagsPage
---@field tags ncp.v2.role.ListTagsResult[] rows of the page
---@field totalElements integer rows in all pages
---@field totalPages integer number of pages

---List the tags of a role, one page at a time.
---
---`GET /api/v2/roles/{roleId}/tags`
---@param roleId string role id
---@param fields? ncp.v2.role.ListTagsFields
---@param options? ncp.CallOptions
---@return ncp.v2.role.ListTagsPage? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.list_tags(roleId, fields, options) end

---Walks the rows of all pages of `list_tags`. Raises when one cannot be had.
---@param roleId string role id
---@param fields? ncp.v2.role.ListTagsFields
---@param options? ncp.CallOptions
---@return fun(): ncp.v2.role.ListTagsResult? rows
function role.each_tags(roleId, fields, options) end

---@class ncp.v2.role.AddTagResult

---Add a tag to a role.
---
---`POST /api/v2/roles/{roleId}/add-tags`
---@param roleId string role id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.role.AddTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.add_tag(roleId, tagKey, tagValue, options) end

---@class ncp.v2.role.RemoveTagResult

---Remove a tag from a role.
---
---`POST /api/v2/roles/{roleId}/remove-tags`
---@param roleId string role id
---@param tagKey string tag key; not empty
---@param tagValue string tag value; 1 to 256 characters
---@param options? ncp.CallOptions
---@return ncp.v2.role.RemoveTagResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function role.remove_tag(roleId, tagKey, tagValue, options) end

---Roles into which a sub account can switch; only its own keys may call these.
---@class ncp.v2.switchable_role
local switchable_role = {}

---@class ncp.v2.switchable_role.ListResult
---@field roleId? string role id
---@field roleNrn string resource name of the role
---@field displayName? string name under which it is listed
---@field description? string description
---@field switched? boolean true when switched into now

---List the roles into which the calling sub account can switch.
---
---`GET /api/v2/switchable-roles`
---@param options? ncp.CallOptions
---@return ncp.v2.switchable_role.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.list(options) end

---@class ncp.v2.switchable_role.GetResult
---@field roleId? string role id
---@field roleNrn string resource name of the role
---@field displayName? string name under which it is listed
---@field description? string description
---@field switched? boolean true when switched into now

---Read one of the roles into which the calling sub account can switch.
---
---`GET /api/v2/switchable-roles/{roleId}`
---@param roleId string role id
---@param options? ncp.CallOptions
---@return ncp.v2.switchable_role.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.get(roleId, options) end

---@class ncp.v2.switchable_role.AddFields
---@field roleNrn string resource name of a role of type Account; 1 to 128 characters
---@field displayName string name under which it is listed; 3 to 30 characters; only `[A-Za-z0-9._-]`; first of `[A-Za-z]`
---@field description? string description; at most 300 characters

---@class ncp.v2.switchable_role.AddResult
---@field roleId? string role id
---@field roleNrn? string resource name of the role
---@field displayName? string name under which it is listed
---@field description? string description
---@field switched? boolean true when switched into now

---Add a role to the calling sub account's list.
---
---`POST /api/v2/switchable-roles`
---@param fields ncp.v2.switchable_role.AddFields
---@param options? ncp.CallOptions
---@return ncp.v2.switchable_role.AddResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.add(fields, options) end

---@class ncp.v2.switchable_role.UpdateFields
---@field displayName string name under which it is listed; 3 to 30 characters; only `[A-Za-z0-9._-]`; first of `[A-Za-z]`
---@field description? string description; at most 300 characters

---@class ncp.v2.switchable_role.UpdateResult
---@field roleId? string role id
---@field roleNrn? string resource name of the role
---@field displayName? string name under which it is listed
---@field description? string description
---@field switched? boolean true when switched into now

---Change how a role is shown in the calling sub account's list; a description left out is cleared.
---
---`PUT /api/v2/switchable-roles/{roleId}`
---@param roleId string role id
---@param fields ncp.v2.switchable_role.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.v2.switchable_role.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.update(roleId, fields, options) end

---@class ncp.v2.switchable_role.RemoveResult

---Remove a role from the calling sub account's list.
---
---`DELETE /api/v2/switchable-roles/{roleId}`
---@param roleId string role id
---@param options? ncp.CallOptions
---@return ncp.v2.switchable_role.RemoveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.remove(roleId, options) end

---@class ncp.v2.switchable_role.RemoveManyResult

---Remove roles from the calling sub account's list, all or none.
---
---`POST /api/v2/switchable-roles/batch-delete`
---@param roleIds string[] role ids, each once; 1 to 100 elements; each not empty
---@param options? ncp.CallOptions
---@return ncp.v2.switchable_role.RemoveManyResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function switchable_role.remove_many(roleIds, options) end

return client
