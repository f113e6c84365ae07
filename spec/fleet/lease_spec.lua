-- What one machine of a fleet does at a time.
local core = require("ncp.core")
local ncp = require("ncp")

local program = require("spec.support.program")
local redis = require("spec.support.redis")

if not redis.is_here() then return end

describe("a lease of a fleet", function()
    local store, one, other, count = nil, nil, nil, 0

    setup(function()
        store = redis.start()
        one = store:fleet({ name = "one" })
        other = store:fleet({ name = "other" })
    end)

    teardown(function() store:stop() end)

    local function new_name()
        count = count + 1
        return "rotate:key" .. count
    end

    it("is one machine's, and the others are told whose and for how long", function()
        local name = new_name()
        local lease = assert(one:lease(name, 20))
        assert.is_true(lease:is_held())
        local none, message, err = other:lease(name, 20)
        assert.is_nil(none)
        assert.equal("conflict", err.kind)
        assert.truthy(err.detail.holder:find("^one#"))
        assert.is_true(err.detail.seconds > 15 and err.detail.seconds <= 20)
        assert.truthy(message:find("is held by one#", 1, true))
        assert(other:lease(new_name(), 20))
    end)

    it("is free when it was released, and when its time is up", function()
        local name = new_name()
        assert(assert(one:lease(name, 20)):release())
        local short = assert(other:lease(name, 2))
        assert.is_nil((one:lease(name, 20)))
        core.sleep(2.05)
        assert.is_false(short:is_held())
        assert(one:lease(name, 20))
    end)

    it("is held for longer by who renews it", function()
        local name = new_name()
        local lease = assert(one:lease(name, 3))
        for _ = 1, 3 do
            core.sleep(1.1)
            assert(lease:renew())
        end
        assert.is_nil((other:lease(name, 20)))
    end)

    local function assert_lost(lease)
        for _, method in ipairs({ "renew", "release" }) do
            local done, message, err = lease[method](lease)
            assert.is_nil(done)
            assert.equal("conflict", err.kind)
            assert.truthy(message:find("is not held any more", 1, true))
        end
        assert.is_false(lease:is_held())
    end

    it("is not renewed after its end, nor taken from who has it then", function()
        local name = new_name()
        local late = assert(one:lease(name, 0.1))
        core.sleep(0.15)
        local present = assert(other:lease(name, 20))
        assert_lost(late)
        assert.is_true(present:is_held())
        assert(present:renew())
    end)

    it("whose holder thinks that it still has it is refused by Redis all the same", function()
        local name = new_name()
        local late = assert(one:lease(name, 0.1))
        core.sleep(0.15)
        late.until_ = core.monotonic() + 20
        assert_lost(late)
    end)

    it("is over when its holder was stopped for as long while Redis answered", function()
        local fleet = store:fleet()
        local lease = assert(fleet:lease(new_name(), 0.2))
        local eval = fleet.eval
        fleet.eval = function(...)
            local answer, message, err = eval(...)
            core.sleep(0.25)
            return answer, message, err
        end
        assert_lost(lease)
        assert.is_nil((lease:keep()))
    end)

    it("has a token that only grows, even when Redis has lost all it knew", function()
        local name, last = new_name(), 0
        for i = 1, 30 do
            local lease = assert((i % 2 == 0 and one or other):lease(name, 20))
            assert.is_true(lease.token > last, tostring(lease))
            assert.equal(0, lease.token % 1)
            last = lease.token
            assert(lease:release())
            if i % 10 == 0 then store:command("flushall") end
        end
    end)

    local CONTENDER = [[
        local fleet = assert(require("ncp.fleet").new({ redis = %q, timeout = 10 }))
        local lease, _, err = fleet:lease("rotate:all", 20)
        print(lease and "has it" or err.kind)
    ]]

    it("is one process's of ten that want it at once", function()
        local folder, pipes, words = program.folder(), {}, {}
        program.write(folder.path .. "/main.lua", CONTENDER:format(store.url))
        for i = 1, 10 do
            pipes[i] = assert(io.popen(("LUA_PATH='%s' LUA_CPATH='%s' %s %s/main.lua 2>&1"):format(
                package.path, package.cpath, program.interpreter(), folder.path)))
        end
        for i, pipe in ipairs(pipes) do
            words[i] = pipe:read("*l")
            pipe:close()
        end
        folder.remove()
        table.sort(words)
        assert.equal("conflict conflict conflict conflict conflict conflict conflict conflict conflict has it",
            table.concat(words, " "))
    end)

    local HOLDER = [[
        local fleet = assert(require("ncp.fleet").new({ redis = %q, timeout = 10 }))
        local lease = assert(fleet:lease("rotate:stopped", 0.5))
        io.write("token ", ("%%.0f"):format(lease.token), "\n")
        io.flush()
        io.read("*l")
        print(lease:is_held(), (select(2, lease:renew())))
    ]]

    -- Prints its own process id first, which is that of the program.
    local START = "echo $$; exec env LUA_PATH='%s' LUA_CPATH='%s' %s %s/main.lua <%s/go 2>&1"

    it("whose holder was stopped past its end sees that it is over", function()
        local folder = program.folder()
        program.write(folder.path .. "/main.lua", HOLDER:format(store.url))
        os.execute("mkfifo " .. folder.path .. "/go")
        local pipe = assert(io.popen(START:format(
            package.path, package.cpath, program.interpreter(), folder.path, folder.path)))
        local go = assert(io.open(folder.path .. "/go", "w"))
        local pid, token = pipe:read("*l"), tonumber(pipe:read("*l"):match("token (%d+)"))
        os.execute("kill -STOP " .. pid)
        core.sleep(0.6)
        local next_lease = assert(one:lease("rotate:stopped", 20))
        assert.is_true(next_lease.token > token)
        os.execute("kill -CONT " .. pid)
        go:write("go\n")
        go:close()
        local said = pipe:read("*l")
        pipe:close()
        folder.remove()
        assert.truthy(said:find("^false\t.*is not held any more"), said)
        assert(next_lease:renew())
    end)

    it("is not given, renewed or released without Redis", function()
        local own = redis.start()
        local fleet = own:fleet()
        local lease = assert(fleet:lease("rotate", 20))
        own:kill()
        for _, ask in ipairs({
            function() return fleet:lease("rotate", 20) end,
            function() return lease:renew() end,
            function() return lease:release() end,
        }) do
            local done, message, err = ask()
            assert.is_nil(done)
            assert.equal("fleet", err.kind)
            assert.truthy(message:find("Redis cannot be asked", 1, true))
        end
        own:stop()
    end)

    it("lets other tasks go on while Redis is slow", function()
        store:command("client", "PAUSE", 1000, "ALL")
        local turns = 0
        local ticking = ncp.spawn(function()
            for _ = 1, 100 do
                turns = turns + 1
                one:loss()
                require("ncp.runtime.tasks").clock.sleep(0.005)
            end
        end)
        assert(one:lease(new_name(), 20))
        assert.is_true(turns > 10, turns .. " turns")
        ncp.wait(ticking)
    end)
end)
