-- What the command tells of its requests.
local cjson = require("cjson")

local command = require("spec.support.command")
local program = require("spec.support.program")

describe("the command tells of its requests", function()
    local emulator, environment, folder

    setup(function()
        emulator = command.start({ "emulator", "--seed", "examples/seed.json" })
        environment = emulator:variables()
        folder = program.folder()
    end)

    teardown(function()
        emulator:close()
        folder.remove()
    end)

    local function run(arguments, more)
        local given = {}
        for name, value in pairs(environment) do given[name] = value end
        for name, value in pairs(more or {}) do given[name] = value end
        return program.ncp(arguments, given)
    end

    it("with --verbose, on standard error, as curl -v does", function()
        local status, output, told = run({ "--verbose", "subaccount", "list", "--json" })
        assert.equal(0, status)
        assert.is_table(cjson.decode(output))
        assert.matches("^> %[1%] GET /api/v1/sub%-accounts %(subaccount%.list, 127%.0%.0%.1:%d+, attempt 1%)\n" ..
            "< %[1%] 200 %([%d.]+ s, %d+ bytes, request emulator%d+, new connection%)\n" ..
            "%* %[1%] subaccount%.list: done %(HTTP 200, request emulator%d+, 1 attempt, [%d.]+ s%)\n$", told)
        assert.is_nil(told:find(environment.NCLOUD_SECRET_KEY, 1, true))
        assert.equal(status, (run({ "subaccount", "list", "--verbose" })))
    end)

    it("with NCP_LOG, which --verbose does not double", function()
        local _, _, told = run({ "group", "list" }, { NCP_LOG = "info" })
        assert.matches("^%* %[1%] group%.list: done %([^\n]*%)\n$", told)
        local _, _, verbose = run({ "--verbose", "group", "list" }, { NCP_LOG = "info" })
        local _, lines = verbose:gsub("\n", "")
        assert.equal(3, lines, verbose)
    end)

    it("and of pauses that the service asks for", function()
        emulator:fault('{"kind":"throttle","operation":"group.list","retry_after":1}')
        local status, _, told = run({ "group", "list" }, { NCP_LOG = "info" })
        assert.equal(0, status)
        assert.matches("\n* [1] group.list: the service throttles (HTTP 429); it asks for a pause of 1.000 s\n",
            "\n" .. told, 1, true)
        assert.matches("group%.list: sent again in [%d.]+ s, after an answer of kind throttled\n", told)
    end)

    it("with --trace, as lines of JSON in a file, which is made anew", function()
        local path = folder.path .. "/trace"
        for _ = 1, 2 do assert.equal(0, (run({ "--trace", path, "--api", "auto", "group", "list" }))) end
        local names = {}
        for line in program.read(path):gmatch("[^\n]+") do names[#names + 1] = cjson.decode(line).event end
        assert.same({ "request", "answer", "done" }, { names[#names - 2], names[#names - 1], names[#names] })
        assert.is_true(#names <= 6, #names)
    end)

    it("and refuses what cannot be, before anything is sent", function()
        local status, _, complaint = run({ "--trace", folder.path .. "/none/trace", "group", "list" })
        assert.same({ 2, ("ncp: --trace %s/none/trace: No such file or directory\n"):format(folder.path) },
            { status, complaint })
        status, _, complaint = run({ "group", "list" }, { NCP_LOG = "loud" })
        assert.same({ 2, "ncp: new: NCP_LOG must be info or debug (validation)\n" }, { status, complaint })
    end)

    it("and goes on without a trace when the disk is full, saying so once", function()
        if not io.open("/dev/full") then return pending("needs /dev/full") end
        local status, output, complaint = run({ "--trace", "/dev/full", "group", "list", "--json" })
        assert.equal(0, status)
        assert.is_table(cjson.decode(output))
        assert.equal("ncp: --trace /dev/full: No space left on device; the run goes on without a trace\n", complaint)
    end)

    it("and explain sums a trace up", function()
        local path = folder.path .. "/summed"
        local call = '{"event":"request"}\n{"event":"answer","reused":%s}\n{"event":"done","operation":"group.list",' ..
            '"seconds":%s%s}\n'
        program.write(path, call:format("false", "0.5", "") .. '{"event":"waited","seconds":2.5}\n'
            .. '{"event":"throttled"}\n{"event":"retry","seconds":1}\n{"event":"skew","seconds":-301}\n'
            .. call:format("true", "4", ',"kind":"server","message":"oh\\u001b[2J","request_id":"r7"'))
        local status, output = run({ "explain", "--events", path })
        assert.equal(1, status)
        assert.equal([[
calls         2, of which 1 failed; 2 requests
failed        group.list: oh\x1b[2J (server, request r7)
waited        2.500 s for turns of requests, at most 2.500 s
throttled     1 request, which the service refused
retries       1, after pauses of 1.000 s
clock         the server's is 301 s behind this one
connections   1 new, 1 time a kept one
slowest       group.list, 4.000 s
]], output)
        program.write(path, "no trace\n")
        local refused, _, complaint = run({ "explain", "--events", path })
        assert.same({ 2, ("ncp: %s: line 1 is no event of a trace\n"):format(path) }, { refused, complaint })
        assert.equal(2, (run({ "explain" })))
    end)
end)
