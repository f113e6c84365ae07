-- Many calls at once, over libcurl and a real server.
local core = require("ncp.core")
local curl = require("ncp.curl")
local ncp = require("ncp")
local program = require("spec.support.program")
local server = require("spec.support.server")
local support = require("spec.support.client")

describe("many at once:", function()
    local nginx

    setup(function()
        nginx = server.start()
    end)

    teardown(function()
        nginx:stop()
    end)

    local function new_client(options)
        local given = {
            base_url = "http://127.0.0.1:" .. nginx.ports.plain,
            access_key = support.ACCESS_KEY,
            secret_key = support.SECRET_KEY,
        }
        for name, value in pairs(options or {}) do given[name] = value end
        return assert(ncp.new(given))
    end

    local function numbers(count)
        local items = {}
        for i = 1, count do items[i] = i end
        return items
    end

    local function echo(client, i)
        local out, message, err = client:request("GET", "/echo?" .. i)
        return out and out.line, message, err
    end

    it("results come in the order of the items, each with its own", function()
        local client = new_client()
        local results, counts = ncp.map(numbers(300), function(i) return echo(client, i) end, { concurrency = 32 })
        assert.same({ done = 300, failed = 0 }, counts)
        for i, result in ipairs(results) do
            assert.is_true(result.ok)
            assert.equal(("GET /echo?%d HTTP/1.1"):format(i), result.out)
        end
    end)

    it("calls overlap", function()
        local client = new_client()
        local _, counts = ncp.map(numbers(20), function() return client:request("GET", "/meet/20?map") end,
            { concurrency = 20 })
        assert.same({ done = 20, failed = 0 }, counts)
    end)

    it("no more run at once than asked for", function()
        local client = new_client()
        local running, most = 0, 0
        ncp.map(numbers(40), function(i)
            running = running + 1
            most = math.max(most, running)
            echo(client, i)
            running = running - 1
        end, { concurrency = 5 })
        assert.equal(5, most)
    end)

    it("one item's failure loses no other's result, whether returned or raised", function()
        local client = new_client({ max_attempts = 1 })
        local results, counts = ncp.map(numbers(128), function(i)
            if i % 20 == 0 then return client:request("POST", "/close") end
            if i % 33 == 0 then error("item " .. i, 0) end
            return echo(client, i)
        end, { concurrency = 128 })
        assert.equal(128, #results)
        assert.equal(6 + 3, counts.failed)
        assert.equal("network", results[20].err.kind)
        assert.equal("item 33", results[33].err)
        assert.equal("GET /echo?34 HTTP/1.1", results[34].out)
    end)

    -- One answer in twenty is none, a 503 or a broken one.
    local function run_with_faults(method, list, options)
        local client = new_client(options)
        return ncp.map(numbers(600), function(i)
            return client:request(method, ("/faulty/%s?%d"):format(list, i))
        end, { concurrency = 128 })
    end

    local function count_arrivals(list)
        local counts = {}
        for _, arrival in ipairs(assert(new_client():request("GET", "/arrivals/" .. list))) do
            local i = tonumber(arrival.name)
            counts[i] = (counts[i] or 0) + 1
        end
        return counts
    end

    it("with faults and 128 in flight every read is repeated until it has its own answer #timed", function()
        local results, counts = run_with_faults("GET", "reads", { max_attempts = 8 })
        assert.same({ done = 600, failed = 0 }, counts)
        for i, result in ipairs(results) do assert.equal(tostring(i), result.out.name) end
    end)

    it("with faults and 128 in flight nothing that may not be repeated is done twice, or lost", function()
        local results, counts = run_with_faults("POST", "creates")
        assert.is_true(counts.failed > 0 and counts.failed < 200)
        local arrived = count_arrivals("creates")
        for i, result in ipairs(results) do
            local times = arrived[i] or 0
            if result.ok then
                assert.equal(1, times)
                assert.equal(tostring(i), result.out.name)
            else
                assert.is_true(times == 0 or times == 1 and result.err.sent)
            end
        end
    end)

    it("retries pause without holding up the others", function()
        local client = new_client({ max_attempts = 2 })
        local start = core.monotonic()
        local results = ncp.map(numbers(16), function(i)
            if i > 8 then return echo(client, i) end
            return client:request("GET", "/status/503")
        end, { concurrency = 16 })
        assert.is_true(core.monotonic() - start < 6)
        for i = 1, 8 do assert.equal(2, results[i].err.attempts) end
        for i = 9, 16 do assert.is_true(results[i].ok) end
    end)

    it("the deadline of a run keeps what is done and names what was not started", function()
        local client = new_client()
        local start = core.monotonic()
        local results, counts = ncp.map(numbers(10), function(i)
            if i == 1 then return echo(client, i) end
            return client:request("GET", "/silence")
        end, { concurrency = 2, deadline = 2 })
        assert.is_true(core.monotonic() - start < 10)
        assert.same({ done = 10, failed = 9 }, counts)
        assert.is_true(results[1].ok)
        assert.equal("timeout", results[2].err.kind)
        assert.equal("deadline", results[10].err.kind)
        assert.truthy(tostring(results[10].err):find("deadline of the run", 1, true))
    end)

    it("progress is told, and a predicate stops the run", function()
        local client = new_client()
        local seen = {}
        local results = ncp.map(numbers(50), function(i) return echo(client, i) end, {
            concurrency = 1,
            on_progress = function(done, failed, total) seen[#seen + 1] = done .. "/" .. failed .. "/" .. total end,
            stop_on = function(_, index) return index == 3 end,
        })
        assert.equal("3/0/50", seen[3])
        assert.equal("50/47/50", seen[50])
        assert.equal("stopped", results[4].err.kind)
    end)

    it("what a callback raises ends the run, and is raised by it", function()
        local client = new_client()
        local calls = 0
        local function run(options)
            return pcall(ncp.map, numbers(50), function(i)
                calls = calls + 1
                return echo(client, i)
            end, options)
        end
        for _, name in ipairs({ "on_progress", "stop_on" }) do
            local returned, err = run({ concurrency = 2, [name] = function() error("broken " .. name, 0) end })
            assert.is_false(returned)
            assert.equal("broken " .. name, err)
        end
        assert.is_true(calls < 10)
    end)

    it("items may be added while it goes on, and go out at once", function()
        local client = new_client()
        local items, most, running = { 1 }, 0, 0
        local results = ncp.map(items, function(i)
            running = running + 1
            most = math.max(most, running)
            local line = echo(client, i)
            if i == 1 then for more = 2, 20 do items[more] = more end end
            running = running - 1
            return line
        end, { concurrency = 8 })
        assert.equal("GET /echo?20 HTTP/1.1", results[20].out)
        assert.equal(8, most)
    end)

    it("a run within a run, and tasks within tasks, go on together", function()
        local client = new_client()
        local results = ncp.map({ "a", "b", "c" }, function(name)
            local inner = ncp.map(numbers(4), function(i) return echo(client, name .. i) end)
            local task = ncp.spawn(function() return echo(client, name) end)
            local ok, line = ncp.wait(task)
            return ok and line .. " " .. inner[4].out
        end, { concurrency = 3 })
        assert.equal("GET /echo?b HTTP/1.1 GET /echo?b4 HTTP/1.1", results[2].out)
    end)

    it("a task tells what it returned or raised, as often as it is asked", function()
        local client = new_client()
        local task = ncp.spawn(function(i) return echo(client, i) end, 7)
        assert.equal("GET /echo?8 HTTP/1.1", (echo(client, 8))) -- a call outside, meanwhile
        for _ = 1, 2 do
            local ok, line = ncp.wait(task)
            assert.is_true(ok)
            assert.equal("GET /echo?7 HTTP/1.1", line)
        end
        local ok, err = ncp.wait(ncp.spawn(function() error("broken", 0) end))
        assert.is_false(ok)
        assert.equal("broken", err)
    end)

    it("connections are kept: after one run none is opened, whatever client makes the calls", function()
        local tls = { base_url = "https://127.0.0.1:" .. nginx.ports.tls, ca_file = nginx.dir .. "/ca.pem" }
        local function run(count)
            local client = new_client(tls)
            ncp.map(numbers(count), function(i) return echo(client, i) end, { concurrency = 64 })
        end
        run(128)
        local before = curl.stats().connects
        for _ = 1, 70 do run(1) end
        collectgarbage()
        run(128)
        assert.equal(before, curl.stats().connects)
    end)

    it("lists are walked within a run", function()
        local client = new_client()
        local results = ncp.map({ "a", "b" }, function()
            local ids = {}
            for account in client.subaccount.each({ size = 2 }) do ids[#ids + 1] = account.subAccountId end
            return table.concat(ids, " ")
        end)
        for i = 1, 2 do assert.equal("0.1 0.2 1.1 1.2 2.1 2.2", results[i].out) end
    end)

    it("a program may end, and a state be closed, while calls are under way", function()
        for _, how in ipairs({ "os.exit(0)", "os.exit(0, true)", "" }) do
            local output = program.run(([[
                local ncp = require("ncp")
                local client = ncp.new({ base_url = "http://127.0.0.1:%d", access_key = "a", secret_key = "s" })
                for i = 1, 8 do ncp.spawn(client.request, client, "GET", "/silence?" .. i) end
                ncp.map({ 1 }, function() return client:request("GET", "/echo") end)
                io.write("done") io.flush()
                %s]]):format(nginx.ports.plain, how))
            assert.equal("done", output)
        end
    end)

    it("nothing is left of runs that are over", function()
        local client = new_client()
        local function heap_after(runs)
            for _ = 1, runs do
                ncp.map(numbers(32), function(i) return echo(client, i) end, { concurrency = 32 })
            end
            collectgarbage()
            collectgarbage()
            return collectgarbage("count")
        end
        local before = heap_after(5)
        assert.is_true(heap_after(30) < before + 256) -- KiB; a task has more than 1
    end)

    it("pcall around a call works, or says why this Lua cannot", function()
        local client = new_client()
        local results = ncp.map({ 1 }, function(i)
            local returned, line = pcall(echo, client, i)
            if not returned then error(line, 0) end
            return line
        end)
        if results[1].ok then
            assert.equal("GET /echo?1 HTTP/1.1", results[1].out)
        else
            assert.equal("Lua 5.1", _VERSION)
            assert.truthy(results[1].err:find("cannot pause a call inside pcall", 1, true), results[1].err)
        end
        assert.is_true(ncp.map({ 2 }, function(i) return echo(client, i) end)[1].ok)
    end)

    it("a call where no Lua can pause says so", function()
        local client = new_client()
        local results = ncp.map({ 1 }, function(i)
            return (("x"):gsub("x", function() return echo(client, i) end))
        end)
        if results[1].ok then
            assert.truthy(rawget(_G, "jit"))
        else
            assert.truthy(results[1].err:find("cannot pause a call inside", 1, true), results[1].err)
        end
    end)

    it("wrong options are refused", function()
        local _, _, err = ncp.map({}, print, { concurrency = 0 })
        assert.equal("concurrency", err.field)
        assert.is_false((pcall(ncp.map, {}, print, { concurency = 1 })))
    end)

    it("other transports work too, one call after the other", function()
        local client = support.emulated()
        local results = ncp.map({ "hello01", "hello02" }, function(login_id)
            return client.subaccount.create(support.new_account(login_id))
        end)
        assert.is_string(results[2].out.id)
    end)
end)
