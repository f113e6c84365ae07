-- When a call is sent again, and what the caller is told when it is not.
local support = require("spec.support.client")

local ID = support.ACCOUNT
local OK = { body = { success = true } }

local function status(code, headers)
    return { status = code, headers = headers, body = "" }
end

local function failure(kind, sent)
    return { failure = { kind = kind, sent = sent }, message = "it failed" }
end

local function set_active(answers, options)
    local client, stub = support.stubbed(answers)
    local out, meta, err = client.accesskey.set_active(ID, "key", false, options)
    return stub, out, meta, err
end

describe("an idempotent call", function()
    for _, code in ipairs({ 429, 500, 502, 503, 504 }) do
        it("is sent again after " .. code, function()
            local stub, out, meta = set_active({ status(code), status(code), OK })
            assert.truthy(out)
            assert.equal(3, meta.attempts)
            assert.equal(3, #stub.requests)
        end)
    end

    for _, code in ipairs({ 400, 401, 403, 404, 409, 413, 501 }) do
        it("is not sent again after " .. code, function()
            local stub, out, _, err = set_active({ status(code) })
            assert.is_nil(out)
            assert.is_false(err.retryable)
            assert.equal(1, #stub.requests)
        end)
    end

    it("is sent again when the connection broke", function()
        local _, out = set_active({ failure("network", true), failure("network", false), OK })
        assert.truthy(out)
    end)

    for _, kind in ipairs({ "tls", "limit", "protocol", "timeout" }) do
        it("is not sent again after a failure of kind " .. kind, function()
            local stub, out, message, err = set_active({ failure(kind, true) })
            assert.is_nil(out)
            assert.equal(kind, err.kind)
            assert.equal(("accesskey.set_active: it failed (%s)"):format(kind), message)
            assert.equal(1, #stub.requests)
        end)
    end

    it("is given up after three attempts, and says so", function()
        local _, out, message, err = set_active({ status(503), status(503), status(503) })
        assert.is_nil(out)
        assert.equal("server", err.kind)
        assert.equal(3, err.attempts)
        assert.is_true(err.retryable)
        assert.is_true(err.sent)
        assert.truthy(message:find("3 attempts", 1, true))
    end)

    for _, before in ipairs({ failure("network", true), status(500) }) do
        it("that is refused after an attempt whose outcome is unknown says that this one may have done it", function()
            local _, out, message, err = set_active({ before, status(404) })
            assert.is_nil(out)
            assert.same({ "not_found", 2, true }, { err.kind, err.attempts, err.repeated })
            assert.matches(": an attempt before may have done it %(not_found, HTTP 404, 2 attempts%)$", message)
        end)
    end

    for _, before in ipairs({ failure("network", false), status(429) }) do
        it("that is refused after one that did nothing does not", function()
            local _, _, message, err = set_active({ before, status(404) })
            assert.same({ "not_found", 2 }, { err.kind, err.attempts, err.repeated })
            assert.is_nil(message:find("may have done", 1, true))
        end)
    end

    it("is sent as often as max_attempts allows", function()
        local stub = set_active({ status(503) }, { max_attempts = 1 })
        assert.equal(1, #stub.requests)
        stub = set_active({ status(503), status(503), status(503), status(503), OK }, { max_attempts = 5 })
        assert.equal(5, #stub.requests)
    end)

    it("is signed anew each time, and has the time that is left as its timeout", function()
        local stub = set_active({ status(503, { ["retry-after"] = "5" }), OK }, { timeout = 20 })
        local first, second = stub.requests[1], stub.requests[2]
        assert.is_true(second.headers["x-ncp-apigw-timestamp"] - first.headers["x-ncp-apigw-timestamp"] >= 5000)
        assert.not_equal(first.headers["x-ncp-apigw-signature-v2"], second.headers["x-ncp-apigw-signature-v2"])
        assert.equal(20, first.timeout)
        assert.is_true(second.timeout <= 15)
    end)

    it("waits as long as Retry-After asks, in seconds or as a date", function()
        local stub = set_active({ status(429, { ["Retry-After"] = "7" }), OK })
        assert.is_true(stub.clock.monotonic() >= 7 and stub.clock.monotonic() < 8)
        stub = set_active({ status(429, { ["Retry-After"] = "Tue, 14 Nov 2023 22:13:31 GMT" }), OK })
        assert.is_true(stub.clock.monotonic() >= 11 and stub.clock.monotonic() < 12)
    end)

    it("waits a random part of one second, then of two", function()
        for _ = 1, 20 do
            local stub = set_active({ status(503), OK })
            assert.is_true(stub.clock.monotonic() <= 1)
            stub = set_active({ status(503), status(503), OK })
            assert.is_true(stub.clock.monotonic() <= 3)
        end
    end)

    it("is given up at once when the pause would outlast the deadline", function()
        local stub, out, _, err = set_active({ status(429, { ["retry-after"] = "3600" }) }, { timeout = 10 })
        assert.is_nil(out)
        assert.equal("throttled", err.kind)
        assert.equal(3600, err.retry_after)
        assert.equal(0, stub.clock.monotonic())
    end)
end)

describe("a call that is throttled", function()
    local function throttled(times)
        local answers = {}
        for i = 1, times do answers[i] = status(429) end
        answers[times + 1] = OK
        return answers
    end

    it("waits for its turn again as long as there is time, and costs no retries", function()
        for _ = 1, 3 do
            local stub, out, meta = set_active(throttled(8))
            assert.truthy(out)
            assert.equal(9, meta.attempts)
            assert.equal(9, #stub.requests)
        end
        local answers = throttled(2)
        table.insert(answers, 1, status(503))
        table.insert(answers, 2, status(503))
        assert.truthy(select(2, set_active(answers)))
    end)

    it("is sent as often as max_attempts allows, where it is given", function()
        local stub, out, _, err = set_active(throttled(8), { max_attempts = 4 })
        assert.is_nil(out)
        assert.same({ "throttled", 4 }, { err.kind, err.attempts })
        assert.equal(4, #stub.requests)
    end)

    it("says that it was when the time is over", function()
        local stub, out, message, err = set_active(throttled(100), { timeout = 10 })
        assert.is_nil(out)
        assert.equal("throttled", err.kind)
        assert.is_true(err.retryable)
        assert.truthy(message:find(("%d attempts"):format(#stub.requests), 1, true), message)
        assert.is_true(stub.clock.monotonic() <= 10)
        assert.is_true(#stub.requests < 100)
    end)
end)

describe("a create", function()
    local function create(answers)
        local client, stub = support.stubbed(answers)
        local out, meta, err = client.accesskey.create(ID)
        return stub, out, meta, err
    end

    local KEY = { body = { accessKey = "a", keySecret = "s" } }

    it("is sent once, whatever the server says", function()
        for _, code in ipairs({ 500, 502, 503, 504 }) do
            local stub, out, _, err = create({ status(code, { ["retry-after"] = "1" }) })
            assert.is_nil(out)
            assert.equal(1, #stub.requests)
            assert.is_false(err.retryable)
            assert.is_true(stub.requests[1].no_resend)
        end
    end)

    it("is sent once when bytes of it may have arrived", function()
        local stub, _, _, err = create({ failure("network", true) })
        assert.equal(1, #stub.requests)
        assert.is_true(err.sent)
        assert.is_false(err.retryable)
    end)

    it("is sent again when nothing of it was sent, or the gateway turned it away", function()
        local stub, out = create({ failure("network", false), status(429), KEY })
        assert.truthy(out)
        assert.equal(3, #stub.requests)
    end)
end)

describe("the retry budget", function()
    it("ends retries while all calls of a client fail, and comes back with successes", function()
        local answers = {}
        for i = 1, 1000 do answers[i] = status(503) end
        local client, stub = support.stubbed(answers)
        for _ = 1, 60 do client.accesskey.list(ID) end
        assert.equal(60 + 100, #stub.requests) -- 500 tokens, 5 a retry
        for i = #stub.requests + 1, #stub.requests + 5 do answers[i] = { body = "[]" } end
        for _ = 1, 5 do assert(client.accesskey.list(ID)) end
        client.accesskey.list(ID)
        assert.equal(160 + 5 + 2, #stub.requests)
    end)
end)

describe("client:request", function()
    it("is not repeated, unless the method is safe or the caller says it may be", function()
        for _, case in ipairs({ { "GET", nil, 3 }, { "POST", nil, 1 }, { "PUT", nil, 1 }, { "PUT", true, 3 },
            { "GET", false, 1 } }) do
            local client, stub = support.stubbed({ status(503), status(503), status(503) })
            client:request(case[1], "/api/v1/x", { idempotent = case[2] })
            assert.equal(case[3], #stub.requests)
        end
    end)
end)
