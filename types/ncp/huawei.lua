---@meta ncp.huawei
-- Types of `require "ncp.huawei"` for the Lua language server, written by scripts/gen-docs.
-- luacheck: ignore 212 241, no max comment line length
--
-- What calls return, and the types that all clouds share, see ../ncp.lua.

---Authenticates by a token, by name and password, or by keys; without any of them what the environment has is
---used, and at last the agency of the server.
---@class ncp.huawei.Options
---@field endpoint? string `https://host[:port]` of the IAM service; HUAWEICLOUD_SDK_IAM_ENDPOINT or OS_AUTH_URL when left out
---@field token? string|ncp.Secret a token for the whole account
---@field username? string obtains such a token and renews it; needs `password` and `domain`
---@field password? string|ncp.Secret
---@field domain? string name of the user's account
---@field totp? string|ncp.Secret|fun(): string code that the user's virtual MFA device shows
---@field user_id? string of the user, beside `totp`
---@field access_key? string signs each request; needs `secret_key`
---@field secret_key? string|ncp.Secret
---@field security_token? string|ncp.Secret goes with temporary keys
---@field domain_id? string id of the account, which signed calls carry
---@field signature? "access"|"scoped" `scoped` is the older form; `access` when left out
---@field server_role? boolean false: never ask the server's metadata service for keys
---@field metadata_url? string where that service is
---@field ca_file? string certificates to trust in place of the system's; OS_CACERT when left out
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

---@class ncp.huawei.Client
---@field cloud "huawei"
---@field accesskey ncp.huawei.accesskey Permanent access keys of users; changing one ends its user's tokens
---@field token ncp.huawei.token Tokens, which authenticate calls in place of an access key
---@field securitytoken ncp.huawei.securitytoken Temporary access keys with the security token that goes with them
---@field user ncp.huawei.user Users of an account
---@field domain ncp.huawei.domain Accounts, which hold users and projects
---@field project ncp.huawei.project Projects: the parts of an account in which its resources are, one for each region at first
---@field version ncp.huawei.version The version of Keystone's API, by which its clients begin
local client = {}

---Authenticates and sends a call that the model does not know.
---@param method string
---@param target string path, and query if any, percent-encoded
---@param options? ncp.RequestOptions
---@return table? out the decoded body; nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function client:request(method, target, options) end

---@class ncp.huawei
local huawei = {}

---Makes a client. No I/O happens before its first call.
---@param options? ncp.huawei.Options
---@return ncp.huawei.Client? client nil when an option was refused
---@return string message when it failed
---@return ncp.Error err when it failed
function huawei.new(options) end

---Permanent access keys of users; changing one ends its user's tokens.
---@class ncp.huawei.accesskey
local accesskey = {}

---@class ncp.huawei.accesskey.ListFields
---@field user_id? string user whose keys to list; the caller when left out; not empty

---@class ncp.huawei.accesskey.ListResult
---@field access string access key id
---@field status "active"|"inactive" whether the key can be used
---@field user_id? string user whom the key belongs to
---@field create_time? string time of creation, ISO 8601
---@field description? string description

---List the access keys of a user, without their secrets.
---
---`GET /v3.0/OS-CREDENTIAL/credentials`
---@param fields? ncp.huawei.accesskey.ListFields
---@param options? ncp.CallOptions
---@return ncp.huawei.accesskey.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.list(fields, options) end

---@class ncp.huawei.accesskey.GetResult
---@field access string access key id
---@field status "active"|"inactive" whether the key can be used
---@field user_id? string user whom the key belongs to
---@field create_time? string time of creation, ISO 8601
---@field description? string description
---@field last_use_time? string time of the last use, ISO 8601; that of creation when never used

---Read an access key: whose it is and when it was last used.
---
---`GET /v3.0/OS-CREDENTIAL/credentials/{access_key}`
---@param access_key string access key id
---@param options? ncp.CallOptions
---@return ncp.huawei.accesskey.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.get(access_key, options) end

---@class ncp.huawei.accesskey.CreateFields
---@field description? string description

---@class ncp.huawei.accesskey.CreateResult
---@field access string access key id
---@field status "active"|"inactive" whether the key can be used
---@field user_id? string user whom the key belongs to
---@field create_time? string time of creation, ISO 8601
---@field description? string description
---@field secret ncp.Secret secret key; shown only here

---Create an access key for a user, who can have two.
---
---`POST /v3.0/OS-CREDENTIAL/credentials`
---@param user_id string user whom the key is for; not empty
---@param fields? ncp.huawei.accesskey.CreateFields
---@param options? ncp.CallOptions
---@return ncp.huawei.accesskey.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.create(user_id, fields, options) end

---@class ncp.huawei.accesskey.UpdateFields
---@field status? "active"|"inactive" whether the key can be used
---@field description? string description

---@class ncp.huawei.accesskey.UpdateResult
---@field access string access key id
---@field status "active"|"inactive" whether the key can be used
---@field user_id? string user whom the key belongs to
---@field create_time? string time of creation, ISO 8601
---@field description? string description

---Change what is given of an access key: its status or description.
---
---`PUT /v3.0/OS-CREDENTIAL/credentials/{access_key}`
---@param access_key string access key id
---@param fields ncp.huawei.accesskey.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.huawei.accesskey.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.update(access_key, fields, options) end

---@class ncp.huawei.accesskey.SetActiveFields
---@field description? string description

---@class ncp.huawei.accesskey.SetActiveResult
---@field access string access key id
---@field status "active"|"inactive" whether the key can be used
---@field user_id? string user whom the key belongs to
---@field create_time? string time of creation, ISO 8601
---@field description? string description

---Switch an access key on or off.
---
---`PUT /v3.0/OS-CREDENTIAL/credentials/{access_key}`
---@param access_key string access key id
---@param status boolean true switches the key on, false off
---@param fields? ncp.huawei.accesskey.SetActiveFields
---@param options? ncp.CallOptions
---@return ncp.huawei.accesskey.SetActiveResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.set_active(access_key, status, fields, options) end

---@class ncp.huawei.accesskey.DeleteResult

---Delete an access key, which cannot be undone.
---
---`DELETE /v3.0/OS-CREDENTIAL/credentials/{access_key}`
---@param access_key string access key id
---@param options? ncp.CallOptions
---@return ncp.huawei.accesskey.DeleteResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function accesskey.delete(access_key, options) end

---Tokens, which authenticate calls in place of an access key.
---@class ncp.huawei.token
local token = {}

---@class ncp.huawei.token.CreateFields.auth.identity.password.user.domain
---@field name string name of the user's account; not empty

---@class ncp.huawei.token.CreateFields.auth.identity.password.user
---@field name string user name; not empty
---@field password string|ncp.Secret password; not empty
---@field domain ncp.huawei.token.CreateFields.auth.identity.password.user.domain the user's account

---@class ncp.huawei.token.CreateFields.auth.identity.password
---@field user ncp.huawei.token.CreateFields.auth.identity.password.user who logs in

---@class ncp.huawei.token.CreateFields.auth.identity.totp.user
---@field id? string user id; it, or where the cloud takes that the name; not empty
---@field name? string user name; not empty
---@field passcode string|ncp.Secret code that the virtual MFA device shows now; not empty

---@class ncp.huawei.token.CreateFields.auth.identity.totp
---@field user ncp.huawei.token.CreateFields.auth.identity.totp.user who logs in

---@class ncp.huawei.token.CreateFields.auth.identity.token
---@field id string|ncp.Secret the token; not empty

---@class ncp.huawei.token.CreateFields.auth.identity.assume_role
---@field agency_name string name of the agency; not empty
---@field domain_id? string id of the account that made the agency; it or the name; not empty
---@field domain_name? string name of that account; not empty

---@class ncp.huawei.token.CreateFields.auth.identity
---@field methods ("password"|"totp"|"token"|"assume_role")[] ways to log in; not empty; each one of `password`, `totp`, `token`, `assume_role`
---@field password? ncp.huawei.token.CreateFields.auth.identity.password login by password; required when `auth.identity.methods` is `password`
---@field totp? ncp.huawei.token.CreateFields.auth.identity.totp second factor of a user with login protection; required when `auth.identity.methods` is `totp`
---@field token? ncp.huawei.token.CreateFields.auth.identity.token a token that the user has, such as one for nothing yet after a federated login; required when `auth.identity.methods` is `token`
---@field assume_role? ncp.huawei.token.CreateFields.auth.identity.assume_role an agency that the client may act for; required when `auth.identity.methods` is `assume_role`

---@class ncp.huawei.token.CreateFields.auth.scope.domain
---@field id? string account id; it or the name; not empty
---@field name? string account name; not empty

---@class ncp.huawei.token.CreateFields.auth.scope.project.domain
---@field id? string account id; it or the name; not empty
---@field name? string account name; not empty

---@class ncp.huawei.token.CreateFields.auth.scope.project
---@field id? string project id; it or the name; not empty
---@field name? string project name, such as that of a region; not empty
---@field domain? ncp.huawei.token.CreateFields.auth.scope.project.domain account of the project; beside its name, with the method token

---@class ncp.huawei.token.CreateFields.auth.scope
---@field domain? ncp.huawei.token.CreateFields.auth.scope.domain the account: global services, such as IAM
---@field project? ncp.huawei.token.CreateFields.auth.scope.project a project: regional services; outdoes domain

---@class ncp.huawei.token.CreateFields.auth
---@field identity ncp.huawei.token.CreateFields.auth.identity who logs in, and how
---@field scope? ncp.huawei.token.CreateFields.auth.scope what the token is good for; required by Open Telekom Cloud

---@class ncp.huawei.token.CreateFields
---@field auth ncp.huawei.token.CreateFields.auth the login
---@field nocatalog? "true" leaves `catalog` out of the answer

---@class ncp.huawei.token.CreateResult.user.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.CreateResult.user
---@field id? string user id
---@field name? string user name
---@field password_expires_at? string time at which the password expires; empty or null: never
---@field domain? ncp.huawei.token.CreateResult.user.domain the user's account

---@class ncp.huawei.token.CreateResult.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.CreateResult.project.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.CreateResult.project
---@field id? string project id
---@field name? string project name
---@field domain? ncp.huawei.token.CreateResult.project.domain account of the project

---@class ncp.huawei.token.CreateResult.roles
---@field id? string no id of a permission, mostly 0
---@field name? string name of the permission

---@class ncp.huawei.token.CreateResult.assumed_by.user.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.CreateResult.assumed_by.user
---@field id? string user id
---@field name? string user name
---@field password_expires_at? string time at which the password expires; empty or null: never
---@field domain? ncp.huawei.token.CreateResult.assumed_by.user.domain the user's account

---@class ncp.huawei.token.CreateResult.assumed_by
---@field user? ncp.huawei.token.CreateResult.assumed_by.user the user who acts

---@class ncp.huawei.token.CreateResult.catalog.endpoints
---@field id? string endpoint id
---@field interface? string who can reach it, such as public
---@field region? string region
---@field region_id? string region id
---@field url? string address

---@class ncp.huawei.token.CreateResult.catalog
---@field id? string service id
---@field name? string service name
---@field type? string kind of service
---@field endpoints? ncp.huawei.token.CreateResult.catalog.endpoints[] where the service is

---@class ncp.huawei.token.CreateResult
---@field id ncp.Secret the token; comes in the header `x-subject-token`
---@field methods? string[] ways in which the user logged in
---@field issued_at? string time of issue, ISO 8601
---@field expires_at string time of expiry, ISO 8601
---@field mfa_authn_at? string time at which the second factor was shown, ISO 8601
---@field user? ncp.huawei.token.CreateResult.user whose token it is
---@field domain? ncp.huawei.token.CreateResult.domain account that it is good for
---@field project? ncp.huawei.token.CreateResult.project project that it is good for
---@field roles? ncp.huawei.token.CreateResult.roles[] permissions
---@field assumed_by? ncp.huawei.token.CreateResult.assumed_by who acts by an agency's token
---@field catalog? ncp.huawei.token.CreateResult.catalog[] services

---Obtain a token, which is good for a day: by a user's password and second factor, by another token, or to act for an agency.
---
---`POST /v3/auth/tokens`
---@param fields ncp.huawei.token.CreateFields
---@param options? ncp.CallOptions
---@return ncp.huawei.token.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function token.create(fields, options) end

---@class ncp.huawei.token.ValidateFields
---@field nocatalog? "true" leaves `catalog` out of the answer

---@class ncp.huawei.token.ValidateResult.user.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.ValidateResult.user
---@field id? string user id
---@field name? string user name
---@field password_expires_at? string time at which the password expires; empty or null: never
---@field domain? ncp.huawei.token.ValidateResult.user.domain the user's account

---@class ncp.huawei.token.ValidateResult.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.ValidateResult.project.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.ValidateResult.project
---@field id? string project id
---@field name? string project name
---@field domain? ncp.huawei.token.ValidateResult.project.domain account of the project

---@class ncp.huawei.token.ValidateResult.roles
---@field id? string no id of a permission, mostly 0
---@field name? string name of the permission

---@class ncp.huawei.token.ValidateResult.assumed_by.user.domain
---@field id? string account id
---@field name? string account name

---@class ncp.huawei.token.ValidateResult.assumed_by.user
---@field id? string user id
---@field name? string user name
---@field password_expires_at? string time at which the password expires; empty or null: never
---@field domain? ncp.huawei.token.ValidateResult.assumed_by.user.domain the user's account

---@class ncp.huawei.token.ValidateResult.assumed_by
---@field user? ncp.huawei.token.ValidateResult.assumed_by.user the user who acts

---@class ncp.huawei.token.ValidateResult.catalog.endpoints
---@field id? string endpoint id
---@field interface? string who can reach it, such as public
---@field region? string region
---@field region_id? string region id
---@field url? string address

---@class ncp.huawei.token.ValidateResult.catalog
---@field id? string service id
---@field name? string service name
---@field type? string kind of service
---@field endpoints? ncp.huawei.token.ValidateResult.catalog.endpoints[] where the service is

---@class ncp.huawei.token.ValidateResult
---@field id? ncp.Secret the token; comes in the header `x-subject-token`
---@field methods? string[] ways in which the user logged in
---@field issued_at? string time of issue, ISO 8601
---@field expires_at string time of expiry, ISO 8601
---@field mfa_authn_at? string time at which the second factor was shown, ISO 8601
---@field user? ncp.huawei.token.ValidateResult.user whose token it is
---@field domain? ncp.huawei.token.ValidateResult.domain account that it is good for
---@field project? ncp.huawei.token.ValidateResult.project project that it is good for
---@field roles? ncp.huawei.token.ValidateResult.roles[] permissions
---@field assumed_by? ncp.huawei.token.ValidateResult.assumed_by who acts by an agency's token
---@field catalog? ncp.huawei.token.ValidateResult.catalog[] services

---Check a token, and read whose it is and what it is good for.
---
---`GET /v3/auth/tokens`
---@param x_subject_token string|ncp.Secret the token that this is about; not empty
---@param fields? ncp.huawei.token.ValidateFields
---@param options? ncp.CallOptions
---@return ncp.huawei.token.ValidateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function token.validate(x_subject_token, fields, options) end

---@class ncp.huawei.token.RevokeResult

---End a token; Huawei Cloud itself does not document this.
---
---`DELETE /v3/auth/tokens`
---@param x_subject_token string|ncp.Secret the token that this is about; not empty
---@param options? ncp.CallOptions
---@return ncp.huawei.token.RevokeResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function token.revoke(x_subject_token, options) end

---Temporary access keys with the security token that goes with them.
---@class ncp.huawei.securitytoken
local securitytoken = {}

---@class ncp.huawei.securitytoken.CreateFields.auth.identity.token
---@field id? string|ncp.Secret the token; that of the call goes before it; about to be withdrawn by Open Telekom Cloud; not empty
---@field duration_seconds? integer seconds for which the key is good; 900 when left out; 900 to 86400

---@class ncp.huawei.securitytoken.CreateFields.auth.identity.assume_role.session_user
---@field name? string user name; 1 to 32 characters; only `[A-Za-z0-9 _.-]`; first of `[A-Za-z]`

---@class ncp.huawei.securitytoken.CreateFields.auth.identity.assume_role
---@field agency_name string name of the agency; not empty
---@field domain_id? string id of the account that made the agency; it or the name; not empty
---@field domain_name? string name of that account; not empty
---@field duration_seconds? integer seconds for which the key is good; 900 when left out; 900 to 86400
---@field session_user? ncp.huawei.securitytoken.CreateFields.auth.identity.assume_role.session_user who acts; Huawei Cloud only

---@class ncp.huawei.securitytoken.CreateFields.auth.identity.policy.Statement
---@field Effect "Allow"|"Deny" what it does; Deny wins
---@field Action string[] names of actions, such as obs:object:*; 1 to 100 elements; each not empty
---@field Resource? string[] resources, such as obs:*:*:object:*; at most 10 elements; each 1 to 128 characters
---@field Condition? table<string, table<string, string[]>> lists of values by condition key, such as obs:prefix, by operator, such as StringEquals; at most 10 entries

---@class ncp.huawei.securitytoken.CreateFields.auth.identity.policy
---@field Version "1.1" version of the document
---@field Statement ncp.huawei.securitytoken.CreateFields.auth.identity.policy.Statement[] what is allowed or denied; 1 to 8 elements

---@class ncp.huawei.securitytoken.CreateFields.auth.identity
---@field methods ("token"|"assume_role")[] what the key is made from; 1 element; each one of `token`, `assume_role`
---@field token? ncp.huawei.securitytoken.CreateFields.auth.identity.token details for the method token
---@field assume_role? ncp.huawei.securitytoken.CreateFields.auth.identity.assume_role the agency, for the method assume_role
---@field policy? ncp.huawei.securitytoken.CreateFields.auth.identity.policy narrows the rights, for object storage only

---@class ncp.huawei.securitytoken.CreateFields.auth.scope.domain
---@field id? string account id; it or the name; not empty
---@field name? string account name; not empty

---@class ncp.huawei.securitytoken.CreateFields.auth.scope.project.domain
---@field id? string account id; it or the name; not empty
---@field name? string account name; not empty

---@class ncp.huawei.securitytoken.CreateFields.auth.scope.project
---@field id? string project id; it or the name; not empty
---@field name? string project name, such as that of a region; not empty
---@field domain? ncp.huawei.securitytoken.CreateFields.auth.scope.project.domain account of the project; beside its name, with the method token

---@class ncp.huawei.securitytoken.CreateFields.auth.scope
---@field domain? ncp.huawei.securitytoken.CreateFields.auth.scope.domain the account: global services, such as IAM
---@field project? ncp.huawei.securitytoken.CreateFields.auth.scope.project a project: regional services; outdoes domain

---@class ncp.huawei.securitytoken.CreateFields.auth
---@field identity ncp.huawei.securitytoken.CreateFields.auth.identity what the key is made from
---@field scope? ncp.huawei.securitytoken.CreateFields.auth.scope what an agency's key is good for; Open Telekom Cloud only, and advised against

---@class ncp.huawei.securitytoken.CreateFields
---@field auth ncp.huawei.securitytoken.CreateFields.auth what the key is made from

---@class ncp.huawei.securitytoken.CreateResult
---@field access string temporary access key id
---@field secret ncp.Secret its secret key; shown only here
---@field securitytoken ncp.Secret what must be sent along with the key
---@field expires_at string time of expiry, ISO 8601

---Create a temporary access key from a token or an agency.
---
---`POST /v3.0/OS-CREDENTIAL/securitytokens`
---@param fields ncp.huawei.securitytoken.CreateFields
---@param options? ncp.CallOptions
---@return ncp.huawei.securitytoken.CreateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function securitytoken.create(fields, options) end

---Users of an account.
---@class ncp.huawei.user
local user = {}

---@class ncp.huawei.user.ListFields
---@field domain_id? string account whose users to list; not empty
---@field name? string user name; not empty
---@field enabled? boolean true lists enabled users, false disabled ones; true when left out
---@field password_expires_at? string when the password expires: one of lt, lte, gt, gte, eq, neq and a time, as in lt:2016-12-08T22:02:00Z; not empty

---@class ncp.huawei.user.ListResult.links
---@field self? string address of the user
---@field previous? string null for a single user
---@field next? string null for a single user

---@class ncp.huawei.user.ListResult
---@field id string user id
---@field name? string user name
---@field domain_id? string account of the user
---@field enabled? boolean true when enabled
---@field description? string description
---@field pwd_status? boolean true when the password must be changed
---@field links? ncp.huawei.user.ListResult.links addresses
---@field password_expires_at? string time at which the password expires, ISO 8601; null: never
---@field pwd_strength? string how good the password is: high, mid or low
---@field default_project_id? string project of the user's logins
---@field last_project_id? string project in which the user was last
---@field email? string mail address

---List the users of an account that are enabled, or those that are not.
---
---`GET /v3/users`
---@param fields? ncp.huawei.user.ListFields
---@param options? ncp.CallOptions
---@return ncp.huawei.user.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function user.list(fields, options) end

---@class ncp.huawei.user.GetResult.links
---@field self? string address of the user
---@field previous? string null for a single user
---@field next? string null for a single user

---@class ncp.huawei.user.GetResult
---@field id string user id
---@field name? string user name
---@field domain_id? string account of the user
---@field enabled? boolean true when enabled
---@field description? string description
---@field pwd_status? boolean true when the password must be changed
---@field links? ncp.huawei.user.GetResult.links addresses
---@field pwd_strength? string how good the password is: Strong, Middle, Low or None
---@field areacode? string country code of the phone number
---@field phone? string mobile phone number
---@field email? string mail address
---@field xuser_id? string id of the user in another system
---@field xuser_type? string kind of that system
---@field is_domain_owner? boolean true for the account's administrator
---@field create_time? string time of creation
---@field update_time? string time of the last change
---@field last_login_time? string time of the last login
---@field last_pwd_auth_time? string time of the last login by password

---Read a user.
---
---`GET /v3.0/OS-USER/users/{user_id}`
---@param user_id string user id
---@param options? ncp.CallOptions
---@return ncp.huawei.user.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function user.get(user_id, options) end

---@class ncp.huawei.user.GetKeystoneResult.links
---@field self? string address of the user
---@field previous? string null for a single user
---@field next? string null for a single user

---@class ncp.huawei.user.GetKeystoneResult
---@field id string user id
---@field name? string user name
---@field domain_id? string account of the user
---@field enabled? boolean true when enabled
---@field description? string description
---@field pwd_status? boolean true when the password must be changed
---@field links? ncp.huawei.user.GetKeystoneResult.links addresses
---@field password_expires_at? string time at which the password expires, ISO 8601; null: never
---@field pwd_strength? string how good the password is: high, mid or low
---@field default_project_id? string project of the user's logins
---@field last_project_id? string project in which the user was last

---Read a user in Keystone's form, which all clouds have, and which tells when the password expires.
---
---`GET /v3/users/{user_id}`
---@param user_id string user id
---@param options? ncp.CallOptions
---@return ncp.huawei.user.GetKeystoneResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function user.get_keystone(user_id, options) end

---@class ncp.huawei.user.UpdateFields
---@field name? string user name; not empty
---@field domain_id? string account of the user; not empty
---@field enabled? boolean true to enable, false to disable
---@field password? string|ncp.Secret new password; not empty
---@field pwd_status? boolean true when the password must be changed
---@field description? string description
---@field default_project_id? string project of the user's logins

---@class ncp.huawei.user.UpdateResult.links
---@field self? string address of the user
---@field previous? string null for a single user
---@field next? string null for a single user

---@class ncp.huawei.user.UpdateResult
---@field id string user id
---@field name? string user name
---@field domain_id? string account of the user
---@field enabled? boolean true when enabled
---@field description? string description
---@field pwd_status? boolean true when the password must be changed
---@field links? ncp.huawei.user.UpdateResult.links addresses
---@field password_expires_at? string time at which the password expires, ISO 8601; null: never
---@field pwd_strength? string how good the password is: high, mid or low
---@field default_project_id? string project of the user's logins
---@field last_project_id? string project in which the user was last

---Change what is given of a user, in Keystone's form.
---
---`PATCH /v3/users/{user_id}`
---@param user_id string user id
---@param fields ncp.huawei.user.UpdateFields
---@param options? ncp.CallOptions
---@return ncp.huawei.user.UpdateResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function user.update(user_id, fields, options) end

---@class ncp.huawei.user.SetEnabledResult.links
---@field self? string address of the user
---@field previous? string null for a single user
---@field next? string null for a single user

---@class ncp.huawei.user.SetEnabledResult
---@field id string user id
---@field name? string user name
---@field domain_id? string account of the user
---@field enabled? boolean true when enabled
---@field description? string description
---@field pwd_status? boolean true when the password must be changed
---@field links? ncp.huawei.user.SetEnabledResult.links addresses
---@field areacode? string country code of the phone number
---@field phone? string mobile phone number
---@field email? string mail address
---@field xuser_id? string id of the user in another system
---@field xuser_type? string kind of that system
---@field password_expires_at? string time at which the password expires, ISO 8601; null: never

---Enable or disable a user, whose access keys and tokens then fail.
---
---`PUT /v3.0/OS-USER/users/{user_id}`
---@param user_id string user id
---@param enabled boolean true to enable, false to disable
---@param options? ncp.CallOptions
---@return ncp.huawei.user.SetEnabledResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function user.set_enabled(user_id, enabled, options) end

---Accounts, which hold users and projects.
---@class ncp.huawei.domain
local domain = {}

---@class ncp.huawei.domain.ListResult.links
---@field self? string address of the account

---@class ncp.huawei.domain.ListResult
---@field id string account id, which signed calls carry
---@field name? string account name
---@field enabled? boolean true when enabled
---@field description? string description
---@field links? ncp.huawei.domain.ListResult.links addresses

---List the accounts that the caller has access to.
---
---`GET /v3/auth/domains`
---@param options? ncp.CallOptions
---@return ncp.huawei.domain.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function domain.list(options) end

---Projects: the parts of an account in which its resources are, one for each region at first.
---@class ncp.huawei.project
local project = {}

---@class ncp.huawei.project.ListFields
---@field domain_id? string account whose projects to list; not empty
---@field name? string project name, such as that of a region; not empty
---@field parent_id? string project or account that they are parts of; not empty
---@field enabled? boolean true lists those that can be used, false the others
---@field is_domain? boolean true lists accounts, false projects

---@class ncp.huawei.project.ListResult.links
---@field self? string address of the project
---@field previous? string null for a single project
---@field next? string null for a single project

---@class ncp.huawei.project.ListResult
---@field id string project id
---@field name? string project name
---@field domain_id? string account of the project
---@field parent_id? string project or account that it is a part of
---@field enabled? boolean true when it can be used
---@field is_domain? boolean true for an account
---@field description? string description
---@field links? ncp.huawei.project.ListResult.links addresses

---List the projects of an account.
---
---`GET /v3/projects`
---@param fields? ncp.huawei.project.ListFields
---@param options? ncp.CallOptions
---@return ncp.huawei.project.ListResult[]? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function project.list(fields, options) end

---The version of Keystone's API, by which its clients begin.
---@class ncp.huawei.version
local version = {}

---@class ncp.huawei.version.GetResult.links
---@field rel? string kind of link: self, bookmark or alternate
---@field href? string address

---@class ncp.huawei.version.GetResult.media-types
---@field base? string type of which it is a kind
---@field type? string type of the messages

---@class ncp.huawei.version.GetResult
---@field id string number of the version, such as v3.6
---@field status? string how ready it is, such as stable
---@field updated? string time of the last change, ISO 8601
---@field links? ncp.huawei.version.GetResult.links[] where it is
---@field media-types? ncp.huawei.version.GetResult.media-types[] forms of its messages

---Read which version of Keystone's API the service has; needs no login.
---
---`GET /v3`
---@param options? ncp.CallOptions
---@return ncp.huawei.version.GetResult? out nil when the call failed
---@return ncp.Meta|string meta the message when the call failed
---@return ncp.Error err when the call failed
function version.get(options) end

return huawei
