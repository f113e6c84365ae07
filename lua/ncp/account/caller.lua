--- The sub account that carries out a plan: whose key it is, and what the plan brings it into.
local Holder = require("ncp.account.holder")
local errors = require("ncp.base.error")
local nouns = require("ncp.clouds.nouns")
local state = require("ncp.account.state")
local world = require("ncp.account.world")

local caller = {}

--- credential(client) → what the client signs with: `account`, the id of the key, and `expires` of a temporary one;
-- nil, message, err when there is none.
function caller.credential(client)
    local own = nouns.state_of(client)
    local credential, reason = own.auth:credential(own.clock.monotonic() + own.timeout)
    if credential then return credential end
    return errors.fail({ kind = "credentials", operation = "account.apply", message = reason })
end

-- What the steps make, by section: sets of names; and the names that groups have before they are renamed.
local function made_by(steps)
    local made, renamed = { groups = {}, policies = {} }, {}
    for _, step in ipairs(steps) do
        if not step.part and step.after and made[step.section] then made[step.section][step.name] = true end
        if step.part == "name" and step.section == "groups" then renamed[step.after] = step.before end
    end
    return made, renamed
end

-- The groups that a step has the account be in.
local function groups_after(step, login)
    if step.section == "subAccounts" and step.name == login and step.part == "groups" then return step.after end
    return step.part == "members" and state.set_of(step.after)[login] and { step.name } or {}
end

local function entered_groups(holder, steps, made, renamed)
    local set = {}
    for _, step in ipairs(steps) do
        for _, name in ipairs(groups_after(step, holder.login)) do
            name = renamed[name] or name
            set[name] = not holder.document.groups[name] and not made[name] or nil
        end
    end
    return set
end

-- Those that the steps attach to the account or to a group.
local function attached_policies(holder, steps, made)
    local set = {}
    for _, step in ipairs(steps) do
        local is_meant = step.section == "groups" or step.section == "subAccounts" and step.name == holder.login
        for _, name in ipairs(is_meant and step.part == "policies" and step.after or {}) do
            set[name] = not holder:has_policy(name) and not made[name] or nil
        end
    end
    return set
end

-- The ids of these names; the section is listed only when there are any. What is not there is not listed.
local function ids_of(client, section, names)
    if not next(names) then return {} end
    local all, message, err = world.ids(client, section)
    if not all then return nil, message, err end
    local ids = {}
    for _, name in ipairs(state.sorted(names)) do ids[#ids + 1] = all[name] end
    return ids
end

--- read(client, id, steps) → what the sub account of this id holds, as of `ncp.account.holder`, with the groups and
-- policies that the steps may bring it; nil, message, err.
function caller.read(client, id, steps)
    local holder, message, err = Holder.read(client, id)
    if not holder then return nil, message, err end
    local made, renamed = made_by(steps)
    local groups, policies, read
    groups, message, err = ids_of(client, "groups", entered_groups(holder, steps, made.groups, renamed))
    if not groups then return nil, message, err end
    read, message, err = holder:add(groups, {})
    if not read then return nil, message, err end
    policies, message, err = ids_of(client, "policies", attached_policies(holder, steps, made.policies))
    if not policies then return nil, message, err end
    read, message, err = holder:add({}, policies)
    if not read then return nil, message, err end
    return holder
end

return caller
