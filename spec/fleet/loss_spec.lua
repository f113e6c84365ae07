-- What becomes of calls while the Redis of their fleet is gone, slow, full or another.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local fleets = require("ncp.fleet")
local ncp = require("ncp")

local most_in_a_second = require("spec.support.most_in_a_second")
local redis = require("spec.support.redis")
local tries = require("spec.support.tries")

if not redis.is_here() then return end

local RATE = 80
local PATIENCE = 10 -- seconds for what takes two or three, on a busy machine

describe("without Redis, a fleet #once", function()
    local store, count = nil, 0

    before_each(function() store = redis.start() end)
    after_each(function() store:stop() end)

    -- A client without a service, on the clock of libcurl, and when its requests went out.
    local function new_client(given, options)
        local times = {}
        count = count + 1
        given.redis, given.timeout = given.redis or store.url, 0.2
        local fleet = assert(fleets.new(given))
        local all = {
            access_key = "ncp_iam_LOSS" .. count, secret_key = "secret", fleet = fleet,
            transport = { clock = curl.clock, send = function()
                times[#times + 1] = core.monotonic()
                return { status = 200, headers = {}, body = "{}" }
            end },
        }
        for name, value in pairs(options) do all[name] = value end
        return assert(ncp.new(all)), times, fleet
    end

    -- Calls until `is_over()`, four at a time, while `events` happen, each at its second; all must succeed, and none is
    -- sent twice. Returns the seconds that the slowest took, or math.huge when it was not over in time.
    local function call_until(is_over, client, times, events)
        local start, calls, slowest = core.monotonic(), 0, 0
        local is_late = false
        local tasks = { ncp.spawn(function()
            for _, event in ipairs(events) do
                curl.clock.sleep(start + event[1] - core.monotonic())
                event[2]()
            end
        end) }
        for i = 2, 5 do
            tasks[i] = ncp.spawn(function()
                while not is_over() do
                    local began_at = core.monotonic()
                    is_late = began_at >= start + PATIENCE
                    if is_late then break end
                    calls = calls + 1
                    assert(client:request("GET", "/"))
                    slowest = math.max(slowest, core.monotonic() - began_at)
                end
            end)
        end
        for _, task in ipairs(tasks) do assert(ncp.wait(task)) end
        assert.equal(calls, #times)
        return is_late and math.huge or slowest
    end

    local function count_between(times, from, to)
        local found = 0
        for _, time in ipairs(times) do
            if time >= from and time < to then found = found + 1 end
        end
        return found
    end

    -- Whether nearly as many went out as the rate allows in one of the seconds after a moment.
    local function is_whole_after(times, moment)
        local later = {}
        for _, time in ipairs(times) do later[#later + 1] = moment and time >= moment and time or nil end
        return most_in_a_second(later) > 0.8 * RATE
    end

    local function seconds_from_now(seconds)
        local over_at = core.monotonic() + seconds
        return function() return core.monotonic() >= over_at end
    end

    -- What a busy machine makes longer: the first reading below the limit, or the least.
    local function least_of_all(read, limit)
        local least = math.huge
        for _ = 1, tries do
            least = math.min(least, read())
            if least < limit then break end
        end
        return least
    end

    -- Requests in a second while Redis is gone, and whether the rate was whole again when it was back.
    local function part_without_redis()
        local client, times = new_client({ expected_nodes = 4 }, { rate = RATE })
        local killed_at, back_at
        local slowest = call_until(function() return is_whole_after(times, back_at) end, client, times, {
            { 0.6, function()
                store:kill()
                killed_at = core.monotonic()
            end },
            { 1.4, function()
                store:restart()
                back_at = core.monotonic()
            end },
        })
        return count_between(times, killed_at, back_at) / (back_at - killed_at), slowest < math.huge
    end

    it("goes on at its part of the rate, and at the whole one when Redis is back, empty", function()
        local part, is_whole
        for _ = 1, tries do -- a busy machine takes some away
            part, is_whole = part_without_redis()
            assert.is_true(part < 0.4 * RATE, part .. " a second")
            if is_whole and part > 0.15 * RATE then break end
        end
        assert.is_true(is_whole)
        assert.is_true(part > 0.15 * RATE, part .. " a second")
    end)

    it("does not hang while Redis is slow, and comes back", function()
        local slowest = least_of_all(function()
            local client, times = new_client({ expected_nodes = 2 }, { rate = RATE })
            local over_at
            return call_until(function() return is_whole_after(times, over_at) end, client, times, {
                { 0.3, function() store:command("client", "PAUSE", 1500, "ALL") end },
                { 1.8, function() over_at = core.monotonic() end },
            })
        end, 1)
        assert.is_true(slowest < 1, slowest .. " s")
    end)

    it("goes on while Redis stands still", function()
        local slowest = least_of_all(function()
            local client, times = new_client({ expected_nodes = 2 }, { rate = RATE })
            return call_until(seconds_from_now(3), client, times, {
                { 0.5, function() store:signal("STOP") end },
                { 2, function() store:signal("CONT") end },
            })
        end, 1)
        assert.is_true(slowest < 1, slowest .. " s")
    end)

    it("goes on while Redis is full", function()
        local seconds_each = least_of_all(function()
            local client, times = new_client({ expected_nodes = 2 }, { rate = RATE })
            call_until(seconds_from_now(2), client, times, {
                { 0.5, function() store:command("config", "SET", "maxmemory", "1") end },
                { 1, function() store:command("config", "SET", "maxmemory", "0") end },
            })
            return 2 / #times
        end, 1 / (0.5 * RATE))
        assert.is_true(seconds_each < 1 / (0.5 * RATE), seconds_each .. " s for each")
    end)

    -- How far it is in the history of what was written.
    local function offset_of(server)
        return tonumber(server:command("info", "replication").replication.master_repl_offset)
    end

    it("goes on while a replica takes over, and then asks that", function()
        local replica = redis.start({ "replicaof 127.0.0.1 " .. store.port })
        repeat local link = replica:command("info", "replication").replication.master_link_status until link == "up"
        local present = store
        local client, times, fleet = new_client({
            expected_nodes = 2,
            redis = function()
                local reached, link = pcall(require("redis").connect, "127.0.0.1", present.port)
                if not reached then return nil, link end
                return { eval = function(_, script, keys, arguments)
                    local words = { script, #keys }
                    for _, list in ipairs({ keys, arguments }) do
                        for _, word in ipairs(list) do words[#words + 1] = word end
                    end
                    local done, value = pcall(link.eval, link, (table.unpack or unpack)(words))
                    link.network.socket:close()
                    if not done then return nil, value end
                    return value
                end }
            end,
        }, { rate = RATE })
        local before, taken_over_at = assert(fleet:lease("x", 0.1)), nil
        local other = assert(fleet:lease("kept", 60))
        local written = offset_of(store)
        repeat until offset_of(replica) >= written
        local slowest = call_until(function() return is_whole_after(times, taken_over_at) end, client, times, {
            { 0.5, function() store:kill() end },
            { 1, function()
                replica:command("slaveof", "no", "one")
                present, taken_over_at = replica, core.monotonic()
            end },
        })
        assert.is_true(slowest < math.huge)
        assert.is_true(assert(fleet:lease("x", 1)).token > before.token)
        assert(other:renew()) -- which the replica knew of
        replica:stop()
    end)

    it("leaves a Redis that has become a replica, and comes back to it", function()
        local slowest = least_of_all(function()
            local client, times = new_client({ expected_nodes = 2 }, { rate = RATE })
            local back_at
            return call_until(function() return is_whole_after(times, back_at) end, client, times, {
                { 0.5, function() store:command("slaveof", "127.0.0.1", "1") end },
                { 1, function()
                    store:command("slaveof", "no", "one")
                    back_at = core.monotonic()
                end },
            })
        end, math.huge)
        assert.is_true(slowest < math.huge)
    end)

    it("refuses, if that is what was asked for, and sends nothing", function()
        local client, times = new_client({ on_loss = "refuse" }, { rate = RATE, max_attempts = 1 })
        assert(client:request("GET", "/"))
        store:kill()
        for _ = 1, 3 do
            local out, message, err = client:request("GET", "/")
            assert.is_nil(out)
            assert.equal("fleet", err.kind)
            assert.is_false(err.sent)
            assert.is_true(err.retryable)
            assert.truthy(message:find("Redis cannot be asked", 1, true))
        end
        assert.equal(1, #times)
        store:restart()
        core.sleep(1.1)
        assert(client:request("GET", "/"))
    end)

    it("that refuses waits for Redis as for a service, within the call's own time", function()
        local client, times = new_client({ on_loss = "refuse" }, { rate = RATE, max_attempts = 20 })
        store:kill()
        local restarting = ncp.spawn(function()
            curl.clock.sleep(0.5)
            store:restart()
        end)
        assert(client:request("GET", "/"))
        assert.equal(1, #times)
        ncp.wait(restarting)
    end)

    it("never makes a call take longer than its own timeout", function()
        local seconds = least_of_all(function()
            local client = new_client({}, { rate = 0.1 })
            assert(client:request("GET", "/"))
            store:signal("STOP")
            local start = core.monotonic()
            client:request("GET", "/", { timeout = 1 })
            local taken = core.monotonic() - start
            store:signal("CONT")
            return taken
        end, 2)
        assert.is_true(seconds < 2, seconds .. " s")
    end)
end)
