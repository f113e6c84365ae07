--- Turns a row of the model into a function of a client.
local core = require("ncp.core")
local errors = require("ncp.error")
local options = require("ncp.options")
local plans = require("ncp.plan")

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

-- The plan of a call and its options; nil, message, err when an argument is
-- refused; false and a message when the program is wrong whatever the data.
local function prepare(row, name, carried, ...)
    local target, body, given = core.build(row.id, false, carried, ...)
    if target == false then return false, name .. ": " .. body end
    if target == nil then return refuse(name, body, given) end
    local valid, message, err = options.check(given, options.call, name)
    if not valid then return valid, message, err end
    local wanted = {
        operation = name,
        row = row,
        service = row.service,
        method = row.method,
        target = target,
        body = body,
        idempotent = row.idempotent,
    }
    if given and given.dry_run and has_secret(row) then
        wanted.masked_target, wanted.masked_body = core.build(row.id, true, carried, ...)
    end
    return wanted, given
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
    local name = row.noun .. "." .. row.name
    return function(...)
        local wanted, given, err = prepare(row, name, nil, ...)
        if wanted and row.reads then
            local carried
            carried, given, err = read_carried(noun, row, (...))
            if not carried then return nil, given, err end
            wanted, given, err = prepare(row, name, carried, ...)
        end
        if wanted == false then error(given, 2) end
        if not wanted then return nil, given, err end
        return plans.carry_out(state, wanted, given)
    end
end

return operation
