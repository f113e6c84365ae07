--- What has to be read of an account.
local shape = require("ncp.account.shape")

local scope = {}

-- Things whose member `name` the document has: a set of names, or nil when there is none.
local function with_member(things, name, is_wanted)
    local found
    for thing_name, thing in pairs(things) do
        if is_wanted(thing[name]) then
            found = found or {}
            found[thing_name] = true
        end
    end
    return found
end

local function is_given(value)
    return value ~= nil
end

local function is_some(count)
    return (count or 0) > 0
end

-- A read of a section: that it is listed, and from which source what is read of each thing.
local function need(sections, section, source)
    sections[section] = sections[section] or {}
    if source then sections[section][source] = true end
end

-- The names of all policies that things list.
local function listed_policies(wanted)
    local names = {}
    for _, section in ipairs(shape.sections) do
        for _, thing in pairs(section.members.policies and wanted[section.name] or {}) do
            for _, name in ipairs(thing.policies or {}) do names[name] = true end
        end
    end
    return names
end

--- of_document(wanted, prune) → what a plan for the document stands on, as of `ncp.account.world`. Rights follow from
-- sub accounts, groups and policies together, so one of them needs all.
function scope.of_document(wanted, prune)
    local sections = {}
    local rights = wanted.policies ~= nil or wanted.groups ~= nil or wanted.subAccounts ~= nil
    if rights then
        for _, section in ipairs({ "policies", "groups", "subAccounts" }) do need(sections, section, "thing") end
    end
    if wanted.roles then need(sections, "policies") end
    if wanted.roles or wanted.policies and prune then need(sections, "roles", "thing") end
    for section, sources in pairs(sections) do
        sources.tags = with_member(wanted[section] or {}, "tags", is_given)
    end
    if wanted.subAccounts then
        sections.subAccounts.mfa = with_member(wanted.subAccounts, "isMfaMandatory", is_given)
        sections.subAccounts.keys = with_member(wanted.subAccounts, "accessKeys", is_some)
    end
    return { sections = sections, settings = wanted.settings ~= nil, rights = rights and listed_policies(wanted) }
end

--- of_sections(only) → what an export of these sections (a set of names) reads: all of them, and the names of what they
-- refer to.
function scope.of_sections(only)
    local sections = {}
    for _, section in ipairs(shape.sections) do
        if section.key and only[section.name] then
            sections[section.name] = { thing = true, tags = true }
            need(sections, "policies")
        end
    end
    if only.subAccounts then sections.subAccounts.mfa, sections.subAccounts.keys = true, true end
    return { sections = sections, settings = only.settings or false }
end

return scope
