-- Who holds which key, as all machines of a fleet know it.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local fleets = require("ncp.fleet")
local ncp = require("ncp")
local redis = require("spec.support.redis")
local rounds = require("spec.support.rounds")

if not redis.is_here() then return end

local ACCOUNTS = 60

local function key_id(account, key)
    return ("ncp_iam_FLEET%07dKEY%05d"):format(account, key)
end

local function seed()
    local accounts = {}
    for a = 1, ACCOUNTS do
        accounts[a] = {
            subAccountId = "account-" .. a, loginId = "bot" .. a, name = "bot " .. a, active = true,
            accessKeys = {
                { accessKey = key_id(a, 1), keySecret = "ncp_iam_SECRET" .. a, active = true },
                { accessKey = key_id(a, 2), keySecret = "ncp_iam_SECRETS" .. a, active = a ~= 2 },
            },
        }
    end
    return { subAccounts = accounts }
end

local store, prefix, count = nil, nil, 0

setup(function() store = redis.start() end)
teardown(function() store:stop() end)
before_each(function()
    count = count + 1
    prefix = "index" .. count .. ":"
end)

local function new_fleet(options)
    options = options or {}
    options.prefix = prefix
    return store:fleet(options)
end

-- A client of an emulator, or of another machine's; and its transport. Time is what it is for Redis, too.
local function new_client(fleet, transport)
    transport = transport or require("ncp.transport.emulator").new({ seed = seed() })
    transport.clock = curl.clock
    transport.emulator:set_clock(curl.clock.now)
    local access_key, secret_key = transport.emulator:credentials()
    local given = { transport = transport, access_key = access_key, secret_key = secret_key, fleet = fleet }
    return assert(ncp.new(given)), transport
end

local function index_of(fleet)
    local client = new_client(fleet)
    return fleet:index(client)
end

describe("the index of a fleet", function()
    it("is read by one machine and known to all", function()
        local one, other = new_fleet(), new_fleet()
        local client = new_client(one)
        assert.is_false(one:index(client):age())
        local refreshed = assert(one:index(client):refresh())
        assert.equal("account-3", refreshed:find(key_id(3, 1)).owner)
        local known = index_of(other)
        assert.is_true(known:age() < 10)
        assert.same({ id = key_id(2, 2), owner = "account-2", owner_name = "bot2", active = false, cloud = "ncp",
            created = refreshed:find(key_id(2, 2)).created }, known:find(key_id(2, 2)))
        assert.is_nil((known:find("ncp_iam_NOBODY")))
        assert.equal(2 * ACCOUNTS, #known:records())
        assert.equal(2, #known:records({ key_id(1, 1), "ncp_iam_NOBODY", key_id(1, 2) }))
    end)

    it("forgets what is gone, and keeps what was put into it until then", function()
        local fleet = new_fleet()
        local client = new_client(fleet)
        local index = fleet:index(client)
        assert(index:put({ { id = "ncp_iam_OTHER", owner = "account-x" } }))
        assert.equal("account-x", index:find("ncp_iam_OTHER").owner)
        assert(client.accesskey.set_active("account-1", key_id(1, 1), false))
        assert(client.accesskey.delete("account-1", key_id(1, 1)))
        assert(index:refresh())
        assert.is_nil((index:find("ncp_iam_OTHER")))
        assert.is_nil((index:find(key_id(1, 1))))
        assert.equal(2 * ACCOUNTS - 1, #index:records())
    end)

    it("keeps what it knew when not all accounts can be read", function()
        local fleet = new_fleet()
        local client, transport = new_client(fleet)
        local index = fleet:index(client)
        assert(index:put({ { id = "ncp_iam_OTHER", owner = "account-x" } }))
        local send = transport.send
        transport.send = function(request)
            if request.target:find("account-7/", 1, true) then
                return { status = 403, headers = {}, body = "{}" }
            end
            return send(request)
        end
        local done, _, err = index:refresh()
        assert.is_nil(done)
        assert.equal("permission", err.kind)
        assert.equal("account-x", index:find("ncp_iam_OTHER").owner)
        assert.equal("account-8", index:find(key_id(8, 1)).owner)
        assert.is_false(index:age())
    end)

    it("is refreshed by one machine at a time, and not by one that came to be late", function()
        local late, other = new_fleet({ lease = 2, name = "late" }), new_fleet()
        local client, transport = new_client(late)
        local send, reads = transport.send, 0
        transport.send = function(request)
            reads = reads + 1
            if reads == 2 then
                local _, _, err = index_of(other):refresh()
                assert.equal("conflict", err.kind)
                assert.truthy(err.detail.holder:find("^late#"))
                core.sleep(err.detail.seconds + 0.05)
                local index = assert(index_of(other):refresh())
                assert(index:put({ { id = "ncp_iam_OTHER", owner = "account-x" } }))
            end
            return send(request)
        end
        local done, message, err = late:index(client):refresh()
        assert.is_nil(done)
        assert.equal("conflict", err.kind, message)
        assert.equal("account-x", other:index(client):find("ncp_iam_OTHER").owner)
    end)

    it("cannot be asked while Redis is gone", function()
        local own = redis.start()
        local fleet = assert(fleets.new({ redis = own.url, timeout = 0.1 }))
        local index = index_of(fleet)
        own:kill()
        for _, ask in ipairs({ "records", "age", "refresh", "put", "find" }) do
            local done, _, err = index[ask](index, ask == "put" and { { id = "x" } } or ask == "find" and "x" or nil)
            assert.is_nil(done)
            assert.equal("fleet", err.kind)
        end
        own:stop()
    end)
end)

describe("a sweep of a fleet", function()
    local function leaked()
        local list = {}
        for a = 1, 50 do list[a] = key_id(a, 1) end
        return list
    end

    it("switches fifty keys off within four rounds, without listing before", function()
        local reader = new_fleet()
        assert(index_of(reader):refresh())
        local client, transport = new_client(new_fleet())
        local targets, send, report = {}, transport.send, nil
        transport.send = function(request)
            targets[#targets + 1] = request.method .. " " .. request.target
            return send(request)
        end
        local taken = rounds.of(function() report = assert(ncp.keys.sweep(client, leaked())) end, transport, 0.05)
        assert.equal(50, report.counts.off)
        assert.is_true(taken <= 4, taken .. " rounds")
        for i = 1, 32 do assert.is_nil(targets[i]:find("^GET"), targets[i]) end
    end)

    it("reads the accounts for what the index does not know", function()
        local fleet = new_fleet()
        local client = new_client(fleet)
        local report = assert(ncp.keys.sweep(client, leaked()))
        assert.equal(50, report.counts.off)
        assert.equal("account-1", fleet:index(client):find(key_id(1, 1)).owner)
    end)

    it("goes on without Redis", function()
        local own = redis.start()
        local client = new_client(assert(fleets.new({ redis = own.url, timeout = 0.1 })))
        own:kill()
        assert.equal(50, assert(ncp.keys.sweep(client, leaked())).counts.off)
        own:stop()
    end)

    it("is resumed by another machine with its journal", function()
        local one, other = new_fleet({ lease = 2 }), new_fleet()
        local client, transport = new_client(one)
        local send, sent = transport.send, 0
        transport.send = function(request)
            sent = sent + 1
            if sent > 40 then error("the machine died") end
            return send(request)
        end
        assert.has_error(function() ncp.keys.sweep(client, leaked(), { journal = "fleet:incident" }) end)
        core.sleep(2.05)
        transport.send = send
        local report = assert(ncp.keys.sweep((new_client(other, transport)), "", { journal = "fleet:incident" }))
        assert.equal(50, report.counts.off, tostring(report))
        assert.equal("fleet:incident", report.journal)
        assert.is_nil(report.journal_failure)
    end)
end)
