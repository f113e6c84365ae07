--- An audit of access keys and of the accounts that hold them.
--
-- `audit(client, options)` → a report; nil, message, err when an option is refused or the accounts cannot be
-- listed. What a cloud does not tell, and what could not be read, is unknown: it never counts as well.
--
-- | option | meaning |
-- |---|---|
-- | max_age_days | days after which a key is due to be replaced; default 90 |
-- | max_unused_days | days without use after which a key or account is due to be disabled; default 45 |
-- | max_active_keys | active keys that an account may have; default 1 |
-- | exemptions | findings that are accepted, see `ncp.keys.audit.exemptions` |
-- | concurrency, deadline, on_progress, stop_on | as of `ncp.map`: accounts are read many at once |
--
-- A report is a plain table:
--
-- | field | meaning |
-- |---|---|
-- | cloud, at | which cloud, and when: UTC by the client's clock |
-- | complete | false when an account could not be read in full |
-- | limits | the three limits |
-- | accounts | a list of accounts, see below |
-- | keys | records as of `ncp.keys.list`, and `age_days`, `unused_days` |
-- | findings | `{ check, severity, owner, owner_name, key, detail, exempt, exemption_ended }`, the worst first |
-- | exemptions | those given, with `state`: `applied`, `unused` or `expired` |
-- | summary | counts: `accounts unread keys active_keys high medium low unknown exempt`; `exemptions`, those in
--   each state; and `checks` |
--
-- An account has `id`, `name`, `active`, `console` (may log in there), `created`, `last_used`, `never_used`,
-- `unused_days`, `mfa` (`registered`, `required` but not registered, or `none`), `sources` from where its keys
-- work (`any` or `limited`), `keys` and `active_keys` (numbers), and `failures`, a list of messages. A nil is
-- something that is not known.
--
-- `tostring(report)` and `audit.table(report)` are a text of 80 columns, `audit.json(report)` is JSON,
-- `audit.csv(report [, part])` CSV, and `audit.html(report)` a page.
local accounts_of = require("ncp.keys.audit.accounts")
local add_findings = require("ncp.keys.audit.findings")
local clouds = require("ncp.keys.clouds")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local demand = require("ncp.base.demand")
local exemptions = require("ncp.keys.audit.exemptions")
local map = require("ncp.map")
local nouns = require("ncp.clouds.nouns")
local options_of = require("ncp.base.options")

-- Formats are loaded when they are first used.
local formats = { json = core.json }

local modules = { table = "ncp.keys.audit.text", csv = "ncp.keys.audit.csv", html = "ncp.keys.audit.html" }

local Report = {
    __name = "ncp.AuditReport",
    __tostring = function(report) return formats.table(report) end,
}

local DAY = 24 * 60 * 60 * 1000 -- ms

-- Those of the CIS benchmarks.
local LIMITS = { max_age_days = 90, max_unused_days = 45, max_active_keys = 1 }

-- Whole days since a time; nil when it is not known, or lies so far ahead that a clock must be wrong.
local function days_since(time, now)
    local ms = time and dates.from_iso(time)
    if not ms or ms - now > DAY then return nil end
    return math.max(0, math.floor((now - ms) / DAY))
end

local function days_unused(thing, now)
    if thing.last_used then return days_since(thing.last_used, now) end
    if thing.never_used then return days_since(thing.created, now) end
    return thing.unused_days
end

local function count_active(records)
    local count = 0
    for _, record in ipairs(records) do
        if record.active ~= false then count = count + 1 end
    end
    return count
end

-- The account of a row and its keys, with all that further calls tell.
local function read_account(client, row)
    local of_cloud = accounts_of[client.cloud]
    local account = of_cloud.account(client, row)
    account.failures = core.array({})
    local function note(out, message)
        if out == nil then table.insert(account.failures, message) end
        return out
    end
    local records = note(clouds[client.cloud].records(client, row))
    of_cloud.complete(client, row, account, records or {}, note)
    if records then account.keys, account.active_keys = #records, count_active(records) end
    return { account = account, keys = records or {} }
end

local function unread_account(client, row, reason)
    local account = accounts_of[client.cloud].account(client, row)
    account.failures = core.array({ tostring(reason) })
    return { account = account, keys = {} }
end

-- What reading all accounts gave, in the report.
local function add_accounts(report, client, rows, results, now)
    for i, result in ipairs(results) do
        local read = result.ok and result.out or unread_account(client, rows[i], result.err)
        read.account.unused_days = days_unused(read.account, now)
        report.accounts[i] = read.account
        if #read.account.failures > 0 then report.complete = false end
        for _, key in ipairs(read.keys) do
            key.age_days, key.unused_days = days_since(key.created, now), days_unused(key, now)
            table.insert(report.keys, key)
        end
    end
end

-- A function like `ncp.map` with the options of the audit; the hooks among them only for `with_hooks`. All its
-- runs share one deadline.
local function runner(options)
    local deadline = options.deadline and core.monotonic() + options.deadline
    return function(items, fn, with_hooks)
        local given = {}
        for name in pairs(options_of.map) do given[name] = options[name] end
        if not with_hooks then given.on_progress, given.stop_on = nil, nil end
        given.deadline = deadline and math.max(deadline - core.monotonic(), 1e-9)
        return map(items, fn, given)
    end
end

local function new_report(client, options, accepted, now)
    local limits = {}
    for name, default in pairs(LIMITS) do limits[name] = options[name] or default end
    return setmetatable({
        cloud = client.cloud,
        at = dates.to_iso(now),
        complete = true,
        limits = limits,
        exemptions = accepted,
        accounts = core.array({}),
        keys = core.array({}),
    }, Report)
end

-- Audits the keys of a client, see above.
local function audit(_, client, options)
    demand(client, "client", "keys.audit")
    local valid, message, err = options_of.check(options, options_of.audit, "keys.audit")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    options = valid
    local now = nouns.state_of(client).clock.now()
    local accepted, rows
    accepted, message, err = exemptions.read(options.exemptions or {}, now)
    if not accepted then return nil, message, err end
    local each = runner(options)
    rows, message, err = accounts_of.rows(client, each)
    if not rows then return nil, message, err end
    local report = new_report(client, options, accepted, now)
    local results = each(rows, function(row) return read_account(client, row) end, true)
    add_accounts(report, client, rows, results, now)
    add_findings(report)
    return report
end

return setmetatable(formats, {
    __call = audit,
    __index = function(self, name)
        if not modules[name] then return nil end
        rawset(self, name, require(modules[name]))
        return rawget(self, name)
    end,
})
