-- Sub accounts: their life, what is shown of them, their limits and errors.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local ACCOUNTS = "/api/v1/sub-accounts"
local DAY = 86400000

local server, call, now

before_each(function()
    now = 1700000000000
    server = emulator.new({ now = function() return now end })
    call = signed.caller(server)
end)

local function create(login_id, fields)
    local status, answer = call("POST", ACCOUNTS, signed.account(login_id or "hello01", fields))
    assert.equal(200, status)
    return answer.id, answer
end

local function get(id)
    return select(2, call("GET", ACCOUNTS .. "/" .. id))
end

local function assert_error(status, code, actual_status, answer)
    assert.equal(status, actual_status)
    assert.equal(code, answer.errorCode)
end

describe("creating a sub account", function()
    it("answers its id, a UUID, and the password that was made", function()
        local id, answer = create()
        assert.matches("^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$", id)
        assert.is_true(answer.success)
        local _, verdict = call("GET", "/api/v1/join/check-password?password="
            .. answer.generatedPassword:gsub("%$", "%%24"))
        assert.is_true(verdict.success)
    end)

    it("answers no password when one was given", function()
        local _, answer = create("hello01", { needPasswordGenerate = false, password = "Passw0rd!" })
        assert.is_nil(answer.generatedPassword)
    end)

    it("with an unsafe password is 400 with code 9015", function()
        assert_error(400, 9015, call("POST", ACCOUNTS,
            signed.account("hello01", { needPasswordGenerate = false, password = "password" })))
    end)

    it("with a login ID that is taken is refused", function()
        create("hello01")
        assert_error(400, 400, call("POST", ACCOUNTS, signed.account("hello01")))
    end)

    it("is refused beyond 500", function()
        local seed = { subAccounts = {} }
        for i = 1, 499 do seed.subAccounts[i] = { loginId = "bot" .. i, name = "bot" } end
        call = signed.caller(emulator.new({ seed = seed }))
        local id = create("hello500")
        assert_error(409, 9012, call("POST", ACCOUNTS, signed.account("hello501")))
        call("DELETE", ACCOUNTS .. "/" .. id)
        create("hello501")
    end)

    it("is refused with more than 100 console IP ranges", function()
        local ips = {}
        for i = 1, 101 do ips[i] = "192.0.2." .. i end
        assert_error(400, 400, call("POST", ACCOUNTS, signed.account("hello01", { consolePermitIps = ips })))
    end)
end)

describe("a sub account", function()
    it("is shown as it was made, without the factors and tags that get does not show", function()
        local sources = { { type = "IP", source = "192.0.2.0/24" }, { type = "VPC", source = "1234" } }
        local id = create("hello01", {
            name = "Hello", email = "hello@example.com", memo = "test", isMfaMandatory = true,
            useConsolePermitIp = true, consolePermitIps = { "192.0.2.1" },
            useApiAllowSource = true, apiAllowSources = sources, tags = { env = "dev" },
        })
        assert.same({
            subAccountId = id, subAccountNo = 16001, loginId = "hello01", name = "Hello",
            email = "hello@example.com", memo = "test", active = true, needPasswordReset = false,
            canAPIGatewayAccess = true, canConsoleAccess = true,
            useConsolePermitIp = true, consolePermitIps = { "192.0.2.1" },
            useApiAllowSource = true, apiAllowSources = sources,
            createTime = "2023-11-14T22:13:20Z", modifiedTime = "2023-11-14T22:13:20Z",
            nrn = "nrn:PUB:IAM::1234567:SubAccount/" .. id, groups = {}, policies = {},
        }, get(id))
        assert.same({ isMfaMandatory = true, mfaList = {} }, select(2, call("GET", ACCOUNTS .. "/" .. id .. "/mfa")))
        assert.same({ { tagKey = "env", tagValue = "dev", tagDisplay = "env:dev" } },
            select(2, call("GET", "/api/v1/users/" .. id .. "/tags")))
    end)

    it("that was edited keeps what was not given", function()
        local id = create("hello01", { memo = "old", email = "hello@example.com" })
        now = now + DAY
        local status, answer = call("PUT", ACCOUNTS .. "/" .. id,
            '{"email":"email@ncloud.com","isMfaMandatory":false,"name":"test","useApiAllowSource":false}')
        assert.equal(200, status)
        assert.same({ success = true }, answer)
        local account = get(id)
        assert.equal("test", account.name)
        assert.equal("email@ncloud.com", account.email)
        assert.equal("old", account.memo)
        assert.equal("2023-11-14T22:13:20Z", account.createTime)
        assert.equal("2023-11-15T22:13:20Z", account.modifiedTime)
    end)

    it("cannot be edited without its name", function()
        assert_error(400, 400, call("PUT", ACCOUNTS .. "/" .. create(), { memo = "test" }))
    end)

    it("that was deleted is found by get_user only, when asked for", function()
        local id = create()
        assert.same({ success = true }, select(2, call("DELETE", ACCOUNTS .. "/" .. id)))
        assert_error(400, 30, call("GET", ACCOUNTS .. "/" .. id))
        assert_error(400, 30, call("GET", "/api/v1/users/" .. id))
        assert_error(400, 30, call("GET", "/api/v1/users/" .. id .. "?includeDeleted=false"))
        local status, user = call("GET", "/api/v1/users/" .. id .. "?includeDeleted=true")
        assert.equal(200, status)
        assert.is_true(user.deleted)
        assert.equal(0, select(2, call("GET", ACCOUNTS)).totalItems)
        create("hello01")
    end)

    it("is a user", function()
        local id = create("hello01", { email = "hello@example.com" })
        call("POST", ACCOUNTS .. "/" .. id .. "/groups", { groupIdList = { "22222222-0000-4000-8000-000000000001" } })
        assert.same({
            subAccountId = id, loginId = "hello01", name = "Name", email = "hello@example.com",
            groups = { { groupId = "22222222-0000-4000-8000-000000000001", groupName = "dev" } },
            active = true, deleted = false, createTime = "2023-11-14T22:13:20Z", principalType = "IamUser",
        }, select(2, call("GET", "/api/v1/users/" .. id)))
    end)

    it("is found by its number", function()
        create("hello01")
        local id = create("hello02")
        local _, answer = call("GET", "/api/v1/sub-accounts-with-no?subAccountNo=16002,99")
        assert.same({ idNoMap = { { subAccountNo = 16002, idNo = id } } }, answer)
    end)

    it("tells when its keys were last used", function()
        local id = create()
        local target = "/api/v1/users/" .. id .. "/last-access-summary"
        local _, key = call("POST", ACCOUNTS .. "/" .. id .. "/access-keys")
        now = now + 3 * DAY
        local _, _, unused = call("GET", target)
        assert.matches('"lastAccessKeyUsed":[]', unused.body, 1, true)
        assert.matches('"unusedDays":3', unused.body, 1, true)
        signed.caller(server, key.accessKey, key.keySecret)("GET", ACCOUNTS)
        now = now + DAY + 467
        local status, summary = call("GET", target)
        assert.equal(200, status)
        assert.same({
            idNo = id, lastUsedTime = "2023-11-17T22:13:20.000Z", unusedDays = 1,
            lastAccessKeyUsed = { { accessKey = key.accessKey, lastUsed = "2023-11-17T22:13:20.000Z" } },
        }, summary)
    end)

    it("gets a new password, made or given, if that is safe", function()
        local target = ACCOUNTS .. "/" .. create() .. "/password"
        local _, made = call("PUT", target, { needPasswordGenerate = true })
        assert.is_true(made.success)
        assert.is_string(made.generatedPassword)
        assert.same({ success = true }, select(2, call("PUT", target, { newPassword = "Passw0rd!" })))
        assert_error(400, 9015, call("PUT", target, { newPassword = "password" }))
        assert_error(400, 400, call("PUT", target, {}))
    end)
end)

describe("listing sub accounts", function()
    local function list(query)
        local _, page = call("GET", ACCOUNTS .. query)
        local ids = {}
        for i, item in ipairs(page.items) do ids[i] = item.loginId end
        return table.concat(ids, " "), page
    end

    it("gives an empty page of none", function()
        assert.same({
            page = 0, totalPages = 0, totalItems = 0, hasPrevious = false, hasNext = false, isFirst = true,
            isLast = true, items = {},
        }, select(2, call("GET", ACCOUNTS)))
    end)

    it("gives ten on page 0, unless asked otherwise, and neither groups nor policies", function()
        for i = 1, 12 do create(("bot%02d"):format(i)) end
        local first, page = list("")
        assert.equal("bot01 bot02 bot03 bot04 bot05 bot06 bot07 bot08 bot09 bot10", first)
        assert.same({ 0, 2, 12, false, true, true, false },
            { page.page, page.totalPages, page.totalItems, page.hasPrevious, page.hasNext, page.isFirst, page.isLast })
        assert.is_nil(page.items[1].groups)
        assert.equal("bot11 bot12", (list("?page=1")))
        assert.equal("bot06 bot07 bot08 bot09 bot10", (list("?page=1&size=5")))
        local beyond, last = list("?page=9")
        assert.equal("", beyond)
        assert.is_true(last.isLast)
    end)

    it("searches one column or all", function()
        create("alpha", { name = "First" })
        create("beta", { name = "alphabet" })
        create("gamma", { name = "Third" })
        assert.equal("alpha", (list("?searchColumn=loginId&searchWord=alpha")))
        assert.equal("beta", (list("?searchColumn=name&searchWord=alpha")))
        assert.equal("alpha beta", (list("?searchWord=alpha")))
        assert.equal("gamma", (list("?searchColumn=subAccountNo&searchWord=16003")))
        assert.equal("", (list("?searchColumn=subAccountNo&searchWord=1600")))
    end)
end)

describe("an access rule", function()
    it("of the console is set and read, with 100 ranges at most", function()
        local id = create()
        local target = ACCOUNTS .. "/" .. id .. "/access-rules/console"
        local _, answer = call("PUT", target, { useConsolePermitIp = true, consolePermitIps = { "192.0.2.0/24" } })
        assert.same({ success = true, id = id }, answer)
        assert.same({ subAccountId = id, useConsolePermitIp = true, consolePermitIps = { "192.0.2.0/24" } },
            select(2, call("GET", target)))
        local ips = {}
        for i = 1, 101 do ips[i] = "192.0.2." .. i end
        assert_error(400, 400, call("PUT", target, { useConsolePermitIp = true, consolePermitIps = ips }))
        assert.is_true(get(id).useConsolePermitIp)
    end)

    it("of the API is set and read", function()
        local id = create()
        local target = ACCOUNTS .. "/" .. id .. "/access-rules/api"
        local rule = { useApiAllowSource = true, apiAllowSources = { { type = "IP", source = "192.0.2.1" } } }
        assert.same({ success = true, id = id }, select(2, call("PUT", target, rule)))
        assert.same(rule, select(2, call("GET", target)))
    end)
end)

describe("an unknown sub account", function()
    for request, expected in pairs({
        ["GET /api/v1/sub-accounts/nobody"] = 400,
        ["DELETE /api/v1/sub-accounts/nobody"] = 401,
        ["PUT /api/v1/sub-accounts/nobody"] = 400,
        ["GET /api/v1/sub-accounts/nobody/access-rules/console"] = 400,
        ["PUT /api/v1/sub-accounts/nobody/access-rules/console"] = 404,
        ["GET /api/v1/sub-accounts/nobody/access-rules/api"] = 401,
        ["GET /api/v1/sub-accounts/nobody/mfa"] = 401,
        ["POST /api/v1/sub-accounts/nobody/policies"] = 401,
        ["DELETE /api/v1/sub-accounts/nobody/groups"] = 401,
        ["GET /api/v1/users/nobody/last-access-summary"] = 400,
    }) do
        it("is code 30 with status " .. expected .. " for " .. request, function()
            local method, target = request:match("(%S+) (%S+)")
            assert_error(expected, 30, call(method, target, {
                name = "name", useConsolePermitIp = false, policyIdList = { "p" }, groupIdList = { "g" },
            }))
        end)
    end

    it("is code 10 where a tag is added", function()
        assert_error(401, 10, call("POST", "/api/v1/users/nobody/tags", { tagKey = "k", tagValue = "v" }))
    end)
end)

describe("tags", function()
    local target

    before_each(function() target = "/api/v1/users/" .. create() .. "/tags" end)

    it("are added, changed and removed", function()
        assert.is_true(select(2, call("POST", target, { tagKey = "env", tagValue = "dev" })).success)
        assert.is_true(select(2, call("POST", target, { tagKey = "env", tagValue = "prod" })).success)
        assert.same({ { tagKey = "env", tagValue = "prod", tagDisplay = "env:prod" } }, select(2, call("GET", target)))
        assert.is_false(select(2, call("DELETE", target, { tagKey = "env", tagValue = "dev" })).success)
        assert.is_true(select(2, call("DELETE", target, { tagKey = "env", tagValue = "prod" })).success)
        local _, _, response = call("GET", target)
        assert.equal("[]", response.body)
    end)

    it("are twenty at most", function()
        for i = 1, 20 do call("POST", target, { tagKey = "key" .. i, tagValue = "v" }) end
        assert_error(409, 9012, call("POST", target, { tagKey = "key21", tagValue = "v" }))
        assert.equal(20, #select(2, call("GET", target)))
    end)
end)
