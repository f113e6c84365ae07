-- Every example, run as a reader would run it: against the emulator over HTTPS.
local command = require("spec.support.command")
local program = require("spec.support.program")

local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("*a")
    file:close()
    return text
end

describe("examples/switch_access_key.lua", function()
    it("edits a sub account, switches a key off and on, and ends with ok", function()
        local emulator = command.start({ "emulator", "--tls", "--seed", "examples/seed.json" })
        local output = program.run(read("examples/switch_access_key.lua"), emulator:variables())
        emulator:close()
        assert.matches("name is now test\n", output)
        assert.matches("ncp_iam_%w+ with secret %*%*%*\n", output)
        assert.matches("ncp_iam_%w+ off\n", output)
        assert.matches("signed with it: .-: The access key is disabled %(authentication, HTTP 401, code 200", output)
        assert.matches("accesskey.list: .-%(not_found, HTTP 404, code 30", output)
        assert.matches("\ndemo: ok\n$", output)
    end)
end)
