local core = require("ncp.core")
local map = require("ncp.map")

local phases = require("spec.support.phases")
local program = require("spec.support.program")
local server = require("spec.support.server")
local tries = require("spec.support.tries")

local resty = phases.resty_folder()

-- `scripts/test --long` asks for the forms that take minutes.
local LONG = os.getenv("NCP_LONG") ~= nil

-- An old worker ends the connections that wait for a request, perhaps under the next one;
-- and a new connection may be another worker's.
local CLOSE = { connection = "close" }

local NEW_CLIENT = [[
    local function new_client(key)
        return assert(require("ncp").new({
            base_url = given.url, access_key = key or "id", secret_key = "secret", server_role = false,
            allow_blocking = given.allow_blocking, timeout = 60,
        }))
    end
]]

-- Makes `given.count` calls to `given.target`, `given.at_once` at a time, in light threads;
-- returns how many succeeded, and why the last failed one did.
local MANY = NEW_CLIENT .. [[
    local client, left, done, reason = new_client(), given.count, 0, nil
    local function go_on()
        while left > 0 do
            left = left - 1
            local out, message = client:request("GET", given.target)
            if out then done = done + 1 else reason = message end
        end
    end
    local threads = {}
    for i = 1, given.at_once do threads[i] = ngx.thread.spawn(go_on) end
    for _, thread in ipairs(threads) do ngx.thread.wait(thread) end
    return done, reason
]]

describe("workers of nginx #nginx", function()
    local faults, nginx, folder

    setup(function() faults = server.start() end)

    teardown(function() faults:stop() end)

    before_each(function() folder = program.folder() end)

    after_each(function()
        if nginx then nginx:stop() end
        nginx = nil
        folder.remove()
    end)

    local function url(scheme)
        if scheme == "https" then return "https://localhost:" .. faults.ports.tls end
        return "http://127.0.0.1:" .. faults.ports.plain
    end

    local function assert_clean_log()
        for line in nginx:log():gmatch("[^\n]+") do
            assert.is_nil(line:match("%[alert%]") or line:match("%[crit%]") or line:match("stale"), line)
        end
    end

    -- Seconds that the slowest but one in a hundred of the plain pages took meanwhile.
    local function slowest_meanwhile(run)
        local latencies, is_over = {}, false
        map({ "run", "look" }, function(part)
            if part == "run" then
                run()
                is_over = true
            end
            while not is_over do
                local start = core.monotonic()
                nginx:get_plain()
                latencies[#latencies + 1] = core.monotonic() - start
            end
        end)
        table.sort(latencies)
        return latencies[math.ceil(#latencies * 0.99)], #latencies
    end

    -- One call that blocked would already hold up all pages for 200 ms.
    local function assert_not_blocked(options, most_seconds)
        local most_for_all = 3 * 0.2 * options.count / options.at_once + 2
        local seconds, slowest, pages
        for _ = 1, tries do
            local start = core.monotonic()
            slowest, pages = slowest_meanwhile(function()
                local done, reason = nginx:run("content", MANY, options)
                assert.equal(options.count, done, reason)
            end)
            seconds = core.monotonic() - start
            if seconds < most_for_all and pages > 20 and slowest < most_seconds then break end
        end
        assert.is_true(seconds < most_for_all, seconds .. " s")
        assert.is_true(pages > 20, pages .. " pages")
        assert.is_true(slowest < most_seconds, ("%.0f ms"):format(slowest * 1000))
    end

    it("serve others while threads of a pool call", function()
        nginx = phases.start({ main = "thread_pool ncp threads=8;" })
        assert_not_blocked({ url = url(), target = "/slow", count = 16, at_once = 8 }, 0.1)
        assert_clean_log()
    end)

    -- Each call tells its worker and the connection that the server saw.
    local WHERE = [[
        local out, message = require("phases").client:request("GET", "/echo")
        return ngx.worker.pid(), out and tonumber(out.connection), message
    ]]

    local function start_with_client(options)
        local path = folder.path .. "/init.lua"
        program.write(path, ([[
            local given = { url = %q, allow_blocking = %s }
            %s
            local client = new_client()
            require("phases").client = client
            return tonumber(assert(client:request("GET", "/echo")).connection)
        ]]):format(url(), tostring(options.allow_blocking), NEW_CLIENT))
        nginx = phases.start({ workers = 4, listen = "reuseport", init = path, resty = options.resty })
        return nginx:run_at_start()
    end

    -- A client that was made, and used, before nginx forked has connections of its own in
    -- each worker.
    local function assert_shares_no_connection(options)
        local before_fork = start_with_client(options)
        local owners, workers = { [before_fork] = "master" }, {}
        local items = {}
        for i = 1, 64 do items[i] = i end
        local results = map(items, function()
            local worker, connection, message = nginx:run("content", WHERE, {}, CLOSE)
            assert(connection, message)
            return { worker = worker, connection = connection }
        end)
        for _, result in ipairs(results) do
            assert.is_true(result.ok, result.err)
            local worker, connection = result.out.worker, result.out.connection
            assert.equal(owners[connection] or worker, worker)
            owners[connection], workers[worker] = worker, true
        end
        local count = 0
        for _ in pairs(workers) do count = count + 1 end
        assert.is_true(count > 1, count .. " workers")
        assert_clean_log()
    end

    it("share no connection of a client that was made before the fork, over libcurl", function()
        assert_shares_no_connection({ allow_blocking = true })
    end)

    local GENERATION = [[ return require("phases").generation ]]

    -- Reloads nginx as often as that while calls with those options of MANY are made; returns why any failed.
    local function reload_under_load(times, options)
        local reloads, failures = 0, {}
        local generation = nginx:run("content", GENERATION, {}, CLOSE)
        local function reload()
            nginx:signal("HUP")
            local before = generation
            repeat generation = nginx:run("content", GENERATION, {}, CLOSE) until generation > before
            reloads = reloads + 1
        end
        local function call()
            local done, reason = nginx:run("content", MANY, options, CLOSE)
            if done < options.count then failures[#failures + 1] = reason or "nobody knows why" end
        end
        local results = map({ reload, call, call, call, call }, function(part)
            while reloads < times and #failures == 0 do part() end
        end, { stop_on = function(result)
            failures[#failures + 1] = result.err
        end })
        assert.equal(5, #results)
        return failures
    end

    it("are replaced under load while threads of a pool call, and lose nothing", function()
        nginx = phases.start({ main = "thread_pool ncp threads=16;", workers = 2 })
        nginx:get_plain()
        local options = { url = url(), target = "/slow", count = 3, at_once = 3 }
        assert.same({}, reload_under_load(LONG and 200 or 8, options))
        assert_clean_log()
    end)

    if not resty then return end

    it("share no connection of a client that was made before the fork, over cosockets", function()
        assert_shares_no_connection({ allow_blocking = false, resty = resty })
    end)

    it("serve others while calls wait", function()
        nginx = phases.start({ resty = resty })
        local count = LONG and 2000 or 100
        assert_not_blocked({ url = url(), target = "/slow", count = count, at_once = 50 }, LONG and 0.02 or 0.1)
        assert_clean_log()
    end)

    -- Two clients of different services, many calls each, at the same time.
    local TWO = [[
        local function client_of(url, key)
            return assert(require("ncp").new({
                base_url = url, access_key = key, secret_key = "secret", server_role = false, timeout = 60,
            }))
        end
        local clients = {}
        for i, url in ipairs(given.urls) do clients[i] = client_of(url, "key" .. i) end
        local seen, threads = { {}, {} }, {}
        for n = 0, 39 do
            threads[#threads + 1] = ngx.thread.spawn(function()
                local i = n % 2 + 1
                local out = assert(clients[i]:request("GET", "/echo"))
                local host, key = out.headers.Host, out.headers["x-ncp-iam-access-key"]
                seen[i][host .. " " .. key] = (seen[i][host .. " " .. key] or 0) + 1
            end)
        end
        for _, thread in ipairs(threads) do assert(ngx.thread.wait(thread)) end
        return seen
    ]]

    it("keep clients of different services apart", function()
        nginx = phases.start({ resty = resty, ca = faults.dir .. "/ca.pem" })
        local seen = nginx:run("content", TWO, { urls = { url(), url("https") } })
        assert.same({
            { ["127.0.0.1:" .. faults.ports.plain .. " key1"] = 20 },
            { ["localhost:" .. faults.ports.tls .. " key2"] = 20 },
        }, seen)
        assert_clean_log()
    end)

    it("call with lua_code_cache off", function()
        nginx = phases.start({ resty = resty, http = "lua_code_cache off;" })
        for _ = 1, 20 do
            local done, reason = nginx:run("content", MANY, { url = url(), target = "/echo", count = 2, at_once = 2 })
            assert.equal(2, done, reason)
        end
    end)

    local RESIDENT = [[
        collectgarbage()
        collectgarbage()
        for line in io.lines("/proc/self/status") do
            local kilobytes = line:match("^VmRSS:%s*(%d+)")
            if kilobytes then return tonumber(kilobytes) end
        end
    ]]

    it("do not grow by calling", function()
        nginx = phases.start({ resty = resty, ca = faults.dir .. "/ca.pem" })
        local function call(count)
            local options = { url = url("https"), target = "/echo", count = count, at_once = 20 }
            local done, reason = nginx:run("content", MANY, options)
            assert.equal(count, done, reason)
            return nginx:run("content", RESIDENT)
        end
        local before = call(1000)
        local after = call(LONG and 100000 or 2000)
        assert.is_true(after < before + 2048, ("%d KiB, then %d KiB"):format(before, after))
        assert_clean_log()
    end)

    -- What the master process has open, and its resident memory in KiB. Waits until there are
    -- not more than `most` descriptors: workers of former configurations have some.
    local function size_of_master(most)
        local pid = program.read(nginx.nginx.dir .. "/nginx.pid"):match("%d+")
        local pipe = assert(io.popen((
            "n=0; while [ $(ls /proc/%s/fd | wc -l) -gt %d ] && [ $n -lt 500 ]; do n=$((n + 1)); sleep 0.02; done;" ..
            "ls /proc/%s/fd | wc -l; grep VmRSS /proc/%s/status"
        ):format(pid, most, pid, pid)))
        local descriptors, kilobytes = pipe:read("*a"):match("(%d+).-(%d+) kB")
        pipe:close()
        return tonumber(descriptors), tonumber(kilobytes)
    end

    it("are replaced under load, and lose nothing", function()
        nginx = phases.start({ resty = resty, ca = faults.dir .. "/ca.pem", workers = 2 })
        nginx:get_plain()
        local at_start = size_of_master(1000)
        local options = { url = url("https"), target = "/echo", count = 3, at_once = 3 }
        assert.same({}, reload_under_load(3, options))
        local _, kilobytes = size_of_master(at_start)
        assert.same({}, reload_under_load(LONG and 200 or 8, options))
        local descriptors, kilobytes_after = size_of_master(at_start)
        assert.equal(at_start, descriptors)
        assert.is_true(kilobytes_after < kilobytes + 2048, ("%d, then %d KiB"):format(kilobytes, kilobytes_after))
        assert_clean_log()
    end)
end)
