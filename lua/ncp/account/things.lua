--- The steps that make things, change their fields and delete them.
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")

local things = {}

-- By section: what changes its fields, the first that takes a field does.
local UPDATES = {
    policies = { "policy.update" }, groups = {}, roles = { "role.update" },
    subAccounts = { "subaccount.update", "subaccount.set_console_rule", "subaccount.set_api_rule" },
}

local LISTS = { groups = { "policies" }, roles = { "policies", "entities" }, subAccounts = { "groups", "policies" } }

local function missing_members(section, wanted)
    local missing = {}
    for _, member in ipairs(section.members) do
        if member.required and wanted[member.name] == nil then missing[#missing + 1] = member.name end
    end
    return missing
end

local function create(diff, section, name, wanted)
    local missing = missing_members(section, wanted)
    if missing[1] then
        return diff:find({ section.name, name }, "is not in the account, and cannot be made without %s",
            table.concat(missing, ", "))
    end
    local operation = section.noun .. ".create"
    local taken = diff:takes(operation)
    local arguments, after = { [section.key] = name }, { tags = {} }
    for _, member in ipairs(section.members) do
        local value = wanted[member.name]
        if value ~= nil and taken[member.name] then
            arguments[member.name], after[member.name] = state.copy(value), state.copy(value)
        end
    end
    for _, list in ipairs(LISTS[section.name] or {}) do after[list] = {} end
    if section.name == "subAccounts" then after.accessKeys = 0 end
    if section.members.active then after.active = arguments.active ~= false end
    diff:add({
        operation = operation, section = section.name, name = name, arguments = arguments, after = after,
        reason = ("there is no %s %s"):format(section.word, name),
    })
end

-- The values that a call needs: those that change, and with a PUT all others as they are.
local function values_for(diff, operation, section, name, wanted, open)
    local taken, values = diff:takes(operation), {}
    local replaces, any = diff:row(operation).method == "PUT", false
    for _, member in ipairs(section.members) do
        if member.part == "fields" and taken[member.name] then
            local changes = open[member.name]
            any = any or changes
            if changes then values[member.name] = wanted[member.name] end
            if not changes and replaces then values[member.name] = diff.now[section.name][name][member.name] end
        end
    end
    return any and values or nil
end

local function words_of(set)
    return table.concat(state.sorted(set), ", ")
end

local function change_fields(diff, section, name, wanted)
    local open = diff:changed(section.name, name, wanted)
    if not next(open) then return end
    for _, operation in ipairs(UPDATES[section.name]) do
        local values = values_for(diff, operation, section, name, wanted, open)
        if values then
            local before, changed = {}, {}
            for member in pairs(values) do
                before[member] = diff.now[section.name][name][member]
                if open[member] then changed[member] = true end
                open[member] = nil
            end
            diff:add({
                operation = operation, section = section.name, name = name, part = "fields", arguments = values,
                before = state.copy(before), after = state.copy(values),
                reason = "the document has another " .. words_of(changed),
            })
        end
    end
    if next(open) then
        diff:find({ section.name, name }, "%s cannot be changed in version %s of the API", words_of(open),
            diff.api:sub(2))
    end
end

--- make(diff) adds what is missing, and what changes the fields of things.
function things.make(diff)
    for _, section in ipairs(shape.sections) do
        local present = section.key and diff.now[section.name]
        for name, wanted in diff:each(present and section.name or nil) do
            local is_managed = section.name == "policies" and diff.world.managed[name]
            if not present[name] and not is_managed then create(diff, section, name, wanted) end
            if present[name] then change_fields(diff, section, name, wanted) end
        end
    end
end

local function rename(diff, section, old, new)
    local operation = section.noun .. ".update"
    local values = { [section.key] = new }
    if diff:row(operation).method == "PUT" then
        for name in pairs(diff:takes(operation)) do
            if values[name] == nil then values[name] = diff.now[section.name][old][name] end
        end
    end
    diff:add({
        operation = operation, section = section.name, name = old, part = "name", arguments = values, before = old,
        after = new, reason = ("the %s of this id is %s in the document"):format(section.word, new),
    })
    local ids = diff.ids[section.name]
    ids[new], ids[old] = ids[old], nil
end

-- Renames what can be, in an order in which names become free; whether there was any.
local function rename_some(diff, section, renames)
    local done = false
    for _, new in ipairs(state.sorted(renames)) do
        if not diff.now[section.name][new] then
            rename(diff, section, renames[new], new)
            renames[new], done = nil, true
        end
    end
    return done
end

-- What the names of things are to become, by their new names.
local function renames_of(diff, section)
    local names, renames = {}, {}
    for name, id in pairs(diff.ids[section.name] or {}) do names[id] = name end
    for new, wanted in diff:each(section.name) do
        local old = wanted.id and names[wanted.id]
        if wanted.id and not old then
            diff:find({ section.name, new, "id" }, "there is no %s with this id", section.word)
        end
        if old and old ~= new then renames[new] = old end
    end
    return renames
end

--- rename(diff) adds what gives things of an id that the document names the name that they have there.
function things.rename(diff)
    for _, section in ipairs(shape.sections) do
        if section.members.id then
            local renames = renames_of(diff, section)
            while rename_some(diff, section, renames) do end
            for _, new in ipairs(state.sorted(renames)) do
                diff:find({ section.name, new, "id" },
                    "%s cannot be renamed: another %s has the name; give them other names first", renames[new],
                    section.word)
            end
        end
    end
end

local DELETED = { "subAccounts", "groups", "roles", "policies" }

--- delete(diff) adds what deletes the things that the sections of the document do not have, when they are to be pruned.
function things.delete(diff)
    for _, name_of_section in ipairs(diff.prune and DELETED or {}) do
        local section, wanted = shape.sections[name_of_section], diff.wanted[name_of_section]
        for _, name in ipairs(wanted and state.sorted(diff.now[section.name]) or {}) do
            if not wanted[name] then
                diff:add({
                    operation = section.noun .. ".delete", section = section.name, name = name, arguments = {},
                    before = state.copy(diff.now[section.name][name]),
                    reason = ("the document has no %s %s"):format(section.word, name),
                })
            end
        end
    end
end

return things
