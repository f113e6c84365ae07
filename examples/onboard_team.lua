-- Onboards a team: a group whose policy lets its members read sub accounts, three sub accounts in it, and
-- for each a key whose secret goes to a file that only its owner can read. Shows that a key can do what the
-- policy says and no more, then removes all that it made, also when something went wrong.
--
-- Run it against the emulator:
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.4 examples/onboard_team.lua FOLDER
-- or, with the main account's keys in the environment, against the service. The files go to FOLDER, or to
-- the current one, and replace files of the same names.
local ncp = require("ncp")
local records = require("ncp.keys.records") -- what both versions of the API have in common

local FOLDER = arg[1] or "."
local TEAM = { "onboard-ada", "onboard-grace", "onboard-linus" }

-- IAM is the code of the service Sub Account.
local READER = {
    effect = "Allow",
    targets = { { product = "IAM", actions = { "View*" }, resourceNrns = { "*" } } },
}

local client = assert(ncp.new())

local undo = {} -- what takes back each step, the last step first

local function undo_with(step)
    table.insert(undo, 1, step)
end

local function create_group()
    local policy = assert(client.policy.create({ policyName = "onboard-reader", permissions = { READER } }))
    undo_with(function() return client.policy.delete(policy.policyId) end)
    local id = records.id_of(client, "group", assert(client.group.create({ groupName = "onboard-team" })))
    undo_with(function() return client.group.delete(id) end)
    local _, meta = assert(client.group.attach_policies(id, { policy.policyId }))
    assert(meta.failed == 0, "the policy was not attached")
    return id
end

local function create_member(login_id)
    local fields = records.fields(client, "subaccount", {
        loginId = login_id,
        name = login_id,
        canAPIGatewayAccess = true,
        canConsoleAccess = false,
        needPasswordReset = false,
        needPasswordGenerate = true,
    })
    local id = records.id_of(client, "account", assert(client.subaccount.create(fields)))
    undo_with(function() return client.subaccount.delete(id) end)
    local key = assert(client.accesskey.create(id))
    undo_with(function() return client.accesskey.delete(id, key.accessKey) end)
    local path = ("%s/%s.secret"):format(FOLDER, login_id)
    assert(ncp.write_secret(path, key.keySecret))
    undo_with(function() return os.remove(path) end)
    print(("  %s: key %s, secret in %s"):format(login_id, key.accessKey, path))
    return { id = id, client = assert(ncp.new({ access_key = key.accessKey, secret_key = key.keySecret })) }
end

local function onboard()
    print("create a group that may read")
    local group_id = create_group()

    print("create its members")
    local members, ids = {}, {}
    for i, login_id in ipairs(TEAM) do
        members[i] = create_member(login_id)
        ids[i] = members[i].id
    end
    local _, meta = assert(client.group.add_members(group_id, ids))
    assert(meta.failed == 0, "a sub account is not in the group")

    print("each reads the group, and cannot rename it")
    for i, member in ipairs(members) do
        local group = assert(member.client.group.get(group_id))
        local renamed, _, err = member.client.group.update(group_id, { groupName = "our-team" })
        assert(not renamed, "the key can do more than the policy says")
        print(("  %s: sees %d members; rename: %s"):format(TEAM[i], #group.subAccounts, err.kind))
    end
end

local done, message = pcall(onboard)
print("remove all of it")
for _, step in ipairs(undo) do
    local undone, reason = step()
    if not undone then print("  left behind: " .. reason) end
end
if not done then error(message, 0) end
print("onboarding: ok")
