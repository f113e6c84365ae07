--- Turns a row of the model into a function of a client.
local core = require("ncp.core")
local dispatch = require("ncp.call.dispatch")
local errors = require("ncp.base.error")
local options = require("ncp.base.options")

local operation = {}

local core_request = core.request

-- The request of a call and its options, from what `core.request` returned; nil, message,
-- err when an argument is refused; false and a message when the program is wrong whatever
-- the data.
local function check(bound, request, given, field)
    if request == false then return false, bound.name .. ": " .. given end
    if not request then
        return errors.fail({ kind = "validation", operation = bound.name, field = field, message = given })
    end
    if given then
        local valid, message, err = options.check(given, options.call, bound.name)
        if not valid then return valid, message, err end
        given = valid
    end
    return request, given
end

local lua_types = { string = "string", boolean = "boolean", integer = "number", list = "table", map = "table" }

-- What the service holds now for the fields that a change must send along: an
-- update may reset what it leaves out. Empty strings are left out; sending one back
-- is not allowed for every field.
local function read_carried(noun, row, id)
    local carried = {}
    for _, reader in ipairs(row.reads) do
        local current, message, err = noun[reader](id)
        if not current then return nil, message, err end
        for _, field in ipairs(row.parameters) do
            local value = current[field.name]
            if field.carried and type(value) == lua_types[field.type] and value ~= "" then
                carried[field.name] = value
            end
        end
    end
    return carried
end

-- The request of a change that sends along what others read; else as `check`.
local function prepare_change(bound, noun, ...)
    local carried, message, err = read_carried(noun, bound.row, (...))
    if not carried then return nil, message, err end
    return check(bound, core_request(bound.endpoint, carried, ...))
end

--- bind(state, noun, row) → the function that callers see. `noun` is the table it
-- belongs to, where the operations that `row.reads` names are found.
function operation.bind(state, noun, row)
    local name, bound = row.noun .. "." .. row.name, nil
    return function(...)
        if not bound or bound.refusal then bound = dispatch.operation(state, name, row) end
        local request, given, err = core_request(bound.endpoint, nil, ...)
        if not request or given then request, given, err = check(bound, request, given, err) end
        if request and row.reads then request, given, err = prepare_change(bound, noun, ...) end
        if request then return dispatch.carry_out(state, bound, request, given) end
        if request == false then error(given, 2) end
        return nil, given, err
    end
end

return operation
