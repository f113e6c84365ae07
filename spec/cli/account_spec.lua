-- `ncp export`, `ncp plan` and `ncp drift` through the real command, against the emulator behind nginx.
local cjson = require("cjson")
local command = require("spec.support.command")
local program = require("spec.support.program")

describe("the account as a document", function()
    local emulator, environment, folder

    -- Runs `ncp` and asserts its exit status; returns what it wrote to standard output and standard error.
    local function ncp(expected, arguments, input)
        return program.ncp_ends(expected, arguments, environment, input)
    end

    setup(function()
        folder = program.folder()
        program.write(folder.path .. "/seed.json", cjson.encode({ subAccounts = { {
            subAccountId = "account-1", loginId = "bot1", name = "bot 1",
            accessKeys = { { accessKey = "ncp_iam_EXAMPLE0000000000001", keySecret = "ncp_iam_SECRET1" } },
        } } }))
        emulator = command.start({ "emulator", "--seed", folder.path .. "/seed.json" })
        environment = emulator:variables()
    end)

    teardown(function()
        emulator:close()
        folder.remove()
    end)

    it("is exported, the same each time and without secrets, and does not drift from itself", function()
        local exported = ncp(0, { "export" })
        assert.equal(exported, (ncp(0, { "export" })))
        assert.matches('"bot1": {\n', exported, 1, true)
        assert.is_nil(exported:find("SECRET", 1, true))
        assert.equal("nothing to do: the account is as the document says\n", (ncp(0, { "drift", "-" }, exported)))
        local groups = cjson.decode((ncp(0, { "export", "--only", "groups", "--ids" })))
        assert.is_nil(groups.subAccounts)
        assert.is_string(groups.groups.dev.id)
        local _, complaint = ncp(2, { "export", "--only", "group" })
        assert.matches("no section group %(did you mean 'groups'%?%)", complaint)
    end)

    it("is planned for, as a text and as data", function()
        local wanted = '{"version":1,"subAccounts":{"bot1":{"memo":"first"}},"groups":{"new-team":{}}}'
        local out = folder.path .. "/plan.json"
        local text = ncp(0, { "plan", "-", "--out", out }, wanted)
        assert.matches("2 steps: 1 to create, 1 to update, 0 to attach, 0 to detach, 0 to delete\n$", text)
        assert.equal("group.create", cjson.decode(program.read(out)).steps[1].operation)
        local strangers_named = wanted:gsub('"groups".*$', '"groups":{"new-team":{},"dev":{},"ops":{}}}')
        assert.equal(text, (ncp(2, { "drift", "-" }, strangers_named)))
    end)

    it("is refused with all that is wrong in it, each with its place", function()
        local path = folder.path .. "/team.json"
        program.write(path, '{\n"version":1,\n"groups":{"dev":{\n"policies":["nobody"]}},\n"roles":{"x":{"sort":1}}}')
        local _, complaint = ncp(2, { "plan", path })
        assert.matches(path .. ":5: roles.x.sort: is not known", complaint, 1, true)
        program.write(path, '{\n"version":1,\n"groups":{"dev":{\n"policies":["nobody"]}}}')
        _, complaint = ncp(2, { "plan", path })
        assert.matches(path .. ":4: groups.dev.policies[0]: there is no policy nobody\n", complaint, 1, true)
        ncp(1, { "drift", path })
    end)
end)
