--- What makes a document impossible in the account that there is.
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")

local checks = {}

local function check_name(diff, path, section, name, verb)
    local twice, managed = diff.world.twice[section], section == "policies" and diff.world.managed[name]
    if twice[name] then
        return diff:find(path, "several %s of the account are called %s", shape.sections[section].name, name)
    end
    if not diff.now[section][name] and not managed then
        return diff:find(path, "there is no %s %s", shape.sections[section].word, name)
    end
    local wanted = diff.wanted[section]
    if diff.prune and wanted and not wanted[name] and not managed then
        diff:find(path, "%s %s, which is not in the section %s: it would be deleted", verb, name, section)
    end
end

-- Names that things list.
local function check_references(diff, section)
    for name, wanted in diff:each(section.name) do
        for _, member in ipairs(section.members) do
            for i, other in ipairs(member.of and wanted[member.name] or {}) do
                check_name(diff, { section.name, name, member.name, i }, member.of, other, "needs")
            end
        end
    end
end

local function check_things(diff, section)
    local twice = diff.world.twice[section.name] or {}
    for name in diff:each(section.name) do
        local path = { section.name, name }
        if twice[name] then
            diff:find(path, "several %s of the account are called %s", section.name, name)
        elseif section.name == "policies" and diff.world.managed[name] then
            diff:find(path, "this is a policy of the vendor, which cannot be changed")
        end
    end
    for _, name in ipairs(diff.prune and diff.wanted[section.name] and state.sorted(twice) or {}) do
        diff:find({ section.name }, "several %s of the account are called %s: which of them to delete cannot be told",
            section.name, name)
    end
end

-- Things are made before others are deleted.
local function check_number(diff, section)
    local count = #state.sorted(diff.now[section.name])
    if section.most and diff.wanted[section.name] and count > section.most then
        diff:find({ section.name }, "there would be %d %s, and %d are possible%s", count, section.name, section.most,
            diff.prune and ", before the others are deleted" or "")
    end
end

local function check_roles(diff)
    for name, wanted in diff:each("roles") do
        local role = diff.now.roles[name]
        if role and wanted.roleType and wanted.roleType ~= role.roleType then
            diff:find({ "roles", name, "roleType" }, "the role is of type %s, which cannot be changed",
                role.roleType)
        end
    end
end

--- before(diff) finds what no step can be made of: to be called before any is.
function checks.before(diff)
    for _, section in ipairs(shape.sections) do
        if section.key then check_things(diff, section) end
    end
    check_roles(diff)
end

--- after(diff) finds what is wrong with names that are listed and with numbers, once all is made that is to be made.
function checks.after(diff)
    for _, section in ipairs(shape.sections) do
        if section.key then
            check_references(diff, section)
            check_number(diff, section)
        end
    end
end

return checks
