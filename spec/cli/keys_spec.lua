-- `ncp keys …` through the real command, against the emulator behind nginx.
local cjson = require("cjson")
local command = require("spec.support.command")
local program = require("spec.support.program")

local LEAKED, OFF = "ncp_iam_EXAMPLE0000000000001", "ncp_iam_EXAMPLE0000000000002"
local NOBODYS = "ncp_iam_NOBODY00000000000001"

local emulator, environment, folder

-- Runs `ncp keys` and asserts its exit status; returns what it wrote to standard output and standard error.
local function keys(expected, arguments, input, given)
    table.insert(arguments, 1, "keys")
    return program.ncp_ends(expected, arguments, given or environment, input)
end

before_each(function()
    folder = program.folder()
    program.write(folder.path .. "/seed.json", cjson.encode({ subAccounts = { {
        subAccountId = "account-1", loginId = "bot1", name = "bot 1",
        accessKeys = {
            { accessKey = LEAKED, keySecret = "ncp_iam_SECRET1", active = true },
            { accessKey = OFF, keySecret = "ncp_iam_SECRET2", active = false },
        },
    } } }))
    program.write(folder.path .. "/leak.txt", "+ key: " .. LEAKED .. "\n")
    emulator = command.start({ "emulator", "--seed", folder.path .. "/seed.json" })
    environment = emulator:variables()
end)

after_each(function()
    emulator:close()
    folder.remove()
end)

describe("ncp keys list", function()
    it("tells which keys were never used, unless it is not to ask", function()
        local function listed(...)
            return (keys(0, { "list", "--csv", "--columns", "id,never_used", ... }))
        end
        assert.matches("\r\n" .. LEAKED .. ",true\r\n", listed())
        assert.matches("\r\n" .. LEAKED .. ",\r\n", listed("--no-last-use"))
    end)
end)

describe("ncp keys audit", function()
    it("tells what is wrong, in each form", function()
        assert.matches("LOW     Disabled keys that were not deleted\n  " .. OFF .. "  bot1 ", (keys(0, { "audit" })))
        assert.equal(2, cjson.decode((keys(0, { "audit", "--json" }))).summary.keys)
        assert.matches("^id,.*\r\n" .. LEAKED .. ",bot1,account%-1,active,", (keys(0, { "audit", "--csv", "keys" })))
        assert.matches("^<!DOCTYPE html>.*</html>\n$", (keys(0, { "audit", "--html" })))
    end)

    it("takes limits and exemptions", function()
        local path = folder.path .. "/accepted.json"
        program.write(path, ('[{"key":"%s","reason":"ticket 1","expires":"2099-12-31"}]'):format(OFF))
        local report = cjson.decode((keys(0, { "audit", "--json", "--max-age-days", "7", "--exemptions", path })))
        assert.equal(7, report.limits.max_age_days)
        assert.equal("applied", report.exemptions[1].state)
    end)

    it("fails on what is as severe as --fail-on, or more so", function()
        local path = folder.path .. "/accepted.json"
        local one = '{"owner":"bot1","check":"%s","reason":"ticket 1","expires":"2099-12-31"}'
        program.write(path, ("[%s,%s]"):format(one:format("account_mfa"), one:format("key_open")))
        local _, complaint = keys(5, { "audit", "--fail-on", "high" })
        assert.matches("ncp: 1 finding as severe as high, or more so\n$", complaint)
        _, complaint = keys(5, { "audit", "--fail-on", "low", "--json" })
        assert.matches("ncp: 3 findings as severe as low, or more so\n$", complaint)
        keys(5, { "audit", "--fail-on", "low", "--exemptions", path })
        keys(0, { "audit", "--fail-on", "medium", "--exemptions", path })
        local _, refusal = keys(2, { "audit", "--fail-on", "worse" })
        assert.matches("must be one of 'high', 'medium', 'low'", refusal, 1, true)
        _, refusal = keys(2, { "audit", "--max-age-days", "soon" })
        assert.matches("--max-age-days must be a time such as", refusal, 1, true)
    end)

    it("tells of exemptions that do nothing, in every form", function()
        local path = folder.path .. "/accepted.json"
        local one = '{"key":"%s","reason":"r","expires":"%s"}'
        program.write(path, ("[%s,%s]"):format(one:format("A", "2020-01-01"), one:format("B", "2099-01-01")))
        for _, form in ipairs({ {}, { "--json" }, { "--csv", "findings" }, { "--html" } }) do
            local _, complaint = keys(0, { "audit", "--exemptions", path, (table.unpack or unpack)(form) })
            assert.equal("ncp: of the exemptions 1 expired, 1 unused\n", complaint:match("[^\n]*\n$"))
        end
    end)

    it("says by its status that accounts could not be read", function()
        emulator:fault('{"kind":"error","status":400,"operation":"accesskey.list"}')
        local _, complaint = keys(1, { "audit" })
        assert.matches("ncp: 1 account could not be read\n$", complaint)
    end)
end)

describe("ncp keys rotate", function()
    local function rotate(expected, ...)
        return keys(expected, {
            "rotate", "account-1", "--replace", OFF, "--journal", folder.path .. "/journal", "--yes", ...,
        })
    end

    it("puts a new key into a file, takes the old one away, and tells its steps", function()
        local output = rotate(0, "--grace", "0", "--to-file", folder.path .. "/key.json")
        assert.matches("\ndone\n$", output)
        local made = cjson.decode(program.read(folder.path .. "/key.json"))
        assert.is_nil(output:find(made.secret_key, 1, true))
        local left = keys(0, { "list", "--columns", "id,active" })
        assert.matches(made.access_key .. " +true", left)
        assert.is_nil(left:find(LEAKED, 1, true))
    end)

    it("hands it to a command, ends instead of waiting, and goes back", function()
        local path = folder.path .. "/got"
        local output = rotate(0, "--grace", "60", "--no-wait", "--to-command", "cat >" .. path)
        assert.matches("call again after %d+%-%d+", output)
        assert.is_string(cjson.decode(program.read(path)).secret_key)
        assert.matches("\nundone\n$", (rotate(0, "--undo")))
        assert.matches(LEAKED .. " +true", (keys(0, { "list", "--columns", "id,active" })))
    end)

    it("only disables the old key, and deletes it with --finish", function()
        local output = rotate(0, "--to-file", folder.path .. "/key.json")
        assert.matches("\ndisabled; %-%-finish deletes key " .. LEAKED .. ", %-%-undo enables it\n$", output)
        assert.matches(LEAKED .. " +false", (keys(0, { "list", "--columns", "id,active" })))
        assert.matches("\ndone\n$", (rotate(0, "--finish")))
        assert.is_nil((keys(0, { "list" })):find(LEAKED, 1, true))
    end)

    it("goes on with the same words after it was killed right after the delivery", function()
        local path = folder.path .. "/got"
        local words = { "--to-command", "cat >" .. path }
        local source = ([[
            local core, ncp = require("ncp.core"), require("ncp")
            local open = core.open_journal
            core.open_journal = function(path)
                local book = assert(open(path))
                return {
                    append = function(_, text)
                        assert(book:append(text))
                        if text:find('"delivered"', 1, true) then os.execute("kill -9 $PPID") end
                        return true
                    end,
                    close = function() book:close() end,
                }
            end
            local sink = { command = { "sh", "-c", %q } }
            ncp.keys.rotate(ncp.new(), "account-1", { replace = %q, journal = %q, sink = sink })
        ]]):format(words[2], OFF, folder.path .. "/journal")
        program.run(source, environment)
        assert.matches('"delivered"', program.read(folder.path .. "/journal"))
        assert.matches("\ndisabled; ", (rotate(0, words[1], words[2])))
        local made = cjson.decode(program.read(path))
        local left = keys(0, { "list", "--columns", "id,active" })
        assert.matches(made.access_key .. " +true", left)
        assert.matches(LEAKED .. " +false", left)
    end)

    it("needs --yes where nobody can be asked, and shows what it would do", function()
        local words = { "rotate", "bot1", "--replace", OFF, "--journal", folder.path .. "/journal", "--to-file",
            folder.path .. "/key.json" }
        local _, complaint = keys(2, { (table.unpack or unpack)(words) })
        assert.matches("^ncp: Rotate a key of bot1%? .*%-%-yes", complaint)
        words[#words + 1] = "--dry-run"
        assert.equal(("remove key %s, which makes room\ncreate a key for account-1, and see it work\n"
            .. "deliver it to %s/key.json\ndisable key %s\n"):format(OFF, folder.path, LEAKED), (keys(0, words)))
        assert.matches(OFF .. " .*false", (keys(0, { "list" })))
    end)

    it("names the flags that can be typed", function()
        local _, complaint = rotate(2)
        assert.equal("ncp: --to-file or --to-command is needed (validation)\n", complaint)
        _, complaint = keys(1, {
            "rotate", "bot1", "--journal", folder.path .. "/journal", "--yes", "--to-command", "cat",
        })
        assert.matches("name the one that may go with %-%-replace", complaint)
        _, complaint = rotate(2, "--to-command", "cat", "--grace", "soon")
        assert.matches("^ncp: %-%-grace must be a time such as 90s, 15m, 12h or 7d, not 'soon'", complaint)
    end)

    it("refuses a command that does not read the key, and leaves no new one", function()
        local _, complaint = rotate(1, "--to-command", "true")
        assert.matches("did not read the key", complaint)
        assert.equal("id\n" .. LEAKED .. "\n", (keys(0, { "list", "--columns", "id" })))
    end)
end)

describe("ncp keys sweep", function()
    it("switches off what files name, and says so", function()
        local output, complaint = keys(0, { "sweep", folder.path .. "/leak.txt", "--yes" })
        assert.matches("^1 off\n  " .. LEAKED .. "  of bot1, after [%d.]+ s, %S+/leak.txt:1:8\n$", output)
        assert.equal("keys: 1 of 1\n", complaint)
        assert.matches(LEAKED .. " .*false", (keys(0, { "list" })))
    end)

    it("reads standard input, and prints JSON and CSV", function()
        local report = cjson.decode((keys(0, { "sweep", "--yes", "--json" }, OFF .. " " .. NOBODYS)))
        assert.equal(1, report.counts.off)
        assert.equal(1, report.counts.nobody)
        assert.equal("account-1", report.keys[1].owner)
        local output = keys(0, { "sweep", "--yes", "--csv", "--columns", "id,state" }, NOBODYS)
        assert.equal("id,state\r\n" .. NOBODYS .. ",nobody\r\n", output)
    end)

    it("needs --yes where nobody can be asked, except for a dry run", function()
        local _, complaint = keys(2, { "sweep", folder.path .. "/leak.txt" })
        assert.matches("^ncp: 1 key id was found%. .*%-%-yes", complaint)
        assert.matches("^1 would be switched off\n", (keys(0, { "sweep", "--dry-run" }, LEAKED)))
        assert.matches(LEAKED .. " .*true", (keys(0, { "list" })))
    end)

    it("goes on by its journal", function()
        local journal = folder.path .. "/journal"
        keys(0, { "sweep", "--yes", "--journal", journal }, LEAKED)
        assert.matches("^1 off\n  " .. LEAKED, (keys(0, { "sweep", "--yes", "--journal", journal }, "")))
    end)

    it("tells by its status when a key is left on, or nobody may look", function()
        local wrong = {
            NCP_BASE_URL = environment.NCP_BASE_URL,
            NCLOUD_ACCESS_KEY = LEAKED,
            NCLOUD_SECRET_KEY = "ncp_iam_WRONG",
        }
        local output = keys(3, { "sweep", "--yes" }, OFF, wrong)
        assert.matches("^1 not found, but not all accounts could be read", output)
        local main = environment.NCLOUD_ACCESS_KEY
        assert.matches("^1 left alone, as asked", (keys(0, { "sweep", "--yes", "--except", LEAKED }, LEAKED)))
        assert.matches("^1 signs the requests: left on", (keys(1, { "sweep", "--yes" }, main)))
        local _, complaint = keys(2, { "sweep", "--yes", folder.path .. "/none" })
        assert.matches("none: No such file", complaint)
    end)
end)
