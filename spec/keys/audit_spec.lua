-- What an audit finds, and what it says of what it cannot know.
local cjson = require("cjson")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local huawei = require("ncp.huawei")
local iam_emulator = require("ncp.emulator.huawei")
local ncp = require("ncp")
local new_transport = require("ncp.transport.emulator").new
local support = require("spec.support.client")
local tasks = require("ncp.runtime.tasks")

local NOW = dates.from_iso("2025-06-01T12:00:00Z")
local DAY = 24 * 60 * 60 * 1000

local function days_ago(days)
    return dates.to_iso(NOW - days * DAY)
end

-- A sub account with which all is well, but for `changes`.
local function account(login_id, changes)
    local fields = {
        subAccountId = "id-of-" .. login_id, loginId = login_id, name = "name of " .. login_id,
        canConsoleAccess = true, mfaList = { { mfaType = "OTP" } }, lastLoginTime = days_ago(1),
        useApiAllowSource = true, apiAllowSources = { { type = "IP", source = "192.0.2.1" } },
        createTime = days_ago(300),
        accessKeys = { { accessKey = "KEY-of-" .. login_id, createTime = days_ago(10), lastUsed = days_ago(1) } },
    }
    for name, value in pairs(changes or {}) do fields[name] = value end
    return fields
end

local function client_of(accounts)
    return support.emulated({ now = NOW, seed = { subAccounts = accounts } }, { max_attempts = 1 })
end

local function audit_of(accounts, options)
    return assert(ncp.keys.audit((client_of(accounts)), options))
end

-- "check subject: detail" of each finding.
local function lines_of(report)
    local lines = {}
    for i, finding in ipairs(report.findings) do
        lines[i] = ("%s %s: %s"):format(finding.check, finding.key or finding.owner_name, finding.detail)
    end
    return lines
end

local function findings_in(changes, options)
    return lines_of(audit_of({ account("bot", changes) }, options))
end

local function tally_of(report, name)
    for _, tally in ipairs(report.summary.checks) do
        if tally.check == name then
            return { found = tally.found, passed = tally.passed, unknown = tally.unknown, exempt = tally.exempt }
        end
    end
end

local function with_key(changes)
    local key = { accessKey = "K", createTime = days_ago(10), lastUsed = days_ago(1) }
    for name, value in pairs(changes) do key[name] = value end
    return { accessKeys = { key } }
end

describe("an audit", function()
    it("finds nothing where all is well", function()
        local report = audit_of({ account("bot") })
        assert.same({}, report.findings)
        assert.is_true(report.complete)
        assert.same({ "ncp", "2025-06-01T12:00:00.000Z" }, { report.cloud, report.at })
        assert.same({ found = 0, passed = 1, unknown = 0, exempt = 0 }, tally_of(report, "key_age"))
        assert.same({ 10, 1 }, { report.keys[1].age_days, report.keys[1].unused_days })
    end)

    it("finds keys from the day on which they are due", function()
        assert.same({}, findings_in(with_key({ createTime = days_ago(89.9) })))
        assert.same({ "key_age K: 90 days old" }, findings_in(with_key({ createTime = days_ago(90) })))
        assert.same({}, findings_in(with_key({ createTime = days_ago(60), lastUsed = days_ago(44.9) })))
        assert.same({ "key_unused K: not used for 45 days" },
            findings_in(with_key({ createTime = days_ago(60), lastUsed = days_ago(45) })))
    end)

    it("has limits that can be chosen", function()
        local key = with_key({ createTime = days_ago(7), lastUsed = days_ago(3) })
        assert.same({ "key_unused K: not used for 3 days", "key_age K: 7 days old",
            "account_unused bot: not used for 1 day" },
            findings_in(key, { max_age_days = 7, max_unused_days = 1 }))
    end)

    it("counts what was never used as unused since it was made", function()
        local report = audit_of({ account("bot", { accessKeys = {
            { accessKey = "OLD", createTime = days_ago(50) }, { accessKey = "NEW", createTime = days_ago(5) },
        } }) }, { max_active_keys = 2 })
        assert.same({ "key_unused OLD: never used in 50 days" }, lines_of(report))
        assert.is_true(report.keys[2].never_used)
    end)

    it("finds accounts that nobody uses, whether with keys or by logging in", function()
        local idle = account("idle", { lastLoginTime = days_ago(60), accessKeys = {} })
        local by_key = account("by-key", { lastLoginTime = days_ago(60) })
        local off = account("off", { lastLoginTime = days_ago(60), accessKeys = {}, active = false })
        assert.same({ "account_unused idle: not used for 60 days" }, lines_of(audit_of({ idle, by_key, off })))
    end)

    it("wants a second factor of those who may use the console", function()
        assert.same({ "account_mfa bot: no second factor" }, findings_in({ mfaList = {} }))
        assert.same({}, findings_in({ mfaList = {}, isMfaMandatory = true }))
        assert.same({}, findings_in({ mfaList = {}, canConsoleAccess = false }))
    end)

    it("finds keys that work from any address", function()
        local open = "key_open KEY-of-bot: its sources are not limited"
        assert.same({ open }, findings_in({ useApiAllowSource = false }))
        assert.same({ open }, findings_in({ apiAllowSources = { { type = "IP", source = "0.0.0.0/0" } } }))
        assert.same({}, findings_in({ useApiAllowSource = false, accessKeys = {} }))
    end)

    it("finds keys too many, and those left over", function()
        local two = { { accessKey = "A", lastUsed = days_ago(0) }, { accessKey = "B", lastUsed = days_ago(0) } }
        assert.same({ "account_keys bot: 2 active keys" }, findings_in({ accessKeys = two }))
        two[2].active = false
        assert.same({ "key_leftover B: disabled" }, findings_in({ accessKeys = two }))
        assert.same({ "key_leftover A: its account is disabled", "key_leftover B: disabled" },
            findings_in({ accessKeys = two, active = false }))
    end)

    it("reads accounts beyond the first page, many at once", function()
        local accounts = {}
        for i = 1, 230 do accounts[i] = account(("bot-%03d"):format(i)) end
        local client, transport = client_of(accounts)
        local running, most, send = 0, 0, transport.send
        transport.clock.sleep = tasks.clock.sleep
        function transport.send(request)
            running = running + 1
            most = math.max(most, running)
            tasks.clock.sleep(0.001)
            running = running - 1
            return send(request)
        end
        local seen = {}
        local report = assert(ncp.keys.audit(client, {
            concurrency = 20,
            on_progress = function(done, failed, total) seen[#seen + 1] = done .. failed .. total end,
        }))
        assert.equal(230, report.summary.accounts)
        assert.equal(230, report.summary.keys)
        assert.same({ true, {} }, { report.complete, report.findings })
        assert.equal(20, most)
        assert.same({ 230, "2300230" }, { #seen, seen[#seen] })
    end)

    it("refuses misuse", function()
        local client = client_of({})
        assert.has_error(function() ncp.keys.audit(client, { max_age_day = 1 }) end,
            "keys.audit: unknown option 'max_age_day' (did you mean 'max_age_days'?)")
        assert.has_error(function() ncp.keys.audit({}) end,
            "keys.audit: a client of ncp.new or huawei.new is needed")
        local report, message, err = ncp.keys.audit(client, { max_age_days = 0 })
        assert.is_nil(report)
        assert.truthy(message:find("max_age_days must be a whole number above 0", 1, true))
        assert.equal("validation", err.kind)
    end)
end)

describe("what an audit cannot know", function()
    it("is an account that was not read, never an empty one", function()
        local client, transport = client_of({ account("ann"), account("bob"), account("cyd") })
        transport.emulator:fault({ kind = "throttle", operation = "accesskey.list" })
        local report = assert(ncp.keys.audit(client, { concurrency = 1 }))
        assert.is_false(report.complete)
        assert.equal(1, report.summary.unread)
        assert.is_nil(report.accounts[1].keys)
        assert.matches("^account_unread ann: accesskey.list: .*throttled", lines_of(report)[1])
        assert.same({ found = 0, passed = 2, unknown = 1, exempt = 0 }, tally_of(report, "account_keys"))
        assert.truthy(tostring(report):find("INCOMPLETE: 1 account could not be read in full", 1, true))
    end)

    it("is the second factor or the last use, when that call fails", function()
        local client, transport = client_of({ account("ann") })
        transport.emulator:fault({ kind = "error", status = 403, operation = "subaccount.get_mfa" })
        transport.emulator:fault({ kind = "error", status = 500, operation = "subaccount.get_last_access" })
        local report = assert(ncp.keys.audit(client))
        assert.is_false(report.complete)
        assert.equal(2, #report.accounts[1].failures)
        for _, name in ipairs({ "account_mfa", "account_unused", "key_unused" }) do
            assert.same({ found = 0, passed = 0, unknown = 1, exempt = 0 }, tally_of(report, name))
        end
        assert.same({ "account_unread" }, { report.findings[1].check, (report.findings[2] or {}).check })
        assert.same({ found = 0, passed = 1, unknown = 0, exempt = 0 }, tally_of(report, "key_age"))
        assert.truthy(ncp.keys.audit.html(report):find("not known for 1", 1, true))
    end)

    it("is all of it when the accounts cannot be listed", function()
        local accounts = {}
        for i = 1, 130 do accounts[i] = account("bot-" .. i) end
        local client, transport = client_of(accounts)
        local send, page = transport.send, 0
        function transport.send(request)
            page = page + 1
            if page == 2 then transport.emulator:fault({ kind = "throttle" }) end
            return send(request)
        end
        local report, message, err = ncp.keys.audit(client)
        assert.is_nil(report)
        assert.matches("^subaccount.list: ", message)
        assert.equal("throttled", err.kind)
    end)

    -- A page of sub accounts as the version has it that clients speak here.
    local function page_of(items, pages)
        local paging = core.describe("subaccount", "list", os.getenv("NCP_API")).paging
        return { [paging.page] = 0, [paging.pages] = pages, [paging.total] = 101, [paging.items] = ncp.array(items) }
    end

    it("is what lies behind an empty page", function()
        local page = page_of({}, 2)
        local client = support.stubbed({ { body = page }, { body = page } })
        local report, message, err = ncp.keys.audit(client)
        assert.is_nil(report)
        assert.truthy(message:find("subaccount.list: the list broke off", 1, true))
        assert.equal("protocol", err.kind)
    end)

    it("is what the run did not come to", function()
        local report = audit_of({ account("ann"), account("bob") }, {
            concurrency = 1,
            stop_on = function() return true end,
        })
        assert.is_false(report.complete)
        assert.same({ 2, 1 }, { report.summary.accounts, report.summary.unread })
        assert.matches("^account_unread bob: map: the run was stopped", lines_of(report)[1])
    end)

    -- The answers of the emulator without some of their fields.
    local function audit_without(pattern, accounts)
        local client, transport = client_of(accounts)
        local send, removed = transport.send, 0
        function transport.send(request)
            local response = send(request)
            local count
            response.body, count = response.body:gsub(pattern, "")
            removed = removed + count
            return response
        end
        local report = assert(ncp.keys.audit(client))
        assert.is_true(removed > 0)
        return report
    end

    it("is asked for in another place when the list does not tell it", function()
        local untold = os.getenv("NCP_API") == "v2" and '"nrn":"[^"]*",' or '"useApiAllowSource":true,'
        local report = audit_without(untold, { account("ann") })
        assert.equal("limited", report.accounts[1].sources)
    end)

    it("is when a key was made or used, if the service does not tell", function()
        local report = audit_without(',"create%a*Time":"[^"]+"', { account("ann", { accessKeys = { {} } }) })
        assert.same({ found = 0, passed = 0, unknown = 1, exempt = 0 }, tally_of(report, "key_age"))
        assert.same({ found = 0, passed = 0, unknown = 1, exempt = 0 }, tally_of(report, "key_unused"))
        assert.is_true(report.complete)
        report = audit_without('"lastAccessKeyUs%a+":%b[],', { account("ann") })
        assert.same({ found = 0, passed = 0, unknown = 1, exempt = 0 }, tally_of(report, "key_unused"))
    end)

    it("is less where the service counts the days itself", function()
        local report = audit_without('"last%a+":"[^"]+",', { account("ann", {
            accessKeys = {}, lastLoginTime = days_ago(60),
        }) })
        assert.is_nil(report.accounts[1].last_used)
        assert.same({ "account_unused ann: not used for 60 days" }, lines_of(report))
    end)

    it("is none of an account that was never used: it is unused since it was made", function()
        local unused = account("ann", { accessKeys = {} })
        unused.lastLoginTime = nil
        local report = audit_without(',"unusedDays":%d+', { unused })
        assert.is_true(report.accounts[1].never_used)
        assert.same({ "account_unused ann: never used in 300 days" }, lines_of(report))
    end)

    it("is of whom a row tells", function()
        local page = page_of({ { loginId = "ann" } }, 1)
        local report, message = ncp.keys.audit((support.stubbed({ { body = page } })))
        assert.is_nil(report)
        assert.truthy(message:find("the answer has no %a+%[0%]%.subAccountId"))
    end)

    it("is an age that a wrong clock makes", function()
        assert.same({ "key_age K: when it was made is not known" },
            findings_in(with_key({ createTime = days_ago(-400) })))
    end)
end)

describe("exemptions of an audit", function()
    local old = with_key({ createTime = days_ago(200) })

    local function exempted(changes)
        local exemption = { key = "K", reason = "ticket 7", expires = "2025-06-01" }
        for name, value in pairs(changes) do exemption[name] = value or nil end
        local report = audit_of({ account("bot", old) }, { exemptions = { exemption } })
        return report, report.findings[1], report.exemptions[1].state
    end

    it("accept findings with a reason until the end of a day", function()
        local report, finding, state = exempted({})
        assert.same({ reason = "ticket 7", expires = "2025-06-01" }, finding.exempt)
        assert.equal("applied", state)
        assert.same({ 0, 1 }, { report.summary.medium, report.summary.exempt })
        assert.same({ found = 0, passed = 0, unknown = 0, exempt = 1 }, tally_of(report, "key_age"))
        assert.truthy(ncp.keys.audit.html(report):find("200 days old. Exempt until 2025-06-01: ticket 7", 1, true))
    end)

    it("may name an account by its id or name, and a check", function()
        assert.truthy(select(2, exempted({ key = false, owner = "bot" })).exempt)
        assert.truthy(select(2, exempted({ key = false, owner = "id-of-bot", check = "key_age" })).exempt)
        local _, finding, state = exempted({ check = "key_unused" })
        assert.is_nil(finding.exempt)
        assert.equal("unused", state)
    end)

    it("end, which the report says", function()
        local report, finding, state = exempted({ expires = "2025-05-31" })
        assert.is_nil(finding.exempt)
        assert.same({ "2025-05-31", "expired", 1 }, { finding.exemption_ended, state, report.summary.medium })
        assert.truthy(tostring(report):find("ended", 1, true))
        local page = ncp.keys.audit.html(report)
        assert.truthy(page:find("Its exemption ended on 2025-05-31", 1, true))
    end)

    it("do not cover what is unknown", function()
        local client, transport = client_of({ account("bot") })
        transport.emulator:fault({ kind = "throttle", operation = "accesskey.list" })
        local report = assert(ncp.keys.audit(client, {
            exemptions = { { owner = "bot", reason = "r", expires = "2030-01-01" } },
        }))
        assert.is_nil(report.findings[1].exempt)
        assert.is_false(report.complete)
    end)

    it("are refused without a reason, an end or an object", function()
        local client = client_of({})
        for message, exemption in pairs({
            ["exemption 1: needs a reason"] = { key = "K", expires = "2030-01-01" },
            ["exemption 1: reason must be a text"] = { key = "K", reason = " ", expires = "2030-01-01" },
            ["exemption 1: needs the day on which it expires"] = { key = "K", reason = "r" },
            ["exemption 1: expires must be a day such as 2030-01-31"] = { key = "K", reason = "r", expires = "soon" },
            ["exemption 1: needs a key or an owner"] = { reason = "r", expires = "2030-01-01" },
            ["exemption 1: unknown field 'resaon' (did you mean 'reason'?)"] = { key = "K", resaon = "r" },
            ["exemption 1: check must be one of account_mfa, key_unused"] = { key = "K", check = "age" },
            ["exemption 1: is not a table"] = "K",
        }) do
            local report, refusal, err = ncp.keys.audit(client, { exemptions = { exemption } })
            assert.is_nil(report)
            assert.truthy(refusal:find(message, 1, true), refusal)
            assert.equal("validation", err.kind)
        end
        local _, refusal = ncp.keys.audit(client, { exemptions = { key = "K" } })
        assert.truthy(refusal:find("option exemptions must be a list", 1, true))
    end)
end)

describe("an audit of a Huawei-style cloud", function()
    local function client_with(users, fault)
        local emulator = iam_emulator.new({ seed = { users = users } })
        local transport = new_transport(emulator)
        local access_key, secret_key = emulator:credentials()
        if fault then emulator:fault(fault) end
        return assert(huawei.new({
            endpoint = "https://iam.example.com", transport = transport, max_attempts = 1,
            access_key = access_key, secret_key = secret_key,
        }))
    end

    local users = {
        { id = "u1", name = "ci", credentials = {
            { access = "OLD", create_time = "2020-01-01T00:00:00Z", last_use_time = "2021-01-01T00:00:00Z" },
            { access = "NEVER", create_time = "2020-01-01T00:00:00Z" },
        } },
        { id = "u2", name = "gone", enabled = false, credentials = { { access = "LEFT" } } },
    }

    local function checks_of(report, key)
        local names = {}
        for _, finding in ipairs(report.findings) do
            if finding.key == key then names[#names + 1] = finding.check end
        end
        return names
    end

    it("has the same checks, and says once what the cloud does not tell", function()
        local report = assert(ncp.keys.audit(client_with(users)))
        assert.is_true(report.complete)
        assert.equal("huawei", report.cloud)
        assert.same({ "key_unused", "key_age" }, checks_of(report, "OLD"))
        assert.same({ "key_unused", "key_age" }, checks_of(report, "NEVER"))
        assert.same({ "key_leftover" }, checks_of(report, "LEFT"))
        assert.same({ found = 0, passed = 0, unknown = 2, exempt = 0 }, tally_of(report, "account_mfa"))
        assert.equal(0, report.summary.unknown)
        assert.truthy(tostring(report):find("not known for 2: console accounts without a second factor", 1, true))
    end)

    it("does not know the last use of a key that could not be asked for", function()
        local client = client_with(users, { kind = "throttle", operation = "huawei.accesskey.get" })
        local report = assert(ncp.keys.audit(client, { concurrency = 1 }))
        assert.is_false(report.complete)
        assert.same({ found = 2, passed = 0, unknown = 1, exempt = 0 }, tally_of(report, "key_unused"))
    end)

    it("makes CSV and text harmless", function()
        local report = assert(ncp.keys.audit(client_with({
            { id = "u1", name = '=HYPERLINK("x", 1)', credentials = {
                { access = "A", description = "a\27[2Jb,\nc" },
            } },
        })))
        local csv = ncp.keys.audit.csv(report, "keys")
        assert.truthy(csv:find('\r\nA,"\'=HYPERLINK(""x"", 1)",u1,active,', 1, true))
        assert.truthy(csv:find(',"a\27[2Jb,\nc"\r\n', 1, true))
    end)
end)

describe("an exemption that has ended or covers nothing", function()
    local report

    setup(function()
        report = audit_of({ account("bot", with_key({ createTime = days_ago(200) })) }, { exemptions = {
            { key = "K", check = "key_age", reason = "applies", expires = "2030-01-01" },
            { owner = "bot", check = "key_open", reason = "has ended", expires = "2025-01-31" },
            { key = "GONE", reason = "covers nothing", expires = "2030-01-01" },
        } })
    end)

    it("is counted", function()
        assert.same({ applied = 1, unused = 1, expired = 1 }, report.summary.exemptions)
    end)

    it("stands in every form", function()
        local states = { { "bot", "has ended", "expired" }, { "GONE", "covers nothing", "unused" } }
        local csv, text = ncp.keys.audit.csv(report, "exemptions"), tostring(report):match("\nEXEMPTIONS .*")
        local decoded = cjson.decode(ncp.keys.audit.json(report))
        for i, expected in ipairs(states) do
            local subject, reason, state = expected[1], expected[2], expected[3]
            assert.matches("\n  " .. subject .. "[^\n]* " .. state .. ", until [%d-]+: " .. reason, text)
            assert.matches("\n[^\n]*" .. subject .. "[^\n]*," .. reason .. ",[^\n]*," .. state .. "\r", csv)
            assert.equal(state, decoded.exemptions[i + 1].state)
            assert.matches(reason .. "</td><td[^>]*>[^<]*</td><td>" .. state, ncp.keys.audit.html(report))
        end
        assert.is_nil(text:find("applies", 1, true))
        assert.truthy(ncp.keys.audit.html(report):find("1 expired, 1 unused", 1, true))
    end)
end)

describe("the chart of an audit", function()
    it("counts what the checks found, also where accounts are disabled or dates missing", function()
        local report = audit_of({
            account("bot", with_key({ createTime = days_ago(200) })),
            account("new"),
            account("gone", {
                active = false, accessKeys = { { accessKey = "OLD", createTime = days_ago(300) } },
            }),
        })
        local tally = tally_of(report, "key_age")
        local described = ncp.keys.audit.html(report):match("<figcaption><strong>Age of keys.</strong> ([^<]*)")
        local words = "3 keys: %d in use within the limit, %d in use over the limit, 1 disabled. The limit is 90 days."
        assert.equal(words:format(tally.passed, tally.found + tally.exempt), described)
    end)

    it("says below the middle of its last bar that there is all that is older", function()
        local page = ncp.keys.audit.html(audit_of({ account("bot", with_key({ createTime = days_ago(1000) })) }))
        local left, width = page:match('<rect class="over" x="(%d+)" y="%d+%.%d" width="(%d+)"')
        assert.equal(left + width / 2, tonumber(page:match('<text x="(%d+)" y="%d+">360%+</text>')))
    end)
end)

describe("the forms of an audit:", function()
    local report

    setup(function()
        report = audit_of({
            account("bot", with_key({ createTime = days_ago(200) })),
            account("longer-than-a-column", { mfaList = {}, useApiAllowSource = false }),
        }, { exemptions = { { key = "K", reason = ("word "):rep(40), expires = "2030-01-01" } } })
    end)

    it("text has 80 columns at most", function()
        local text = ncp.keys.audit.table(report)
        assert.equal(text, tostring(report))
        for line in text:gmatch("[^\n]*") do assert.is_true(#line <= 80, line) end
        assert.truthy(text:find("\nMEDIUM  Keys 90 days old or older\n  K ", 1, true))
    end)

    it("text and the page show what would move a cursor, turn other characters or not be seen", function()
        report.findings[1].owner_name = "x\27[2J\194\155y\195\155\226\128\174"
        assert.truthy(tostring(report):gsub("%s", ""):find("x\\x1b[2J\\u{9b}y\195\155\\u{202e}", 1, true))
        assert.truthy(ncp.keys.audit.html(report):find(">x\\x1b[2J\\u{9b}y\195\155\\u{202e}<", 1, true))
    end)

    it("text lines up behind names of wide characters", function()
        report.findings[1].owner_name = "빌드"
        assert.truthy(tostring(report):find("\n  빌드" .. (" "):rep(26) .. "no second factor", 1, true))
    end)

    it("JSON has lists where they are empty, too", function()
        local text = ncp.keys.audit.json(audit_of({ account("bot") }))
        local decoded = cjson.decode(text)
        assert.truthy(text:find('"findings":[]', 1, true))
        assert.truthy(text:find('"exemptions":[]', 1, true))
        assert.same({ "bot", 90, 1 },
            { decoded.accounts[1].name, decoded.limits.max_age_days, decoded.summary.active_keys })
    end)

    it("CSV has a line for each finding, key, account or exemption", function()
        local csv = ncp.keys.audit.csv(report)
        assert.matches("^severity,check,owner_name,owner,key,detail,", csv)
        assert.truthy(csv:find("\r\nmedium,key_age,bot,id-of-bot,K,200 days old,word word", 1, true))
        assert.matches("\r\nKEY%-of%-longer.-,active,2025%-05%-22T12:00:00Z,10,", ncp.keys.audit.csv(report, "keys"))
        assert.matches("^name,id,active,console,mfa,", ncp.keys.audit.csv(report, "accounts"))
        assert.matches("\r\nK,,,word", ncp.keys.audit.csv(report, "exemptions"))
        assert.has_error(function() ncp.keys.audit.csv(report, "key") end,
            "csv: unknown part 'key' (did you mean 'keys'?)")
    end)
end)
