-- Faults: what they do to the call and to the answer, and how often.
local emulator = require("ncp.emulator")
local signed = require("spec.support.signed")

local ACCOUNTS = "/api/v1/sub-accounts"

local server, call

before_each(function()
    server = emulator.new()
    call = signed.caller(server)
end)

local function create()
    return call("POST", ACCOUNTS, signed.account("hello01"))
end

local function number_of_accounts()
    return select(2, call("GET", ACCOUNTS)).totalItems
end

describe("a fault", function()
    it("meets one call, any call, unless asked otherwise", function()
        server:fault({ kind = "throttle" })
        assert.equal(429, (call("GET", ACCOUNTS)))
        assert.equal(200, (call("GET", ACCOUNTS)))
    end)

    it("meets as many calls as asked for", function()
        server:fault({ kind = "throttle", times = 2 })
        assert.equal(429, (call("GET", ACCOUNTS)))
        assert.equal(429, (call("GET", ACCOUNTS)))
        assert.equal(200, (call("GET", ACCOUNTS)))
    end)

    it("meets only the operation it is for", function()
        server:fault({ kind = "throttle", operation = "subaccount.create" })
        assert.equal(200, (call("GET", ACCOUNTS)))
        assert.equal(429, (create()))
    end)

    it("does not meet a call that is signed badly", function()
        server:fault({ kind = "throttle" })
        assert.equal(401, server:handle({ method = "GET", target = ACCOUNTS, headers = {} }).status)
        assert.equal(429, (call("GET", ACCOUNTS)))
    end)

    it("comes in the order of asking", function()
        server:fault({ kind = "error", status = 503 })
        server:fault({ kind = "error", status = 504 })
        assert.equal(503, (call("GET", ACCOUNTS)))
        assert.equal(504, (call("GET", ACCOUNTS)))
    end)

    it("is forgotten by clear_faults and by reset, which forgets all calls too", function()
        server:fault({ kind = "throttle" })
        server:clear_faults()
        assert.equal(200, (create()))
        server:fault({ kind = "skew", seconds = 3600 })
        server:reset()
        assert.equal(0, number_of_accounts())
    end)
end)

describe("throttling", function()
    it("is 429 with code 410, and the call does nothing", function()
        server:fault({ kind = "throttle" })
        local _, answer, response = create()
        assert.equal("410", answer.error.errorCode)
        assert.is_nil(response.headers["retry-after"])
        assert.equal(0, number_of_accounts())
    end)

    for given, expected in pairs({ [7] = "7", ["Tue, 14 Nov 2023 22:13:20 GMT"] = "Tue, 14 Nov 2023 22:13:20 GMT" }) do
        it("can tell when to come again: " .. given, function()
            server:fault({ kind = "throttle", retry_after = given })
            local _, _, response = call("GET", ACCOUNTS)
            assert.equal(expected, response.headers["retry-after"])
        end)
    end
end)

describe("an error", function()
    it("has the gateway's code for its status", function()
        for status, code in pairs({ [500] = "900", [503] = "500", [504] = "510", [418] = "900" }) do
            server:fault({ kind = "error", status = status })
            local actual, answer = call("GET", ACCOUNTS)
            assert.equal(status, actual)
            assert.equal(code, answer.error.errorCode)
        end
    end)

    it("may have any body", function()
        server:fault({ kind = "error", status = 400, body = { errorCode = 9011, message = "error text" } })
        assert.same({ errorCode = 9011, message = "error text" }, select(2, call("GET", ACCOUNTS)))
        server:fault({ kind = "error", body = "<error/>", content_type = "application/xml" })
        local _, _, response = call("GET", ACCOUNTS)
        assert.equal("<error/>", response.body)
        assert.equal("application/xml", response.headers["content-type"])
    end)

    for applied, accounts in pairs({ [true] = 1, [false] = 0 }) do
        it("can come " .. (applied and "after" or "before") .. " the change", function()
            server:fault({ kind = "error", applied = applied })
            assert.equal(500, (create()))
            assert.equal(accounts, number_of_accounts())
        end)
    end
end)

describe("a host is asked", function()
    for applied, accounts in pairs({ [true] = 1, [false] = 0 }) do
        it("to close the connection " .. (applied and "after" or "before") .. " the change", function()
            server:fault({ kind = "close", applied = applied })
            local _, _, response = create()
            assert.is_true(response.close)
            assert.equal(accounts, number_of_accounts())
        end)
    end

    it("to send part of the answer", function()
        server:fault({ kind = "truncate", bytes = 5 })
        local _, _, response = create()
        assert.equal(5, response.truncate)
        assert.equal(1, number_of_accounts())
        server:fault({ kind = "truncate" })
        _, _, response = call("GET", ACCOUNTS)
        assert.is_true(response.truncate > 0 and response.truncate < #response.body)
    end)

    it("to wait before it answers", function()
        server:fault({ kind = "slow", seconds = 2.5 })
        local status, _, response = create()
        assert.equal(200, status)
        assert.equal(2.5, response.delay)
    end)
end)

describe("garbage", function()
    it("is an HTML page with status 200, after the change", function()
        server:fault({ kind = "garbage" })
        local status, answer, response = create()
        assert.equal(200, status)
        assert.matches("^<!DOCTYPE html>", answer)
        assert.equal("text/html", response.headers["content-type"])
        assert.equal(1, number_of_accounts())
    end)

    it("may be of one's own", function()
        server:fault({ kind = "garbage", status = 502, body = '{"success":', content_type = "application/json" })
        local status, answer = call("GET", ACCOUNTS)
        assert.equal(502, status)
        assert.equal('{"success":', answer)
    end)
end)

describe("a skew", function()
    it("moves Date and the window of the server until it is forgotten", function()
        local now = 1700000000000
        server = emulator.new({ now = function() return now end })
        call = signed.caller(server)
        server:fault({ kind = "skew", seconds = 3600 })
        for _ = 1, 2 do
            local status, _, response = call("GET", ACCOUNTS)
            assert.equal(401, status)
            assert.equal("Tue, 14 Nov 2023 23:13:20 GMT", response.headers.date)
        end
        server:clear_faults()
        assert.equal(200, (call("GET", ACCOUNTS)))
    end)
end)

describe("a mistake in a fault", function()
    for expected, fault in pairs({
        ["unknown kind throtle, perhaps throttle?"] = { kind = "throtle" },
        ["unknown kind nil"] = {},
        ["unknown field secnds, perhaps seconds?"] = { kind = "slow", secnds = 1 },
        ["seconds is required"] = { kind = "slow" },
        ["seconds is not of type number"] = { kind = "slow", seconds = "1" },
        ["unknown operation subaccount.creat"] = { kind = "throttle", operation = "subaccount.creat" },
    }) do
        it("is told: " .. expected, function()
            local raised, message = pcall(server.fault, server, fault)
            assert.is_false(raised)
            assert.matches(expected, message, 1, true)
        end)
    end
end)
