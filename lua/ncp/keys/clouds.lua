--- Who holds access keys in each cloud, and records of these keys.
--
-- By the cloud of a client:
--
-- * `owners(client)` → an iterator over those who may hold keys, as the service has them. It raises when a
--   part of the list cannot be had.
-- * `owner_page(client, number)` → a list of some of them, and how many such pages there
--   are; nil, message, err. Pages count from 0.
-- * `identify(owner)` → the owner's id and name.
-- * `records(client, owner)` → the records of one owner's keys (see `ncp.keys`), without their last use, and the
--   meta of the call; nil, message, err.
-- * `add_last_use(client, owner, records)` → what the service told of it, having put it into the records; nil,
--   message, err.
local core = require("ncp.core")
local nouns = require("ncp.clouds.nouns")
local pages = require("ncp.call.paginator")
local record_of = require("ncp.keys.records").read

local clouds = { ncp = {}, huawei = {} }

local ROWS_PER_PAGE = 100

local function text(value)
    return type(value) == "string" and value ~= "" and value or nil
end

function clouds.ncp.owners(client)
    return client.subaccount.each()
end

function clouds.ncp.owner_page(client, number)
    local api, message, err = nouns.version(client)
    if not api then return nil, message, err end
    local row = core.describe("subaccount", "list", api)
    local page
    page, message, err = client.subaccount.list({ [row.paging.page] = number, [row.paging.size] = ROWS_PER_PAGE })
    if not page then return nil, message, err end
    return pages.read(row, page, number)
end

function clouds.ncp.identify(account)
    return account.subAccountId, account.loginId
end

function clouds.ncp.records(client, account)
    local held, meta, err = client.accesskey.list(account.subAccountId)
    if not held then return nil, meta, err end
    local records = {}
    for i, key in ipairs(held) do
        local record = record_of(client, "key", key)
        record.owner, record.owner_name, record.cloud = account.subAccountId, account.loginId, "ncp"
        record.created = text(record.created)
        records[i] = record
    end
    return records, meta
end

-- The keys that were used are in a list.
function clouds.ncp.add_last_use(client, account, records)
    local summary, message, err = client.subaccount.get_last_access(account.subAccountId)
    if not summary then return nil, message, err end
    local access, times = record_of(client, "last_access", summary), {}
    if not access.keys then return access end
    for _, use in ipairs(access.keys) do
        if use.id then times[use.id] = text(use.last_used) or "" end
    end
    for _, record in ipairs(records) do
        record.last_used = text(times[record.id])
        record.never_used = times[record.id] == nil or nil
    end
    return access
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

function clouds.huawei.owner_page(client, number)
    local users, message, err = client.user.list({ enabled = number == 0 })
    if not users then return nil, message, err end
    return users, 2
end

function clouds.huawei.identify(user)
    return user.id, user.name
end

function clouds.huawei.records(client, user)
    local held, meta, err = client.accesskey.list({ user_id = user.id })
    if not held then return nil, meta, err end
    local records = {}
    for i, key in ipairs(held) do
        records[i] = {
            id = key.access,
            owner = user.id,
            owner_name = user.name,
            active = key.status == "active",
            created = text(key.create_time),
            description = text(key.description),
            cloud = "huawei",
        }
    end
    return records, meta
end

-- A key that was never used says its creation was its last use. One key's failure leaves out no other.
function clouds.huawei.add_last_use(client, _, records)
    local failure, failure_err
    for _, record in ipairs(records) do
        local shown, message, err = client.accesskey.get(record.id)
        local used = shown and text(shown.last_use_time)
        if not shown then
            failure, failure_err = message, err
        elseif used == text(shown.create_time) then
            record.never_used = used and true
        else
            record.last_used = used
        end
    end
    if failure then return nil, failure, failure_err end
    return true
end

return clouds
