-- From random accounts to random documents: a plan that was applied leaves nothing to do.
local account = require("spec.support.account")
local ncp = require("ncp")
local normal = require("ncp.account.normal")
local program = require("spec.support.program")
local sample = require("spec.support.sample")

local SEEDS = os.getenv("NCP_LONG") and 500 or sample(100, 20)

-- A role keeps its type, and in version 2 an account whether it needs a second factor. There a rule that is on lets
-- something through.
local function keep_fixed(document, now, api)
    for name, thing in pairs(document.roles) do
        local there = now.roles[name] or thing
        thing.roleType, thing.sessionExpirationSec, thing.entities =
            there.roleType, there.sessionExpirationSec, there.entities
    end
    for name, thing in pairs(api == "v2" and document.subAccounts or {}) do
        thing.isMfaMandatory = (now.subAccounts[name] or thing).isMfaMandatory
        thing.useConsolePermitIp = thing.consolePermitIps[1] ~= nil
    end
    return document
end

local function accept()
    return true
end

describe("a document that is applied", function()
    local folder

    setup(function() folder = program.folder() end)
    teardown(function() folder.remove() end)

    it("leaves nothing to do, and is what is exported then", function()
        for seed = 1, SEEDS do
            local random, api = account.random(seed), seed % 2 == 0 and "v2" or "v1"
            local now = account.document(random)
            local wanted = keep_fixed(account.document(random), now, api)
            local client = account.client(account.seed(now), { api = api })
            local plan = assert(ncp.account.plan(client, wanted, { prune = true }))
            assert(ncp.account.apply(client, plan, {
                journal = ("%s/%d.journal"):format(folder.path, seed), sink = { fn = accept }, allow_deletes = 1000,
            }))
            local left = assert(ncp.account.plan(client, wanted, { prune = true }))
            assert.equal("nothing to do: the account is as the document says\n", tostring(left), "seed " .. seed)
            local exported = assert(ncp.account.export(client))
            assert.equal(normal.text(normal.document(wanted)), normal.text(exported), "seed " .. seed)
        end
    end)
end)
