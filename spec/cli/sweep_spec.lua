-- What `ncp keys sweep` reads, says and does when it is interrupted, through the real command.
local cjson = require("cjson")
local command = require("spec.support.command")
local core = require("ncp.core")
local program = require("spec.support.program")

local LEAKED, OLD = "ncp_iam_EXAMPLE0000000000001", "EXAMPLEACCESSKEY0002"
local NOBODYS = "ncp_iam_NOBODY00000000000001"
local ACCOUNTS = 20

local emulator, environment, folder

-- Runs `ncp keys sweep` and asserts its exit status; returns what it wrote to standard output and standard error.
local function sweep(expected, arguments, input)
    local words = { "keys", "sweep" }
    for _, argument in ipairs(arguments) do words[#words + 1] = argument end
    return program.ncp_ends(expected, words, environment, input)
end

local function write(name, text)
    program.write(folder.path .. "/" .. name, text)
end

local function run(line)
    assert(os.execute(("cd %s && %s"):format(folder.path, line)))
end

setup(function()
    folder = program.folder()
    local accounts = {}
    for i = 1, ACCOUNTS do
        accounts[i] = { subAccountId = "account-" .. i, loginId = "bot" .. i, name = "bot " .. i }
    end
    accounts[1].accessKeys = { { accessKey = LEAKED, keySecret = "ncp_iam_SECRET1" } }
    accounts[2].accessKeys = { { accessKey = OLD, keySecret = "ncp_iam_SECRET2" } }
    write("seed.json", cjson.encode({ subAccounts = accounts }))
    emulator = command.start({ "emulator", "--seed", folder.path .. "/seed.json" })
    environment = emulator:variables()
end)

teardown(function()
    emulator:close()
    folder.remove()
end)

describe("ncp keys sweep", function()
    it("reads standard input where - stands, and where nothing does", function()
        for _, arguments in ipairs({ { "--dry-run" }, { "--dry-run", "-" } }) do
            local output = sweep(0, arguments, LEAKED)
            assert.matches(LEAKED .. "  of bot1, standard input:1:1\n", output)
        end
    end)

    it("says that it leaves what expands too much, and has not succeeded then", function()
        run("head -c 80000000 /dev/zero | gzip >bomb.gz")
        local output = sweep(1, { "--dry-run", folder.path .. "/bomb.gz" })
        assert.matches("not read: a compressed or encoded part of the input: it expands too much\n", output, 1, true)
    end)

    it("says that it cannot keep so many words as a small file may hold", function()
        local words, digits = {}, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        for i = 1, 110000 do
            local word, left = "\n", i
            for _ = 1, 4 do
                local digit = left % #digits + 1
                word, left = digits:sub(digit, digit) .. word, math.floor(left / #digits)
            end
            words[i] = "KEYOFTHEEXAMPLE0" .. word
        end
        program.write(folder.path .. "/words", table.concat(words))
        run("gzip -1 <words | gzip -9 >words.gz")
        local output = sweep(1, { "--dry-run", folder.path .. "/words.gz" })
        assert.matches("not read: parts of the input: it has more different words than can be kept\n", output, 1, true)
    end)

    it("goes through folders, but not out of them by a link, nor into what is no file", function()
        write("tree/one/paste.txt", "x\nkey=" .. LEAKED .. "\n")
        write("tree/two.log", OLD .. "\n")
        run("gzip tree/two.log; mkfifo tree/fifo; ln -s / tree/root; ln -s ../tree tree/one/loop; mkdir tree/empty")
        local output, complaint = sweep(0, { "--dry-run", folder.path .. "/tree" })
        assert.matches("^2 would be switched off\n", output)
        assert.matches(LEAKED .. "  of bot1, " .. folder.path .. "/tree/one/paste.txt:2:5\n", output)
        assert.matches(OLD .. " +of bot2, " .. folder.path .. "/tree/two.log.gz:1:1 %(gzip%)\n", output)
        assert.matches("ncp: passed over: 2 links\nncp: passed over: 1 special file\n", complaint)
        output = sweep(0, { "--dry-run", "--exclude", "*.gz", "--exclude", "one/paste*", folder.path .. "/tree" })
        assert.matches("^no key id in the input %(0 bytes%);", output)
    end)

    it("tells which files of a folder cannot be read, also by its status", function()
        write("some/leak.txt", NOBODYS)
        run("ln -s /proc/self/mem some/unreadable; mkdir -p deep")
        local _, complaint = sweep(2, { "--dry-run", folder.path .. "/none", folder.path .. "/some" })
        assert.equal(("ncp: %s/none: No such file or directory\n"):format(folder.path), complaint)
        _, complaint = sweep(2, { "--dry-run", folder.path .. "/some/unreadable" })
        assert.matches("^ncp: .*/some/unreadable: Input/output error\n$", complaint)
    end)

    it("goes on where a folder lies too deep to be read, and tells that at the end", function()
        write("well/leak.txt", LEAKED)
        local half = (("x"):rep(250) .. "/"):rep(12) -- of what a path may be, and more
        run(("mkdir -p well/%s %s && mv %s well/%s"):format(half, half, half:match("^x+"), half))
        local output, complaint = sweep(1, { "--dry-run", folder.path .. "/well" })
        assert.matches("^1 would be switched off\n  " .. LEAKED, output)
        assert.matches("^ncp: " .. folder.path .. "/well/[x/]+: File name too long\n", complaint)
    end)

    it("says what it looked for when it finds nothing, and has a status for it", function()
        local output = sweep(0, {}, "nothing in here\n")
        for _, words in ipairs({ "16 bytes", "ncp_iam_", "base64", "gzip", "UTF-16" }) do
            assert.matches(words, output, 1, true)
        end
        assert.equal(output, (sweep(3, { "--expect-some" }, "nothing in here\n")))
        sweep(0, { "--expect-some", "--dry-run" }, LEAKED)
        sweep(0, { "--expect-some", "--dry-run" }, NOBODYS)
    end)

    it("counts words that nobody holds, and lists them not", function()
        local lines = {}
        for i = 1, 126 do lines[i] = ("integrity sha1-%020d=x%s+%s"):format(i, OLD, ("A%019d"):format(i)) end
        local output = sweep(0, { "--dry-run" }, table.concat(lines, "\n"))
        assert.equal(("1 would be switched off\n  %s          of bot2, standard input:1:38\n"):format(OLD) ..
            "126 words of 20 letters and digits belong to nobody here\n", output)
        assert.matches("\n1 word of 20 letters and digits belongs to nobody here\n",
            (sweep(0, { "--dry-run" }, "A0000000000000000001")))
    end)

    it("asks for as many keys as there are", function()
        local questions = {
            [LEAKED] = "1 key id was found%.",
            [LEAKED .. " " .. NOBODYS] = "2 key ids were found%.",
            [LEAKED .. " " .. OLD] = "1 key id and 1 word that may be one were found%.",
            [OLD] = "1 word that may be one was found%.",
            ["x" .. OLD] = "Longer words that key ids may be part of were found%.",
        }
        for text, question in pairs(questions) do
            assert.matches("^ncp: " .. question .. " Switch off", select(2, sweep(2, {}, text)))
        end
    end)

    it("ends with an error on what does not end", function()
        local _, complaint = sweep(1, { "--dry-run", "--max-bytes", "20M", "/dev/zero" })
        assert.equal("ncp: the input is longer than 20971520 bytes: --max-bytes can allow more\n", complaint)
        _, complaint = sweep(1, { "--dry-run", "--max-bytes", "1K", "/dev/zero" })
        assert.equal("ncp: the input is longer than 1024 bytes: --max-bytes can allow more\n", complaint)
        _, complaint = sweep(2, { "--max-bytes", "much" }, "")
        assert.matches("a number of bytes is needed, such as 16G, not 'much'", complaint, 1, true)
    end)

    it("asks for a paste on a terminal, and tells how many accounts were read", function()
        local variables = {}
        for name, value in pairs(environment) do variables[#variables + 1] = name .. "=" .. value end
        write("typed", "key " .. NOBODYS .. "\n\4y\n")
        local line = ("env %s %s bin/ncp keys sweep --rate 20"):format(
            table.concat(variables, " "), program.interpreter())
        local pipe = assert(io.popen(("script -qec '%s' /dev/null <%s/typed"):format(line, folder.path)))
        local output = pipe:read("*a"):gsub("\r\n", "\n")
        pipe:close()
        assert.matches("Paste the text, then press Ctrl%-D%.\n", output)
        assert.matches("1 key id was found. Switch off those that somebody holds? [y/N] ", output, 1, true)
        assert.matches("\raccounts %[#+%-+%] %d+ of %d+", output)
        assert.matches("\rkeys [##############################] 1 of 1\27[K\n", output, 1, true)
        assert.matches("\n1 belongs to nobody here\n", output, 1, true)
    end)
end)

describe("an interrupted sweep", function()
    -- Starts a slow sweep of a leaked key, interrupts it when `is_off()`, and returns what it said.
    local function interrupt(signal, options, is_off)
        local arguments = { "--rate", "4", "keys", "sweep", "--yes", "--concurrency", "1", folder.path .. "/leak" }
        for _, option in ipairs(options) do arguments[#arguments + 1] = option end
        write("leak", LEAKED .. " " .. NOBODYS)
        local running = command.start(arguments, environment)
        local deadline = core.monotonic() + 30
        repeat core.sleep(0.05) until is_off() or core.monotonic() > deadline
        running:kill(signal)
        local status, output = running:status(), running:output()
        running:close()
        return status, output
    end

    local function interrupt_with_journal(signal)
        local journal = folder.path .. "/incident.journal"
        os.remove(journal)
        local status, output = interrupt(signal, { "--journal", journal }, function()
            return program.exists(journal) and program.read(journal):find('"step":"off"', 1, true)
        end)
        return status, output, journal
    end

    it("says what is off already and how to go on, and goes on", function()
        local status, output, journal = interrupt_with_journal("INT")
        assert.equal(130, status, output)
        assert.matches(("ncp: interrupted: 1 key is off already\n  %s  of bot1\n"):format(LEAKED), output, 1, true)
        assert.matches("ncp: the same command goes on with what is in " .. journal .. "\n", output, 1, true)
        output = sweep(0, { "--yes", "--journal", journal })
        assert.matches("^1 off\n  " .. LEAKED, output)
        assert.matches("\n1 belongs to nobody here\n  " .. NOBODYS .. "\n", output)
    end)

    it("by another program says the same", function()
        local status, output = interrupt_with_journal("TERM")
        assert.equal(143, status, output)
        assert.matches("1 key is off already", output, 1, true)
    end)

    it("without a journal says that what is off stays off", function()
        local admin = emulator:admin()
        assert(admin.accesskey.set_active("account-1", LEAKED, true))
        local status, output = interrupt("INT", {}, function()
            return not assert(admin.accesskey.list("account-1"))[1].active
        end)
        assert.equal(130, status, output)
        assert.matches("ncp: interrupted: ", output, 1, true)
        assert.matches("ncp: the same command does the rest: what is off stays off\n", output, 1, true)
    end)
end)

describe("a key that the service does not let switch off", function()
    it("is told, with what its account's keys may do still", function()
        local path = folder.path .. "/paste"
        write("paste", OLD)
        emulator:fault('{"kind":"error","status":400,"operation":"accesskey.set_active","times":100}')
        local output = sweep(1, { "--yes", path })
        assert.matches("1 still on\n  " .. OLD, output, 1, true)
        output = sweep(0, { "--yes", "--narrow-to", "192.0.2.1", "--narrow-to", "192.0.2.0/28", path })
        assert.matches("1 could not be switched off, but was made useless\n  " .. OLD, output, 1, true)
        local text = program.ncp_ends(0, { "subaccount", "get", "account-2", "--json" }, environment)
        local account = cjson.decode(text)
        assert.is_true(account.useApiAllowSource)
        assert.same({ "192.0.2.1", "192.0.2.0/28" }, {
            account.apiAllowSources[1].source, account.apiAllowSources[2].source,
        })
    end)
end)
