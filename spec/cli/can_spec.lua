-- `ncp can` through the real command, against the emulator behind nginx.
local cjson = require("cjson")
local command = require("spec.support.command")
local program = require("spec.support.program")

local GROUP = "22222222-0000-4000-8000-000000000001"
local NRN = "nrn:PUB:IAM::1234567:Group/" .. GROUP

local emulator, environment, folder

local function can(expected, ...)
    return program.ncp_ends(expected, { "can", ... }, environment)
end

local function policy(number, name, statement)
    local id = ("33333333-0000-4000-9000-%012d"):format(number)
    return { policyId = id, policyName = name, permissions = { statement } }
end

setup(function()
    folder = program.folder()
    program.write(folder.path .. "/seed.json", cjson.encode({
        policies = {
            policy(1, "reader", {
                effect = "Allow", targets = { { product = "IAM", actions = { "View*" }, resourceNrns = { "*" } } },
            }),
            policy(2, "no-dev", {
                effect = "Deny", targets = { { product = "IAM", actions = { "*" }, resourceNrns = { NRN } } },
                condition = { StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } },
            }),
        },
        groups = { { groupId = GROUP, groupName = "dev", policies = { "33333333-0000-4000-9000-000000000001" } } },
        subAccounts = {
            { subAccountId = "account-1", loginId = "ada", name = "Ada", groups = { GROUP },
                policies = { "33333333-0000-4000-9000-000000000002" },
                accessKeys = { { accessKey = "ncp_iam_EXAMPLE0000000000001", keySecret = "ncp_iam_SECRET1" } } },
            { subAccountId = "account-2", loginId = "bob", name = "Bob", active = false, groups = { GROUP } },
        },
    }))
    emulator = command.start({ "emulator", "--seed", folder.path .. "/seed.json" })
    environment = emulator:variables()
end)

teardown(function()
    emulator:close()
    folder.remove()
end)

describe("ncp can", function()
    it("says yes or no, and which statement of which policy decides", function()
        local allowed = "Allow IAM View* on all (policy reader, through the group dev)\n"
        assert.equal("yes: " .. allowed, (can(0, "ada", "group.list")))
        assert.equal("yes: " .. allowed, (can(0, "ncp_iam_EXAMPLE0000000000001", "IAM:View/group.get", NRN)))
        assert.equal(("no: Deny IAM * on %s if StringEquals ncp:resourceTag env:dev (policy no-dev)\n"):format(NRN),
            (can(1, "ada", "group.get", NRN, "--tag", "env=dev")))
        assert.equal("no: no policy allows it\n", (can(1, "ada", "Server:View*")))
        assert.equal("no: the account is switched off: " .. allowed, (can(1, "bob", "group.list", "*")))
    end)

    it("says the same to programs", function()
        local answer = cjson.decode((can(0, "ada", "group.list", "--json")))
        assert.same({ true, "ada", "IAM:View/group.list", "reader", "dev" },
            { answer.allowed, answer.account, answer.action, answer.policy, answer.via })
        assert.same({ "View*" }, answer.statement.targets[1].actions)
        assert.is_false(cjson.decode((can(1, "ada", "Server:View*", "--json"))).allowed)
    end)

    it("lists all that the policies say", function()
        local table_text, note = can(0, "bob", "--list")
        assert.equal("effect  product  actions  resources       condition  policy  via\n" ..
            "Allow   IAM      View*    nrn:*:IAM:*::*             reader  dev\n", table_text)
        assert.equal("ncp: it can use none of this: the account is switched off\n", note)
        local rows = cjson.decode((can(0, "ada", "--list", "--json")))
        assert.same({ "no-dev", "reader" }, { rows[1].policy, rows[2].policy })
        assert.same({ StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } }, rows[1].condition)
    end)

    it("refuses what nobody can answer", function()
        local _, complaint = can(2, "ada")
        assert.matches("an action is needed, or --list", complaint, 1, true)
        can(2, "ada", "group.list", "--list")
        can(2, "ada", "group.lst")
        _, complaint = can(2, "ada", "group.list", "--tag", "env")
        assert.matches("a tag is such as team=build", complaint, 1, true)
        can(1, "nobody", "group.list")
    end)
end)
