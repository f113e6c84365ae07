-- One budget of requests for many machines, as the service sees it.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local fleets = require("ncp.fleet")
local ncp = require("ncp")

local command = require("spec.support.command")
local fleet = require("spec.support.fleet")
local program = require("spec.support.program")
local redis = require("spec.support.redis")
local server = require("spec.support.server")
local tries = require("spec.support.tries")

if not redis.is_here() then return end

describe("the budget of a fleet #once", function()
    local store, service, count = nil, nil, 0

    setup(function()
        store, service = redis.start(), server.start()
    end)

    teardown(function()
        service:stop()
        store:stop()
    end)

    local function url() return "http://127.0.0.1:" .. service.ports.plain end

    -- A key and a list of arrivals of its own keep specs apart.
    local function new_given(given)
        count = count + 1
        given.url, given.key = url(), "ncp_iam_FLEET" .. count
        given.target = "/arrive/fleet" .. count .. "?call"
        given.fleet = given.fleet or { redis = store.url }
        return given
    end

    local function client_of(given, options)
        local all = {
            base_url = given.url, access_key = given.key, secret_key = "secret",
            fleet = assert(fleets.new(given.fleet)),
        }
        for name, value in pairs(options or {}) do all[name] = value end
        return assert(ncp.new(all))
    end

    -- How many of another name arrived since a moment (ms) and before the last of this one.
    local function others_before(name, arrivals, moment)
        local others, since = 0, 0
        for _, arrival in ipairs(arrivals) do
            if arrival.name == name then
                others = since
            elseif arrival.time * 1000 >= moment then
                since = since + 1
            end
        end
        return others
    end

    it("lets what is urgent on one machine pass what is not on another", function()
        local given = new_given({ rate = 20, at_once = 8 })
        given.starts_at, given.ends_at = fleet.in_seconds(0), fleet.in_seconds(4)
        local listing = fleet.programs(1, given)
        local client, calls = client_of(given, { rate = 20 }), {}
        local list = given.target:match("fleet%d+")
        assert(client:request("GET", "/echo"))
        core.sleep(1) -- so that the other has begun
        for i = 1, 20 do calls[i] = i end
        local start = core.now()
        local _, counts = ncp.map(calls, function() return client:request("GET", "/arrive/" .. list .. "?urgent") end,
            { concurrency = 20, priority = "high" })
        assert.same({ done = 20, failed = 0 }, counts)
        assert.equal("", listing:failures())
        local others = others_before("urgent", assert(client:request("GET", "/arrivals/" .. list)), start)
        assert.is_true(others <= 10, others .. " of the others")
    end)

    -- Who holds which key is read of so many accounts, 32 at once, by another process.
    local function start_listing(emulator, prefix)
        local variables = emulator:variables()
        variables.LUA_PATH = package.path
        variables.NCP_FLEET, variables.NCP_FLEET_PREFIX = store.url, prefix
        return command.start({ "--rate", "20", "fleet", "index" }, variables)
    end

    -- Whether the other process comes to ask for turns.
    local function has_begun(own)
        local deadline = core.monotonic() + 10
        repeat
            if #assert(own:status()).nodes > 0 then return true end
            core.sleep(0.05)
        until core.monotonic() > deadline
        return false
    end

    it("lets twenty keys be disabled at once while five hundred accounts are listed elsewhere", function()
        local folder, accounts = program.folder(), {}
        for i = 1, 500 do
            accounts[i] = {
                subAccountId = "account-" .. i, loginId = "bot" .. i, name = "bot " .. i,
                accessKeys = { { accessKey = ("ncp_iam_LANE%015d"):format(i), keySecret = "ncp_iam_SECRET" .. i } },
            }
        end
        program.write(folder.path .. "/seed.json", assert(core.json({ subAccounts = accounts })))
        local emulator = command.start({ "emulator", "--seed", folder.path .. "/seed.json" })
        local variables = emulator:variables()
        local listing = start_listing(emulator, "lanes:")
        local own = store:fleet({ prefix = "lanes:" })
        local client = assert(ncp.new({
            base_url = variables.NCP_BASE_URL, access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY, fleet = own, rate = 20,
        }))
        assert.is_true(has_begun(own), listing:output())
        local numbers, seconds, counts = {}, math.huge, nil
        for i = 1, 20 do numbers[i] = i end
        for try = 1, tries do -- of a busy machine the quickest counts
            local start = core.monotonic()
            counts = select(2, ncp.map(numbers, function(i)
                return client.accesskey.set_active("account-" .. i, ("ncp_iam_LANE%015d"):format(i), try % 2 == 0)
            end, { concurrency = 20, priority = "high" }))
            seconds = core.monotonic() - start
            if seconds < 1.5 then break end
        end
        local leases = assert(own:status()).leases
        listing:close()
        emulator:close()
        folder.remove()
        assert.same({ done = 20, failed = 0 }, counts)
        assert.equal(1, #leases) -- the listing goes on
        assert.is_true(seconds < 1.5, seconds .. " s")
    end)

    -- A client without a service, on the clock of libcurl: `answer()` → a status.
    local function client_without_service(given, rate, answer)
        local transport = { clock = curl.clock, send = function()
            return { status = answer and answer() or 200, headers = {}, body = "{}" }
        end }
        return client_of(given, { transport = transport, rate = rate })
    end

    for _, at_once in ipairs({ 1, 32 }) do
        it(("asks at most fifty times for a thousand calls a second, %d at a time"):format(at_once), function()
            local client, calls = client_without_service(new_given({}), 1000), {}
            for i = 1, 1000 do calls[i] = i end
            local before, start = store:scripts_run(), core.monotonic()
            local _, counts = ncp.map(calls, function() return client:request("GET", "/") end,
                { concurrency = at_once })
            local seconds, asked = core.monotonic() - start, store:scripts_run() - before
            assert.same({ done = 1000, failed = 0 }, counts)
            assert.is_true(seconds > 0.95, seconds .. " s")
            assert.is_true(asked <= 50 * seconds, asked .. " times")
        end)
    end

    it("lets what is urgent go first although Redis is being asked for what is not", function()
        local order, given = {}, new_given({ fleet = { redis = store.url, timeout = 10 } })
        local client = client_without_service(given, 20)
        local function call(priority)
            return ncp.spawn(function()
                assert(client:request("GET", "/", { priority = priority }))
                order[#order + 1] = priority
            end)
        end
        store:command("client", "PAUSE", 1000, "ALL") -- both ask meanwhile, on a busy machine, too
        for _, task in ipairs({ call("normal"), call("high") }) do assert(ncp.wait(task)) end
        assert.same({ "high", "normal" }, order)
    end)

    it("is asked ten times a second for calls without a rate #timed", function()
        local client, calls = client_without_service(new_given({})), 0
        local before, start = store:scripts_run(), core.monotonic()
        repeat
            assert(client:request("GET", "/"))
            calls = calls + 1
        until calls > 100 and core.monotonic() > start + 0.5
        local seconds, asked = core.monotonic() - start, store:scripts_run() - before
        assert.is_true(asked <= 10 * seconds + 1, asked .. " times")
    end)

    it("slows all machines when the service throttles one", function()
        local given, left = new_given({}), 40
        local throttled = client_without_service(given, nil, function()
            left = left - 1
            return left < 0 and 429 or 200
        end)
        local other = client_without_service(given)
        assert(other:request("GET", "/"))
        for _ = 1, 40 do assert(throttled:request("GET", "/")) end
        local start = core.monotonic()
        assert.equal("throttled", select(3, throttled:request("GET", "/", { max_attempts = 1 })).kind)
        core.sleep(0.1)
        for _ = 1, 20 do assert(other:request("GET", "/")) end
        assert.is_true(core.monotonic() - start > 0.6) -- half of 40 a second, which doubles in each: 0.7 s
    end)

    it("is one for each host and credential", function()
        local seconds
        for _ = 1, tries do
            local one, other = client_without_service(new_given({}), 1), client_without_service(new_given({}), 1)
            assert(one:request("GET", "/"))
            local start = core.monotonic()
            assert(other:request("GET", "/"))
            seconds = core.monotonic() - start
            if seconds < 0.5 then break end
        end
        assert.is_true(seconds < 0.5, seconds .. " s")
    end)
end)
