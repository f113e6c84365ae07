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
---{{nouns}}
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

---{{operations}}

return huawei
