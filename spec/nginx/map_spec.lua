-- Many at once in nginx: runs over light threads, and one rate for all workers.
local core = require("ncp.core")
local map = require("ncp.map")

local most_in_a_second = require("spec.support.most_in_a_second")
local phases = require("spec.support.phases")
local server = require("spec.support.server")

local resty = phases.resty_folder()

-- A new connection may be another worker's.
local CLOSE = { connection = "close" }

local CLIENT = [[
    local ncp = require("ncp")
    -- Notes when requests go out: the server sees them when it and a thread have time for them.
    local times, inner = {}, require("ncp.transport.nginx").new({})
    local noting = { clock = inner.clock }
    function noting.send(request)
        times[#times + 1] = require("ncp.core").monotonic()
        return inner.send(request)
    end
    local client = assert(ncp.new({
        transport = given.noting and noting or nil,
        base_url = given.url, access_key = given.key or "id", secret_key = "secret", server_role = false,
        rate = given.rate, shared_dict = given.shared_dict, timeout = 60,
    }))
]]

describe("in nginx, ncp.map #nginx", function()
    local faults, nginx

    setup(function()
        faults = server.start()
        nginx = phases.start({ resty = resty, workers = 4, main = "thread_pool ncp threads=32;", listen = "reuseport" })
    end)

    teardown(function()
        nginx:stop()
        faults:stop()
    end)

    local function run(chunk, given, phase, headers)
        given = given or {}
        given.url = "http://127.0.0.1:" .. faults.ports.plain
        return nginx:run(phase or "content", CLIENT .. chunk, given, headers)
    end

    for _, phase in ipairs({ "content", "access", "rewrite" }) do
        it("makes calls that overlap, each with its own result, in phase " .. phase, function()
            local lines = run([[
                local items = {}
                for i = 1, 24 do items[i] = i end
                local results, counts = ncp.map(items, function(i)
                    assert(client:request("GET", "/meet/24?" .. given.phase))
                    return client:request("GET", "/echo?" .. i).line
                end, { concurrency = 24 })
                assert(counts.failed == 0)
                local lines = {}
                for i, result in ipairs(results) do lines[i] = result.out end
                return lines
            ]], { phase = phase }, phase)
            for i = 1, 24 do assert.equal(("GET /echo?%d HTTP/1.1"):format(i), lines[i]) end
        end)
    end

    it("keeps results apart from failures and errors, and ends at its deadline", function()
        local kinds, message = run([[
            local targets = { "/echo", "/close", "raise", "/silence", "/silence", "/silence" }
            local results = ncp.map(targets, function(target)
                if target == "raise" then error("raised", 0) end
                return client:request("GET", target, { max_attempts = 1 })
            end, { concurrency = 2, deadline = 2 })
            local kinds = {}
            for i, result in ipairs(results) do kinds[i] = result.ok and "ok" or result.err.kind or "none" end
            return kinds, results[3].err
        ]])
        assert.same({ "ok", "network", "none", "timeout", "timeout", "deadline" }, kinds)
        assert.equal("raised", message)
    end)

    it("works within itself and within tasks", function()
        assert.same({ "ab", "cd" }, run([[
            local results = ncp.map({ { "a", "b" }, { "c", "d" } }, function(names)
                local inner = ncp.map(names, function(name)
                    return client:request("GET", "/echo?" .. name).line:match("%?(%a)")
                end)
                local task = ncp.spawn(function() return inner[1].out .. inner[2].out end)
                return select(2, ncp.wait(task))
            end)
            return { results[1].out, results[2].out }
        ]]))
    end)

    it("keeps a rate, with disables before listings", function()
        local order = run([[
            local order = {}
            local function note(name, options)
                return function()
                    assert(client:request("GET", "/echo", options))
                    order[#order + 1] = name
                end
            end
            local tasks = {}
            for i = 1, 10 do tasks[i] = ncp.spawn(note("list")) end
            tasks[11] = ncp.spawn(note("off", { priority = "high" }))
            for _, task in ipairs(tasks) do assert(ncp.wait(task)) end
            return order
        ]], { rate = 50 })
        assert.equal(11, #order)
        assert.is_true(order[1] == "off" or order[2] == "off" or order[3] == "off")
    end)

    -- Of those who wait for their turn, the first is gone before it comes.
    it("goes on when what waits for its turn is killed", function()
        local done = run([[
            local function call() return client:request("GET", "/echo") end
            assert(call())
            local killed, left = ngx.thread.spawn(call), {}
            for i = 1, 3 do left[i] = ncp.spawn(call) end
            ngx.thread.kill(killed)
            local done = 0
            for _, task in ipairs(left) do
                local _, out = assert(ncp.wait(task))
                done = done + (out and 1 or 0)
            end
            return done
        ]], { rate = 2, key = "killed" })
        assert.equal(3, done)
    end)

    -- Each item is a request to whichever worker takes it, which makes five calls. Returns how many
    -- workers there were, and when the calls went out.
    local function run_in_workers(given)
        local results = map({ 1, 2, 3, 4, 5, 6 }, function()
            return run([[
                -- A worker's first call loads modules after its turn has come.
                local first = assert(ncp.new({ base_url = given.url, access_key = "first", secret_key = "s" }))
                assert(first:request("GET", "/echo"))
                local items = {}
                for i = 1, 5 do items[i] = i end
                local _, counts = ncp.map(items, function()
                    return client:request("GET", "/echo")
                end)
                assert(counts.failed == 0)
                return ngx.worker.pid(), times
            ]], { noting = true, rate = 20, shared_dict = given.shared_dict, key = given.key },
                "content", CLOSE)
        end)
        local workers, count, times = {}, 0, {}
        for _, result in ipairs(results) do
            assert.is_true(result.ok, result.err)
            if not workers[result.out] then count = count + 1 end
            workers[result.out] = true
            for _, time in ipairs(result.meta) do times[#times + 1] = time end
        end
        table.sort(times)
        return count, times
    end

    it("shares one rate among all workers", function()
        local most, seconds
        for _ = 1, 3 do -- on a busy machine calls come late, and the next ones closer
            local workers, times = run_in_workers({ key = "shared", shared_dict = "ncp" })
            assert.is_true(workers > 1, workers .. " workers")
            assert.equal(30, #times)
            most, seconds = most_in_a_second(times), times[30] - times[1]
            if most <= 21 and seconds > 29 / 20 * 0.95 then break end
        end
        assert.is_true(most <= 21, most .. " in a second")
        assert.is_true(seconds > 29 / 20 * 0.95, seconds .. " seconds")
    end)

    it("slows all workers down when one of them is throttled", function()
        local list = { list = "cut", shared_dict = "ncp", key = "cut" }
        local start
        for _ = 1, 8 do
            start = core.monotonic()
            run([[client:request("GET", "/status/429", { max_attempts = 1 })]], list, "content", CLOSE)
        end
        for _ = 1, 3 do
            run([[assert(client:request("GET", "/echo"))]], list, "content", CLOSE)
        end
        assert.is_true(core.monotonic() - start > 1)
    end)

    -- Two share a pace, as workers do; one has it for itself. All see the same answers of a service with
    -- a quota of 50 a second that also refuses one in seven.
    it("shares all that a pace has learnt", function()
        local differences, refused = run([[
            local pace, share = require("ncp.call.pace"), require("ncp.call.shared_pace").share
            local alone, shared = pace.new(), { pace.new(), pace.new() }
            for _, one in ipairs(shared) do share(one, "ncp", "learnt", { sleep = ngx.sleep }) end
            local differences, refused, passed = {}, 0, 0
            for step = 1, 3000 do
                local now, one = step / 512, shared[step % 2 + 1]
                local may_go = alone:try(now, nil, true)
                if one:try(now, nil, true) ~= may_go then differences[#differences + 1] = "turn " .. step end
                if may_go then
                    local is_refused = step % 7 == 0 or passed > now * 50 + 50
                    if is_refused then refused = refused + 1 else passed = passed + 1 end
                    alone:answered(now, now, is_refused)
                    one:answered(now, now, is_refused)
                end
                local next_word = one:state():gmatch("%S+")
                for word in alone:state():gmatch("%S+") do
                    local mine, its = tonumber(word) or -1, tonumber(next_word()) or -1
                    if math.abs(mine - its) > 1e-6 then differences[#differences + 1] = mine .. " " .. step end
                end
            end
            return differences, refused
        ]])
        assert.same({}, differences)
        assert.is_true(refused > 20, refused)
    end)

    -- A busy machine may take the processor from a worker at any moment.
    it("loses nothing when a worker stands still while it changes what is shared", function()
        local results = map({ 1, 2, 3, 4, 5, 6, 7, 8 }, function()
            return run([[
                local count = { taken = 0 }
                function count:state() return tostring(self.taken) end
                function count:restore(text) self.taken = tonumber(text) end
                function count:try()
                    self.taken = self.taken + 1
                    require("ncp.core").sleep(0.1)
                    return self.taken
                end
                function count:answered() end
                require("ncp.call.shared_pace").share(count, "ncp", "still", { sleep = ngx.sleep })
                return count:try(), ngx.worker.pid()
            ]], nil, "content", CLOSE)
        end)
        local workers, taken = {}, {}
        for i, result in ipairs(results) do
            assert.is_true(result.ok, result.err)
            taken[i], workers[result.meta] = result.out, true
        end
        table.sort(taken)
        assert.same({ 1, 2, 3, 4, 5, 6, 7, 8 }, taken)
        assert.truthy(next(workers, next(workers)), "one worker")
    end)

    it("refuses a dictionary that nginx does not have", function()
        local message = run([[return (select(2, ncp.new({ shared_dict = "none" })))]])
        assert.truthy(message:find("option shared_dict must be the name of a lua_shared_dict", 1, true))
        local _, _, err = require("ncp").new({ shared_dict = "ncp" })
        assert.equal("shared_dict", err.field)
    end)
end)
