-- What is there before the first call.
local cjson = require("cjson")
local dates = require("ncp.base.dates")
local emulator = require("ncp.emulator")
local program = require("spec.support.program")
local signed = require("spec.support.signed")

local function seeded(seed)
    return signed.caller(emulator.new({ seed = seed }))
end

describe("a seed", function()
    it("makes sub accounts with all that belongs to them", function()
        local call = seeded({
            subAccounts = { {
                subAccountId = "bot", loginId = "bot", name = "build bot", active = false, memo = "test",
                tags = { b = "2", a = "1" }, groups = { "g1" }, policies = { "p1" }, mfaList = { { mfaType = "OTP" } },
                accessKeys = { { accessKey = "KEY", keySecret = "secret", active = false }, {} },
            } },
            groups = { { groupId = "g1", groupName = "one" } },
            policies = { { policyId = "p1", policyName = "One", policyType = "USER_CREATED" } },
            loginAlias = "example123",
        })
        local _, account = call("GET", "/api/v1/sub-accounts/bot")
        assert.is_false(account.active)
        assert.is_true(account.canAPIGatewayAccess)
        assert.equal("one", account.groups[1].groupName)
        assert.equal("One", account.policies[1].policyName)
        local _, keys = call("GET", "/api/v1/sub-accounts/bot/access-keys")
        assert.same({ "KEY", false, true }, { keys[1].accessKey, keys[1].active, keys[2].active })
        local _, tags = call("GET", "/api/v1/users/bot/tags")
        assert.same({ "a:1", "b:2" }, { tags[1].tagDisplay, tags[2].tagDisplay })
        assert.equal("OTP", select(2, call("GET", "/api/v1/sub-accounts/bot/mfa")).mfaList[1].mfaType)
        assert.equal("example123", select(2, call("GET", "/api/v1/login-alias")).loginAlias)
    end)

    it("tells when things were made and used", function()
        local server = emulator.new({ seed = { subAccounts = { {
            subAccountId = "bot", loginId = "bot", name = "bot",
            createTime = "2024-01-01T00:00:00Z", lastLoginTime = "2024-06-01T09:00:00+09:00",
            accessKeys = {
                { accessKey = "KEY", createTime = "2024-02-01T00:00:00Z", lastUsed = "2024-05-01T00:00:00Z" }, {},
            },
        } } } })
        server:set_clock(function() return dates.from_iso("2024-06-11T00:00:00Z") end)
        local call = signed.caller(server)
        for _ = 1, 2 do
            local _, account = call("GET", "/api/v1/sub-accounts/bot")
            assert.same({ "2024-01-01T00:00:00Z", "2024-06-01T00:00:00Z" },
                { account.createTime, account.lastLoginTime })
            local _, keys = call("GET", "/api/v1/sub-accounts/bot/access-keys")
            assert.equal("2024-02-01T00:00:00Z", keys[1].createTime)
            local _, summary = call("GET", "/api/v1/users/bot/last-access-summary")
            assert.same({
                idNo = "bot", unusedDays = 10,
                lastLogin = "2024-06-01T00:00:00.000Z", lastUsedTime = "2024-06-01T00:00:00.000Z",
                lastAccessKeyUsed = { { accessKey = "KEY", lastUsed = "2024-05-01T00:00:00.000Z" } },
            }, summary)
            server:reset()
        end
    end)

    it("makes groups, policies and roles, and what External Access has", function()
        local call = seeded({
            policies = { {
                policyId = "p1", policyName = "One", description = "desc", tags = { env = "dev" },
                permissions = { {
                    effect = "Allow", targets = { { product = "Server", actions = { "*" }, resourceNrns = { "*" } } },
                } },
            } },
            groups = { { groupId = "g1", groupName = "one", policies = { "p1" }, tags = { env = "dev" } } },
            roles = { {
                roleNo = "r1", roleName = "role000", roleType = "Service", active = false, policies = { "p1" },
                entities = { "ExternalAccess" },
            } },
            trustAnchors = { {
                trustAnchorId = "t1", name = "ta000", source = { sourceType = "NCP_PCA", sourceData = { caId = 1 } },
            } },
            crls = { { crlId = "c1", trustAnchorId = "t1", name = "crl000", crlData = "MIIB", enabled = true } },
            profiles = { { profileId = "f1", name = "profile000", roleIdList = { "r1" } } },
            subjects = { { subjectId = "s1", x509Subject = "CN=host-1" } },
        })
        local function get(target) return select(2, call("GET", "/api/v1/" .. target)) end
        local policy = get("policies/p1?withPermissions=true")
        assert.same({ "USER_CREATED", "desc", "Allow" },
            { policy.policyType, policy.policyDesc, policy.permissions[1].effect })
        assert.equal("env:dev", get("policies/p1/tags")[1].tagDisplay)
        assert.equal("One", get("groups/g1").policies[1].policyName)
        local role = get("roles/r1")
        assert.same({ false, "One", "ExternalAccess" },
            { role.active, role.policies[1].policyName, role.entities[1].id })
        assert.equal(1, get("trust-anchors/t1").source.sourceData.caId)
        assert.is_true(get("trust-anchors/t1/crls/c1").enabled)
        assert.same({ "nrn:PUB:IAM::1234567:Role/r1" }, get("profiles/f1").roleNrnList)
        assert.equal("CN=host-1", get("subjects/s1").x509Subject)
    end)

    it("is as docs/emulator.md shows it", function()
        local text = program.read("docs/emulator.md")
        local call = seeded(cjson.decode(text:match("\n```json\n(.-)```")))
        assert.equal(1, select(2, call("GET", "/api/v1/subjects")).totalElements)
    end)

    it("adds to the policies of the vendor", function()
        local call = seeded({ policies = { { policyName = "One" } } })
        assert.equal(7, select(2, call("GET", "/api/v1/policies")).totalItems)
    end)

    it("is what reset goes back to", function()
        local seed = { subAccounts = { {
            subAccountId = "bot", loginId = "bot", name = "bot", tags = { a = "1" }, policies = {},
        } } }
        local server = emulator.new({ seed = seed })
        local call = signed.caller(server)
        call("POST", "/api/v1/sub-accounts/bot/policies", { policyIdList = { "33333333-0000-4000-8000-000000000001" } })
        assert.same({}, seed.subAccounts[1].policies)
        call("DELETE", "/api/v1/users/bot/tags", { tagKey = "a", tagValue = "1" })
        call("DELETE", "/api/v1/sub-accounts/bot")
        server:reset()
        assert.equal(1, #select(2, call("GET", "/api/v1/users/bot/tags")))
    end)

    it("may be left out: ids and keys are then the same in every emulator", function()
        local first, second = seeded(), seeded()
        local _, one = first("POST", "/api/v1/sub-accounts", signed.account("hello01"))
        local _, other = second("POST", "/api/v1/sub-accounts", signed.account("hello01"))
        assert.equal(one.id, other.id)
    end)

    for expected, seed in pairs({
        ["seed: top level: unknown field subAcounts, perhaps subAccounts?"] = { subAcounts = {} },
        ["seed: top level: subAccounts must be a list"] = { subAccounts = "bot" },
        ["seed: subAccounts[1]: loginId is required"] = { subAccounts = { { name = "bot" } } },
        ["seed: subAccounts[1]: a table is expected"] = { subAccounts = { "bot" } },
        ["seed: subAccounts[2]: loginId bot is given twice"] =
            { subAccounts = { { loginId = "bot", name = "bot" }, { loginId = "bot", name = "bot" } } },
        ["seed: subAccounts[1]: name must have 2 to 30 characters, not 1"] =
            { subAccounts = { { loginId = "bot", name = "b" } } },
        ["seed: subAccounts[1].accessKeys[1]: unknown field secret"] =
            { subAccounts = { { loginId = "bot", name = "bot", accessKeys = { { secret = "x" } } } } },
        ["seed: subAccounts[1].lastLoginTime: today is not a time such as 2025-01-31T00:00:00Z"] =
            { subAccounts = { { loginId = "bot", name = "bot", lastLoginTime = "today" } } },
        ["seed: subAccounts[1].accessKeys[1].createTime: 2025 is not a time"] =
            { subAccounts = { { loginId = "bot", name = "bot", accessKeys = { { createTime = "2025" } } } } },
        ["seed: subAccounts[1].groups: there is no g1"] =
            { subAccounts = { { loginId = "bot", name = "bot", groups = { "g1" } } } },
        ["seed: groups[1]: groupName is required"] = { groups = { { groupId = "g1" } } },
        ["seed: groups[2]: groupName one is given twice"] =
            { groups = { { groupName = "one" }, { groupName = "one" } } },
        ["seed: policies[1]: policyName NCP_ADMINISTRATOR is given twice"] =
            { policies = { { policyName = "NCP_ADMINISTRATOR" } } },
        ["seed: policies[1]: policyType must be one of SYSTEM_MANAGED|USER_CREATED"] =
            { policies = { { policyName = "One", policyType = "OWN" } } },
        ["seed: policies[1]: permissions[0].targets is required"] =
            { policies = { { policyName = "One", permissions = { { effect = "Allow" } } } } },
        ["seed: policies[1].permissions[0].targets[0].product: There is no such service."] =
            { policies = { { policyName = "One", permissions = { {
                effect = "Allow", targets = { { product = "Nope", actions = { "*" }, resourceNrns = { "*" } } },
            } } } } },
        ["seed: crls[1].trustAnchorId: there is no t1"] =
            { crls = { { trustAnchorId = "t1", name = "crl000", crlData = "MIIB" } } },
        ["seed: trustAnchors[1]: source.sourceData.caId is required"] =
            { trustAnchors = { { name = "ta000", source = { sourceType = "NCP_PCA", sourceData = {} } } } },
    }) do
        it("with a mistake is refused: " .. expected, function()
            local made, message = pcall(emulator.new, { seed = seed })
            assert.is_false(made)
            assert.matches(expected, message, 1, true)
        end)
    end
end)

describe("the main account's pair", function()
    it("can be chosen", function()
        local server = emulator.new({ access_key = "OWN", secret_key = "secret" })
        assert.same({ "OWN", "secret" }, { server:credentials() })
        assert.equal(200, (signed.caller(server)("GET", "/api/v1/login-alias")))
    end)
end)
