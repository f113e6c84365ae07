-- Child processes of the command line tool.
local core = require("ncp.core")

local handle

before_each(function() handle = assert(core.process.open()) end)
after_each(function() handle:close() end)

local function shell(script)
    assert(handle:start({ "sh", "-c", script }))
end

describe("a child process", function()
    it("is waited for, with its status or the signal that ended it", function()
        shell("exit 3")
        assert.same({ "exited", 3 }, { handle:wait(10) })
        shell("kill -KILL $$")
        assert.same({ "exited", 137 }, { handle:wait(10) })
    end)

    it("that goes on is nil when time is over", function()
        shell("exec sleep 60")
        assert.is_nil(handle:wait(0.01))
        assert.is_nil(handle:wait(0))
    end)

    it("gets its arguments as they are, and its outputs go to the file", function()
        local path = os.tmpname()
        assert(handle:start({ "sh", "-c", 'printf %s "$1"; printf %s "$2" >&2', "sh", "a b'\"$x", "*" }, path))
        assert.same({ "exited", 0 }, { handle:wait(10) })
        local file = assert(io.open(path, "rb"))
        assert.equal("a b'\"$x*", file:read("*a"))
        file:close()
        os.remove(path)
    end)

    it("is stopped, in earnest when it does not listen", function()
        shell("exec sleep 60")
        handle:stop()
        assert.is_nil(handle:wait(0))
        shell("trap '' TERM; echo; while :; do sleep 1; done")
        handle:stop(0.05)
        assert.is_nil(handle:wait(0))
    end)

    it("that was started is told by true, and nothing else", function()
        assert.same({ true }, { handle:start({ "true" }) })
    end)

    it("is one at a time", function()
        shell("exec sleep 60")
        local started, message = handle:start({ "true" })
        assert.is_nil(started)
        assert.matches("true: ", message, 1, true)
    end)

    it("that cannot be started is an error, with its reason", function()
        assert.same({ nil, "/no/such/program: No such file or directory" }, { handle:start({ "/no/such/program" }) })
        assert.is_nil((handle:start({ "true" }, "/no/such/folder/log")))
        assert.is_nil(handle:wait(0))
    end)

    it("needs a list of strings", function()
        for _, argv in ipairs({ {}, { 1 }, { "true", {} } }) do
            assert.has_error(function() handle:start(argv) end)
        end
    end)
end)

describe("a signal", function()
    for _, name in ipairs({ "TERM", "INT", "HUP" }) do
        it("SIG" .. name .. " is waited for, and comes before the end of the child", function()
            shell(("kill -%s $PPID; exit 3"):format(name))
            assert.same({ "signal", name }, { handle:wait(10) })
            assert.same({ "exited", 3 }, { handle:wait(10) })
        end)
    end

    it("is not blocked in the child", function()
        shell("kill -TERM $$; exit 3")
        assert.same({ "exited", 143 }, { handle:wait(10) })
    end)
end)

describe("a handle", function()
    it("can be closed again, ends its child, and starts nothing then", function()
        local other = assert(core.process.open())
        assert(other:start({ "sleep", "60" }))
        other:close()
        other:close()
        assert.is_nil((other:start({ "true" })))
        assert.is_nil(other:wait(0))
    end)

    it("that is forgotten ends its child", function()
        local path = os.tmpname()
        do
            local other = assert(core.process.open())
            assert(other:start({ "sh", "-c", "echo $$; exec sleep 60" }, path))
        end
        collectgarbage()
        collectgarbage()
        local file = assert(io.open(path, "rb"))
        local pid = file:read("*l")
        file:close()
        os.remove(path)
        shell(("! kill -0 %s 2>/dev/null"):format(pid or "1000000"))
        assert.same({ "exited", 0 }, { handle:wait(10) })
    end)
end)

describe("a free port", function()
    it("is found, and can be asked about", function()
        local port = assert(core.process.free_port())
        assert.is_true(port > 0 and port < 65536)
        assert.equal(port, core.process.free_port(port))
    end)
end)
