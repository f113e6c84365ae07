-- Groups: their life, members and policies, limits and errors.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local GROUPS = "/api/v1/groups"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"

local call

before_each(function()
    call = signed.caller(emulator.new({ seed = {
        groups = {},
        subAccounts = {
            { subAccountId = "a", loginId = "alpha", name = "Alpha" },
            { subAccountId = "b", loginId = "beta", name = "Beta" },
        },
    } }))
end)

local function create(name, fields)
    local body = { groupName = name or "group000" }
    for field, value in pairs(fields or {}) do body[field] = value end
    local status, answer = call("POST", GROUPS, body)
    assert.equal(200, status)
    assert.is_true(answer.success)
    return GROUPS .. "/" .. answer.id, answer.id
end

local function assert_error(status, code, actual_status, answer)
    assert.equal(status, actual_status)
    assert.equal(code, answer.errorCode)
end

describe("a group", function()
    it("is made with a name and tags, and shown with members and policies", function()
        local target, id = create("group000", { tags = { env = "dev" } })
        call("POST", target .. "/sub-accounts", { subAccountIdList = { "a" } })
        call("POST", target .. "/policies", { policyIdList = { ADMINISTRATOR } })
        local status, group = call("GET", target)
        assert.equal(200, status)
        assert.same({
            groupId = id, groupName = "group000", nrn = "nrn:PUB:IAM::1234567:Group/" .. id,
            subAccounts = { {
                subAccountId = "a", loginId = "alpha", name = "Alpha", nrn = "nrn:PUB:IAM::1234567:SubAccount/a",
            } },
            policies = { {
                policyId = ADMINISTRATOR, policyName = "NCP_ADMINISTRATOR", policyType = "SYSTEM_MANAGED",
                policyDesc = "All services, as the main account",
                nrn = "nrn:PUB:IAM::1234567:Policy/" .. ADMINISTRATOR,
            } },
        }, group)
        assert.same({ { tagKey = "env", tagValue = "dev", tagDisplay = "env:dev" } },
            select(2, call("GET", target .. "/tags")))
    end)

    it("is renamed, to a name that no other has", function()
        local target = create("group000")
        create("group001")
        assert.same({ success = true }, select(2, call("PUT", target, { groupName = "group000" })))
        assert.same({ success = true }, select(2, call("PUT", target, { groupName = "group002" })))
        assert.equal("group002", select(2, call("GET", target)).groupName)
        assert_error(400, 400, call("PUT", target, { groupName = "group001" }))
        assert_error(400, 400, call("POST", GROUPS, { groupName = "group001" }))
    end)

    it("that is deleted is in no sub account", function()
        local target = create()
        call("POST", target .. "/sub-accounts", { subAccountIdList = { "a" } })
        assert.same({ success = true }, select(2, call("DELETE", target)))
        assert_error(400, 30, call("GET", target))
        assert.same({}, select(2, call("GET", "/api/v1/sub-accounts/a")).groups)
    end)

    it("is one of 300 at most", function()
        for i = 1, 300 do create(("group%03d"):format(i)) end
        assert_error(409, 9012, call("POST", GROUPS, { groupName = "group301" }))
        assert.equal(300, select(2, call("GET", GROUPS)).totalItems)
    end)

    it("is listed in pages of ten, without members and policies", function()
        local _, first = create("group000")
        for i = 1, 10 do create("other" .. i) end
        local _, page = call("GET", GROUPS)
        assert.same({ 0, 2, 11, 10 }, { page.page, page.totalPages, page.totalItems, #page.items })
        assert.same({ groupId = first, groupName = "group000", nrn = "nrn:PUB:IAM::1234567:Group/" .. first },
            page.items[1])
        assert.equal("other10", select(2, call("GET", GROUPS .. "?page=1")).items[1].groupName)
    end)

    for name, body in pairs({
        ["without a name"] = {}, ["with a short name"] = { groupName = "ab" },
        ["with a long name"] = { groupName = ("x"):rep(31) },
        ["with tags that are none"] = { groupName = "abc", tags = { 1 } },
    }) do
        it(name .. " is refused", function() assert_error(400, 400, call("POST", GROUPS, body)) end)
    end

    for request, body in pairs({
        ["GET "] = {}, ["PUT "] = { groupName = "group000" }, ["DELETE "] = {},
        ["POST /sub-accounts"] = { subAccountIdList = { "a" } },
        ["DELETE /sub-accounts"] = { subAccountIdList = { "a" } },
        ["POST /policies"] = { policyIdList = { "p" } }, ["DELETE /policies"] = { policyIdList = { "p" } },
        ["GET /tags"] = {}, ["POST /tags"] = { tagKey = "k", tagValue = "v" },
        ["DELETE /tags"] = { tagKey = "k", tagValue = "v" },
    }) do
        it("that does not exist is 400 with code 30: " .. request, function()
            local method, below = request:match("(%S+) (.*)")
            local status, answer = call(method, GROUPS .. "/unknown" .. below, body)
            assert.equal(400, status)
            assert.same({ errorCode = 30, message = "Group does not exist" }, answer)
        end)
    end
end)

describe("members", function()
    local target, id

    before_each(function() target, id = create() end)

    local function change(method, ...)
        local status, answer = call(method, target .. "/sub-accounts", { subAccountIdList = { ... } })
        assert.equal(200, status)
        return answer
    end

    it("are added and removed one by one", function()
        assert.same({ { success = true, id = "a" }, { success = true, id = "b" } }, change("POST", "a", "b"))
        assert.same({ { success = true, id = "a" } }, change("DELETE", "a"))
        local members = select(2, call("GET", target)).subAccounts
        assert.same({ 1, "b" }, { #members, members[1].subAccountId })
        assert.equal(id, select(2, call("GET", "/api/v1/sub-accounts/b")).groups[1].groupId)
    end)

    it("that are there already, unknown, or not there, fail alone", function()
        change("POST", "a")
        assert.same({
            { success = false, id = "a", message = "already registered sub account" },
            { success = false, id = "unknown", message = "This sub account isn't registered." },
            { success = true, id = "b" },
        }, change("POST", "a", "unknown", "b"))
        change("DELETE", "b")
        assert.same({ { success = false, id = "b", message = "This sub account isn't registered." } },
            change("DELETE", "b"))
    end)

    it("are in ten groups at most", function()
        for i = 1, 10 do
            call("POST", create("other" .. i) .. "/sub-accounts", { subAccountIdList = { "a" } })
        end
        assert.same({ { success = false, id = "a", message = "Allowed maximum exceeded" } }, change("POST", "a"))
    end)
end)

describe("policies of a group", function()
    it("are attached and detached one by one", function()
        local target = create() .. "/policies"
        local _, answer = call("POST", target, { policyIdList = { ADMINISTRATOR, "unknown" } })
        assert.same({
            { success = true, id = ADMINISTRATOR, name = "addPolicy" },
            { success = false, id = "unknown", name = "addPolicy", message = "This policy isn't registered." },
        }, answer)
        assert.equal("This policy is already registered.",
            select(2, call("POST", target, { policyIdList = { ADMINISTRATOR } }))[1].message)
        assert.same({ { success = true, id = ADMINISTRATOR, name = "removePolicy" } },
            select(2, call("DELETE", target, { policyIdList = { ADMINISTRATOR } })))
    end)

    it("are shown among the groups of a sub account", function()
        local target = create()
        call("POST", target .. "/policies", { policyIdList = { ADMINISTRATOR } })
        call("POST", target .. "/sub-accounts", { subAccountIdList = { "a" } })
        local account = select(2, call("GET", "/api/v1/sub-accounts/a"))
        assert.equal("NCP_ADMINISTRATOR", account.groups[1].policies[1].policyName)
        assert.same({}, account.policies)
    end)
end)

describe("tags of a group", function()
    it("are added, removed, and twenty at most", function()
        local target = create() .. "/tags"
        assert.same({ success = true }, select(2, call("POST", target, { tagKey = "env", tagValue = "dev" })))
        assert.same({ { tagKey = "env", tagValue = "dev", tagDisplay = "env:dev" } }, select(2, call("GET", target)))
        assert.is_false(select(2, call("DELETE", target, { tagKey = "env", tagValue = "prod" })).success)
        assert.same({ success = true }, select(2, call("DELETE", target, { tagKey = "env", tagValue = "dev" })))
        for i = 1, 20 do call("POST", target, { tagKey = "key" .. i, tagValue = "v" }) end
        assert_error(409, 9012, call("POST", target, { tagKey = "key21", tagValue = "v" }))
    end)
end)
