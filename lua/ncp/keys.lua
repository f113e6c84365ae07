--- Access keys of both clouds as one kind of record.
local tasks = require("ncp.tasks")

local keys = {}

local function last_uses(client, account_id)
    local times = {}
    local summary = assert(client.subaccount.get_last_access(account_id))
    local uses = summary.lastAccessKeyUsed
    for _, use in ipairs(type(uses) == "table" and uses or {}) do times[use.accessKey] = use.lastUsed end
    return times
end

local function text(value)
    return type(value) == "string" and value ~= "" and value or nil
end

-- Of each cloud: `owners(client)`, an iterator over those who may hold keys, and
-- `records(client, owner, with_last_use)`, the records of one owner.
local clouds = { ncp = {}, huawei = {} }

function clouds.ncp.owners(client)
    return client.subaccount.each()
end

function clouds.ncp.records(client, account, with_last_use)
    local records = {}
    local held = assert(client.accesskey.list(account.subAccountId))
    local used = with_last_use and #held > 0 and last_uses(client, account.subAccountId) or {}
    for i, key in ipairs(held) do
        records[i] = {
            id = key.accessKey,
            owner = account.subAccountId,
            owner_name = account.loginId,
            active = key.active,
            created = text(key.createTime),
            last_used = text(used[key.accessKey]),
            cloud = "ncp",
        }
    end
    return records
end

-- A list of users has the enabled ones unless the others are asked for.
function clouds.huawei.owners(client)
    local users, index = {}, 0
    for _, enabled in ipairs({ true, false }) do
        for _, user in ipairs(assert(client.user.list({ enabled = enabled }))) do users[#users + 1] = user end
    end
    return function()
        index = index + 1
        return users[index]
    end
end

-- A key that was never used says its creation was its last use.
local function last_use(client, key)
    local shown = assert(client.accesskey.get(key.access))
    return shown.last_use_time ~= shown.create_time and text(shown.last_use_time) or nil
end

function clouds.huawei.records(client, user, with_last_use)
    local records = {}
    for i, key in ipairs(assert(client.accesskey.list({ user_id = user.id }))) do
        records[i] = {
            id = key.access,
            owner = user.id,
            owner_name = user.name,
            active = key.status == "active",
            created = text(key.create_time),
            last_used = with_last_use and last_use(client, key) or nil,
            description = text(key.description),
            cloud = "huawei",
        }
    end
    return records
end

--- list(client [, options]) → an iterator over all keys that the client can see, each a
-- record `{ id, owner, owner_name, active, created, last_used, description, cloud }`.
-- Times are as the service gives them; what it does not tell is nil. `client` is one of
-- `ncp.new` or `huawei.new`.
--
-- The time of last use costs a call for each owner (NAVER) or key (Huawei);
-- `{ last_used = false }` leaves it out. A call that fails raises what `assert` would:
-- a list that broke off half-way never looks like a short one.
function keys.list(client, options)
    local cloud = assert(clouds[client.cloud], "keys.list: a client of ncp.new or huawei.new is needed")
    local with_last_use = not options or options.last_used ~= false
    local next_owner = cloud.owners(client)
    local records, index = {}, 0
    return tasks.iterator(function()
        while index >= #records do
            local owner = next_owner()
            if not owner then return nil end
            records, index = cloud.records(client, owner, with_last_use), 0
        end
        index = index + 1
        return records[index]
    end)
end

return keys
