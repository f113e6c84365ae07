-- What becomes of path, query and body: decoding, and the limits of the model's rows.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local HANGUL = "\237\149\156"

local call

before_each(function()
    call = signed.caller(emulator.new())
end)

local function create(fields)
    return call("POST", "/api/v1/sub-accounts", signed.account("hello01", fields))
end

describe("a body", function()
    for name, body in pairs({
        ["that is cut off"] = '{"loginId":', ["of HTML"] = "<html>", ["of a number"] = "1",
        ["with a number that JSON has not"] = '{"loginId":NaN}', ["that is not UTF-8"] = '{"loginId":"\255"}',
        ["with an overlong form"] = '{"loginId":"\192\175"}', ["with a surrogate"] = '{"loginId":"\237\160\128"}',
    }) do
        it(name .. " is refused by the gateway", function()
            local status, answer = call("POST", "/api/v1/sub-accounts", body)
            assert.equal(400, status)
            assert.equal("100", answer.error.errorCode)
        end)
    end

    it("may be left out where nothing is required, and is ignored where none is read", function()
        local _, account = create()
        local path = "/api/v1/sub-accounts/" .. account.id
        assert.equal(200, (call("GET", path, "not JSON")))
        assert.equal(200, (call("POST", path .. "/access-keys")))
    end)

    it("may have unknown fields, and null for what is left out", function()
        assert.equal(200, (call("POST", "/api/v1/sub-accounts", '{"loginId":"hello01","name":"Hello","email":null,'
            .. '"canAPIGatewayAccess":true,"canConsoleAccess":true,"needPasswordReset":false,'
            .. '"needPasswordGenerate":true,"unheard":1}')))
    end)
end)

describe("a field", function()
    local function assert_invalid(field, fields)
        local status, answer = create(fields)
        assert.equal(400, status)
        assert.equal(400, answer.errorCode)
        assert.matches("Invalid parameter: " .. field, answer.message, 1, true)
    end

    it("that is required must be there", function()
        local status, answer = call("POST", "/api/v1/sub-accounts", "{}")
        assert.equal(400, status)
        assert.same({ errorCode = 400, message = "Invalid parameter: loginId is required" }, answer)
    end)

    it("is required where another asks for it", function()
        assert_invalid("password", { needPasswordGenerate = false })
        local target = "/api/v1/tenant-settings/sub-account-password-policy"
        assert.equal(400, (call("POST", target, { usePasswordExpiration = true })))
        assert.equal(200, (call("POST", target, { usePasswordExpiration = false })))
    end)

    for name, case in pairs({
        ["of another type"] = { "name", { name = 12 } },
        ["of another type, being a flag"] = { "canConsoleAccess", { canConsoleAccess = "true" } },
        ["that should be a list"] = { "consolePermitIps", { consolePermitIps = { first = "192.0.2.1" } } },
        ["that is too short"] = { "name", { name = "x" } },
        ["that is too long"] = { "name", { name = ("x"):rep(31) } },
        ["with too many bytes"] = { "memo", { memo = HANGUL:rep(100) .. "x" } },
        ["with a character that is not allowed"] = { "loginId", { loginId = "hello world" } },
        ["with a first character that is not allowed"] = { "loginId", { loginId = "1hello" } },
        ["whose element has a value that is not allowed"] =
            { "apiAllowSources", { apiAllowSources = { { type = "LAN", source = "192.0.2.1" } } } },
        ["whose element lacks a field"] = { "apiAllowSources", { apiAllowSources = { { type = "IP" } } } },
    }) do
        it(name .. " is refused by name", function() assert_invalid(case[1], case[2]) end)
    end

    it("is measured in characters, or in bytes where the vendor says so", function()
        assert.equal(200, (create({ name = HANGUL:rep(30), memo = HANGUL:rep(100) })))
    end)

    it("of a list of numbers or words must have an allowed one", function()
        local target = "/api/v1/tenant-settings/idle-disable-settings"
        assert.equal(400, (call("POST", target, { useIdleDisable = true, idleDisableDays = 91 })))
        assert.equal(200, (call("POST", target, { useIdleDisable = true, idleDisableDays = 90 })))
    end)

    it("that is an empty list stays one", function()
        local _, account = create({ consolePermitIps = require("ncp.core").array({}) })
        local _, _, response = call("GET", "/api/v1/sub-accounts/" .. account.id)
        assert.matches('"consolePermitIps":[]', response.body, 1, true)
    end)
end)

describe("a query", function()
    it("is percent-decoded, and its plus stays a plus", function()
        create({ name = "a+b " .. HANGUL .. "/?&" })
        local _, page = call("GET", "/api/v1/sub-accounts?searchColumn=name&searchWord=a+b%20%ED%95%9C%2F%3F%26")
        assert.equal(1, page.totalItems)
    end)

    for _, query in ipairs({ "searchWord=%", "searchWord=%zz", "searchWord=%ff", "%=1" }) do
        it(query .. " is refused by the gateway", function()
            local status, answer = call("GET", "/api/v1/sub-accounts?" .. query)
            assert.equal(400, status)
            assert.equal("100", answer.error.errorCode)
        end)
    end

    for _, query in ipairs({ "page=one", "page=1.5", "page=-1", "size=0", "searchColumn=memo" }) do
        it(query .. " is an invalid parameter", function()
            local status, answer = call("GET", "/api/v1/sub-accounts?" .. query)
            assert.equal(400, status)
            assert.equal(400, answer.errorCode)
        end)
    end

    it("may hold a list, with its commas escaped or not", function()
        create()
        for _, list in ipairs({ "16001,16999", "16001%2C16999" }) do
            local _, answer = call("GET", "/api/v1/sub-accounts-with-no?subAccountNo=" .. list)
            assert.equal(1, #answer.idNoMap)
        end
        assert.equal(400, (call("GET", "/api/v1/sub-accounts-with-no?subAccountNo=16001,x")))
    end)
end)

describe("an id in the path", function()
    it("is percent-decoded", function()
        local id = "a/b c?" .. HANGUL
        local seed = { subAccounts = { { subAccountId = id, loginId = "bot", name = "bot" } } }
        call = signed.caller(emulator.new({ seed = seed }))
        local status, account = call("GET", "/api/v1/sub-accounts/a%2Fb%20c%3F%ED%95%9C")
        assert.equal(200, status)
        assert.equal(id, account.subAccountId)
    end)
end)
