--- The steps that change one thing by itself: roles switched on and off and their accounts, tags, keys, settings.
local quantity = require("ncp.base.quantity")
local shape = require("ncp.account.shape")
local state = require("ncp.account.state")

local rest = {}

-- Whether a table lacks something of what is wanted, or has it otherwise.
local function lacks(diff, now, wanted)
    if type(wanted) ~= "table" then return diff.differs(wanted, now) end
    for name, value in pairs(wanted) do
        if diff.differs(value, (now or {})[name]) then return true end
    end
    return false
end

--- roles(diff)
function rest.roles(diff)
    for name, wanted in diff:each("roles") do
        local role = diff.now.roles[name]
        if role and wanted.active ~= nil and wanted.active ~= role.active then
            diff:add({
                operation = "role.set_active", section = "roles", name = name, part = "active",
                arguments = { active = wanted.active }, before = role.active, after = wanted.active,
                reason = "the document has it switched " .. (wanted.active and "on" or "off"),
            })
        end
        if wanted.account and diff.api == "v2" then
            diff:find({ "roles", name, "account" }, "version 2 of the API does not tell the account of a role")
        elseif role and wanted.account and lacks(diff, role.account, wanted.account) then
            diff:add({
                operation = "role.set_account", section = "roles", name = name, part = "account",
                arguments = wanted.account, before = role.account or false, after = wanted.account,
                reason = "the document has another account",
            })
        end
    end
end

-- A tag at a time: the service has no call for several.
local function change_tag(diff, section, name, verb, key, value)
    local after = state.copy(diff.now[section.name][name].tags)
    after[key] = verb == "add_tag" and value or nil
    diff:add({
        operation = ("%s.%s"):format(section.noun, verb), section = section.name, name = name, part = "tags",
        arguments = { tagKey = key, tagValue = value }, after = after,
        reason = ("the document %s the tag %s"):format(verb == "add_tag" and "gives it" or "does not have", key),
    })
end

--- tags(diff)
function rest.tags(diff)
    for _, section in ipairs(shape.sections) do
        for name, wanted in diff:each(section.key and section.name) do
            local thing = diff.now[section.name][name]
            local now = wanted.tags and thing and thing.tags or {}
            for _, key in ipairs(wanted.tags and state.sorted(now) or {}) do
                if wanted.tags[key] == nil then change_tag(diff, section, name, "remove_tag", key, now[key]) end
            end
            for _, key in ipairs(thing and state.sorted(wanted.tags) or {}) do
                if now[key] ~= wanted.tags[key] then
                    change_tag(diff, section, name, "add_tag", key, wanted.tags[key])
                end
            end
        end
    end
end

--- keys(diff)
function rest.keys(diff)
    for login, wanted in diff:each("subAccounts") do
        local account = diff.now.subAccounts[login]
        for count = account and account.accessKeys or 0, account and (wanted.accessKeys or 0) - 1 or -1 do
            diff:add({
                operation = "accesskey.create", section = "subAccounts", name = login, part = "accessKeys",
                arguments = {}, before = count, after = count + 1,
                reason = ("the document wants %s, there %s %d"):format(
                    quantity(wanted.accessKeys, "access key"), count == 1 and "is" or "are", count),
            })
        end
    end
end

--- settings(diff)
function rest.settings(diff)
    for _, member in ipairs(shape.sections.settings.members) do
        local wanted = (diff.wanted.settings or {})[member.name]
        local now = (diff.now.settings or {})[member.name]
        if wanted ~= nil and lacks(diff, now, wanted) then
            diff:add({
                operation = "tenant." .. member.verb, section = "settings", name = member.name, part = member.name,
                arguments = member.field.fields and wanted or { [member.name] = wanted },
                before = now == nil and false or now, after = wanted, reason = "the document has it otherwise",
            })
        end
    end
end

return rest
