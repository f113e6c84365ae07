--- What a cloud tells about its accounts and their keys.
--
-- `rows(client, each)` → all accounts as the service has them; nil, message, err when a part of the list cannot be
-- had. `each(items, fn)` is `ncp.map` with the options of the run. By the cloud of a client:
--
-- * `account(client, row)` → the account as reports have it, from its row alone.
-- * `complete(client, row, account, records, note)`: adds what other calls tell; `note(nil, message)` keeps why
--   one of them failed.
local clouds = require("ncp.keys.clouds")
local dates = require("ncp.base.dates")
local record_of = require("ncp.keys.records").read

local accounts = { ncp = {}, huawei = {} }

local PAGES_AT_ONCE = 16
local LAST_USES = { "last_used", "last_login", "last_git_login" } -- in a record of last access

local function text(value)
    return type(value) == "string" and value ~= "" and value or nil
end

local function boolean(value)
    if type(value) == "boolean" then return value end
end

-- Pages are read a few at once, however many the service says there are.
function accounts.rows(client, each)
    local cloud = clouds[client.cloud]
    local function read_page(number) return cloud.owner_page(client, number) end
    local rows, next_page, count = {}, 0, 1
    while next_page < count do
        local batch = {}
        for number = next_page, math.min(count, next_page + PAGES_AT_ONCE) - 1 do batch[#batch + 1] = number end
        for _, page in ipairs(each(batch, read_page)) do
            if not page.ok then return nil, tostring(page.err), page.err end
            for _, row in ipairs(page.out) do rows[#rows + 1] = row end
            count = page.meta
        end
        next_page = next_page + #batch
    end
    return rows
end

local EVERYWHERE = { ["0.0.0.0/0"] = true, ["::/0"] = true }

-- From where the keys of an account work.
local function sources_of(rule)
    if boolean(rule.limited) == nil then return nil end
    if not rule.limited then return "any" end
    for _, allowed in ipairs(type(rule.sources) == "table" and rule.sources or {}) do
        if EVERYWHERE[allowed.source] then return "any" end
    end
    return "limited"
end

function accounts.ncp.account(client, row)
    local account = record_of(client, "account", row)
    return {
        id = account.id,
        name = text(account.login) or account.id,
        active = boolean(account.active),
        console = boolean(account.console),
        created = text(account.created),
        sources = sources_of(account),
    }
end

local function second_factor(factor)
    if type(factor.means) == "table" and #factor.means > 0 then return "registered" end
    if factor.required == true then return "required" end
    return type(factor.means) == "table" and "none" or nil
end

-- The times of use that are told: of the account and of its keys.
local function told_uses(client, row, access, records)
    local times = {}
    local function add(time)
        if text(time) then times[#times + 1] = time end
    end
    add(record_of(client, "account", row).last_login)
    for _, name in ipairs(LAST_USES) do add(access[name]) end
    for _, record in ipairs(records) do add(record.last_used) end
    return times
end

local function latest(times)
    local found, found_ms
    for _, time in ipairs(times) do
        local ms = dates.from_iso(time)
        if ms and (not found or ms > found_ms) then found, found_ms = time, ms end
    end
    return found
end

local function add_last_access(account, times, unused_days)
    account.last_used = latest(times)
    if account.last_used then return end
    account.unused_days = tonumber(unused_days)
    account.never_used = #times == 0 and not account.unused_days or nil
end

-- The list need not tell the allowed sources of an account.
local function add_sources(client, account, note)
    if account.sources then return end
    local rule = note(client.subaccount.get_api_rule(account.id))
    account.sources = rule and sources_of(record_of(client, "source_rule", rule))
end

function accounts.ncp.complete(client, row, account, records, note)
    local access = note(clouds.ncp.add_last_use(client, row, records))
    if access then add_last_access(account, told_uses(client, row, access, records), access.unused_days) end
    local answer = note(client.subaccount.get_mfa(account.id))
    account.mfa = answer and second_factor(record_of(client, "second_factor", answer))
    add_sources(client, account, note)
end

function accounts.huawei.account(_, row)
    return { id = row.id, name = text(row.name) or row.id, active = boolean(row.enabled) }
end

function accounts.huawei.complete(client, row, _, records, note)
    note(clouds.huawei.add_last_use(client, row, records))
end

return accounts
