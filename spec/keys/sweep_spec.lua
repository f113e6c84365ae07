-- Leak response against the emulator.
local command = require("spec.support.command")
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local journals = require("ncp.base.journal")
local ncp = require("ncp")
local program = require("spec.support.program")
local records = require("ncp.keys.records")
local support = require("spec.support.client")

local ACCOUNTS = 12

local function key_id(account, key)
    return ("ncp_iam_SWEEP%07dKEY%05d"):format(account, key)
end

-- Accounts with two keys each, groups and policies.
local function seed()
    local accounts = {}
    for a = 1, ACCOUNTS do
        accounts[a] = {
            subAccountId = "account-" .. a, loginId = "bot" .. a, name = "bot " .. a, active = true,
            groups = { "22222222-0000-4000-8000-000000000001" }, policies = { support.ADMINISTRATOR },
            accessKeys = {
                { accessKey = key_id(a, 1), keySecret = "ncp_iam_SECRET" .. a, active = true },
                { accessKey = key_id(a, 2), keySecret = "ncp_iam_SECRETS" .. a, active = a ~= 2 },
            },
        }
    end
    return { subAccounts = accounts }
end

local function seed_file()
    local folder = program.folder()
    program.write(folder.path .. "/seed.json", assert(core.json(seed())))
    return folder.path .. "/seed.json", folder
end

-- One key of each third account, the last account included.
local function leaked()
    local list = {}
    for a = 3, ACCOUNTS, 3 do list[#list + 1] = key_id(a, 1) end
    return list
end

local function new_client(options)
    return support.emulated({ seed = seed() }, options)
end

-- A client of a transport, and what it asks of it: "METHOD /path" of each request.
local function watching_client(transport, before_send)
    local access_key, secret_key = transport.emulator:credentials()
    local requests = {}
    return assert(ncp.new({
        access_key = access_key,
        secret_key = secret_key,
        transport = {
            clock = transport.clock,
            send = function(request)
                requests[#requests + 1] = request.method .. " " .. request.target:match("^[^?]*")
                if before_send then before_send(#requests) end
                return transport.send(request)
            end,
        },
    })), requests
end

local function active_keys(client)
    local active = {}
    for record in ncp.keys.list(client, { last_used = false }) do active[record.id] = record.active end
    return active
end

-- Whether a request ("METHOD /path") changes a key.
local function is_disable(request)
    return request:find("access%-keys") ~= nil and not request:find("^GET")
end

local function rule_of(client, account)
    return records.read(client, "source_rule", assert(client.subaccount.get_api_rule(account)))
end

local function by_id(report)
    local keys = {}
    for _, key in ipairs(report.keys) do keys[key.id] = key end
    return keys
end

describe("a sweep", function()
    it("switches off all keys in a text, and no others, and proves it", function()
        local client = new_client()
        local report = assert(ncp.keys.sweep(client, "leaked: " .. table.concat(leaked(), ", ")))
        assert.equal(#leaked(), report.counts.off)
        assert.equal(#leaked(), #report.keys)
        assert.equal(key_id(3, 1), report.keys[1].id)
        assert.equal("bot3", report.keys[1].owner_name)
        assert.equal("off", report.keys[1].proof.saw)
        assert.is_string(report.keys[1].proof.request_id)
        local active = active_keys(client)
        for _, id in ipairs(leaked()) do
            assert.is_false(active[id])
            active[id] = nil
        end
        active[key_id(2, 2)] = nil
        for id, on in pairs(active) do assert.is_true(on, id) end
    end)

    it("tells of keys that nobody holds, that were off, and that it was to leave alone", function()
        local client = new_client()
        local nobodys = "ncp_iam_NOBODYNOBODY00000001"
        local input, options = { nobodys, key_id(2, 2), key_id(1, 1) }, { except = { key_id(1, 1) } }
        local report = assert(ncp.keys.sweep(client, input, options))
        local keys = by_id(report)
        assert.equal("nobody", keys[nobodys].state)
        assert.equal("off", keys[key_id(2, 2)].state)
        assert.is_false(keys[key_id(2, 2)].was_active)
        assert.equal("excepted", keys[key_id(1, 1)].state)
        assert.is_true(active_keys(client)[key_id(1, 1)])
        assert.is_true(report.complete)
        assert.equal(12, report.accounts)
        for _, words in ipairs({ "1 belongs to nobody here", "was off already", "1 left alone, as asked" }) do
            assert.truthy(tostring(report):find(words, 1, true), words)
        end
    end)

    it("does not mention words that only have the length of a key", function()
        local report = assert(ncp.keys.sweep((new_client()), "internationalization"))
        assert.same({}, report.keys)
    end)

    it("sends the first disable before the listing is finished", function()
        local _, transport = new_client()
        local client, requests = watching_client(transport)
        assert(ncp.keys.sweep(client, leaked()))
        local first_disable, last_listing
        for place, request in ipairs(requests) do
            if is_disable(request) then first_disable = first_disable or place end
            if request:find("^GET .*/account%-12/") then last_listing = last_listing or place end
        end
        assert.is_true(first_disable < last_listing)
    end)

    it("puts disables before all that waits for its turn within a rate", function()
        local path, folder = seed_file()
        local emulator = command.start({ "emulator", "--seed", path })
        local variables, steps = emulator:variables(), {}
        local client = assert(ncp.new({
            base_url = variables.NCP_BASE_URL,
            access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY,
            rate = 40,
            transport = {
                clock = curl.clock,
                send = function(request)
                    steps[#steps + 1] = is_disable(request.method .. " " .. request.target) and "disable" or "call"
                    local response, message, failure = curl.send(request)
                    if request.target:find("account%-%d+/access%-keys") then steps[#steps + 1] = "known" end
                    return response, message, failure
                end,
            },
        }))
        local report = assert(ncp.keys.sweep(client, { key_id(1, 1) }, { concurrency = ACCOUNTS }))
        emulator:close()
        folder.remove()
        assert.equal(1, report.counts.off)
        local sent_meanwhile = 0
        for _, step in ipairs(steps) do
            if step == "disable" then break end
            if step == "known" then sent_meanwhile = 0 else sent_meanwhile = sent_meanwhile + 1 end
        end
        assert.is_true(sent_meanwhile <= 2, table.concat(steps, " "))
    end)

    it("changes nothing in a dry run", function()
        local client = new_client()
        local report = assert(ncp.keys.sweep(client, leaked(), { dry_run = true }))
        assert.equal(#leaked(), report.counts.found)
        assert.is_true(active_keys(client)[key_id(3, 1)])
    end)

    it("begins with the keys that an index knows", function()
        local _, transport = new_client()
        local client, requests = watching_client(transport)
        local index = assert(ncp.keys.index(client))
        assert.equal("account-3", index:find(key_id(3, 1)).owner)
        assert.equal(2 * ACCOUNTS, #index:records())
        local kept = assert(ncp.keys.index(client, { records = index:records() }))
        local before = #requests
        local report = assert(ncp.keys.sweep(client, leaked(), { index = kept }))
        assert.equal(#leaked(), report.counts.off)
        for place = before + 1, #requests do assert.is_nil(requests[place]:find("sub%-accounts$")) end
    end)

    it("does not trust an old index", function()
        local client = new_client()
        assert(client.accesskey.set_active("account-4", key_id(4, 1), false))
        local index = assert(ncp.keys.index(client))
        assert(client.accesskey.set_active("account-4", key_id(4, 1), true))
        assert(client.accesskey.delete("account-5", key_id(5, 1)))
        assert(client.subaccount.delete("account-6", client.api == "v2" and { cascading = true } or nil))
        local input = { key_id(4, 1), key_id(5, 1), key_id(6, 1) }
        local keys = by_id(assert(ncp.keys.sweep(client, input, { index = index })))
        assert.equal("off", keys[key_id(4, 1)].proof.saw)
        assert.equal("gone", keys[key_id(5, 1)].proof.saw)
        assert.equal("gone", keys[key_id(6, 1)].proof.saw)
        assert.is_false(active_keys(client)[key_id(4, 1)])
    end)

    it("tells its progress by keys", function()
        local seen = {}
        assert(ncp.keys.sweep((new_client()), leaked(), {
            on_progress = function(done, failed, total) seen[#seen + 1] = ("%d/%d/%d"):format(done, failed, total) end,
        }))
        assert.same({ "1/0/4", "2/0/4", "3/0/4", "4/0/4" }, seen)
    end)

    it("refuses wrong options", function()
        local client = new_client()
        assert.equal("journal", select(3, ncp.keys.sweep(client, "", { journal = 1 })).field)
        assert.has_error(function() ncp.keys.sweep(client, "", { jurnal = "x" }) end,
            "keys.sweep: unknown option 'jurnal' (did you mean 'journal'?)")
    end)
end)

describe("a sweep of ids of the old form", function()
    local OLD, OTHER = "EXAMPLEACCESSKEY0002", "EXAMPLEACCESSKEY0003"

    -- A client of accounts with one key of the old form each.
    local function old_client()
        local accounts = {}
        for i, id in ipairs({ OLD, OTHER }) do
            accounts[i] = { subAccountId = "account-" .. i, loginId = "bot" .. i, name = "bot " .. i,
                accessKeys = { { accessKey = id, keySecret = "secret" .. i, active = true } } }
        end
        return support.emulated({ seed = { subAccounts = accounts } })
    end

    it("asks the accounts, not the letters beside them", function()
        local client = old_client()
        local report = assert(ncp.keys.sweep(client, { ([[{"log":"a\n%sx"}]]):format(OLD), "x" .. OTHER .. "y" }))
        assert.equal(2, report.counts.off, tostring(report))
        assert.same({ 1, 12 }, { by_id(report)[OLD].line, by_id(report)[OLD].column })
        assert.same({ [OLD] = false, [OTHER] = false }, active_keys(client))
    end)

    it("counts those that nobody holds, and lists what was given as an id", function()
        local client = old_client()
        local report = assert(ncp.keys.sweep(client, "A0000000000000000001 A0000000000000000002 " .. OLD))
        assert.same({ 2, 1, 0 }, { report.words, #report.keys, report.counts.nobody })
        assert.matches("\n2 words of 20 letters and digits belong to nobody here$", tostring(report))
        report = assert(ncp.keys.sweep(client, { "A0000000000000000001" }))
        assert.same({ 0, "nobody" }, { report.words, report.keys[1].state })
    end)

    it("reads no more accounts than are needed when the ids are given", function()
        local _, transport = old_client()
        local client, requests = watching_client(transport)
        local index = assert(ncp.keys.index(client))
        local before = #requests
        assert(ncp.keys.sweep(client, { OLD }, { index = index }))
        for place = before + 1, #requests do assert.not_equal("GET /api/v1/sub-accounts", requests[place]) end
    end)

    it("does not say that nobody holds them when not all accounts could be read", function()
        local client, transport = old_client()
        transport.emulator:fault({ kind = "error", operation = "accesskey.list", status = 400, times = 2 })
        local report = assert(ncp.keys.sweep(client, "key " .. OLD))
        assert.is_false(report.complete)
        assert.matches("1 word of 20 letters and digits may be a key of an account that could not be read\n",
            tostring(report))
    end)

    it("goes on by its journal without its input", function()
        local folder = program.folder()
        local path = folder.path .. "/journal"
        local client, transport = old_client()
        transport.emulator:fault({ kind = "error", operation = "accesskey.list", status = 400, times = 2 })
        assert(ncp.keys.sweep(client, "key " .. OLD, { journal = path }))
        assert.equal(1, assert(ncp.keys.sweep(client, "", { journal = path })).counts.off)
        folder.remove()
    end)

    it("finds one among more words than can be kept", function()
        local lines, state = {}, 1
        for i = 1, 30000 do
            local words = {}
            for k = 1, 8 do
                state = (state * 16807) % 2147483647
                words[k] = ("%08x"):format(state)
            end
            lines[i] = table.concat(words)
        end
        lines[1] = "a" .. OLD .. lines[1]
        lines[#lines + 1] = "a" .. OTHER .. "b and ncp_iam_NOBODYNOBODY00000001"
        local client = old_client()
        local report = assert(ncp.keys.sweep(client, table.concat(lines, "\n")))
        assert.equal(2, report.counts.off, tostring(report))
        assert.equal(1, report.counts.nobody)
        assert.equal(30001, by_id(report)[OTHER].line)
        assert.same({ [OLD] = false, [OTHER] = false }, active_keys(client))
    end)

    it("tells what it found nothing in", function()
        local report = assert(ncp.keys.sweep(old_client(), "nothing"))
        assert.same({}, report.keys)
        assert.matches("^no key id in the input %(7 bytes%); looked for ncp_iam_ and 20 ", tostring(report))
    end)

    it("refuses an input that is too long, or that cannot be read", function()
        local _, message, err = ncp.keys.sweep(old_client(), ("x"):rep(1001), { max_bytes = 1000 })
        assert.equal("limit", err.kind)
        assert.equal("keys.sweep: the input is longer than 1000 bytes: max_bytes can allow more (limit)", message)
        _, message, err = ncp.keys.sweep(old_client(), assert(io.open("/")))
        assert.equal("validation", err.kind)
        assert.matches("^keys.sweep: the input cannot be read: ", message)
    end)

    it("tells of each key, and of accounts as they are read", function()
        local keys, read = {}, {}
        assert(ncp.keys.sweep(old_client(), OLD .. " " .. OTHER, {
            concurrency = 1,
            on_owner = function(key) keys[#keys + 1] = key.id .. " of " .. key.owner_name .. (key.state or "") end,
            on_key = function(key) keys[#keys + 1] = key.id .. " " .. key.state end,
            on_reading = function(done, _, total) read[#read + 1] = done .. "/" .. total end,
        }))
        assert.same({ OLD .. " of bot1", OLD .. " off", OTHER .. " of bot2", OTHER .. " off" }, keys)
        assert.same({ "1/3", "2/3", "3/3" }, read)
    end)
end)

describe("the key that signs a sweep", function()
    local function signing_client()
        local _, transport = new_client()
        local own, secret = key_id(6, 1), "ncp_iam_SECRET6"
        return assert(ncp.new({ transport = transport, access_key = own, secret_key = secret })), own, transport
    end

    it("is left on, and the report says so", function()
        local client, own = signing_client()
        local report = assert(ncp.keys.sweep(client, leaked()))
        assert.equal("self", by_id(report)[own].state)
        assert.equal(#leaked() - 1, report.counts.off)
        assert.is_true(active_keys(client)[own])
    end)

    it("goes last where that is asked for, proven by its refusal", function()
        local client, own, transport = signing_client()
        local report = assert(ncp.keys.sweep(client, leaked(), { include_self = true }))
        assert.equal(#leaked(), report.counts.off)
        assert.equal("refused", by_id(report)[own].proof.saw)
        assert.equal("authentication", select(3, client.accesskey.list("account-6")).kind)
        assert.is_false(active_keys((watching_client(transport)))[own])
    end)
end)

describe("a key that cannot be switched off", function()
    local REFUSED = { kind = "error", operation = "accesskey.set_active", status = 400, times = 10 }
    local SOURCES = { { type = "IP", source = "192.0.2.1" } }

    local function sweep(options, other_fault)
        local client, transport = new_client()
        transport.emulator:fault(REFUSED)
        if other_fault then transport.emulator:fault(other_fault) end
        local report = assert(ncp.keys.sweep(client, { key_id(3, 1) }, options))
        return report.keys[1], client
    end

    it("is reported, and nothing else is touched without leave", function()
        local key, client = sweep()
        assert.equal("failed", key.state)
        assert.truthy(key.message:find("accesskey.set_active", 1, true))
        assert.is_false(rule_of(client, "account-3").limited)
        assert.equal(1, #assert(client.subaccount.get("account-3")).policies)
    end)

    it("works from the narrowed sources only", function()
        local key, client = sweep({ narrow_sources = SOURCES })
        assert.equal("contained", key.state)
        assert.equal("narrow_sources", key.by)
        local rule = rule_of(client, "account-3")
        assert.is_true(rule.limited)
        assert.same(SOURCES, rule.sources)
    end)

    it("keeps its groups where its policies cannot be taken from it", function()
        local key, client = sweep({ detach_policies = true },
            { kind = "error", operation = "subaccount.detach_policies", status = 400 })
        assert.equal("failed", key.state)
        local account = assert(client.subaccount.get("account-3"))
        assert.same({ 1, 1 }, { #account.policies, #account.groups })
    end)

    it("may do nothing any more when that fails too", function()
        local key, client = sweep({ narrow_sources = SOURCES, detach_policies = true },
            { kind = "error", operation = "subaccount.set_api_rule", status = 400 })
        assert.equal("detach_policies", key.by)
        local account = assert(client.subaccount.get("account-3"))
        assert.same({ 0, 0 }, { #account.policies, #account.groups })
        assert.equal(1, #assert(client.subaccount.get("account-4")).policies)
    end)

    it("is not contained when somebody gives it a policy meanwhile", function()
        local admin, transport = new_client()
        local client, requests
        client, requests = watching_client(transport, function(count)
            if requests[count]:find("^GET") or not requests[count]:find("groups$") then return end
            assert(admin.subaccount.attach_policies("account-3", { support.ADMINISTRATOR }))
        end)
        transport.emulator:fault(REFUSED)
        local report = assert(ncp.keys.sweep(client, { key_id(3, 1) }, { detach_policies = true }))
        assert.equal("failed", report.keys[1].state)
        assert.truthy(report.keys[1].message:find("accesskey.set_active", 1, true))
    end)

    it("is journaled with what it lost", function()
        local folder = program.folder()
        local path = folder.path .. "/journal"
        local key = sweep({ detach_policies = true, journal = path })
        assert.equal("contained", key.state)
        local journal = assert(journals.open(path, { operation = "keys.sweep", version = 1 }))
        local lost
        for _, entry in ipairs(journal:entries()) do lost = lost or entry.step == "detach_policies" and entry.before end
        journal:close()
        folder.remove()
        assert.same({ support.ADMINISTRATOR }, lost.policies)
        assert.equal(1, #lost.groups)
    end)
end)

describe("a sweep in trouble:", function()
    local folder, path

    before_each(function()
        folder = program.folder()
        path = folder.path .. "/journal"
    end)

    after_each(function()
        folder.remove()
    end)

    it("a throttled listing does not make an account look empty", function()
        local client, transport = new_client()
        transport.emulator:fault({ kind = "throttle", operation = "accesskey.list", retry_after = 60 })
        local report = assert(ncp.keys.sweep(client, { key_id(1, 1), key_id(5, 1), "ncp_iam_NOBODYNOBODY00000001" }))
        assert.equal("off", by_id(report)[key_id(5, 1)].state)
        assert.equal("unresolved", by_id(report)[key_id(1, 1)].state)
        assert.equal("unresolved", by_id(report)["ncp_iam_NOBODYNOBODY00000001"].state)
        assert.is_false(report.complete)
        assert.equal("account-1", report.unread[1].owner)
        assert.truthy(tostring(report):find("not read: bot1: accesskey.list: ", 1, true))
    end)

    it("a page of accounts that cannot be read is told too", function()
        local client, transport = new_client()
        transport.emulator:fault({ kind = "error", operation = "subaccount.list", status = 400 })
        local report = assert(ncp.keys.sweep(client, leaked()))
        assert.equal(#leaked(), report.counts.unresolved)
        assert.equal(0, report.unread[1].page)
    end)

    it("a key of which nobody can see whether it is off has failed", function()
        local _, transport = new_client()
        local client, requests
        client, requests = watching_client(transport, function(count)
            if not is_disable(requests[count]) then return end
            transport.emulator:fault({ kind = "error", operation = "accesskey.list", status = 400, times = 100 })
        end)
        local report = assert(ncp.keys.sweep(client, { key_id(3, 1) }))
        assert.same({ 0, 1 }, { report.counts.off, report.counts.failed })
        assert.truthy(report.keys[1].message:find("accesskey.list: ", 1, true), report.keys[1].message)
    end)

    it("without keys to sign with nothing is begun", function()
        local _, message, err = ncp.keys.sweep(assert(ncp.new({ profile = "none-of-this-name" })), leaked())
        assert.equal("credentials", err.kind)
        assert.truthy(message:find("no usable keys", 1, true))
    end)

    -- The emulator lives on while the client breaks off at each of its requests.
    it("broken off anywhere, it goes on by its journal, even without its input", function()
        for last = 1, 30 do
            local _, transport = new_client()
            local breaking = watching_client(transport, function(count)
                if count > last then error("broken off", 0) end
            end)
            local finished = pcall(ncp.keys.sweep, breaking, leaked(), { journal = path, concurrency = 4 })
            local report = assert(ncp.keys.sweep((watching_client(transport)), "", { journal = path }))
            assert.equal(#leaked(), report.counts.off, finished and "finished" or "broken off after " .. last)
            os.remove(path)
        end
    end)

    it("two at the same time do not share a journal", function()
        local held = assert(journals.open(path, { operation = "keys.sweep", version = 1 }))
        local client = new_client()
        local report, message, err = ncp.keys.sweep(client, leaked(), { journal = path })
        held:close()
        assert.is_nil(report)
        assert.equal("journal", err.kind)
        assert.truthy(message:find("is in use by another run", 1, true))
        assert.is_true(active_keys(client)[key_id(3, 1)])
    end)

    it("a journal that was changed by hand is refused before anything is done", function()
        local client = new_client()
        assert(ncp.keys.sweep(client, { key_id(3, 1) }, { journal = path }))
        program.write(path, (program.read(path):gsub("account%-3", "account-4")))
        local _, message, err = ncp.keys.sweep(client, leaked(), { journal = path })
        assert.equal("journal", err.kind)
        assert.truthy(message:find("line 3 is not as it was written", 1, true), message)
        assert.is_true(active_keys(client)[key_id(6, 1)])
    end)

    it("a disk that is full from the start is told before anything is done", function()
        local output = program.run(([[
            local support = require("spec.support.client")
            local client = support.emulated()
            print(require("ncp").keys.sweep(client, "ncp_iam_NOBODYNOBODY00000001", { journal = %q }))
        ]]):format(path), {}, "trap '' XFSZ; ulimit -f 0;")
        assert.truthy(output:find("^nil\tkeys.sweep: the journal .- cannot be written"), output)
    end)

    it("a disk that becomes full ends the journal, not the sweep", function()
        local ids = {}
        for i = 1, 4 do ids[i] = key_id(i, 1) end
        local output = program.run(([[
            local ncp = require("ncp")
            local support = require("spec.support.client")
            local accounts = {}
            for i, id in ipairs({ %s }) do
                accounts[i] = { subAccountId = "account-" .. i, loginId = "bot" .. i, name = ("x"):rep(20),
                    accessKeys = { { accessKey = id, keySecret = "secret" .. i, active = true } } }
            end
            local client = support.emulated({ seed = { subAccounts = accounts } })
            local ids = {}
            for i = 1, 4 do ids[i] = accounts[i].accessKeys[1].accessKey end
            local report = assert(ncp.keys.sweep(client, ids, { journal = %q }))
            print(report.counts.off, report.journal_failure)
        ]]):format('"' .. table.concat(ids, '", "') .. '"', path), {}, "trap '' XFSZ; ulimit -f 1;")
        assert.truthy(output:find("^4\tkeys.sweep: the journal .- cannot be written"), output)
    end)

    it("a clock that jumps changes no order and no outcome", function()
        local client, transport = new_client()
        local now, jumps = transport.clock.now, 0
        transport.clock.now = function()
            jumps = jumps + 1
            return now() + (jumps % 2) * 30000
        end
        local report = assert(ncp.keys.sweep(client, leaked(), { journal = path }))
        assert.equal(#leaked(), report.counts.off)
        assert.equal(#leaked(), assert(ncp.keys.sweep(client, "", { journal = path })).counts.off)
    end)

    it("a deadline leaves what was not found unresolved", function()
        local client, transport = new_client()
        transport.emulator:fault({ kind = "slow", seconds = 1, times = 1000 })
        local report = assert(ncp.keys.sweep(client, leaked(), { deadline = 1e-9 }))
        assert.equal(#leaked(), report.counts.unresolved)
        assert.is_false(report.complete)
        assert.truthy(tostring(report):find("not read: other accounts: map: the deadline", 1, true), tostring(report))
        local _, _, err = ncp.keys.index(client, { deadline = 1e-9 })
        assert.equal("deadline", err.kind)
    end)
end)

describe("a sweep of a cloud of Huawei's family", function()
    local client, transport, user, made

    before_each(function()
        transport = require("ncp.transport.emulator").new(require("ncp.emulator.huawei").new({ now = core.now }))
        local access_key, secret_key = transport.emulator:credentials()
        client = assert(require("ncp.huawei").new({
            endpoint = "https://iam.example.com",
            transport = transport,
            access_key = access_key,
            secret_key = secret_key,
        }))
        user = assert(client.user.list({}))[1]
        made = assert(client.accesskey.create(user.id))
    end)

    it("finds users, disabled ones too, and switches their keys off", function()
        local report = assert(ncp.keys.sweep(client, "leaked " .. made.access))
        assert.equal(1, report.counts.off, tostring(report))
        assert.equal("inactive", assert(client.accesskey.get(made.access)).status)
    end)

    it("names the users whose keys it could not read", function()
        transport.emulator:fault({ kind = "error", operation = "huawei.accesskey.list", status = 400 })
        local report = assert(ncp.keys.sweep(client, made.access))
        assert.is_false(report.complete)
        assert.same({ user.id, user.name }, { report.unread[1].owner, report.unread[1].owner_name })
    end)
end)
