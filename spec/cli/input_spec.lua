-- Files that the command reads: none hangs it, and what a shell hands over is read.
local command = require("spec.support.command")
local program = require("spec.support.program")

local folder, emulator, environment

setup(function()
    folder = program.folder()
    os.execute("mkfifo " .. folder.path .. "/fifo")
    emulator = command.start({ "emulator" })
    environment = emulator:variables()
end)

teardown(function()
    emulator:close()
    folder.remove()
end)

-- The exit status and what was written. A command that hangs fails the spec.
local function run(arguments, more)
    local variables = {}
    for _, source in ipairs({ environment, more or {} }) do
        for name, value in pairs(source) do variables[name] = value end
    end
    local running = command.start(arguments, variables)
    local status, output = running:status(), running:output()
    running:close()
    return status, output
end

describe("a FIFO or a device", function()
    local cases = {
        ["a list of exemptions"] = { "keys", "audit", "--exemptions", "%s" },
        ["JSON"] = { "policy", "create", "--policy-name", "one", "--permissions", "@%s" },
        ["a secret"] = { "subaccount", "reset-password", "id", "--new-password-file", "%s" },
        ["a signature"] = { "explain", "GET", "/", "--timestamp", "1700000000000", "--signature-file", "%s" },
        ["a seed"] = { "emulator", "--seed", "%s" },
    }
    local function refuses(arguments, path, reason)
        local given = {}
        for i, argument in ipairs(arguments) do given[i] = argument:gsub("%%s", path) end
        local status, output = run(given)
        assert.is_not.equal(0, status)
        assert.matches(path .. "[^\n]* " .. reason, output)
    end

    for what, arguments in pairs(cases) do
        it("is refused in place of " .. what, function()
            refuses(arguments, "/dev/zero", "is a device")
        end)
    end

    it("does not hang the command when nobody writes to it", function()
        refuses(cases["a list of exemptions"], folder.path .. "/fifo", "is a FIFO to which nobody writes")
    end)

    it("is refused in place of the certificates", function()
        for path, reason in pairs({ [folder.path .. "/fifo"] = "is a FIFO", ["/dev/zero"] = "is a device" }) do
            local status, output = run({ "--base-url", "https://127.0.0.1:1", "--ca-file", path, "group", "list" })
            assert.is_not.equal(0, status)
            assert.matches("the CA file " .. reason, output)
        end
    end)

    it("is refused in place of the configure file", function()
        local home = folder.path .. "/home"
        os.execute(("mkdir -p %s/.ncloud; ln -s %s/fifo %s/.ncloud/configure"):format(home, folder.path, home))
        local status, output = run({ "group", "list" }, { HOME = home, NCLOUD_ACCESS_KEY = "", NCLOUD_SECRET_KEY = "" })
        assert.equal(3, status)
        assert.matches("configure: is a FIFO", output, 1, true)
    end)
end)

describe("what a shell hands over", function()
    local function shell(line)
        local words = {}
        for name, value in pairs(environment) do words[#words + 1] = ("export %s=%s\n"):format(name, value) end
        local pipe = assert(io.popen(("bash -c '%s%s' 2>&1; echo $?"):format(
            table.concat(words), line:gsub("NCP", program.interpreter() .. " bin/ncp"))))
        local output = pipe:read("*a")
        pipe:close()
        return output
    end

    it("is read from <(…), /dev/stdin and -", function()
        for _, source in ipairs({ "<(sleep 0.1; echo []) </dev/null", "/dev/stdin < <(echo [])", "- < <(echo [])" }) do
            local output = shell("NCP keys audit --csv exemptions --exemptions " .. source)
            assert.matches("\n0\n$", output)
        end
    end)

    it("is read from a FIFO to which somebody writes", function()
        os.execute(("(sleep 0.2; echo [] >%s/fifo) &"):format(folder.path))
        local output = shell(("NCP keys audit --csv exemptions --exemptions %s/fifo"):format(folder.path))
        assert.matches("\n0\n$", output)
    end)

    it("is not read for ever", function()
        local output = shell("NCP keys audit --exemptions /dev/stdin </dev/zero")
        assert.matches("/dev/stdin cannot be read: is larger than", output, 1, true)
    end)
end)
