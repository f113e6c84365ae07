--- Lists of ids that are attached to something, answered with one element per id.

local core = require("ncp.core")

local membership = {}

local function index_of(list, id)
    for i, other in ipairs(list) do
        if other == id then return i end
    end
end

--- Whether the list holds the id.
function membership.has(list, id)
    return index_of(list, id) ~= nil
end

--- Adds an id to a list; returns what forbids it, or nil. `kind` has the texts `missing` and `present`,
-- and may have a `limit`.
function membership.add(kind, list, id)
    if index_of(list, id) then return kind.present end
    if kind.limit and #list >= kind.limit then return "Allowed maximum exceeded" end
    list[#list + 1] = id
end

--- Takes an id off a list; returns what forbids it, or nil.
function membership.remove(kind, list, id)
    local index = index_of(list, id)
    if not index then return kind.missing end
    table.remove(list, index)
end

--- An answer with one element for each id: `change(id)` returns what is wrong, or nil when it is done.
-- @param action what the elements have as `name`, or nil
function membership.each(call, ids, action, change)
    local elements = core.array {}
    for i, id in ipairs(ids) do
        local message = i <= call.failed_items and "Internal Server Error" or nil
        message = message or change(id)
        elements[i] = { success = message == nil, id = id, name = action, message = message }
    end
    return elements
end

local function policy(present)
    return {
        field = "policyIdList", store = "policies", attach = "addPolicy", detach = "removePolicy",
        missing = "This policy isn't registered.", present = present,
    }
end

-- What can be attached: the argument with the ids, the store that knows them, names of the actions, texts,
-- which the vendor's pages word differently.
membership.POLICY = policy("This policy is already registered.")
membership.ACCOUNT_POLICY = policy("The policy has already been registered.")
membership.GROUP = {
    field = "groupIdList", store = "groups", attach = "addGroup", detach = "removeGroup", limit = 10,
    missing = "This group isn't registered.", present = "The group has already been registered.",
}

--- Two handlers for a thing (see ncp.emulator.resources) whose list of this name holds ids of `kind`:
-- one attaches those that the call names, one detaches them.
function membership.handlers(kind, name)
    local function attach(call, thing)
        return membership.each(call, call.arguments[kind.field], kind.attach, function(id)
            if not call.state[kind.store]:get(id) then return kind.missing end
            return membership.add(kind, thing[name], id)
        end)
    end
    local function detach(call, thing)
        return membership.each(call, call.arguments[kind.field], kind.detach, function(id)
            return membership.remove(kind, thing[name], id)
        end)
    end
    return attach, detach
end

return membership
