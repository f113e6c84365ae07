-- `ncp apply` through the real command, against the emulator behind nginx.
local command = require("spec.support.command")
local core = require("ncp.core")
local json = require("ncp.base.json")
local program = require("spec.support.program")

local TEAM = [[{
  "version": 1,
  "groups": { "staff": { "policies": ["NCP_SUB_ACCOUNT_VIEWER"] } },
  "subAccounts": { "ada": {
    "name": "Ada", "canAPIGatewayAccess": true, "canConsoleAccess": false, "groups": ["staff"], "accessKeys": 1
  } }
}]]

local emulator, environment, folder, team

-- Runs ncp and asserts its exit status; returns what it wrote to standard output and standard error.
local function ncp(expected, ...)
    return program.ncp_ends(expected, { ... }, environment)
end

before_each(function()
    folder = program.folder()
    team = folder.path .. "/team.json"
    program.write(team, TEAM)
    emulator = command.start({ "emulator" })
    environment = emulator:variables()
end)

after_each(function()
    emulator:close()
    folder.remove()
end)

describe("ncp apply", function()
    it("plans what a document says, shows it, and carries it out", function()
        local output = ncp(0, "apply", team, "--to-folder", folder.path, "--yes")
        assert.matches("\n  2  subaccount.create  sub account ada: there is no sub account ada\n", output, 1, true)
        assert.matches("\n  1  done     group.create  staff\n", output, 1, true)
        assert.matches("\n5 done, 0 skipped, 0 failed\n$", output)
        local pair = assert(json.decode(program.read(folder.path .. "/ada.key.json")))
        assert.equal("ada", pair.login_id)
        assert.is_true(program.exists(team .. ".journal"))
        assert.matches("^nothing to do", (ncp(0, "apply", team, "--yes")))
        assert.equal(0, (program.ncp({ "drift", team, }, environment)) % 2)
    end)

    it("carries out a plan of ncp plan, once", function()
        local path = folder.path .. "/plan.json"
        ncp(0, "plan", team, "--out", path)
        local output = ncp(0, "apply", path, "--to-command", "cat >>" .. folder.path .. "/secrets", "--yes")
        assert.matches("\n5 done, 0 skipped, 0 failed\n$", output)
        local secrets = program.read(folder.path .. "/secrets")
        assert.matches('"password":', secrets, 1, true)
        assert.matches('"secret_key":', secrets, 1, true)
        output = ncp(0, "apply", path, "--to-command", "cat >>" .. folder.path .. "/secrets", "--yes")
        assert.matches("\n5 done, 0 skipped, 0 failed\n$", output)
        assert.equal(secrets, program.read(folder.path .. "/secrets"))
    end)

    it("goes on with what it has begun for a document, and with a journal alone", function()
        emulator:fault('{"kind":"error","status":403,"operation":"group.attach_policies"}')
        local _, complaint = ncp(1, "apply", team, "--to-folder", folder.path, "--yes")
        assert.matches("step 3 of 5, group.attach_policies of staff: ", complaint, 1, true)
        assert.matches("apply again with it to go on", complaint, 1, true)
        emulator:fault('{"kind":"error","status":403,"operation":"subaccount.add_groups"}')
        emulator:fault('{"kind":"error","status":403,"operation":"group.add_members"}')
        _, complaint = ncp(1, "apply", team, "--to-folder", folder.path, "--yes")
        assert.matches("going on with the plan in " .. team .. ".journal", complaint, 1, true)
        local output = ncp(0, "apply", "--journal", team .. ".journal", "--to-folder", folder.path, "--yes")
        assert.matches("\n5 done, 0 skipped, 0 failed\n$", output)
        _, complaint = ncp(2, "apply", "--journal", team .. ".journal", "--yes")
        assert.matches("has no plan to go on with", complaint, 1, true)
    end)

    it("says what is missing before anything is done", function()
        local _, complaint = ncp(2, "apply", team, "--yes")
        assert.matches("makes passwords or keys: --to-folder or --to-command says where they go", complaint, 1, true)
        _, complaint = ncp(2, "apply", team, "--to-folder", folder.path)
        assert.matches("Apply 5 steps? Nobody can be asked here: --yes", complaint, 1, true)
        _, complaint = ncp(2, "apply", "--yes")
        assert.matches("without a file --journal is needed", complaint, 1, true)
        program.write(folder.path .. "/none.json", '{"version":1,"groups":{}}')
        _, complaint = ncp(2, "apply", folder.path .. "/none.json", "--prune", "--yes")
        assert.matches("deletes 2 of 2 groups, which is more than a tenth: --allow-deletes must be 2", complaint, 1,
            true)
        local output = ncp(0, "apply", folder.path .. "/none.json", "--prune", "--allow-deletes", "2", "--yes")
        assert.matches("2 done", output)
    end)

    it("tells all that is wrong with a plan or a document", function()
        program.write(folder.path .. "/plan.json", '{"plan":1,"api":"v1","steps":[{"operation":"a.b"},1]}')
        local _, complaint = ncp(2, "apply", folder.path .. "/plan.json", "--yes")
        assert.matches("plan.json: steps[0].operation: no plan has a.b\n", complaint, 1, true)
        assert.matches("plan.json: steps[1]: must be an object\n", complaint, 1, true)
        program.write(team, '{"version":1,"groups":{"dev":{"polices":[]}}}')
        _, complaint = ncp(2, "apply", team, "--yes")
        assert.matches("team.json:1: groups.dev.polices: is not known", complaint, 1, true)
    end)

    it("says how to go on when it is interrupted, and goes on", function()
        emulator:fault('{"kind":"slow","seconds":20,"operation":"subaccount.create"}')
        local running = command.start({ "apply", team, "--to-folder", folder.path, "--yes" }, environment)
        local deadline = core.monotonic() + 20
        repeat core.sleep(0.02) until running:output():find("  1  done", 1, true) or core.monotonic() > deadline
        running:kill("INT")
        assert.equal(130, running:status())
        assert.matches("interrupted: the same command goes on with what is in " .. team .. ".journal", running:output(),
            1, true)
        running:close()
        emulator:clear_faults()
        assert.matches("\n5 done, 0 skipped, 0 failed\n$", (ncp(0, "apply", team, "--to-folder", folder.path, "--yes")))
    end)

    it("does what it can with --keep-going, and ends with 1", function()
        emulator:fault('{"kind":"error","status":403,"operation":"group.create"}')
        local output = ncp(1, "apply", team, "--to-folder", folder.path, "--keep-going", "--yes")
        assert.matches("failed   group.create  staff: ", output, 1, true)
        assert.matches("skipped  group.attach_policies  staff: needs step 1, which failed\n", output, 1, true)
        assert.matches("\n2 done, 2 skipped, 1 failed\n$", output)
    end)
end)
