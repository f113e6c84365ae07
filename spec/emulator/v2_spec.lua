-- Version 2 of the Sub Account API: its statuses, words and rules, over the same world as version 1.
local cjson = require("cjson")
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local BOT = "/api/v2/sub-accounts/bot"
local KEYS = BOT .. "/access-keys"
local ADMINISTRATOR = "33333333-0000-4000-8000-000000000001"
local DEV = "22222222-0000-4000-8000-000000000001"
local OPS = "22222222-0000-4000-8000-000000000002"

local call, subject, now

before_each(function()
    now = 1700000000000
    subject = emulator.new({
        now = function() return now end,
        seed = { subAccounts = { { subAccountId = "bot", loginId = "bot", name = "bot" } } },
    })
    call = signed.caller(subject)
end)

local function new_account(login_id, fields)
    local account = {
        loginId = login_id, name = "Name", apiGatewayAccessible = true, consoleAccessible = false,
        passwordGenerationRequired = true,
    }
    for name, value in pairs(fields or {}) do account[name] = value end
    return account
end

local function word_of(answer)
    return type(answer) == "table" and answer.error and answer.error.errorCode
end

-- A caller with a key of the sub account.
local function caller_of(account)
    local key = subject.state:add_key(subject.state.accounts:get(account), {}, now)
    return signed.caller(subject, key.accessKey, key.keySecret)
end

describe("both versions", function()
    it("see one world: a key made over version 1 is switched off over version 2", function()
        local _, key = call("POST", "/api/v1/sub-accounts/bot/access-keys")
        local path = ("%s/%s/change-status"):format(KEYS, key.accessKey)
        local status, _, response = call("POST", path, { active = false })
        assert.equal(204, status)
        assert.equal("", response.body)
        local _, list = call("GET", "/api/v1/sub-accounts/bot/access-keys")
        assert.is_false(list[1].active)
    end)

    it("have the settings of the main account in common", function()
        local path = "/tenant-settings/sub-account-session-policy"
        local status, answer = call("PUT", "/api/v2" .. path,
            { sessionExpirationEnabled = true, sessionExpirationSeconds = 600 })
        assert.equal(200, status)
        assert.same({ sessionExpirationEnabled = true, sessionExpirationSeconds = 600 }, answer)
        local _, first = call("GET", "/api/v1" .. path)
        assert.same({ useSessionExpiration = true, sessionExpirationSec = 600 }, first)
    end)

    it("are spoiled by the same faults", function()
        subject:fault({ kind = "throttle", operation = "accesskey.list", times = 2 })
        assert.equal(429, (call("GET", KEYS)))
        assert.equal(429, (call("GET", "/api/v1/sub-accounts/bot/access-keys")))
        assert.equal(200, (call("GET", KEYS)))
    end)
end)

describe("access keys of version 2", function()
    it("are made with 201, and listed under their name", function()
        local status, key = call("POST", KEYS)
        assert.equal(201, status)
        assert.matches("^ncp_iam_", key.keySecret)
        local _, answer = call("GET", KEYS)
        assert.same({ accessKeys = { { accessKey = key.accessKey, active = true,
            createdDateTime = "2023-11-14T22:13:20Z" } } }, answer)
    end)

    it("may be two that are active, and any number that are not", function()
        local _, first = call("POST", KEYS)
        call("POST", KEYS)
        local status, answer = call("POST", KEYS)
        assert.equal(400, status)
        assert.equal("LimitExceeded", word_of(answer))
        local change = ("%s/%s/change-status"):format(KEYS, first.accessKey)
        call("POST", change, { active = false })
        assert.equal(201, (call("POST", KEYS)))
        status, answer = call("POST", change, { active = true })
        assert.equal(400, status)
        assert.equal("LimitExceeded", word_of(answer))
        assert.equal(409, (call("POST", "/api/v1/sub-accounts/bot/access-keys")))
    end)

    it("may be switched on again where they are on", function()
        local _, first = call("POST", KEYS)
        call("POST", KEYS)
        assert.equal(204, (call("POST", ("%s/%s/change-status"):format(KEYS, first.accessKey), { active = true })))
    end)

    it("are deleted by their path", function()
        local _, key = call("POST", KEYS)
        assert.equal(204, (call("DELETE", KEYS .. "/" .. key.accessKey)))
        local status, answer = call("DELETE", KEYS .. "/" .. key.accessKey)
        assert.equal(404, status)
        assert.equal("NotFound", word_of(answer))
    end)
end)

describe("a sub account of version 2", function()
    it("is answered when it is made and when it is changed", function()
        local status, made = call("POST", "/api/v2/sub-accounts", new_account("robot", { memo = "mine" }))
        assert.equal(201, status)
        assert.is_string(made.generatedPassword)
        local path = "/api/v2/sub-accounts/" .. made.subAccountId
        local changed
        status, changed = call("PATCH", path, { active = false, memo = cjson.null })
        assert.equal(200, status)
        assert.is_false(changed.active)
        assert.equal("", changed.memo)
        assert.equal("Name", changed.name)
        assert.is_nil(changed.generatedPassword)
    end)

    it("keeps what a PATCH leaves out, and takes null only where it clears", function()
        call("PATCH", BOT, { email = "bot@example.com" })
        local _, kept = call("PATCH", BOT, { name = "Bot" })
        assert.equal("bot@example.com", kept.email)
        local _, cleared = call("PATCH", BOT, { email = cjson.null })
        assert.is_nil(cleared.email)
        local status, answer = call("PATCH", BOT, { name = cjson.null })
        assert.equal(400, status)
        assert.same({ { field = "name", message = "must be a string, not null" } }, answer.error.fieldErrors)
    end)

    it("tells of all fields that are wrong", function()
        local fields = new_account("r", { consoleAccessible = "yes" })
        local status, answer = call("POST", "/api/v2/sub-accounts", fields)
        assert.equal(400, status)
        assert.equal("BadRequest", word_of(answer))
        local found = {}
        for _, mistake in ipairs(answer.error.fieldErrors) do found[#found + 1] = mistake.field end
        assert.same({ "loginId", "consoleAccessible" }, found)
    end)

    it("is counted by its name without the spaces around it", function()
        assert.equal(400, (call("PATCH", BOT, { name = "  B  " })))
        local _, changed = call("PATCH", BOT, { name = "  Bo  " })
        assert.equal("Bo", changed.name)
    end)

    it("is not deleted while it has keys, unless they go with it", function()
        call("POST", KEYS)
        local status, answer = call("DELETE", BOT)
        assert.equal(409, status)
        assert.equal("ResourceInUse", word_of(answer))
        assert.equal(204, (call("DELETE", BOT .. "?cascading=true")))
        status, answer = call("GET", BOT)
        assert.equal(404, status)
        assert.equal("SubAccountNotFound", word_of(answer))
    end)

    it("has rules that replace what was there", function()
        local rule = BOT .. "/console-access-rule"
        call("PUT", rule, { consolePermitIpEnabled = true, consolePermitIpAddresses = { "192.0.2.1" } })
        local _, answer = call("PUT", rule, { consolePermitIpEnabled = false })
        assert.same({ subAccountId = "bot", consolePermitIpEnabled = false, consolePermitIpAddresses = {} }, answer)
        assert.equal(400, (call("PUT", rule, { consolePermitIpEnabled = true })))
        local closed = new_account("closed", { apiAllowSourceEnabled = true })
        assert.equal(400, (call("POST", "/api/v2/sub-accounts", closed)))
    end)

    it("is found by its number, deleted or not, once", function()
        local _, bot = call("GET", BOT)
        call("DELETE", BOT)
        local numbers = { bot.subAccountNo, bot.subAccountNo, 1 }
        local status, answer = call("POST", "/api/v2/sub-accounts/resolve-nos", { subAccountNos = numbers })
        assert.equal(200, status)
        assert.same({ { subAccountNo = bot.subAccountNo, subAccountId = "bot" } }, answer.subAccountIds)
        assert.equal(404, (call("GET", "/api/v2/users/bot")))
    end)

    it("tells its last use", function()
        local own = caller_of("bot")
        own("GET", KEYS)
        local _, answer = call("GET", BOT .. "/last-access-summary")
        assert.equal("bot", answer.subAccountId)
        assert.equal("2023-11-14T22:13:20.000Z", answer.lastAccessKeyUsages[1].lastUsedDateTime)
    end)
end)

describe("a permission in version 2", function()
    it("is refused with 403, before it is known whether the resource exists", function()
        local own = caller_of("bot")
        for _, path in ipairs({ BOT, "/api/v2/sub-accounts/nobody", "/api/v2/login-alias" }) do
            local status, answer = own("GET", path)
            assert.equal(403, status)
            assert.equal("Forbidden", word_of(answer))
        end
        call("POST", BOT .. "/attach-policies", { policyIds = { ADMINISTRATOR } })
        assert.equal(404, (own("GET", "/api/v2/sub-accounts/nobody")))
    end)

    it("of what belongs to a sub account is denied to the main account", function()
        local status, answer = call("GET", "/api/v2/switchable-roles")
        assert.equal(403, status)
        assert.equal("AccessDenied", word_of(answer))
    end)

    it("to sign is refused in the form of the gateway", function()
        local stranger = signed.caller(subject, "ncp_iam_STRANGER000000000001", "secret")
        local status, answer = stranger("GET", BOT)
        assert.equal(401, status)
        assert.equal("200", answer.error.errorCode)
    end)
end)

describe("a batch", function()
    it("is applied as a whole or not at all", function()
        local status, answer = call("POST", BOT .. "/attach-groups", { groupIds = { DEV, "nothing", OPS } })
        assert.equal(404, status)
        assert.same({ ["1"] = { errorCode = "NotFound", message = "This group isn't registered." } }, answer.failures)
        assert.is_nil(answer.error)
        local _, bot = call("GET", BOT)
        assert.same({}, bot.groups)
        assert.equal(204, (call("POST", BOT .. "/attach-groups", { groupIds = { DEV, OPS } })))
        _, bot = call("GET", BOT)
        assert.equal(2, #bot.groups)
    end)

    it("whose items fail for different reasons is 400", function()
        call("POST", BOT .. "/attach-groups", { groupIds = { DEV } })
        local status, answer = call("POST", BOT .. "/attach-groups", { groupIds = { DEV, "nothing" } })
        assert.equal(400, status)
        assert.equal("AlreadyExists", answer.failures["0"].errorCode)
        assert.equal("NotFound", answer.failures["1"].errorCode)
    end)

    it("counts what is there already towards the limit", function()
        local ids = {}
        for i = 1, 11 do
            local _, group = call("POST", "/api/v2/groups", { groupName = "group-" .. i })
            ids[i] = group.groupId
        end
        local status, answer = call("POST", BOT .. "/attach-groups", { groupIds = ids })
        assert.equal(400, status)
        assert.same({ "10" }, { next(answer.failures), nil })
        assert.equal("LimitExceeded", answer.failures["10"].errorCode)
    end)

    it("has each item once, and not too many", function()
        local status, answer = call("POST", BOT .. "/attach-groups", { groupIds = { DEV, DEV } })
        assert.equal(400, status)
        assert.equal("groupIds[1]", answer.error.fieldErrors[1].field)
        local ids = {}
        for i = 1, 11 do ids[i] = "policy-" .. i end
        status, answer = call("POST", BOT .. "/attach-policies", { policyIds = ids })
        assert.equal(400, status)
        assert.equal("policyIds", answer.error.fieldErrors[1].field)
    end)

    it("fails as a fault asks, and changes nothing", function()
        subject:fault({ kind = "failed_items", operation = "subaccount.add_groups" })
        local status, answer = call("POST", BOT .. "/attach-groups", { groupIds = { DEV } })
        assert.equal(500, status)
        assert.equal("InternalServerError", answer.failures["0"].errorCode)
        local _, bot = call("GET", BOT)
        assert.same({}, bot.groups)
    end)

    it("of policies is deleted only when all can be", function()
        local permissions = { { effect = "Allow", targets = {
            { product = "IAM", actions = { "*" }, resourceNrns = { "*" } },
        } } }
        local ids = {}
        for i = 1, 2 do
            local status, policy = call("POST", "/api/v2/policies",
                { policyName = "policy-" .. i, permissions = permissions })
            assert.equal(201, status)
            ids[i] = policy.policyId
        end
        call("POST", BOT .. "/attach-policies", { policyIds = { ids[2] } })
        assert.equal(400, (call("POST", "/api/v2/policies/batch-delete", { policyIds = ids })))
        assert.equal(200, (call("GET", "/api/v2/policies/" .. ids[1])))
        call("POST", BOT .. "/detach-policies", { policyIds = { ids[2] } })
        assert.equal(204, (call("POST", "/api/v2/policies/batch-delete", { policyIds = ids })))
        assert.equal(404, (call("GET", "/api/v2/policies/" .. ids[1])))
    end)
end)

describe("a list of version 2", function()
    local function names(query)
        local _, answer = call("GET", "/api/v2/groups" .. query)
        local list = {}
        for i, group in ipairs(answer.groups) do list[i] = group.groupName end
        return table.concat(list, " "), answer
    end

    it("has twenty rows to a page and counts them all", function()
        for i = 1, 25 do call("POST", "/api/v2/groups", { groupName = ("group-%02d"):format(i) }) end
        local _, answer = call("GET", "/api/v2/groups?pageNo=1")
        assert.equal(7, #answer.groups)
        assert.equal(27, answer.totalElements)
        assert.equal(2, answer.totalPages)
        assert.equal(1, answer.pageNo)
        assert.equal(20, answer.pageSize)
        assert.equal(400, (call("GET", "/api/v2/groups?pageSize=101")))
    end)

    it("is in the order asked for, the first counting most", function()
        now = now + 1000
        call("POST", "/api/v2/groups", { groupName = "aaa" })
        assert.equal("aaa dev ops", (names("")))
        assert.equal("aaa dev ops", (names("?sort=groupName%2Casc")))
        assert.equal("ops dev aaa", (names("?sort=groupName%2Cdesc")))
        assert.equal("ops dev aaa", (names("?sort=createdDateTime,asc&sort=groupName,desc")))
        local status, answer = call("GET", "/api/v2/groups?sort=colour,asc")
        assert.equal(400, status)
        assert.equal("sort[0]", answer.error.fieldErrors[1].field)
    end)

    it("of tags and of uses is paged too", function()
        call("POST", BOT .. "/add-tags", { tagKey = "b", tagValue = "1" })
        assert.equal(204, (call("POST", BOT .. "/add-tags", { tagKey = "a", tagValue = "2" })))
        local _, answer = call("GET", BOT .. "/tags")
        assert.equal("a", answer.tags[1].tagKey)
        assert.equal(2, answer.totalElements)
        assert.equal(400, (call("POST", BOT .. "/remove-tags", { tagKey = "a", tagValue = "wrong" })))
        assert.equal(204, (call("POST", BOT .. "/remove-tags", { tagKey = "a", tagValue = "2" })))
        call("POST", BOT .. "/attach-policies", { policyIds = { ADMINISTRATOR } })
        _, answer = call("GET", "/api/v2/policies/" .. ADMINISTRATOR .. "/resources")
        assert.equal("bot", answer.resources[1].resourceId)
    end)
end)

describe("a policy of version 2", function()
    local function document(fields)
        local given = { policyName = "my-policy", permissions = { { effect = "Deny", targets = {
            { product = "IAM", actions = { "View*" }, resourceNrns = { "*" } },
        }, condition = { StringEquals = { ["ncp:principalName"] = "bot" } } } } }
        for name, value in pairs(fields or {}) do given[name] = value end
        return given
    end

    it("takes one value of a condition without a list", function()
        local status, made = call("POST", "/api/v2/policies", document())
        assert.equal(201, status)
        local _, answer = call("GET", "/api/v2/policies/" .. made.policyId .. "?withPermissions=true")
        assert.same({ StringEquals = { ["ncp:principalName"] = { "bot" } } }, answer.permissions[1].condition)
        assert.equal("USER_CREATED", answer.policyType)
    end)

    it("that is not valid is refused when it is made, and not when it is only checked", function()
        local wrong = document({ permissions = { { effect = "Allow", targets = {
            { product = "Nothing", actions = { "*" }, resourceNrns = { "*" } },
        } } } })
        local status, answer = call("POST", "/api/v2/policies", wrong)
        assert.equal(400, status)
        assert.equal("iam.policy.invalidProduct", answer.error.detail)
        status, answer = call("POST", "/api/v2/policies/validate", wrong)
        assert.equal(200, status)
        assert.is_false(answer.success)
    end)

    it("loses a description that a replacement leaves out", function()
        local _, made = call("POST", "/api/v2/policies", document({ description = "mine" }))
        local _, answer = call("PUT", "/api/v2/policies/" .. made.policyId, { permissions = document().permissions })
        assert.equal("", answer.description)
    end)
end)

describe("a role of version 2", function()
    local function new_role(fields)
        local role = { roleName = "my-role", roleType = "Account", sessionExpirationSeconds = 600 }
        for name, value in pairs(fields or {}) do role[name] = value end
        local status, made = call("POST", "/api/v2/roles", role)
        return made, status
    end

    it("has its account among its entities, one at most", function()
        local role = new_role()
        local path = "/api/v2/roles/" .. role.roleId
        assert.equal(204, (call("POST", path .. "/attach-account", { ownAccount = true })))
        local _, answer = call("GET", path)
        assert.same({ { type = "Account", id = "1234567" } }, answer.entities)
        assert.equal(400, (call("POST", path .. "/attach-account", { ownAccount = true })))
        assert.equal(204, (call("POST", path .. "/detach-account")))
    end)

    it("has a session time only for an account", function()
        local _, status = new_role({ roleType = "Service" })
        assert.equal(400, status)
        assert.equal(400, select(2, new_role({ roleType = "Server" })))
        local _, server = call("POST", "/api/v2/roles", { roleName = "server", roleType = "Server" })
        assert.is_nil(server.sessionExpirationSeconds)
        assert.equal(400, (call("PATCH", "/api/v2/roles/" .. server.roleId, { sessionExpirationSeconds = 600 })))
    end)

    it("keeps what a PATCH leaves out, and loses a description to null", function()
        local role = new_role({ description = "ours" })
        local path = "/api/v2/roles/" .. role.roleId
        local _, answer = call("PATCH", path, { roleName = "renamed" })
        assert.equal("ours", answer.description)
        _, answer = call("PATCH", path, { description = cjson.null })
        assert.equal("", answer.description)
        assert.equal("renamed", answer.roleName)
        assert.equal(400, (call("PATCH", path, { roleType = "Server" })))
    end)

    it("is switched with others, all or none", function()
        local role = new_role()
        assert.equal(404, (call("POST", "/api/v2/roles/change-status",
            { roleIds = { role.roleId, "nothing" }, active = false })))
        local _, answer = call("GET", "/api/v2/roles/" .. role.roleId)
        assert.is_true(answer.active)
        assert.equal(204, (call("POST", "/api/v2/roles/change-status", { roleIds = { role.roleId }, active = false })))
        local status
        status, answer = call("POST", "/api/v2/roles/nothing/change-status", { active = false })
        assert.equal(404, status)
        assert.equal("RoleNotFound", word_of(answer))
    end)

    it("is listed as switchable under its id", function()
        local role, own = new_role(), caller_of("bot")
        call("POST", BOT .. "/attach-policies", { policyIds = { ADMINISTRATOR } })
        local entry = { roleNrn = role.nrn, displayName = "Admin" }
        local _, added = own("POST", "/api/v2/switchable-roles", entry)
        assert.equal(role.roleId, added.roleId)
        local path = "/api/v2/switchable-roles/" .. role.roleId
        local _, answer = own("PUT", path, { displayName = "Other" })
        assert.equal("Other", answer.displayName)
        assert.is_false(answer.switched)
        assert.equal(404, (own("POST", "/api/v2/switchable-roles/batch-delete", { roleIds = { role.roleId, "x" } })))
        assert.equal(204, (own("DELETE", path)))
        assert.equal(404, (own("GET", path)))
    end)
end)

describe("the login alias of version 2", function()
    it("is set, and removed by null", function()
        local status, answer = call("PATCH", "/api/v2/login-alias", { loginAlias = "example" })
        assert.equal(200, status)
        assert.same({ loginAlias = "example" }, answer)
        call("PATCH", "/api/v2/login-alias", { loginAlias = cjson.null })
        assert.same({}, select(2, call("GET", "/api/v2/login-alias")))
    end)

    it("and a password are checked with a reason only where there is one", function()
        local _, answer = call("POST", "/api/v2/sub-accounts/check-login-id", { loginId = "bot" })
        assert.is_false(answer.available)
        assert.is_string(answer.reason)
        _, answer = call("POST", "/api/v2/sub-accounts/check-password", { password = "Correct-Horse-Batter1" })
        assert.same({ valid = false, reason = "Unsafe password." }, answer)
        _, answer = call("POST", "/api/v2/sub-accounts/check-password", { password = "Correct-Horse-Batt1" })
        assert.same({ valid = true }, answer)
    end)
end)
