--- Lists of ids that are attached to something, answered with one element per id.

local core = require("ncp.core")

local errors = require("ncp.emulator.ncloud.errors")

local membership = {}

local LIMIT_EXCEEDED = "Allowed maximum exceeded"
local BROKEN = "Internal Server Error"

local function index_of(list, id)
    for i, other in ipairs(list) do
        if other == id then return i end
    end
end

--- Whether the list holds the id.
function membership.has(list, id)
    return index_of(list, id) ~= nil
end

--- What forbids to add an id to a list: a message and version 2's word for it; or nil. `kind` has the texts
-- `missing` and `present`, and may have a `limit`. `waiting` ids are to be added before it.
function membership.refuse_to_add(kind, list, id, waiting)
    if index_of(list, id) then return kind.present, "AlreadyExists" end
    if kind.limit and #list + waiting >= kind.limit then return LIMIT_EXCEEDED, "LimitExceeded" end
end

--- The same for an id that is to be taken off a list.
function membership.refuse_to_remove(kind, list, id)
    if not index_of(list, id) then return kind.missing, "NotFound" end
end

function membership.add(list, id)
    list[#list + 1] = id
end

function membership.remove(list, id)
    local index = index_of(list, id)
    if index then table.remove(list, index) end
end

-- Version 1: each id for itself, and an element of the answer for each.
local function one_by_one(call, ids, change)
    local elements = core.array {}
    for i, id in ipairs(ids) do
        local message = i <= call.failed_items and BROKEN or change.refuse(id, 0)
        if not message then change.apply(id) end
        elements[i] = { success = message == nil, id = id, name = change.name, message = message }
    end
    return elements
end

local function list_of(operation)
    for _, field in ipairs(operation.parameters) do
        if field.type == "list" then return field.name end
    end
end

local function repeated(operation, ids)
    local name, seen, found = list_of(operation), {}, {}
    for i, id in ipairs(ids) do
        if seen[id] then found[#found + 1] = { path = ("%s[%d]"):format(name, i - 1), fault = "is given twice" } end
        seen[id] = true
    end
    return found
end

-- The failures of the ids, by their index from "0".
local function failures_of(call, ids, change)
    local failures = {}
    for i, id in ipairs(ids) do
        local message, word = change.refuse(id, i - 1)
        if i <= call.failed_items then message, word = BROKEN, "InternalServerError" end
        if message then failures[("%d"):format(i - 1)] = { errorCode = word or "BadRequest", message = message } end
    end
    return failures
end

-- Version 2: all ids or none.
local function all_or_none(call, ids, change)
    local twice = repeated(call.operation, ids)
    if twice[1] then return nil, errors.argument(call.operation, nil, nil, twice) end
    local failures = failures_of(call, ids, change)
    if next(failures) then return nil, errors.batch(failures) end
    for _, id in ipairs(ids) do change.apply(id) end
    return { success = true }
end

--- Changes something for each id, in the way of the operation's version of the API. `change` has
-- `refuse(id, waiting)`, which returns what forbids it (see above) or nil, `apply(id)`, and may have the `name`
-- that the elements of an answer get.
function membership.each(call, ids, change)
    if call.operation.api == "v2" then return all_or_none(call, ids, change) end
    return one_by_one(call, ids, change)
end

--- Such a change of a list.
function membership.adding(kind, list, name)
    return {
        name = name,
        refuse = function(id, waiting) return membership.refuse_to_add(kind, list, id, waiting) end,
        apply = function(id) membership.add(list, id) end,
    }
end

--- The other way round.
function membership.removing(kind, list, name)
    return {
        name = name,
        refuse = function(id) return membership.refuse_to_remove(kind, list, id) end,
        apply = function(id) membership.remove(list, id) end,
    }
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

--- Two handlers for a thing (see ncp.emulator.ncloud.resources) whose list of this name holds ids of `kind`:
-- one attaches those that the call names, one detaches them.
function membership.handlers(kind, name)
    local function attach(call, thing)
        local change = membership.adding(kind, thing[name], kind.attach)
        local refuse = change.refuse
        change.refuse = function(id, waiting)
            if not call.state[kind.store]:get(id) then return kind.missing, "NotFound" end
            return refuse(id, waiting)
        end
        return membership.each(call, call.arguments[kind.field], change)
    end
    local function detach(call, thing)
        return membership.each(call, call.arguments[kind.field], membership.removing(kind, thing[name], kind.detach))
    end
    return attach, detach
end

return membership
