--- Options of clients and calls, as data: their types and limits.
local core = require("ncp.core")
local errors = require("ncp.base.error")
local kinds = require("ncp.base.option_kinds")

local options = {}

--- Kinds of options, for functions that list theirs themselves.
options.kinds = kinds

local text, boolean, count, rate = kinds.text, kinds.boolean, kinds.count, kinds.rate
local seconds, secret, any_table = kinds.seconds, kinds.secret, kinds.table

-- The options of both tables.
local function with(common, own)
    local all = {}
    for name, option in pairs(common) do all[name] = option end
    for name, option in pairs(own) do all[name] = option end
    return all
end

-- What clients of every cloud take.
local any_client = {
    access_key = text,
    secret_key = secret,
    server_role = boolean,
    metadata_url = text,
    ca_file = text,
    ca_dir = text,
    proxy = text,
    timeout = seconds,
    max_attempts = count,
    rate = rate,
    allow_blocking = boolean,
    thread_pool = text,
    shared_dict = kinds.shared_dict,
    fleet = kinds.fleet,
    transport = kinds.transport,
    on_event = kinds.callback,
    log = kinds.log,
}

--- Options of `ncp.new`.
options.client = with(any_client, {
    credentials = kinds.credentials,
    profile = text,
    site = kinds.site,
    api = kinds.api,
    base_url = text,
})

--- Options of `huawei.new`.
options.huawei = with(any_client, {
    endpoint = text,
    token = secret,
    username = text,
    password = secret,
    domain = text,
    totp = kinds.code,
    user_id = text,
    security_token = secret,
    domain_id = text,
    signature = kinds.signature_form,
})

--- Options of `ncp.map`.
options.map = {
    concurrency = count,
    deadline = seconds,
    rate = rate,
    priority = kinds.priority,
    on_progress = kinds.callback,
    stop_on = kinds.callback,
}

-- What the tools that read all accounts take of them.
local many = { concurrency = count, deadline = seconds, rate = rate }

--- Options of `ncp.keys.index`.
options.index = with(many, { records = any_table })

--- Options of `ncp.keys.sweep`.
options.sweep = with(many, {
    dry_run = boolean,
    except = any_table,
    include_self = boolean,
    narrow_sources = any_table,
    detach_policies = boolean,
    journal = text,
    index = any_table,
    max_bytes = count,
    on_progress = options.map.on_progress,
    on_reading = options.map.on_progress,
    on_owner = options.map.on_progress,
    on_key = options.map.on_progress,
})

--- Options of `ncp.keys.audit`: its own, and those of its runs of `ncp.map`.
options.audit = with(options.map, {
    max_age_days = kinds.days,
    max_unused_days = kinds.days,
    max_active_keys = count,
    exemptions = any_table,
})

--- Options of `ncp.account.plan`.
options.plan = with(many, { prune = boolean })

--- Options of `ncp.account.export`.
options.export = with(many, { only = any_table, ids = boolean })

--- Options of `ncp.keys.rotate`.
options.rotate = {
    journal = text,
    sink = kinds.sink,
    replace = text,
    grace = kinds.pause,
    wait = boolean,
    finish = boolean,
    undo = boolean,
    dry_run = boolean,
    verify = kinds.callback,
    verify_timeout = seconds,
}

--- Options of `ncp.account.apply`.
options.apply = {
    journal = text,
    sink = kinds.sinks,
    keep_going = boolean,
    allow_deletes = count,
    on_event = kinds.callback,
    dry_run = boolean,
}

--- Options of every call.
options.call = {
    timeout = seconds, max_attempts = count, priority = kinds.priority, dry_run = boolean,
    traceparent = kinds.traceparent,
}

--- Options of `client:request`.
options.request = with(options.call, {
    idempotent = boolean,
    service = text,
    query = any_table,
    headers = any_table,
    body = kinds.any,
})

--- did_you_mean(name, names) → "" or " (did you mean '…'?)".
function options.did_you_mean(name, names)
    local nearest = core.nearest(tostring(name), names)
    return nearest and (" (did you mean '%s'?)"):format(nearest) or ""
end

--- check(given, known, operation) → the options, with each value in its usual form; nil,
-- message, err for a value that is refused; false and a message, which the caller raises,
-- for an unknown name and for what is no table.
function options.check(given, known, operation)
    if given ~= nil and type(given) ~= "table" then
        return false, ("%s: the options must be a table, not %s"):format(operation, type(given))
    end
    local changed -- a copy: `given` is the caller's
    for name, value in pairs(given or {}) do
        local option = known[name]
        if not option then
            local hint = options.did_you_mean(name, require("ncp.base.sorted_keys")(known))
            return false, ("%s: unknown option '%s'%s"):format(operation, tostring(name), hint)
        end
        local read = value
        if option.read then read = option.read(value) end
        if read ~= value then
            changed = changed or with(given, {})
            changed[name] = read
        end
        if not option.check(read) then
            local message = ("option %s must be %s"):format(name, option.expected)
            return errors.fail({ kind = "validation", operation = operation, field = name, message = message })
        end
    end
    return changed or given or {}
end

return options
