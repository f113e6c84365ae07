-- Settings of the main account, and the two checks.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local call

before_each(function()
    call = signed.caller(emulator.new())
end)

describe("the login alias", function()
    it("is missing until it is set", function()
        local _, _, response = call("GET", "/api/v1/login-alias")
        assert.equal("{}", response.body)
        assert.same({ success = true }, select(2, call("PUT", "/api/v1/login-alias", { loginAlias = "example123" })))
        assert.same({ loginAlias = "example123" }, select(2, call("GET", "/api/v1/login-alias")))
    end)

    for _, alias in ipairs({ "ab", "Example", "with-dash", ("a"):rep(21) }) do
        it("cannot be " .. alias, function()
            local status, answer = call("PUT", "/api/v1/login-alias", { loginAlias = alias })
            assert.equal(400, status)
            assert.equal(400, answer.errorCode)
        end)
    end
end)

describe("the check of a login ID", function()
    local function check(login_id)
        local status, answer = call("GET", "/api/v1/join/check-login-id?loginId=" .. login_id)
        assert.equal(200, status)
        return answer.success, answer.message
    end

    it("says yes to one that is free", function()
        local usable, message = check("hello01")
        assert.is_true(usable)
        assert.equal("", message)
    end)

    it("says no to one that is taken, until its account is deleted", function()
        local _, account = call("POST", "/api/v1/sub-accounts", signed.account("hello01"))
        local usable, message = check("hello01")
        assert.is_false(usable)
        assert.equal("Duplicate ID. Please enter a different ID.", message)
        call("DELETE", "/api/v1/sub-accounts/" .. account.id)
        assert.is_true((check("hello01")))
    end)

    for _, login_id in ipairs({ "ab", "1hello", "hel%20lo", ("a"):rep(61) }) do
        it("says no to " .. login_id, function() assert.is_false((check(login_id))) end)
    end
end)

describe("the check of a password", function()
    local function check(password)
        local _, answer = call("GET", "/api/v1/join/check-password?password=" .. password)
        return answer.success, answer.message
    end

    for _, password in ipairs({ "Passw0rd%21", "aB3%24aB3%24aB3%24aB3%24" }) do
        it("says yes to " .. password, function() assert.is_true((check(password))) end)
    end

    for _, password in ipairs({
        "Pa0%21", "passw0rd%21", "PASSW0RD%21", "Password%21", "Passw0rdX", "Passw0rd%21Passw0rd",
        "Passw0rd%20", "Passw0rd%ED%95%9C%21",
    }) do
        it("says no to " .. password, function()
            local usable, message = check(password)
            assert.is_false(usable)
            assert.equal("Unsafe password.", message)
        end)
    end
end)

describe("a tenant setting", function()
    for path, fields in pairs({
        ["sub-account-password-policy"] = { "usePasswordExpiration", "passwordExpirationDays", 180 },
        ["sub-account-session-policy"] = { "useSessionExpiration", "sessionExpirationSec", 600 },
        ["idle-disable-settings"] = { "useIdleDisable", "idleDisableDays", 90 },
    }) do
        it(fields[1] .. " is off in the beginning, and is replaced when set", function()
            local target = "/api/v1/tenant-settings/" .. path
            local switch, number, value = fields[1], fields[2], fields[3]
            assert.same({ [switch] = false }, select(2, call("GET", target)))
            local status, answer = call("POST", target, { [switch] = true, [number] = value })
            assert.equal(200, status)
            assert.same({ success = true }, answer)
            assert.same({ [switch] = true, [number] = value }, select(2, call("GET", target)))
            call("POST", target, { [switch] = false })
            assert.same({ [switch] = false }, select(2, call("GET", target)))
        end)
    end
end)
