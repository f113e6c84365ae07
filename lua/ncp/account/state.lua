--- What steps of a plan do, done to a document in the place of an account.
local sorted_keys = require("ncp.base.sorted_keys")

local state = {}

--- copy(value) → a copy, of tables within tables too.
function state.copy(value)
    if type(value) ~= "table" then return value end
    local copied = {}
    for name, element in pairs(value) do copied[name] = state.copy(element) end
    return copied
end

--- set_of(list) → a table with its elements as keys.
function state.set_of(list)
    local set = {}
    for _, element in ipairs(list or {}) do set[element] = true end
    return set
end

--- sorted(map) → the list of its keys in their order.
state.sorted = sorted_keys

-- Where things list others by name: by section those members.
local REFERENCES = {
    groups = { subAccounts = "groups" },
    policies = { groups = "policies", roles = "policies", subAccounts = "policies" },
}

-- Replaces a name wherever it is listed, by `new`, or by nothing.
local function replace(document, section, old, new)
    for holders, member in pairs(REFERENCES[section] or {}) do
        for _, thing in pairs(document[holders] or {}) do
            local set = state.set_of(thing[member])
            if set[old] then
                set[old] = nil
                if new then set[new] = true end
                thing[member] = state.sorted(set)
            end
        end
    end
end

--- members(document, group) → the login ids of those in a group, sorted.
function state.members(document, group)
    local logins = {}
    for login, account in pairs(document.subAccounts or {}) do
        if state.set_of(account.groups)[group] then logins[login] = true end
    end
    return state.sorted(logins)
end

local function set_members(document, group, logins)
    local wanted = state.set_of(logins)
    for login, account in pairs(document.subAccounts or {}) do
        local groups = state.set_of(account.groups)
        groups[group] = wanted[login]
        account.groups = state.sorted(groups)
    end
end

local parts = {}

function parts.fields(_, thing, step)
    for name, value in pairs(step.after) do thing[name] = state.copy(value) end
end

function parts.name(document, thing, step)
    local things = document[step.section]
    things[step.before], things[step.after] = nil, thing
    replace(document, step.section, step.before, step.after)
end

function parts.members(document, _, step)
    set_members(document, step.name, step.after)
end

local function change(document, step)
    if step.section == "settings" then
        document.settings = document.settings or {}
        document.settings[step.part] = state.copy(step.after)
        return
    end
    local thing = document[step.section][step.name]
    if parts[step.part] then return parts[step.part](document, thing, step) end
    thing[step.part] = state.copy(step.after)
end

--- take(document, step) changes the document as the step changes the account.
function state.take(document, step)
    if step.part then return change(document, step) end
    document[step.section] = document[step.section] or {}
    document[step.section][step.name] = state.copy(step.after)
    if not step.after then replace(document, step.section, step.name, nil) end
end

return state
