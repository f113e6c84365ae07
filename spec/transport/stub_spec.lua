-- The transport of prepared answers.
local stub = require("ncp.transport.stub")

local function request(target)
    return { method = "GET", target = target or "/", headers = { a = "1" }, timeout = 1 }
end

describe("a stub", function()
    it("gives its answers in order, with tables as JSON and lower-case header names", function()
        local transport = stub.new({
            { status = 201, headers = { ["Retry-After"] = "1" }, body = { success = true } },
            { body = "text" },
            {},
        })
        assert.same({ status = 201, headers = { ["retry-after"] = "1" }, body = '{"success":true}' },
            transport.send(request()))
        assert.same({ status = 200, headers = {}, body = "text" }, transport.send(request()))
        assert.same({ status = 200, headers = {}, body = "" }, transport.send(request()))
    end)

    it("fails as told", function()
        local transport = stub.new({ { failure = { kind = "timeout", sent = true }, message = "no answer in time" } })
        local response, message, failure = transport.send(request())
        assert.is_nil(response)
        assert.equal("no answer in time", message)
        assert.same({ kind = "timeout", sent = true }, failure)
    end)

    it("lets a function answer", function()
        local transport = stub.new({ function(given) return { status = 200, headers = {}, body = given.target } end })
        assert.equal("/path", transport.send(request("/path")).body)
    end)

    it("keeps copies of the requests", function()
        local transport, given = stub.new({ {} }), request("/path")
        transport.send(given)
        given.headers.a = "2"
        assert.same(request("/path"), transport.requests[1])
    end)

    it("raises for a request that it has no answer for, naming it", function()
        local transport = stub.new({})
        local sent, message = pcall(transport.send, request("/path"))
        assert.is_false(sent)
        assert.equal("the stub has no answer for request 1: GET /path", message)
    end)

    it("raises when it is done before its answers are", function()
        local transport = stub.new({ {}, {} })
        transport.send(request())
        local done, message = pcall(transport.done, transport)
        assert.is_false(done)
        assert.matches("1 answer of the stub was not asked for", message, 1, true)
        transport.send(request())
        transport:done()
    end)

    it("has a clock that moves by sleeping only", function()
        local clock = stub.new({}, 1700000000000).clock
        assert.equal(1700000000000, clock.now())
        local before = clock.monotonic()
        clock.sleep(1.5)
        assert.equal(1700000001500, clock.now())
        assert.equal(1.5, clock.monotonic() - before)
        clock.sleep(-1)
        assert.equal(1700000001500, clock.now())
    end)
end)
