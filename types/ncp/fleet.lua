---@meta ncp.fleet
-- luacheck: ignore 212 241

---Where a Redis is and how to log in there.
---@class ncp.FleetAddress
---@field host string
---@field port? integer 6379 when left out
---@field user? string
---@field password? string|ncp.Secret goes over TLS or to a loopback address only
---@field database? integer 0 when left out
---@field tls? boolean
---@field ca_file? string certificates to trust; in nginx lua_ssl_trusted_certificate names them

---@class ncp.FleetConnection
---@field eval fun(self: ncp.FleetConnection, script: string, keys: string[], arguments: any[]): any, string?
---@field wait? fun(self: ncp.FleetConnection, replicas: integer, ms: integer): integer?, string? for `replicas`

---@class ncp.FleetOptions
---@field redis string|ncp.FleetAddress|fun(seconds: number): ncp.FleetConnection?, string?
---@field prefix? string what all keys begin with; `ncp:` when left out
---@field expected_nodes? integer how many processes share a rate; 10 when left out
---@field on_loss? "alone"|"refuse" what becomes of calls without Redis
---@field timeout? number|string seconds that one question to Redis may take; 0.5 when left out
---@field lease? number|string seconds for which work is held without a word; 60 when left out
---@field replicas? integer how many must have an entry of a journal before it counts; none when left out
---@field name? string what this process is called; host:pid when left out

---What connects this process with the others of its fleet.
---@class ncp.Fleet
local fleet = {}

---Runs one of the scripts of the fleet.
---@param name string
---@param keys string[] to each of which the prefix is added
---@param arguments (string|number)[]
---@param seconds? number
---@return any value
---@return string? message
---@return ncp.Error? err
function fleet:eval(name, keys, arguments, seconds) end

---Why Redis is not asked now, as it failed a moment ago; nil when it is.
---@return string? reason
function fleet:loss() end

---@param name string
---@param seconds? number|string
---@return ncp.Lease? lease
---@return string? message the message when another has it, or Redis cannot be asked
---@return ncp.Error? err
function fleet:lease(name, seconds) end

---Who holds which key, as all machines know it.
---@param client ncp.Client|ncp.huawei.Client
---@param options? { concurrency?: integer, rate?: number, deadline?: number|string }
---@return ncp.FleetIndex? index
---@return string? message
---@return ncp.Error? err
function fleet:index(client, options) end

---@return ncp.FleetStatus? status
---@return string? message
---@return ncp.Error? err
function fleet:status() end

---Ends a lease, whoever has it.
---@param name string
---@return boolean? had whether somebody had it
---@return string? message
---@return ncp.Error? err
function fleet:release(name) end

---@class ncp.FleetStatus
---@field nodes { name: string, seen: number }[]
---@field budgets { name: string, rate?: number }[]
---@field leases { name: string, holder: string, token: integer, seconds: number }[]
---@field indexes { name: string, keys: integer, age?: number }[]

---@class ncp.FleetIndex
local index = {}

---@param id string
---@return ncp.Key? record
---@return string? message
---@return ncp.Error? err
function index:find(id) end

---@param ids? string[]
---@return ncp.Key[]? records
---@return string? message
---@return ncp.Error? err
function index:records(ids) end

---@param records ncp.Key[]
---@return true? written
---@return string? message
---@return ncp.Error? err
function index:put(records) end

---@return ncp.FleetIndex? index
---@return string? message
---@return ncp.Error? err
function index:refresh() end

---Seconds since all accounts were read; false when they were not.
---@return number|false|nil age
---@return string? message
---@return ncp.Error? err
function index:age() end

---@class ncp.Lease
---@field name string
---@field token integer grows with each lease of the name
---@field until_ number when its time is up, in monotonic seconds
local lease = {}

---@return boolean
function lease:is_held() end

---@return true? held
---@return string? message
---@return ncp.Error? err
function lease:renew() end

---The seconds for which it is held still, after renewing it before a change, and when half of its time is up.
---@param is_change? boolean
---@return number? seconds
---@return string? message
---@return ncp.Error? err
function lease:keep(is_change) end

---@return true? released
---@return string? message
---@return ncp.Error? err
function lease:release() end

---@class ncp.fleet
local module = {}

---@param options ncp.FleetOptions
---@return ncp.Fleet? fleet
---@return string? message
---@return ncp.Error? err
function module.new(options) end

return module
