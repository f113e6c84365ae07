-- Policies: their documents, where they are attached, limits and errors.
local core = require("ncp.core")
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local POLICIES = "/api/v1/policies"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"
local DEV = "22222222-0000-4000-8000-000000000001"

local call

before_each(function()
    call = signed.caller(emulator.new({ seed = {
        subAccounts = { { subAccountId = "bot", loginId = "bot", name = "build bot" } },
    } }))
end)

local function target(fields)
    local made = { product = "Server", actions = { "View*" }, resourceNrns = { "*" } }
    for name, value in pairs(fields or {}) do made[name] = value end
    return made
end

local function statement(fields)
    local made = { effect = "Allow", targets = { target() } }
    for name, value in pairs(fields or {}) do made[name] = value end
    return made
end

local function document(name, fields)
    local made = { policyName = name or "my-policy", permissions = { statement() } }
    for field, value in pairs(fields or {}) do made[field] = value end
    return made
end

local function create(...)
    local status, answer = call("POST", POLICIES, document(...))
    assert.equal(200, status)
    assert.is_true(answer.validationResult.success)
    return POLICIES .. "/" .. answer.policyId, answer.policyId, answer
end

local function assert_error(status, code, actual_status, answer)
    assert.equal(status, actual_status)
    assert.equal(code, answer.errorCode)
end

describe("a policy", function()
    it("is made, answered with what was found, and read back as the service writes it", function()
        local condition = { StringEquals = { ["ncp:principalType"] = { "IamUser" } } }
        local path, id, answer = create("my-policy", {
            description = "desc", tags = { env = "dev" }, permissions = { statement({ condition = condition }) },
        })
        assert.same({
            policyId = id, policyName = "my-policy", description = "desc",
            validationResult = { success = true, details = {} },
        }, answer)
        local brief = {
            policyId = id, policyName = "my-policy", policyType = "USER_CREATED", policyDesc = "desc",
            nrn = "nrn:PUB:IAM::1234567:Policy/" .. id,
        }
        assert.same(brief, select(2, call("GET", path)))
        assert.same(brief, select(2, call("GET", path .. "?withPermissions=false")))
        brief.permissions = { {
            effect = "Allow",
            targets = { { product = "Server", actions = { "View*" }, resourceNrns = { "nrn:*:Server:*::*" } } },
            condition = condition,
        } }
        assert.same(brief, select(2, call("GET", path .. "?withPermissions=true")))
        assert.equal("env:dev", select(2, call("GET", path .. "/tags"))[1].tagDisplay)
    end)

    it("gets new statements in place of the old ones", function()
        local path, id = create("my-policy", { description = "old" })
        local _, answer = call("PUT", path, { permissions = { statement({ effect = "Deny" }) }, description = "new" })
        assert.same({
            policyId = id, policyName = "my-policy", description = "new",
            validationResult = { success = true, details = {} },
        }, answer)
        local policy = select(2, call("GET", path .. "?withPermissions=true"))
        assert.same({ 1, "Deny" }, { #policy.permissions, policy.permissions[1].effect })
        call("PUT", path, { permissions = { statement() } })
        assert.equal("new", select(2, call("GET", path)).policyDesc)
    end)

    it("must have a name of its own", function()
        create("my-policy")
        assert_error(400, 400, call("POST", POLICIES, document("my-policy")))
        assert_error(400, 400, call("POST", POLICIES, document("NCP_ADMINISTRATOR")))
    end)

    it("is one of 500 at most, those of the vendor not counted", function()
        local seed = { policies = {} }
        for i = 1, 499 do seed.policies[i] = { policyName = "policy" .. i } end
        call = signed.caller(emulator.new({ seed = seed }))
        create("policy500")
        assert_error(409, 9012, call("POST", POLICIES, document("policy501")))
    end)

    it("that does not exist is 400 with code 30", function()
        for _, request in ipairs({
            { "GET", "" }, { "PUT", "", { permissions = { statement() } } }, { "DELETE", "" }, { "GET", "/resources" },
            { "GET", "/tags" },
        }) do
            local status, answer = call(request[1], POLICIES .. "/unknown" .. request[2], request[3])
            assert.equal(400, status)
            assert.same({ errorCode = 30, message = "Policy does not exist" }, answer)
        end
    end)

    it("of the vendor cannot be changed, tagged or deleted", function()
        local path = POLICIES .. "/" .. ADMINISTRATOR
        assert_error(400, 400, call("PUT", path, { permissions = { statement() } }))
        assert_error(400, 400, call("DELETE", path))
        assert_error(400, 400, call("POST", path .. "/tags", { tagKey = "k", tagValue = "v" }))
        assert.equal("*", select(2, call("GET", path .. "?withPermissions=true")).permissions[1].targets[1].product)
    end)

    it("has tags, twenty at most", function()
        local path = create() .. "/tags"
        for i = 1, 20 do
            assert.is_true(select(2, call("POST", path, { tagKey = "key" .. i, tagValue = "v" })).success)
        end
        assert_error(409, 9012, call("POST", path, { tagKey = "key21", tagValue = "v" }))
        assert.is_true(select(2, call("DELETE", path, { tagKey = "key1", tagValue = "v" })).success)
        assert.equal(19, #select(2, call("GET", path)))
    end)
end)

describe("a permission document", function()
    for name, case in pairs({
        ["of an unknown service"] = { "invalidProduct", "permissions[0].targets[0].product",
            statement({ targets = { target({ product = "Nope" }) } }) },
        ["of all services"] = { "invalidProduct", "permissions[0].targets[0].product",
            statement({ targets = { target({ product = "*" }) } }) },
        ["with an action that is none"] = { "invalidAction", "permissions[0].targets[1].actions[1]",
            statement({ targets = { target(), target({ actions = { "*", "view*" } }) } }) },
        ["with an unknown operator"] = { "invalidConditionSyntax", "permissions[0].condition.StringIs",
            statement({ condition = { StringIs = { ["ncp:principalType"] = { "IamUser" } } } }) },
    }) do
        it(name .. " is found wrong within a 200, and nothing is saved", function()
            local path, id = create("good-policy")
            local verdict = { success = false, details = { {
                code = "iam.policy." .. case[1], location = case[2], type = "ERROR",
            } } }
            local function assert_found(found)
                assert.is_string(found.details[1].message)
                found.details[1].message = nil
                assert.same(verdict, found)
            end
            local permissions = { case[3] }
            local status, answer = call("POST", POLICIES, document("bad-policy", { permissions = permissions }))
            assert.equal(200, status)
            assert.is_nil(answer.policyId)
            assert.equal("bad-policy", answer.policyName)
            assert_found(answer.validationResult)
            answer = select(2, call("PUT", path, { permissions = permissions }))
            assert.equal(id, answer.policyId)
            assert_found(answer.validationResult)
            assert_found(select(2, call("POST", "/api/v1/policy/validation",
                document("bad-policy", { permissions = permissions }))))
            assert.equal(1, select(2, call("GET", POLICIES .. "?type=USER_CREATED")).totalItems)
        end)
    end

    it("that is good is validated without being saved", function()
        local _, _, response = call("POST", "/api/v1/policy/validation", document())
        assert.equal('{"details":[],"success":true}', response.body)
        assert.equal(0, select(2, call("GET", POLICIES .. "?type=USER_CREATED")).totalItems)
    end)

    it("may name services that the seed adds", function()
        call = signed.caller(emulator.new({ seed = { products = { "Nope" } } }))
        create("my-policy", { permissions = { statement({ targets = { target({ product = "Nope" }) } }) } })
    end)

    for place, permissions in pairs({
        ["permissions"] = core.array({}),
        ["permissions[0].effect"] = { statement({ effect = "Perhaps" }) },
        ["permissions[1].targets"] = { statement(), statement({ targets = core.array({}) }) },
        ["permissions[0].targets[1].product"] = { statement({ targets = { target(), { actions = { "*" } } } }) },
        ["permissions[0].targets[0].actions[0]"] = { statement({ targets = { target({ actions = { 1 } }) } }) },
        ["permissions[0].condition.StringEquals.key"] = { statement({ condition = { StringEquals = { key = "a" } } }) },
    }) do
        it("of the wrong form is refused with the place: " .. place, function()
            local status, answer = call("POST", POLICIES, document("my-policy", { permissions = permissions }))
            assert.equal(400, status)
            assert.matches("Invalid parameter: " .. place .. " ", answer.message, 1, true)
        end)
    end
end)

describe("listing policies", function()
    local function list(query)
        local _, page = call("GET", POLICIES .. query)
        local names = {}
        for i, item in ipairs(page.items) do names[i] = item.policyName end
        return table.concat(names, " "), page
    end

    it("gives those of a type or with a word in the name, in pages", function()
        create("my-first")
        create("my-second")
        assert.equal("my-first my-second", (list("?type=USER_CREATED")))
        assert.equal("my-second", (list("?searchColumn=policyName&searchWord=second")))
        assert.equal("", (list("?type=SYSTEM_MANAGED&searchWord=second")))
        local names, page = list("?page=1&size=7")
        assert.equal("my-second", names)
        assert.same({ 1, 2, 8 }, { page.page, page.totalPages, page.totalItems })
        assert.is_nil(page.items[1].permissions)
    end)
end)

describe("a policy that is attached", function()
    local path, id

    before_each(function()
        path, id = create()
        call("POST", "/api/v1/sub-accounts/bot/policies", { policyIdList = { id } })
        call("POST", "/api/v1/groups/" .. DEV .. "/policies", { policyIdList = { id } })
    end)

    it("lists to what", function()
        local _, role = call("POST", "/api/v1/roles", { roleName = "role000", roleType = "Server" })
        call("POST", "/api/v1/roles/" .. role.id .. "/policies", { policyIdList = { id } })
        assert.same({
            { resourceType = "SubAccount", resourceId = "bot", resourceName = "bot",
              nrn = "nrn:PUB:IAM::1234567:SubAccount/bot" },
            { resourceType = "Group", resourceId = DEV, resourceName = "dev",
              nrn = "nrn:PUB:IAM::1234567:Group/" .. DEV },
            { resourceType = "Role", resourceId = role.id, resourceName = "role000",
              nrn = "nrn:PUB:IAM::1234567:Role/" .. role.id },
        }, select(2, call("GET", path .. "/resources")))
    end)

    it("can be deleted only when it is attached to nothing any more", function()
        assert_error(400, 400, call("DELETE", path))
        call("DELETE", "/api/v1/sub-accounts/bot/policies", { policyIdList = { id } })
        assert_error(400, 400, call("DELETE", path))
        call("DELETE", "/api/v1/groups/" .. DEV)
        local status, _, response = call("DELETE", path)
        assert.equal(200, status)
        assert.equal("", response.body)
        assert_error(400, 30, call("GET", path))
    end)

    it("is kept by the deletion of several, which says so", function()
        local _, free = create("other-policy")
        local status, answer = call("DELETE", POLICIES, { free, id, ADMINISTRATOR, "unknown" })
        assert.equal(200, status)
        assert.same({ success = true, id = free }, answer[1])
        for i, expected in ipairs({ id, ADMINISTRATOR, "unknown" }) do
            local element = answer[i + 1]
            assert.same({ false, expected, "string" }, { element.success, element.id, type(element.message) })
        end
        assert_error(400, 400, call("DELETE", POLICIES, { policyId = { id } }))
    end)
end)
