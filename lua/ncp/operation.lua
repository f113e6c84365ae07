--- Turns a row of the model into a function of a client.
local core = require("ncp.core")
local dispatch = require("ncp.dispatch")
local errors = require("ncp.error")
local options = require("ncp.options")

local operation = {}

local function has_secret(row)
    for _, field in ipairs(row.parameters) do
        if field.sensitive then return true end
    end
    return false
end

local function refuse(name, message, field)
    return errors.fail({ kind = "validation", operation = name, field = field, message = message })
end

-- The content of a call and its options; nil, message, err when an argument is
-- refused; false and a message when the program is wrong whatever the data.
local function prepare(plan, carried, ...)
    local row = plan.row
    local target, body, given = core.build(row.id, false, carried, ...)
    if target == false then return false, plan.operation .. ": " .. body end
    if target == nil then return refuse(plan.operation, body, given) end
    local content = { target = target, body = body }
    if not given then return content end
    local valid, message, err = options.check(given, options.call, plan.operation)
    if not valid then return valid, message, err end
    if given.dry_run and has_secret(row) then
        content.masked_target, content.masked_body = core.build(row.id, true, carried, ...)
    end
    return content, given
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
    local plan = {
        operation = row.noun .. "." .. row.name,
        row = row,
        service = row.service,
        method = row.method,
        idempotent = row.idempotent,
    }
    return function(...)
        local content, given, err = prepare(plan, nil, ...)
        if content and row.reads then
            local carried
            carried, given, err = read_carried(noun, row, (...))
            if not carried then return nil, given, err end
            content, given, err = prepare(plan, carried, ...)
        end
        if content == false then error(given, 2) end
        if not content then return nil, given, err end
        return dispatch.carry_out(state, plan, content, given)
    end
end

return operation
