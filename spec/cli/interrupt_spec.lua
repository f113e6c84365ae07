-- SIGINT, while the command waits for something. No other child may run: its handle would block the signal.
local command = require("spec.support.command")
local program = require("spec.support.program")

describe("ncp", function()
    it("ends at once on SIGINT, without a word", function()
        local folder = program.folder()
        local fifo = folder.path .. "/password"
        assert(os.execute("mkfifo " .. fifo))
        local running = command.start({ "tenant", "check-password", "--password-file", fifo })
        -- The file can be opened for writing once the command reads it.
        os.execute(("exec 3>%s; kill -INT %s"):format(fifo, running.pid))
        assert.equal(130, running:status())
        assert.equal("", running:output())
        running:close()
        folder.remove()
    end)
end)
