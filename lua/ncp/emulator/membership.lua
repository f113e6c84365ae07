--- Lists of ids that are attached to something, answered with one element per id.

local core = require("ncp.core")

local membership = {}

local function index_of(list, id)
    for i, other in ipairs(list) do
        if other == id then return i end
    end
end

local function attach(kind, held, id, known)
    if not known[id] then return ("This %s isn't registered."):format(kind.word) end
    if index_of(held, id) then return ("The %s has already been registered."):format(kind.word) end
    if kind.limit and #held >= kind.limit then return "Allowed maximum exceeded" end
    held[#held + 1] = id
end

local function detach(kind, held, id)
    local index = index_of(held, id)
    if not index then return ("This %s isn't registered."):format(kind.word) end
    table.remove(held, index)
end

local function each(call, kind, held, action, change)
    local elements = core.array {}
    for i, id in ipairs(call.arguments[kind.field]) do
        local message
        if i <= call.failed_items then
            message = "Internal Server Error"
        else
            message = change(kind, held, id, call.state[kind.store])
        end
        elements[i] = { success = message == nil, id = id, name = action, message = message }
    end
    return elements
end

--- Adds the ids that the call names to the list `held`.
-- @param kind `{ field = argument, store = field of the state, word = for messages,
--   attach =, detach = names of the actions, limit = number or nil }`
function membership.attach(call, kind, held)
    return each(call, kind, held, kind.attach, attach)
end

--- Takes the ids that the call names off the list `held`.
function membership.detach(call, kind, held)
    return each(call, kind, held, kind.detach, detach)
end

return membership
