--- What a cloud tells about its accounts and their keys.
--
-- By the cloud of a client:
--
-- * `rows(client, each)` → all accounts as the service has them; nil, message, err when a part of the list
--   cannot be had. `each(items, fn)` is `ncp.map` with the options of the run.
-- * `account(row)` → the account as reports have it, from its row alone.
-- * `complete(client, row, account, records, note)`: adds what other calls tell; `note(nil, message)` keeps why
--   one of them failed.
local clouds = require("ncp.keys.clouds")
local dates = require("ncp.dates")
local errors = require("ncp.error")

local accounts = { ncp = {}, huawei = {} }

local ROWS_PER_PAGE = 100
local LAST_USES = { "lastUsedTime", "lastLogin", "lastGitLogin" } -- in a summary of last access

local function text(value)
    return type(value) == "string" and value ~= "" and value or nil
end

local function boolean(value)
    if type(value) == "boolean" then return value end
end

local function fail(message)
    return errors.fail({ kind = "protocol", operation = "keys.audit", message = message, sent = true })
end

-- All rows of the results of `ncp.map`, or its first failure. `rows_of(out)` may return nil and why there are
-- none; `id` is the field that names a row.
local function gather(results, rows_of, id)
    local rows = {}
    for _, result in ipairs(results) do
        if not result.ok then return nil, tostring(result.err), result.err end
        local found, message = rows_of(result.out)
        if not found then return fail(message) end
        for _, row in ipairs(found) do
            if type(row) ~= "table" or not text(row[id]) then return fail("an account in the list has no " .. id) end
            rows[#rows + 1] = row
        end
    end
    return rows
end

local function rows_of_page(page)
    local number, count = tonumber(page.page), tonumber(page.totalPages)
    if type(page.items) ~= "table" or not count then return nil, "an answer is not a page of a list" end
    local is_last = number and number + 1 >= count or count == 0
    if #page.items == 0 and not is_last then return nil, "the list of accounts broke off: a page is empty" end
    return page.items
end

-- The first page tells how many there are; the others are had at once.
function accounts.ncp.rows(client, each)
    local function read_page(number)
        return client.subaccount.list({ page = number, size = ROWS_PER_PAGE })
    end
    local first = each({ 0 }, read_page)
    local others = {}
    local count = first[1].ok and tonumber(first[1].out.totalPages) or 1
    for number = 1, count - 1 do others[number] = number end
    local results = each(others, read_page)
    table.insert(results, 1, first[1])
    return gather(results, rows_of_page, "subAccountId")
end

local EVERYWHERE = { ["0.0.0.0/0"] = true, ["::/0"] = true }

-- From where the keys of an account work.
local function sources_of(rule)
    if boolean(rule.useApiAllowSource) == nil then return nil end
    if not rule.useApiAllowSource then return "any" end
    for _, allowed in ipairs(type(rule.apiAllowSources) == "table" and rule.apiAllowSources or {}) do
        if EVERYWHERE[allowed.source] then return "any" end
    end
    return "limited"
end

function accounts.ncp.account(row)
    return {
        id = row.subAccountId,
        name = text(row.loginId) or row.subAccountId,
        active = boolean(row.active),
        console = boolean(row.canConsoleAccess),
        created = text(row.createTime),
        sources = sources_of(row),
    }
end

local function second_factor(answer)
    if type(answer.mfaList) == "table" and #answer.mfaList > 0 then return "registered" end
    if answer.isMfaMandatory == true then return "required" end
    return type(answer.mfaList) == "table" and "none" or nil
end

-- The times of use that are told: of the account and of its keys.
local function told_uses(row, summary, records)
    local times = {}
    local function add(time)
        if text(time) then times[#times + 1] = time end
    end
    add(row.lastLoginTime)
    for _, name in ipairs(LAST_USES) do add(summary[name]) end
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
    account.sources = rule and sources_of(rule)
end

function accounts.ncp.complete(client, row, account, records, note)
    local summary = note(clouds.ncp.add_last_use(client, row, records))
    if summary then add_last_access(account, told_uses(row, summary, records), summary.unusedDays) end
    local answer = note(client.subaccount.get_mfa(account.id))
    account.mfa = answer and second_factor(answer)
    add_sources(client, account, note)
end

-- A list of users has the enabled ones unless the others are asked for.
function accounts.huawei.rows(client, each)
    local results = each({ true, false }, function(enabled) return client.user.list({ enabled = enabled }) end)
    return gather(results, function(users) return users end, "id")
end

function accounts.huawei.account(row)
    return { id = row.id, name = text(row.name) or row.id, active = boolean(row.enabled) }
end

function accounts.huawei.complete(client, row, _, records, note)
    note(clouds.huawei.add_last_use(client, row, records))
end

return accounts
