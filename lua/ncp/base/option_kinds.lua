--- Kinds of option values, as `ncp.options.check` reads them: whether a value is one (`check`), what the message of a
-- refusal says (`expected`), and where a value may be given in another form, such as a text, the function that turns it
-- into the one that is checked (`read`; nil when it cannot).
local duration = require("ncp.base.duration")

local ngx = ngx -- luacheck: read globals ngx

local kinds = {}

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

local function is_zero_or_more(value)
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

local function is_fleet(value)
    return type(value) == "table" and type(value.budget) == "function"
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

-- https://www.w3.org/TR/trace-context/#traceparent-header
local function is_traceparent(value)
    local version, trace, parent = tostring(value):match("^(%x%x)%-(%x+)%-(%x+)%-%x%x$")
    return version ~= nil and not value:find("%u") and version ~= "ff" and #trace == 32 and #parent == 16
        and trace:find("[^0]") ~= nil and parent:find("[^0]") ~= nil
end

local function is_table(value)
    return type(value) == "table"
end

local function is_arguments(value)
    for _, argument in ipairs(is_table(value) and value or {}) do
        if not is_text(argument) then return false end
    end
    return is_table(value) and #value > 0
end

-- A test for sinks, one of which a value must name; `read` stands beside `fn` only.
local function sink_test(sinks)
    return function(value)
        local count = 0
        for name, target in pairs(is_table(value) and value or {}) do
            local check = sinks[name] or name == "read" and value.fn ~= nil and is_function
            if not check or not check(target) then return false end
            count = count + (sinks[name] and 1 or 0)
        end
        return count == 1
    end
end

local is_sink = sink_test({ file = is_text, command = is_arguments, fn = is_function })
local is_sink_of_many = sink_test({ folder = is_text, command = is_arguments, fn = is_function })

kinds.text = { check = is_text, expected = "a string that is not empty" }
kinds.boolean = { check = is_boolean, expected = "true or false" }
kinds.seconds = {
    read = duration.seconds, check = is_positive, expected = "a number of seconds above 0, or " .. duration.FORMS,
}
kinds.pause = {
    read = duration.seconds, check = is_zero_or_more,
    expected = "a number of seconds, 0 or more, or " .. duration.FORMS,
}
kinds.count = { check = is_count, expected = "a whole number above 0" }
kinds.days = {
    read = duration.days, check = is_count, expected = "a whole number above 0, or a text such as 90d or 12w",
}
kinds.secret = { check = is_secret, expected = "a string that is not empty, or an ncp.Secret" }
kinds.rate = { check = is_positive, expected = "a number of requests per second above 0" }
kinds.priority = { check = is_priority, expected = "high or normal" }
kinds.table = { check = is_table, expected = "a table" }
kinds.callback = { check = is_function, expected = "a function" }
kinds.any = { check = function() return true end }
kinds.credentials = {
    check = is_credentials, expected = "an ncp.Credentials or a provider with a function `get`",
}
kinds.transport = { check = is_transport, expected = "a table with a function `send`" }
kinds.code = { check = is_code, expected = "a string, an ncp.Secret or a function" }
kinds.signature_form = { check = is_signature_form, expected = "access or scoped" }
kinds.shared_dict = { check = is_shared_dict, expected = "the name of a lua_shared_dict of nginx" }
kinds.fleet = { check = is_fleet, expected = "a fleet of ncp.fleet.new" }
kinds.site = { check = is_text, expected = "public, gov or fin" }
kinds.api = { check = is_text, expected = "v1, v2 or auto" }
kinds.log = { check = is_text, expected = "info or debug" }
kinds.traceparent = {
    check = is_traceparent, expected = "a traceparent as of W3C Trace Context: 00, a trace, a parent, flags",
}
kinds.sink = { check = is_sink, expected = "{ file = path }, { command = { program, … } } or { fn = function }" }
kinds.sinks = {
    check = is_sink_of_many, expected = "{ folder = path }, { command = { program, … } } or { fn = function }",
}

return kinds
