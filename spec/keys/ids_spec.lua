-- Access key ids in whatever text they leaked in. What the recogniser itself finds is tested in tests/test_leak.c.
local ids = require("ncp.keys.ids")
local program = require("spec.support.program")

local LOG_BYTES = os.getenv("NCP_LONG") and 1e9 or 1e8
local NEW, OLD = "ncp_iam_EXAMPLEACCESSKEY0001", "EXAMPLEACCESSKEY0002"

local function read(input, max_bytes)
    local search = ids.search(input, max_bytes)
    assert(search:read())
    return search
end

local function found(input)
    local list = {}
    for i, find in ipairs(read(input):finds()) do
        list[i] = (find.kind == "word" and not find.given and "?" or "") .. find.id
    end
    return table.concat(list, " ")
end

-- An open file with that content.
local function file_with(text)
    local file = io.tmpfile()
    file:write(text)
    file:seek("set")
    return file
end

describe("key ids are recognised", function()
    local texts = {
        { "in a log", '2026-01-02 GET /x "' .. NEW .. '" 200\nkey=' .. OLD .. ";", NEW .. " " .. OLD },
        { "in a diff", "+NCLOUD_ACCESS_KEY_ID=" .. NEW .. "\n-  accessKey: '" .. OLD .. "'", NEW .. " " .. OLD },
        { "in JSON", '{"accessKey":"' .. NEW .. '","ak":"' .. OLD .. '"}', NEW .. " " .. OLD },
        { "in a URL", "https://x/access-keys/" .. NEW .. "?k=" .. OLD .. "&", NEW .. " " .. OLD },
        { "behind a name", "KEY_" .. NEW, NEW },
        { "once each, in their order", OLD .. " " .. NEW .. " " .. OLD, OLD .. " " .. NEW },
        { "behind escapes of JSON", [[{"log":"a\n]] .. OLD .. [[\nk\u003d]] .. NEW .. '"}', OLD .. " " .. NEW },
        { "behind escapes of URLs", "?k%3D" .. OLD .. "%26", OLD },
        { "in quoted-printable", "key=3D" .. OLD .. ", ncp_iam_EXAMPLEACC=\r\nESSKEY0001", OLD .. " " .. NEW },
        { "between colours", "\27[31m" .. OLD .. "\27[0m", OLD },
        { "in names of files", "key_" .. OLD .. ".csv " .. NEW .. "_old.pem", OLD .. " " .. NEW },
        { "between NULs", "\0" .. OLD .. "\0" .. NEW .. "\0", OLD .. " " .. NEW },
        { "in UTF-16", (OLD .. " " .. NEW):gsub(".", "%0\0"), OLD .. " " .. NEW },
        { "in base64", "key: " .. "RVhBTVBMRUFDQ0VTU0tFWTAwMDI=\n", OLD },
    }
    for _, case in ipairs(texts) do
        it(case[1], function() assert.equal(case[3], found(case[2])) end)
    end

    it("but not in secrets, hashes and shorter words", function()
        assert.equal("", found("ncp_iam_EXAMPLESECRETKEY0000000000000001"))
        assert.equal("", found("EXAMPLESECRETKEY0000000000000001"))
        assert.equal("", found("da39a3ee5e6b4b0d3255bfef95601890afd80709"))
        assert.equal("", found("ncp_iam_EXAMPLE EXAMPLE0001"))
    end)

    it("with a doubt where only the length speaks for it", function()
        assert.equal("?internationalization ?20260102030405060708", found("internationalization 20260102030405060708"))
    end)

    it("in a list, where any word is one", function()
        assert.equal("short " .. NEW, found({ "short", " " .. NEW .. "\n" }))
        assert.equal(OLD, found({ "two words and " .. OLD }))
        assert.equal("internationalization", found({ "internationalization" }))
    end)

    it("in open files", function()
        assert.equal(NEW .. " " .. OLD, found(file_with("x\n" .. NEW .. "\n" .. OLD)))
        assert.equal("a " .. NEW .. " " .. OLD, found({ "a", file_with("x\n" .. NEW .. "\n" .. OLD) }))
        assert.equal(OLD, found(file_with(("x "):rep(40000) .. OLD)))
    end)

    it("and other input is refused", function()
        for _, input in ipairs({ 1, true, { 1 } }) do
            assert.has_error(function() ids.search(input) end,
                "keys.sweep: the input must be a text, an open file, or a list of these")
        end
    end)
end)

describe("a search through a long text", function()
    -- Runs it on the output of a command → by how many MB the process grew, and whether it found the id at the end.
    -- (A sanitizer is told not to keep memory that was given back.)
    local function run(line)
        local output = program.run(([[
            local ids = require("ncp.keys.ids")
            local function most()
                return assert(io.open("/proc/self/status")):read("*a"):match("VmHWM:%%s+(%%d+)") / 1000
            end
            local before = most()
            local search = ids.search(assert(io.popen("%s; echo key=%s.", "r")))
            if search:read() == false then
                search:know({ "%s" })
                assert(search:read())
            end
            print(most() - before, search:find("%s") ~= nil)
        ]]):format(line, OLD, OLD, OLD), { ASAN_OPTIONS = "quarantine_size_mb=1" })
        local growth, has_found = output:match("^(%S+)\t(%S+)\n$")
        return tonumber(growth), has_found, output
    end

    it("takes little memory for a log", function()
        local line = "2026-01-02T03:04:05Z GET /api/v1/sub-accounts/2b141960-1111-2222-3333-246e9659184c 200"
        local growth, has_found, output = run(("yes '%s' 2>/dev/null | head -c %d"):format(line, LOG_BYTES))
        assert.equal("true", has_found, output)
        assert.is_true(growth < 50, output)
    end)

    it("takes little memory for words of which no two are alike", function()
        local growth, has_found, output = run("head -c 60000000 /dev/urandom | base64 | tr -d +/")
        assert.equal("true", has_found, output)
        assert.is_true(growth < 50, output)
    end)
end)

describe("a search", function()
    it("tells where an id stands, and in which encoding", function()
        local search = read({ "x", "one\n two: " .. [[\u0045XAMPLEACCESSKEY0002]] .. "\n" .. NEW })
        assert.same({ source = 2, line = 2, column = 7, encoding = "JSON" }, search:find(OLD))
        assert.same({ source = 2, line = 3, column = 1 }, search:find(NEW))
        assert.same({ source = 1, line = 1, column = 1 }, search:find("x"))
        local wrapped = program.output_of(("echo '%s' | base64 -w 0 | base64 -w 0"):format(
            [[{"key":"\u0045XAMPLEACCESSKEY0002"}]]))
        assert.equal("base64, base64, JSON", read(wrapped):find(OLD).encoding)
        assert.is_nil(search:find("y"))
    end)

    it("can be asked for what stands in a longer word", function()
        local search = read("a" .. OLD .. "b")
        assert.same({}, search:finds())
        assert.equal(2, search:find(OLD).column)
        assert.is_true(search:counts().candidates > 0)
        assert.equal(0, read({ NEW, OLD }):counts().candidates)
    end)

    it("refuses a text that does not end", function()
        local search = ids.search(function() return { read = function() return ("\0"):rep(65536) end } end, 1e6)
        local done, message = search:read()
        assert.is_nil(done)
        assert.equal("is longer than 1000000 bytes: max_bytes can allow more", message)
    end)

    it("of very many words goes on when it is told what accounts hold", function()
        local lines, state = {}, 1
        for i = 1, 30000 do
            local words = {}
            for k = 1, 8 do
                state = (state * 16807) % 2147483647
                words[k] = ("%08x"):format(state)
            end
            lines[i] = table.concat(words)
        end
        lines[#lines + 1] = "x" .. OLD .. "y" .. lines[1]
        local search = ids.search(table.concat(lines, "\n"))
        assert.is_false(search:read())
        search:know({ OLD, NEW })
        assert.is_true(search:read())
        assert.equal(30001, search:find(OLD).line)
        assert.is_false(search:counts().overflowed)
    end)
end)
