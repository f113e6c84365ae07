-- Every example, run as a reader would run it: against the emulator over HTTPS.
local command = require("spec.support.command")
local program = require("spec.support.program")

local emulator

after_each(function()
    if emulator then emulator:close() end
    emulator = nil
end)

-- Calls `declare(api)` for both versions of the API.
local function over_both(declare)
    for _, api in ipairs({ "v1", "v2" }) do
        describe("over " .. api, function() declare(api) end)
    end
end

-- The variables of the emulator for a program that speaks this version.
local function variables_for(api)
    local variables = emulator:variables()
    variables.NCP_API = api
    return variables
end

over_both(function(api) describe("examples/switch_access_key.lua", function()
    it("edits a sub account, switches a key off and on, and ends with ok", function()
        emulator = command.start({ "emulator", "--tls", "--seed", "examples/seed.json" })
        local output = program.run(program.read("examples/switch_access_key.lua"), variables_for(api))
        assert.matches("name is now test\n", output)
        assert.matches("ncp_iam_%w+ with secret %*%*%*\n", output)
        assert.matches("ncp_iam_%w+ off\n", output)
        assert.matches("signed with it: .-: The access key is disabled %(authentication, HTTP 401, code 200", output)
        assert.matches("accesskey.list: .-%(not_found, HTTP 404, code ", output)
        assert.matches("\ndemo: ok\n$", output)
    end)
end) end)

over_both(function(api) describe("examples/sweep_leak.lua", function()
    it("shows what it would do, does it, and has nothing left to do then", function()
        emulator = command.start({ "emulator", "--tls", "--seed", "examples/seed.json" })
        local variables, folder = variables_for(api), program.folder()
        local leak, source = folder.path .. "/leak.txt", program.read("examples/sweep_leak.lua")
        program.write(leak, "+  accessKey: ncp_iam_EXAMPLE0000000000001\n+  other: ncp_iam_NOBODYNOBODY00000001\n")
        local function run(answer)
            local arguments = ("arg = { %q, %q, %q }\n"):format(leak, folder.path .. "/journal", answer)
            return program.run(arguments .. source, variables)
        end
        assert.matches("1 would be switched off\n  ncp_iam_EXAMPLE0000000000001  of ", run(""))
        local swept = run("yes")
        assert.matches(
            "1 off\n  ncp_iam_EXAMPLE0000000000001  of backup%-bot, after [%d.]+ s, line 1, column 15\n", swept)
        assert.matches("1 belongs to nobody here\n  ncp_iam_NOBODYNOBODY00000001  line 2, column 11\n", swept)
        assert.matches("1 off\n", run("yes"))
        folder.remove()
    end)
end) end)

over_both(function(api) describe("examples/onboard_team.lua", function()
    local source = program.read("examples/onboard_team.lua")
    local folder

    local function run()
        return program.run(("arg = { %q }\n"):format(folder.path) .. source, variables_for(api))
    end

    before_each(function() folder = program.folder() end)
    after_each(function() folder.remove() end)

    it("gives three keys the right to read and no other, and has nothing to do a second time", function()
        emulator = command.start({ "emulator", "--tls" })
        local output = run()
        assert.matches("onboarding: 10 of 10 steps done\n$", output)
        assert.is_nil(output:find("SECRETKEY", 1, true))
        for _, name in ipairs({ "ada", "grace", "linus" }) do
            local path = ("%s/onboard-%s.key.json"):format(folder.path, name)
            local told = program.run(([[
                local ncp = require("ncp")
                local pair = require("ncp.base.json").decode(io.open(%q):read("*a"))
                local client = assert(ncp.new({ access_key = pair.access_key, secret_key = pair.secret_key }))
                for group in client.group.each() do
                    if group.groupName == "onboard-team" then
                        local read = assert(client.group.get(group.groupId))
                        local renamed, _, err = client.group.update(group.groupId, { groupName = "our-team" })
                        print(#read.subAccounts, renamed, err.kind)
                    end
                end
            ]]):format(path), variables_for("v1"))
            assert.equal("3\tnil\tpermission\n", told)
        end
        assert.matches("^nothing to do: the account is as the document says\n", run())
    end)
end) end)

over_both(function(api) describe("examples/rotate_key.lua", function()
    it("rotates half-way, goes back, and rotates to the end", function()
        local folder = program.folder()
        emulator = command.start({ "emulator", "--tls" })
        local source = ("arg = { %q }\n"):format(folder.path) .. program.read("examples/rotate_key.lua")
        local output = program.run(source, variables_for(api))
        folder.remove()
        local old = output:match("^create an account with a key\n  the file has (%S+)\n  %1 works\n")
        assert.is_not_nil(old, output)
        local waiting = ("it is waiting\n  the file has (%%S+)\n  %s works\n  %%1 works\n"):format(old)
        assert.not_equal(old, output:match(waiting), output)
        assert.truthy(output:find(("it is undone\n  the file has %s\n  %s works\nrotate"):format(old, old), 1, true))
        local new = output:match("it is done\n  the file has (%S+)\n  %1 works\n  %d")
        assert.truthy(new and new ~= old, output)
        assert.matches("Z deleted +" .. old .. "\n  [^\n]*Z done +\n", output)
        assert.matches("\nrotate: ok\n$", output)
    end)
end) end)

describe("examples/huawei_deactivate.lua", function()
    local source = program.read("examples/huawei_deactivate.lua")

    local function run(unwanted)
        emulator = command.start({ "emulator", "--cloud", "huawei", "--tls" })
        local variables = emulator:variables()
        for _, name in ipairs(unwanted) do variables[name] = nil end
        local output = program.run(source, variables)
        assert.matches("it is inactive\n  it is active\n", output)
        assert.matches("with secret %*%*%*\n", output)
        assert.matches("huawei.accesskey.get: .-%(not_found, HTTP 404", output)
        assert.matches("\nhuawei: ok\n$", output)
    end

    it("switches a key off and on with signed requests", function()
        run({ "OS_USERNAME", "OS_PASSWORD" })
    end)

    it("switches a key off and on with a token, which it renews when the change ends it", function()
        run({ "HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK" })
    end)
end)

over_both(function(api) describe("examples/audit_keys.lua", function()
    it("tells what is wrong, and writes the page and the tables", function()
        local folder = program.folder()
        emulator = command.start({ "emulator", "--tls", "--seed", "examples/audit.json" })
        local source = ("arg = { %q }\n"):format(folder.path) .. program.read("examples/audit_keys.lua")
        local output = program.run(source, variables_for(api))
        assert.matches("\n4 accounts, 5 keys, 4 of them active\n", output)
        assert.matches("\nfindings: 1 high, 5 medium, 2 low, 0 unknown; 1 exempt\n", output)
        assert.matches("HIGH    Console accounts without a second factor\n  ada +no second factor\n", output)
        assert.matches("  ncp_iam_EXAMPLEPRINTER000001  printer +%d+ days old %(exempt", output)
        assert.matches("\naudit: ok\n$", output)
        assert.matches("^<!DOCTYPE html>.*build%-bot.*</html>\n$", program.read(folder.path .. "/audit.html"))
        assert.matches("\nhigh,account_mfa,ada,", program.read(folder.path .. "/findings.csv"))
        assert.matches("\nncp_iam_EXAMPLEBUILD00000002,build%-bot,", program.read(folder.path .. "/keys.csv"))
        folder.remove()
    end)
end) end)

for _, loop in ipairs({ "luv", "cqueues", "copas" }) do
    if program.has_module(loop) then
        describe(("examples/loops/%s.lua"):format(loop), function()
            it("lists keys beside what the program is about", function()
                emulator = command.start({ "emulator", "--tls", "--seed", "examples/seed.json" })
                local source = program.read(("examples/loops/%s.lua"):format(loop))
                local output = program.run(source, emulator:variables())
                assert.matches("  backup%-bot +ncp_iam_%w+ active\n", output)
                assert.matches("\n" .. loop .. ": ok\n$", output)
            end)
        end)
    end
end
