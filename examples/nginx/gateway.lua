-- What nginx.conf beside this file serves.
local bit = require("bit")
local cjson = require("cjson")
local ids = require("ncp.keys.ids")
local ncp = require("ncp")
local nginx_log = require("ncp.nginx_log")
local telling = require("telling")

local ngx = ngx -- luacheck: read globals ngx

local gateway = {}

local CONCURRENCY = 32

local token = os.getenv("GATEWAY_TOKEN")
local journals = os.getenv("GATEWAY_JOURNALS") -- a folder; nil: sweeps keep no journal
local client, prometheus, count -- of this worker

local function answer(status, body)
    ngx.status = status
    ngx.header["Content-Type"] = "application/json"
    ngx.say(cjson.encode(body))
    ngx.exit(ngx.HTTP_OK)
end

function gateway.refuse(status, message)
    if status == 500 then ngx.log(ngx.ERR, message) end -- what came of calls is there already, by `listen`
    answer(status, { error = message })
end

-- Takes as long for a token that is nearly right as for any other of its length.
local function is_equal(given, expected)
    local difference = bit.bxor(#given, #expected)
    for i = 1, #expected do
        difference = bit.bor(difference, bit.bxor(given:byte(i) or 0, expected:byte(i)))
    end
    return difference == 0
end

--- Lets nobody in without the token.
function gateway.guard()
    local given = (ngx.var.http_authorization or ""):match("^Bearer (%S+)$")
    if not token or token == "" or not given or not is_equal(given, token) then
        ngx.header["WWW-Authenticate"] = "Bearer"
        gateway.refuse(401, "a token is needed")
    end
end

local function check_method(method)
    if ngx.req.get_method() ~= method then
        ngx.header["Allow"] = method
        gateway.refuse(405, "only " .. method .. " is possible here")
    end
end

-- What clients do is in nginx's log, and in /metrics.
local function listen(event)
    nginx_log(event)
    if count then count(event) end
end

--- start() prepares a worker. Where nginx-lua-prometheus is installed, calls are counted.
function gateway.start()
    local installed, library = pcall(require, "prometheus")
    if not installed then return end
    prometheus = library.init("metrics")
    count = require("ncp.prometheus").new(prometheus)
end

-- Made when it is first needed, so that nginx starts whatever the environment says.
local function client_of_worker()
    if not client then
        local message
        client, message = ncp.new({ server_role = false, on_event = listen })
        if not client then gateway.refuse(500, message) end
    end
    return client
end

--- GET /healthz tells whether this worker could ask the service. It asks nobody, and needs no token.
function gateway.health()
    client_of_worker()
    answer(200, { ok = true })
end

--- GET /metrics
function gateway.metrics()
    check_method("GET")
    if not prometheus then gateway.refuse(404, "nginx-lua-prometheus is not installed") end
    prometheus:collect()
end

-- What is told of a key.
local function describe(key)
    return {
        id = key.id, owner = key.owner, owner_name = key.owner_name, active = key.active, state = key.state,
        by = key.by, message = key.message, created = key.created, last_used = key.last_used,
        age_days = key.age_days, unused_days = key.unused_days, seconds = key.seconds,
    }
end

-- cjson writes an empty list as {}.
local function list_of(items)
    local texts = {}
    for i, item in ipairs(items) do texts[i] = cjson.encode(item) end
    return "[" .. table.concat(texts, ",") .. "]"
end

local function keys_of(keys)
    local described = {}
    for i, key in ipairs(keys) do described[i] = describe(key) end
    return list_of(described)
end

-- Each message once. The log has them all, by `listen`.
local function once(messages)
    local told, seen = {}, {}
    for _, message in ipairs(messages) do
        if not seen[message] then seen[message], told[#told + 1] = true, message end
    end
    return told
end

-- Why something is not known or not done, of a sweep and of an audit.
local function failures_of_sweep(report)
    local messages = {}
    for _, what in ipairs(report.unread) do messages[#messages + 1] = what.message end
    for _, key in ipairs(report.keys) do messages[#messages + 1] = key.message end
    return once(messages)
end

local function failures_of_audit(report)
    local messages = {}
    for _, account in ipairs(report.accounts) do
        for _, message in ipairs(account.failures) do messages[#messages + 1] = message end
    end
    return once(messages)
end

-- The end of a JSON object.
local function closing(failures)
    return #failures > 0 and (',"failures":%s}'):format(list_of(failures)) or "}"
end

--- GET /keys?stale=DAYS
function gateway.list()
    check_method("GET")
    local days = tonumber(ngx.var.arg_stale or "0")
    if not days then gateway.refuse(400, "stale is a number of days") end
    local report, message = ncp.keys.audit(client_of_worker(), { concurrency = CONCURRENCY })
    if not report then gateway.refuse(502, message) end
    local stale = {}
    for _, key in ipairs(report.keys) do
        if key.unused_days and key.unused_days >= days then stale[#stale + 1] = key end
    end
    local failures = failures_of_audit(report)
    ngx.say(('{"complete":%s,"keys":%s'):format(tostring(report.complete), keys_of(stale)) .. closing(failures))
end

-- The status for a key, by what became of it; 502 where it may still be on.
local statuses = { off = 200, contained = 200, nobody = 404, self = 409 }

--- POST /keys/ID/off
function gateway.switch_off(id)
    check_method("POST")
    local report, message = ncp.keys.sweep(client_of_worker(), { id }, { concurrency = CONCURRENCY })
    if not report then gateway.refuse(502, message) end
    local key = report.keys[1]
    if not key then gateway.refuse(404, "this is no id of a key") end
    local outcome, failures = describe(key), failures_of_sweep(report)
    outcome.message = outcome.message or failures[1]
    answer(statuses[key.state] or 502, outcome)
end

--- GET /audit
function gateway.audit()
    check_method("GET")
    local report, message = ncp.keys.audit(client_of_worker(), { concurrency = CONCURRENCY })
    if not report then gateway.refuse(502, message) end
    ngx.print(ncp.keys.audit.json(report))
end

--- GET /journals/NAME
function gateway.journal(name)
    check_method("GET")
    local file = journals and io.open(("%s/%s.journal"):format(journals, name), "rb")
    if not file then gateway.refuse(404, "there is no such journal") end
    ngx.header["Content-Type"] = "application/x-ndjson"
    ngx.print(file:read("*a"))
    file:close()
end

-- The options of a sweep that tells of each key when its owner is known, and at last.
local function sweep_options(is_trial, journal, tell)
    local function tell_key(key, state)
        local known = describe(key)
        known.state = known.state or state
        tell("key", cjson.encode(known))
    end
    return {
        concurrency = CONCURRENCY,
        dry_run = is_trial,
        journal = journal and ("%s/%s.journal"):format(journals, journal),
        on_owner = function(key) tell_key(key, "switching") end,
        on_key = tell_key,
        on_progress = function(done, failed, total)
            tell("progress", cjson.encode({ done = done, failed = failed, total = total }))
        end,
    }
end

local function new_name()
    return os.date("!sweep-%Y%m%dT%H%M%SZ-") .. ngx.var.request_id:sub(1, 8)
end

local function tell_recognised(search, tell)
    search:read()
    for _, found in ipairs(search:finds()) do
        if found.kind == "new" then tell("key", cjson.encode({ id = found.id, state = "looking" })) end
    end
end

--- POST /sweep, or /sweep?dry_run=true: a line of JSON after each key, and one of the outcome; or, to who accepts
-- text/event-stream, events `key`, `progress`, and at last `report` or `failure`.
--
-- The sweep goes on when the caller goes away: nginx watches callers only where
-- lua_check_client_abort is on.
function gateway.sweep()
    check_method("POST")
    ngx.req.read_body()
    local client_here, tell = client_of_worker(), telling.begin()
    local search = ids.search(ngx.req.get_body_data() or "")
    local is_trial = ngx.var.arg_dry_run == "true"
    local journal = not is_trial and journals and new_name() or nil
    tell_recognised(search, tell)
    local report, message, err = ncp.keys.sweep(client_here, search, sweep_options(is_trial, journal, tell))
    if not report and not ngx.headers_sent then gateway.refuse(err.kind == "journal" and 500 or 502, message) end
    if not report then return tell("failure", cjson.encode({ error = message })) end
    local failures = failures_of_sweep(report)
    tell("report", ('{"complete":%s,"counts":%s,"journal":%s,"keys":%s'):format(
        tostring(report.complete), cjson.encode(report.counts),
        journal and cjson.encode(journal) or "null", keys_of(report.keys)) .. closing(failures))
end

return gateway
