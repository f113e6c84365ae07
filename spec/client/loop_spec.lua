-- Tasks that the loop of a program drives: by ncp.step, and by the loops of others.
local core = require("ncp.core")
local ncp = require("ncp")
local program = require("spec.support.program")
local server = require("spec.support.server")
local transport = require("ncp.transport.curl")

describe("a loop of one's own", function()
    local nginx

    setup(function() nginx = server.start() end)
    teardown(function() nginx:stop() end)

    local function call(target)
        return transport.send({
            method = "GET", origin = "http://127.0.0.1:" .. nginx.ports.plain, target = target, timeout = 20,
        })
    end

    it("drives tasks to their end by ncp.step(0), which waits for nothing #timed", function()
        local finished, longest, start = 0, 0, core.monotonic()
        for _ = 1, 8 do
            ncp.spawn(function()
                if assert(call("/slow")).status == 200 then finished = finished + 1 end
            end)
        end
        assert.equal(8, ncp.step(0))
        repeat
            core.sleep(1 / 60)
            local before = core.monotonic()
            local left = ncp.step(0)
            longest = math.max(longest, core.monotonic() - before)
        until left == 0
        assert.equal(8, finished)
        assert.is_true(longest < (core.monotonic() - start) / 4)
    end)

    it("is told when tasks want a turn", function()
        assert.is_nil(ncp.timeout())
        local task = ncp.spawn(call, "/slow")
        assert.is_true(ncp.timeout() >= 0)
        while not task.done do ncp.step(ncp.timeout()) end
        assert.is_nil(ncp.timeout())
        assert.equal(200, select(2, ncp.wait(task)).status)
        local sleeper = ncp.spawn(function() transport.clock.sleep(0.2) end)
        assert.is_true(ncp.timeout() <= 0.2)
        assert.equal(1, ncp.step(0))
        assert.equal(0, ncp.step(20))
        assert.is_true(sleeper.done)
    end)

    it("waits in ncp.step for what tasks wait for, and not without any", function()
        assert.equal(0, ncp.step())
        assert.equal(0, ncp.step(3600))
        local task = ncp.spawn(call, "/slow")
        while ncp.step() > 0 do end
        assert.is_true(task.done)
    end)

    it("waits outside of tasks for what one of them tells", function()
        local event, is_told = require("ncp.runtime.scheduler").event(), false
        ncp.spawn(function()
            transport.clock.sleep(0.05)
            is_told = true
            event:signal()
        end)
        event:wait(20)
        assert.is_true(is_told)
    end)

    it("gives every task its turn, also beside one that only yields", function()
        local stop = false
        local yielding = ncp.spawn(function() while not stop do coroutine.yield() end end)
        local calling = ncp.spawn(call, "/slow")
        while not calling.done do ncp.step(0) end
        stop = true
        ncp.wait(yielding)
    end)

    it("has a descriptor on Linux, the same all the time", function()
        local fd = ncp.fd()
        if not fd then return end
        assert.is_true(fd > 2)
        call("/echo")
        assert.equal(fd, ncp.fd())
    end)

    it("is no task", function()
        local _, message = ncp.wait(ncp.spawn(function() ncp.step(0) end))
        assert.matches("ncp.step is for the loop of the program", message)
    end)

    -- Each begins with what is of the loop: `attach()`, `go(fn)` starts a coroutine, `run()` runs the loop until
    -- all is done, and `pause(seconds)` lets it go on.
    local loops = {
        luv = [[
            local uv = require("luv")
            local function attach() require("ncp.loop.luv").attach() end
            local function go(fn) coroutine.wrap(fn)() end
            local function run() uv.run() end
            local function pause(seconds)
                local thread, timer = coroutine.running(), uv.new_timer()
                timer:start(seconds * 1000, 0, function() timer:close() assert(coroutine.resume(thread)) end)
                coroutine.yield()
            end
        ]],
        cqueues = [[
            local cqueues = require("cqueues")
            local controller = cqueues.new()
            local function attach() require("ncp.loop.cqueues").attach(controller) end
            local function go(fn) controller:wrap(fn) end
            local function run() assert(controller:loop()) end
            local function pause(seconds) cqueues.sleep(seconds) end
        ]],
        copas = [[
            local copas = require("copas")
            local running, ticks = 0, 0
            local function attach() require("ncp.loop.copas").attach() end
            local function go(fn)
                running = running + 1
                copas.addthread(function()
                    copas.setErrorHandler(function(message) running = running - 1 print(message) end)
                    fn()
                    running = running - 1
                end)
            end
            local function run() while running > 0 do copas.step(0.01) ticks = ticks + 1 end end
            local function pause(seconds) transport.clock.sleep(seconds) end
        ]],
    }

    local PRELUDE = [[
        local core, ncp = require("ncp.core"), require("ncp")
        local transport = require("ncp.transport.curl")
        local ORIGIN = %q
        local function call(target)
            return assert(transport.send { method = "GET", origin = ORIGIN, target = target, timeout = 20 }).status
        end
    ]]

    local function run_with(loop, source)
        local prelude = PRELUDE:format("http://127.0.0.1:" .. nginx.ports.plain)
        return program.run(prelude .. loops[loop] .. source)
    end

    for name in pairs(loops) do
        if program.has_module(name) then
            describe("that is of " .. name, function()
                it("pauses the coroutines that call, and lets the others go on", function()
                    local output = run_with(name, [[
                        attach()
                        local done = 0
                        local function meet()
                            assert(call("/meet/9?" .. core.pid()) == 200)
                            done = done + 1
                        end
                        for i = 1, 8 do go(meet) end
                        go(function()
                            for i = 1, 3 do pause(0.01) end
                            meet()
                        end)
                        run()
                        print(done)
                    ]])
                    assert.equal("9\n", output)
                end)

                it("pauses them in what waits, too: one task for another, a retry, many at once", function()
                    local output = run_with(name, [[
                        attach()
                        go(function()
                            local ok, status = ncp.wait(ncp.spawn(call, "/slow"))
                            print(ok, status)
                            transport.clock.sleep(0.01)
                            local _, counts = ncp.map({ 1, 2, 3 }, function() return call("/echo") end)
                            print(counts.done, counts.failed)
                        end)
                        run()
                    ]])
                    assert.equal("true\t200\n3\t0\n", output)
                end)

                it("tells what a coroutine raised after its call as the loop does", function()
                    local output = run_with(name, [[
                        attach()
                        go(function()
                            call("/echo")
                            error("spoilt")
                        end)
                        go(function() print(call("/slow")) end)
                        print(pcall(run))
                        pcall(run)
                    ]])
                    assert.matches("main.lua:%d+: spoilt", output)
                    -- luv ends the program, as it does for every callback that raises.
                    if name ~= "luv" then assert.matches("200\n", output) end
                end)

                it("blocks for calls outside of its coroutines", function()
                    assert.equal("200\n", run_with(name, [[
                        attach()
                        print(call("/echo"))
                    ]]))
                end)
            end)
        end
    end
end)
