-- Policies and groups of a sub account: an answer for each id.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local ACCOUNT = "/api/v1/sub-accounts/bot"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"
local INFRA_MANAGER = "33333333-0000-4000-8000-000000000002"
local DEV = "22222222-0000-4000-8000-000000000001"

local server, call

before_each(function()
    server = emulator.new({ seed = { subAccounts = { { subAccountId = "bot", loginId = "bot", name = "bot" } } } })
    call = signed.caller(server)
end)

describe("policies", function()
    local function change(method, ...)
        local status, answer = call(method, ACCOUNT .. "/policies", { policyIdList = { ... } })
        assert.equal(200, status)
        return answer
    end

    it("are attached and detached one by one", function()
        assert.same({
            { success = true, id = ADMINISTRATOR, name = "addPolicy" },
            { success = true, id = INFRA_MANAGER, name = "addPolicy" },
        }, change("POST", ADMINISTRATOR, INFRA_MANAGER))
        assert.same({ { success = true, id = ADMINISTRATOR, name = "removePolicy" } }, change("DELETE", ADMINISTRATOR))
        assert.same(
            { { policyId = INFRA_MANAGER, policyName = "NCP_INFRA_MANAGER", policyType = "SYSTEM_MANAGED" } },
            select(2, call("GET", ACCOUNT)).policies)
    end)

    it("that are attached already, or unknown, fail alone", function()
        change("POST", ADMINISTRATOR)
        local answer = change("POST", ADMINISTRATOR, "unknown", INFRA_MANAGER)
        assert.same({ false, false, true }, { answer[1].success, answer[2].success, answer[3].success })
        assert.equal("The policy has already been registered.", answer[1].message)
        assert.equal("This policy isn't registered.", answer[2].message)
    end)

    it("that are not attached cannot be detached", function()
        assert.same({
            { success = false, id = ADMINISTRATOR, name = "removePolicy", message = "This policy isn't registered." },
        }, change("DELETE", ADMINISTRATOR))
    end)

    it("fail as a fault asks, and are not attached then", function()
        server:fault({ kind = "failed_items", operation = "subaccount.attach_policies", count = 1 })
        local answer = change("POST", ADMINISTRATOR, INFRA_MANAGER)
        assert.same({ false, true }, { answer[1].success, answer[2].success })
        assert.equal(1, #select(2, call("GET", ACCOUNT)).policies)
    end)
end)

describe("groups", function()
    local function change(method, ids)
        return select(2, call(method, ACCOUNT .. "/groups", { groupIdList = ids }))
    end

    it("are joined and left", function()
        assert.same({ { success = true, id = DEV, name = "addGroup" } }, change("POST", { DEV }))
        assert.same({
            { groupId = DEV, groupName = "dev", policies = {},
              subAccounts = { {
                  subAccountId = "bot", loginId = "bot", name = "bot", nrn = "nrn:PUB:IAM::1234567:SubAccount/bot",
              } } },
        }, select(2, call("GET", ACCOUNT)).groups)
        assert.same({ { success = true, id = DEV, name = "removeGroup" } }, change("DELETE", { DEV }))
        assert.same({}, select(2, call("GET", ACCOUNT)).groups)
    end)

    it("are ten at most", function()
        local groups, ids = {}, {}
        for i = 1, 11 do
            ids[i] = "group" .. i
            groups[i] = { groupId = ids[i], groupName = ids[i] }
        end
        call = signed.caller(emulator.new({
            seed = { groups = groups, subAccounts = { { subAccountId = "bot", loginId = "bot", name = "bot" } } },
        }))
        local answer = change("POST", ids)
        assert.is_true(answer[10].success)
        assert.same(
            { success = false, id = "group11", name = "addGroup", message = "Allowed maximum exceeded" },
            answer[11])
    end)

    it("of which none is named get an empty array", function()
        local _, _, response = call("POST", ACCOUNT .. "/groups", '{"groupIdList":[]}')
        assert.equal("[]", response.body)
    end)
end)
