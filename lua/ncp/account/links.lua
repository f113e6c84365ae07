--- The steps that attach and detach: policies, memberships, entities of roles.
local cover = require("ncp.account.cover")
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")

local links = {}

-- Lists of things, what adds to them and takes from them. Memberships can be changed from both sides.
local POLICIES = { member = "policies", of = "policies", add = "attach_policies", remove = "detach_policies" }
local LISTS = {
    groups = { POLICIES },
    roles = { POLICIES, { member = "entities", add = "add_entities", remove = "remove_entities" } },
    subAccounts = { POLICIES },
}
local HOLDERS = { "groups", "roles", "subAccounts" }
local GROUPS = { member = "groups", of = "groups", add = "add_groups", remove = "remove_groups" }
local MOST_GROUPS = shape.sections.subAccounts.members.groups.field.max

-- The elements of one list that another has not, sorted.
local function without(list, other)
    local set = state.set_of(list)
    for _, element in ipairs(other or {}) do set[element] = nil end
    return state.sorted(set)
end

local REASONS = {
    add = {
        policies = "the document attaches %s", groups = "the document has it in %s", entities = "the document has %s",
    },
    remove = {
        policies = "the document does not attach %s", groups = "the document does not have it in %s",
        entities = "the document does not have %s",
    },
    members = { add = "the document has %s in it", remove = "the document does not have %s in it" },
}

-- A step that adds names to a list or removes them.
local function change(diff, section, name, list, way, names)
    if not names[1] then return end
    local now = diff.now[section][name][list.member]
    local set = state.set_of(now)
    for _, element in ipairs(names) do set[element] = way == "add" or nil end
    diff:add({
        operation = ("%s.%s"):format(shape.sections[section].noun, list[way]), section = section, name = name,
        part = list.member, arguments = names, after = state.sorted(set),
        reason = REASONS[way][list.member]:format(table.concat(names, ", ")),
    })
end

-- How many elements a list may have, as far as it is told.
local function most_of(diff, section, list)
    if list == GROUPS then return MOST_GROUPS end
    local row = diff:row(("%s.%s"):format(shape.sections[section].noun, list.add))
    for _, field in ipairs(row.parameters) do
        if field.type == "list" then return list == POLICIES and field.max or math.huge end
    end
end

-- Takes away first where both together would be too many.
local function make_room(diff, section, name, list, wanted)
    local now = diff.now[section][name][list.member]
    local added = without(wanted, now)
    if added[1] and #now + #added > (most_of(diff, section, list) or math.huge) then
        change(diff, section, name, list, "remove", without(now, wanted))
    end
end

local function each_list(diff, visit)
    for _, section in ipairs(HOLDERS) do
        for name, wanted in diff:each(section) do
            for _, list in ipairs(diff.now[section][name] and LISTS[section] or {}) do
                if wanted[list.member] then visit(section, name, list, wanted[list.member]) end
            end
        end
    end
end

-- The pairs of sub account and group in which two lists differ: by login id the groups that `one` has and not `other`.
local function pairs_of(diff, missing)
    local graph = {}
    for login, wanted in diff:each("subAccounts") do
        local account = diff.now.subAccounts[login]
        local groups = wanted.groups and account and missing(wanted.groups, account.groups) or {}
        if groups[1] then graph[login] = groups end
    end
    return graph
end

local function change_members(diff, group, way, logins)
    local set = state.set_of(state.members(diff.now, group))
    for _, login in ipairs(logins) do set[login] = way == "add" or nil end
    diff:add({
        operation = ("group.%s_members"):format(way), section = "groups", name = group, part = "members",
        arguments = logins, after = state.sorted(set), reason = REASONS.members[way]:format(table.concat(logins, ", ")),
    })
end

-- Memberships in as few calls as can be.
local function change_memberships(diff, way, graph)
    local by_login, by_group = cover(graph)
    for _, login in ipairs(state.sorted(by_login)) do
        change(diff, "subAccounts", login, GROUPS, way, by_login[login])
    end
    for _, group in ipairs(state.sorted(by_group)) do change_members(diff, group, way, by_group[group]) end
end

--- add(diff) adds what attaches and joins.
function links.add(diff)
    each_list(diff, function(section, name, list, wanted) make_room(diff, section, name, list, wanted) end)
    each_list(diff, function(section, name, list, wanted)
        change(diff, section, name, list, "add", without(wanted, diff.now[section][name][list.member]))
    end)
    for login, wanted in diff:each("subAccounts") do
        if wanted.groups and diff.now.subAccounts[login] then
            make_room(diff, "subAccounts", login, GROUPS, wanted.groups)
        end
    end
    change_memberships(diff, "add", pairs_of(diff, without))
end

-- The things of a section that will be deleted: a set of names.
local function doomed(diff, section)
    local set, wanted = {}, diff.wanted[section]
    for name in pairs(wanted and diff.now[section] or {}) do set[name] = not wanted[name] or nil end
    return set
end

-- A policy can be deleted when nothing has it.
local function release_policies(diff)
    local policies = doomed(diff, "policies")
    for _, section in ipairs(HOLDERS) do
        local gone = doomed(diff, section)
        for _, name in ipairs(state.sorted(diff.now[section])) do
            local held = {}
            for _, policy in ipairs(diff.now[section][name].policies) do held[policy] = policies[policy] end
            if not gone[name] then change(diff, section, name, POLICIES, "remove", state.sorted(held)) end
        end
    end
end

-- Who stays leaves a group before it is deleted.
local function empty_groups(diff)
    local accounts = state.sorted(doomed(diff, "subAccounts"))
    for _, group in ipairs(state.sorted(doomed(diff, "groups"))) do
        local members = without(state.members(diff.now, group), accounts)
        if members[1] then change_members(diff, group, "remove", members) end
    end
end

--- remove(diff) adds what detaches and leaves, also what would be in the way of deletions.
function links.remove(diff)
    each_list(diff, function(section, name, list, wanted)
        change(diff, section, name, list, "remove", without(diff.now[section][name][list.member], wanted))
    end)
    change_memberships(diff, "remove", pairs_of(diff, function(wanted, now) return without(now, wanted) end))
    if not diff.prune then return end
    release_policies(diff)
    empty_groups(diff)
end

return links
