-- What nginx.conf beside this file serves.
local bit = require("bit")
local cjson = require("cjson")
local ncp = require("ncp")

local ngx = ngx -- luacheck: read globals ngx

local gateway = {}

local CONCURRENCY = 32

local token = os.getenv("GATEWAY_TOKEN")
local client -- of this worker

local function answer(status, body)
    ngx.status = status
    ngx.header["Content-Type"] = "application/json"
    ngx.say(cjson.encode(body))
    ngx.exit(ngx.HTTP_OK)
end

function gateway.refuse(status, message)
    if status >= 500 then ngx.log(ngx.ERR, message) end
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

-- Made when it is first needed, so that nginx starts whatever the environment says.
local function client_of_worker()
    if not client then
        local message
        client, message = ncp.new({ server_role = false })
        if not client then gateway.refuse(500, message) end
    end
    return client
end

-- What is told of a key.
local function describe(key)
    return {
        id = key.id, owner = key.owner, owner_name = key.owner_name, active = key.active, state = key.state,
        by = key.by, message = key.message, created = key.created, last_used = key.last_used,
        age_days = key.age_days, unused_days = key.unused_days,
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

-- Each message once, also in the log: what an operator sees of it is in nobody's terminal.
local function tell(messages)
    local told, seen = {}, {}
    for _, message in ipairs(messages) do
        if not seen[message] then
            seen[message], told[#told + 1] = true, message
            ngx.log(ngx.ERR, message)
        end
    end
    return told
end

-- Why something is not known or not done, of a sweep and of an audit.
local function failures_of_sweep(report)
    local messages = {}
    for _, what in ipairs(report.unread) do messages[#messages + 1] = what.message end
    for _, key in ipairs(report.keys) do messages[#messages + 1] = key.message end
    return tell(messages)
end

local function failures_of_audit(report)
    local messages = {}
    for _, account in ipairs(report.accounts) do
        for _, message in ipairs(account.failures) do messages[#messages + 1] = message end
    end
    return tell(messages)
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

local function tell_progress(done, failed, total)
    ngx.say(cjson.encode({ done = done, failed = failed, total = total }))
    ngx.flush()
end

--- POST /sweep: a line of JSON after each key, and one of the outcome.
--
-- The sweep goes on when the caller goes away: nginx watches callers only where
-- lua_check_client_abort is on.
function gateway.sweep()
    check_method("POST")
    ngx.req.read_body()
    ngx.header["Content-Type"] = "application/x-ndjson"
    local report, message = ncp.keys.sweep(client_of_worker(), ngx.req.get_body_data() or "", {
        concurrency = CONCURRENCY,
        on_progress = tell_progress,
    })
    if not report then gateway.refuse(502, message) end
    local failures = failures_of_sweep(report)
    ngx.say(('{"complete":%s,"counts":%s,"keys":%s'):format(
        tostring(report.complete), cjson.encode(report.counts), keys_of(report.keys)) .. closing(failures))
end

return gateway
