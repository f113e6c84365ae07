-- What differs on a terminal, which `script` of util-linux makes.
local program = require("spec.support.program")

local folder

setup(function()
    folder = program.folder()
    program.write(folder.path .. "/progress.lua", [[
        local tell = require("ncp.cli.progress").new("disabling")
        for done = 0, 50 do tell(done, done > 40 and 1 or 0, 50) end]])
    program.write(folder.path .. "/confirm.lua", [[
        local failure, confirm = require("ncp.cli.failure"), require("ncp.cli.confirm")
        local asked, err = pcall(confirm.ask, "Disable 50 keys?", { yes = arg[1] == "--yes" }, function()
            return arg[1] == "show" and "first, then second\n" or ""
        end)
        os.exit(asked and 0 or failure.report(err))]])
    program.write(folder.path .. "/table.lua", [[
        local output = require("ncp.cli.output")
        local fields = { { name = "id" }, { name = "long" }, { name = "name" } }
        local writer = output.rows({ columns = arg[1] }, fields)
        writer.row({ id = "1", long = ("x"):rep(40), name = "one" })
        writer.finish()]])
    program.write(folder.path .. "/accounts.lua", [[
        local output = require("ncp.cli.output")
        local account = {
            nrn = ("nrn:"):rep(20), subAccountId = ("0"):rep(20), loginId = ("빌"):rep(20), memo = "memo", active = true,
        }
        local fields = {}
        for i, name in ipairs({ "nrn", "subAccountId", "loginId", "memo", "active" }) do fields[i] = { name = name } end
        local writer = output.rows({}, fields)
        writer.row(account)
        writer.finish()]])
end)

teardown(function() folder.remove() end)

-- Runs a program above with standard input from `input`, and standard error in the output; returns its exit status too.
local function run(form, name, argument, input)
    local line = ("%s %s/%s.lua %s"):format(program.interpreter(), folder.path, name, argument or "")
    if form == "terminal" then line = ("script -qec 'stty cols 40; %s' /dev/null"):format(line) end
    local pipe = assert(io.popen(("printf '%s' | { %s; } 2>&1; echo $?"):format(input or "", line)))
    local output, status = pipe:read("*a"):match("^(.-)(%d+)\n$")
    pipe:close()
    return output:gsub("\r\n", "\n"), tonumber(status)
end

describe("progress", function()
    it("is a bar on a terminal, which is drawn anew and ends its line", function()
        local output = run("terminal", "progress")
        assert.matches("^\rdisabling %[%-+%] 0 of 50\27%[K\r", output)
        assert.matches("\rdisabling [##############################] 50 of 50, 1 failed\27[K\n", output, 1, true)
    end)

    it("is plain lines elsewhere, few of them", function()
        assert.equal("disabling: 50 of 50, 1 failed\n", (run("pipe", "progress")))
    end)
end)

describe("confirmation", function()
    it("is asked for on a terminal", function()
        local question = "Disable 50 keys? [y/N] "
        for answer, expected in pairs({ ["y\\n"] = 0, ["YES\\n"] = 0, ["n\\n"] = 1, ["\\n"] = 1 }) do
            local output, status = run("terminal", "confirm", nil, answer)
            assert.equal(expected, status, output)
            assert.matches(question, output, 1, true)
            assert.equal(expected == 1, output:find("ncp: nothing was done", 1, true) ~= nil)
        end
    end)

    it("shows before what it is about", function()
        local output = run("terminal", "confirm", "show", "n\\n")
        assert.matches("first, then second\nDisable 50 keys? [y/N] ", output, 1, true)
    end)

    it("must be given beforehand elsewhere", function()
        local output, status = run("pipe", "confirm", nil, "y\\n")
        assert.equal(2, status)
        assert.matches("^ncp: Disable 50 keys%? .*%-%-yes", output)
        assert.same({ "", 0 }, { run("pipe", "confirm", "--yes") })
    end)
end)

describe("a table", function()
    it("leaves out what does not fit on a terminal, and says so", function()
        local expected = "id  name\n1   one\nncp: columns that do not fit: long; see --columns, --json, --csv\n"
        assert.equal(expected, (run("terminal", "table")))
    end)

    it("keeps the state, the id and a shortened name rather than what stands before them", function()
        local lines = {
            "subAccountId          loginId     active",
            ("0"):rep(20) .. "  빌빌빌빌…   true",
            "ncp: columns that do not fit: nrn, memo; shortened: loginId; see --columns, --json, --csv",
        }
        assert.equal(table.concat(lines, "\n") .. "\n", (run("terminal", "accounts")))
        assert.matches("^nrn +subAccountId +loginId +memo +active\n", (run("pipe", "accounts")))
    end)

    it("is whole elsewhere, and where columns are chosen", function()
        local long = ("x"):rep(40)
        assert.matches(long .. "  one\n", (run("pipe", "table")))
        assert.matches(long .. "  1\n", (run("terminal", "table", "long,id")))
    end)
end)
