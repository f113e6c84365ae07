--- Faults asked for by a test: what goes wrong, with which call, how often.

local core = require("ncp.core")

local faults = {}
faults.__index = faults

local GARBAGE = "<!DOCTYPE html><html><head><title>502</title></head><body>Bad Gateway</body></html>"

local function set_retry_after(response, retry_after)
    if not retry_after then return end
    local is_number = type(retry_after) == "number"
    response.headers["retry-after"] = is_number and ("%d"):format(retry_after) or retry_after
end

local function throttle(fault, response, errors)
    local failure = errors.throttled()
    response.status, response.body = failure.status, core.json(failure.body)
    set_retry_after(response, fault.retry_after)
end

local function answer_error(fault, response, errors)
    local failure = errors.of_status(fault.status or 500)
    local body = fault.body or failure.body
    response.status, response.body = failure.status, type(body) == "table" and core.json(body) or body
    response.headers["content-type"] = fault.content_type or response.headers["content-type"]
    set_retry_after(response, fault.retry_after)
end

local function answer_garbage(fault, response)
    response.status, response.body = fault.status or 200, fault.body or GARBAGE
    response.headers["content-type"] = fault.content_type or "text/html"
end

local function close(_, response)
    response.close = true
end

local function truncate(fault, response)
    response.truncate = fault.bytes or math.floor(#response.body / 2)
end

local function slow(fault, response)
    response.delay = fault.seconds
end

local ERROR_FIELDS = {
    status = "number", body = "string|table", content_type = "string", retry_after = "number|string",
    applied = "boolean",
}

-- `applied`: whether the call is carried out before `change` spoils the answer; one that
-- has it among its fields lets the test choose. No `change`: something else is affected.
local KINDS = {
    throttle = { applied = false, change = throttle, fields = { retry_after = "number|string" } },
    error = { applied = false, change = answer_error, fields = ERROR_FIELDS },
    close = { applied = false, change = close, fields = { applied = "boolean" } },
    truncate = { applied = true, change = truncate, fields = { bytes = "number" } },
    garbage = {
        applied = true, change = answer_garbage,
        fields = { status = "number", body = "string", content_type = "string", applied = "boolean" },
    },
    slow = { applied = true, change = slow, fields = { seconds = "number" }, required = "seconds" },
    failed_items = { applied = true, fields = { count = "number" } },
    skew = { fields = { seconds = "number" }, required = "seconds" },
}

local COMMON = { kind = "string", operation = "string", times = "number" }

--- No faults, of an emulator with these `errors`, of which `throttled()` and `of_status(status)` return
-- `{ status =, body = }`; `handles(noun, verb)` tells whether it answers an operation.
function faults.new(errors, handles)
    return setmetatable({ errors = errors, handles = handles, list = {}, skew = 0 }, faults)
end

local function names_of(...)
    local names = {}
    for _, map in ipairs { ... } do
        for name in pairs(map) do names[#names + 1] = name end
    end
    table.sort(names)
    return names
end

local function unknown(what, name, names)
    local nearest = core.nearest(tostring(name), names)
    local hint = nearest and ", perhaps " .. nearest .. "?" or ""
    return ("fault: unknown %s %s%s"):format(what, tostring(name), hint)
end

local function is_one_of(value, types)
    return ("|" .. types .. "|"):find("|" .. type(value) .. "|", 1, true) ~= nil
end

local function field_mistake(fault, kind)
    for name, value in pairs(fault) do
        local types = COMMON[name] or kind.fields[name]
        if not types then return unknown("field", name, names_of(COMMON, kind.fields)) end
        if not is_one_of(value, types) then return ("fault: %s is not of type %s"):format(name, types) end
    end
    local required = kind.required
    if required and not fault[required] then return ("fault: %s is required"):format(required) end
end

-- What an operation and those that are the same call have in common.
local function route_of(operation)
    return operation.method .. " " .. operation.path
end

-- Those of an operation in both versions of the API.
local function routes_of(noun, verb)
    local routes = {}
    for _, api in ipairs { "v1", "v2" } do
        local operation = core.describe(noun, verb, api)
        if operation then routes[route_of(operation)] = true end
    end
    return routes
end

local function split_name(name)
    return name:match("^(.+)%.([%w_]+)$")
end

local function operation_mistake(name, handles)
    if not name then return nil end
    local noun, verb = split_name(name)
    if not noun or not handles(noun, verb) then return "fault: unknown operation " .. name end
end

local function mistake(fault, handles)
    if type(fault) ~= "table" then return "fault: a table is expected" end
    local kind = KINDS[fault.kind]
    if not kind then return unknown("kind", fault.kind, names_of(KINDS)) end
    return field_mistake(fault, kind) or operation_mistake(fault.operation, handles)
end

--- Asks for a fault, see docs/emulator.md. Returns true, or nil and what is wrong with the table.
function faults:add(fault)
    local message = mistake(fault, self.handles)
    if message then return nil, message end
    if fault.kind == "skew" then
        self.skew = fault.seconds
        return true
    end
    local entry = { times = 1 }
    for name, value in pairs(fault) do entry[name] = value end
    entry.routes = fault.operation and routes_of(split_name(fault.operation))
    self.list[#self.list + 1] = entry
    return true
end

--- Takes the first fault for the operation (a row) off the list, counting it; nil when none waits.
function faults:take(operation)
    for i, fault in ipairs(self.list) do
        if not fault.routes or fault.routes[route_of(operation)] then
            fault.times = fault.times - 1
            if fault.times <= 0 then table.remove(self.list, i) end
            return fault
        end
    end
end

--- Whether the call is to be carried out although this fault (nil: none) meets it.
function faults.applies(fault)
    if not fault then return true end
    if fault.applied ~= nil then return fault.applied end
    return KINDS[fault.kind].applied
end

--- How many elements of an array answer are to fail.
function faults.failed_items(fault)
    return fault and fault.kind == "failed_items" and (fault.count or 1) or 0
end

--- Spoils the response as the fault (nil: none) asks.
function faults:change(fault, response)
    local change = fault and KINDS[fault.kind].change
    if change then change(fault, response, self.errors) end
end

return faults
