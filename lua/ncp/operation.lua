--- Turns a row of the model into a function of a client.
local core = require("ncp.core")
local dispatch = require("ncp.dispatch")
local errors = require("ncp.error")
local options = require("ncp.options")

local operation = {}

local function refuse(name, message, field)
    return errors.fail({ kind = "validation", operation = name, field = field, message = message })
end

-- The request of a call and its options; nil, message, err when an argument is
-- refused; false and a message when the program is wrong whatever the data. A dry run
-- gets a request with its secrets masked.
local function prepare(state, plan, carried, ...)
    local id = plan.row.id
    local target, body, given, own_headers = core.build(id, false, carried, ...)
    if target == false then return false, plan.operation .. ": " .. body end
    if target == nil then return refuse(plan.operation, body, given) end
    if given then
        local valid, message, err = options.check(given, options.call, plan.operation)
        if not valid then return valid, message, err end
        if given.dry_run then target, body, given, own_headers = core.build(id, true, carried, ...) end
    end
    return dispatch.request(state, plan, target, body, own_headers), given
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

--- bind(state, noun, row) → the function that callers see. `noun` is the table it
-- belongs to, where the operations that `row.reads` names are found.
function operation.bind(state, noun, row)
    local plan = dispatch.plan(state, row.noun .. "." .. row.name, row, row.method, row.service, row.idempotent)
    return function(...)
        local request, given, rest = prepare(state, plan, nil, ...)
        if request and row.reads then
            local carried
            carried, given, rest = read_carried(noun, row, (...))
            if not carried then return nil, given, rest end
            request, given, rest = prepare(state, plan, carried, ...)
        end
        if request == false then error(given, 2) end
        if not request then return nil, given, rest end
        return dispatch.carry_out(state, plan, request, given)
    end
end

return operation
