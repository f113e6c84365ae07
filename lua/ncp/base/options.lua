--- Options of clients and calls, as data: their types and limits.
local core = require("ncp.core")
local errors = require("ncp.base.error")

local ngx = ngx -- luacheck: read globals ngx

local options = {}

local function is_text(value)
    return type(value) == "string" and value ~= ""
end

local function is_secret(value)
    return is_text(value) or (type(value) == "userdata" and tostring(value) == "***")
end

local function is_credentials(value)
    return type(value) == "table" and (value.accessKey ~= nil or type(value.get) == "function")
end

local function is_positive(value)
    return type(value) == "number" and value > 0 and value < math.huge
end

local function is_duration(value)
    return value == 0 or is_positive(value)
end

local function is_count(value)
    return is_positive(value) and value % 1 == 0
end

local function is_boolean(value)
    return type(value) == "boolean"
end

local function is_transport(value)
    return type(value) == "table" and type(value.send) == "function"
end

local function is_code(value)
    return is_secret(value) or type(value) == "function"
end

local function is_function(value)
    return type(value) == "function"
end

local function is_signature_form(value)
    return value == "access" or value == "scoped"
end

local function is_priority(value)
    return value == "high" or value == "normal"
end

local function is_shared_dict(value)
    return is_text(value) and ngx ~= nil and ngx.shared ~= nil and ngx.shared[value] ~= nil
end

local function is_table(value)
    return type(value) == "table"
end

local text = { check = is_text, expected = "a string that is not empty" }
local boolean = { check = is_boolean, expected = "true or false" }
local seconds = { check = is_positive, expected = "a number of seconds above 0" }
local count = { check = is_count, expected = "a whole number above 0" }
local secret = { check = is_secret, expected = "a string that is not empty, or an ncp.Secret" }
local rate = { check = is_positive, expected = "a number of requests per second above 0" }
local priority = { check = is_priority, expected = "high or normal" }
local any_table = { check = is_table, expected = "a table" }
local any_function = { check = is_function, expected = "a function" }
local any = { check = function() return true end }

--- Kinds of options, for functions that list theirs themselves.
options.kinds = {
    text = text, boolean = boolean, seconds = seconds, secret = secret, table = any_table,
    callback = any_function, any = any,
}

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
    shared_dict = { check = is_shared_dict, expected = "the name of a lua_shared_dict of nginx" },
    transport = { check = is_transport, expected = "a table with a function `send`" },
}

--- Options of `ncp.new`.
options.client = with(any_client, {
    credentials = { check = is_credentials, expected = "an ncp.Credentials or a provider with a function `get`" },
    profile = text,
    site = { check = is_text, expected = "public, gov or fin" },
    api = { check = is_text, expected = "v1, v2 or auto" },
    base_url = text,
})

--- Options of `huawei.new`.
options.huawei = with(any_client, {
    endpoint = text,
    token = secret,
    username = text,
    password = secret,
    domain = text,
    totp = { check = is_code, expected = "a string, an ncp.Secret or a function" },
    user_id = text,
    security_token = secret,
    domain_id = text,
    signature = { check = is_signature_form, expected = "access or scoped" },
})

--- Options of `ncp.map`.
options.map = {
    concurrency = count,
    deadline = seconds,
    rate = rate,
    priority = priority,
    on_progress = any_function,
    stop_on = any_function,
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
    on_key = options.map.on_progress,
})

--- Options of `ncp.keys.audit`: its own, and those of its runs of `ncp.map`.
options.audit = with(options.map, {
    max_age_days = count,
    max_unused_days = count,
    max_active_keys = count,
    exemptions = any_table,
})

local function is_arguments(value)
    for _, argument in ipairs(is_table(value) and value or {}) do
        if not is_text(argument) then return false end
    end
    return is_table(value) and #value > 0
end

local sinks = { file = is_text, command = is_arguments, fn = is_function, read = is_function }

local function is_sink(value)
    if not is_table(value) then return false end
    for name, target in pairs(value) do
        if not sinks[name] or not sinks[name](target) then return false end
    end
    local kinds = (value.file and 1 or 0) + (value.command and 1 or 0) + (value.fn and 1 or 0)
    return kinds == 1 and (value.fn ~= nil or value.read == nil)
end

--- Options of `ncp.keys.rotate`.
options.rotate = {
    journal = text,
    sink = { check = is_sink, expected = "{ file = path }, { command = { program, … } } or { fn = function }" },
    replace = text,
    grace = { check = is_duration, expected = "a number of seconds, 0 or more" },
    wait = boolean,
    undo = boolean,
    verify = any_function,
    verify_timeout = seconds,
}

--- Options of every call.
options.call = { timeout = seconds, max_attempts = count, priority = priority, dry_run = boolean }

--- Options of `client:request`.
options.request = with(options.call, {
    idempotent = boolean,
    service = text,
    query = any_table,
    headers = any_table,
    body = any,
})

local function names_of(known)
    local names = {}
    for name in pairs(known) do names[#names + 1] = name end
    table.sort(names)
    return names
end

--- did_you_mean(name, names) → "" or " (did you mean '…'?)".
function options.did_you_mean(name, names)
    local nearest = core.nearest(tostring(name), names)
    return nearest and (" (did you mean '%s'?)"):format(nearest) or ""
end

--- check(given, known, operation) → true; nil, message, err for a value that is
-- refused; false and a message, which the caller raises, for an unknown name and for what is no
-- table.
function options.check(given, known, operation)
    if given ~= nil and type(given) ~= "table" then
        return false, ("%s: the options must be a table, not %s"):format(operation, type(given))
    end
    for name, value in pairs(given or {}) do
        local option = known[name]
        if not option then
            local hint = options.did_you_mean(name, names_of(known))
            return false, ("%s: unknown option '%s'%s"):format(operation, tostring(name), hint)
        end
        if not option.check(value) then
            local message = ("option %s must be %s"):format(name, option.expected)
            return errors.fail({ kind = "validation", operation = operation, field = name, message = message })
        end
    end
    return true
end

return options
