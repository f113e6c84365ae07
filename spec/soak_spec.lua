local program = require("spec.support.program")

-- AddressSanitizer keeps for a while what has been freed.
local KEEPS_NOTHING = { ASAN_OPTIONS = "quarantine_size_mb=0:thread_local_quarantine_size_kb=0:" ..
    "allocator_release_to_os_interval_ms=0" }

-- What a run of a hundred of these comes to.
local function outcome(statement)
    local source = [[
        local kept = {}
        require("tests.soak.gauge").run("work", 100, function(count)
            for i = 1, count do %s end
        end)
    ]]
    return program.run(source:format(statement), KEEPS_NOTHING):match("(%a+)\n$")
end

describe("a program that goes on for long #once", function()
    it("passes where it holds the same after all as after a tenth", function()
        assert.equal("passed", outcome("kept[i] = ('x'):rep(10000)"))
    end)

    it("fails where memory or a descriptor is left behind", function()
        assert.equal("FAILED", outcome("kept[#kept + 1] = ('x'):rep(10000) .. #kept"))
        assert.equal("FAILED", outcome("kept[#kept + 1] = io.open('/dev/null')"))
    end)
end)
