-- What a client tells of its calls while they go on.
local cjson = require("cjson")

local events = require("spec.support.events")
local huawei = require("ncp.huawei")
local line = require("ncp.events.line")
local ncp = require("ncp")
local program = require("spec.support.program")
local server = require("spec.support.server")
local support = require("spec.support.client")

local ID = support.ACCOUNT
local TARGET = ("/api/v1/sub-accounts/%s/access-keys"):format(ID)
local OK = { body = { success = true }, headers = { ["x-ncp-trace-id"] = "abc" } }
local TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

local function watched(answers, options)
    local handler, list = events.recorder()
    local given = { on_event = handler }
    for name, value in pairs(options or {}) do given[name] = value end
    local client, stub = support.stubbed(answers, given)
    return client, list, stub
end

local function status(code, headers)
    return { status = code, headers = headers, body = "" }
end

describe("on_event", function()
    it("is told of a request, its answer and the end of the call", function()
        local client, list = watched({ OK })
        assert(client.accesskey.set_active(ID, "key", false))
        assert.same({ "request", "answer", "done" }, events.names(list))
        local request, answer, done = list[1], list[2], list[3]
        for _, event in ipairs(list) do
            assert.same({ "accesskey.set_active", "PUT", "subaccount.apigw.ntruss.com", TARGET, 1 },
                { event.operation, event.method, event.host, event.target, event.attempt })
            assert.equal(request.call, event.call)
            assert.equal("2023-11-14T22:13:20.000Z", event.at)
        end
        assert.is_true(request.bytes > 0)
        assert.same({ 200, "abc", 16, 0 }, { answer.status, answer.request_id, answer.bytes, answer.seconds })
        assert.same({ 200, "abc", 0 }, { done.status, done.request_id, done.seconds })
        assert.is_nil(done.kind)
    end)

    it("gets flat tables", function()
        local client, list = watched({ status(503), OK })
        assert(client.accesskey.set_active(ID, "key", false))
        for _, event in ipairs(list) do
            for name, value in pairs(event) do assert.not_equal("table", type(value), name) end
        end
    end)

    it("is told of each attempt, and why and when another follows", function()
        local client, list = watched({ status(503, { ["retry-after"] = "7" }), OK })
        assert(client.accesskey.set_active(ID, "key", false))
        assert.same({ "request", "answer", "retry", "request", "answer", "done" }, events.names(list))
        assert.same({ 503, "server" }, { list[2].status, list[2].kind })
        assert.same({ "server", 7, 1 }, { list[3].kind, list[3].seconds, list[3].attempt })
        assert.same({ 2, 2, 2 }, { list[4].attempt, list[5].attempt, list[6].attempt })
        assert.equal(7, list[6].seconds)
    end)

    it("is not told of an attempt for which there is no time", function()
        local client, list = watched({ status(503, { ["retry-after"] = "60" }) })
        assert.is_nil((client.accesskey.set_active(ID, "key", false, { timeout = 30 })))
        assert.same({ "request", "answer", "done" }, events.names(list))
    end)

    it("is told of a call that fails, with what the error says", function()
        local client, list = watched({ { status = 400, body = { error = { errorCode = "30", message = "no" } } } })
        local _, _, err = client.accesskey.set_active(ID, "key", false)
        local done = list[#list]
        assert.same({ "request", "answer", "done" }, events.names(list))
        assert.same({ err.kind, err.status, err.code, true }, { done.kind, done.status, done.code, done.sent })
        assert.same({ err.kind, err.code }, { list[2].kind, list[2].code })
    end)

    it("is told of a connection that breaks", function()
        local broken = { failure = { kind = "network", sent = false }, message = "refused" }
        local client, list = watched({ broken, broken, broken })
        assert.is_nil((client.accesskey.set_active(ID, "key", false)))
        local answers = events.of(list, "answer")
        assert.equal(3, #answers)
        assert.equal("network", answers[1].kind)
        assert.is_nil(answers[1].status)
        assert.same({ "network", 3, "refused" }, { list[#list].kind, list[#list].attempt, list[#list].message })
    end)

    it("is told of a call that was not sent, once", function()
        local client, list = watched({}, { credentials = { get = function() return nil, "no keys today" end },
            access_key = nil, secret_key = nil })
        assert.is_nil((client.accesskey.set_active(ID, "key", false)))
        assert.equal("done", list[#list].event)
        assert.same({ "credentials", 0 }, { list[#list].kind, list[#list].attempt })
        assert.same({}, events.of(list, "request"))
    end)

    it("is told who throttles, and how long a request waits for its turn", function()
        local client, list = watched({ status(429, { ["retry-after"] = "2" }), OK })
        assert(client.accesskey.set_active(ID, "key", false))
        assert.same({ "request", "answer", "throttled", "retry", "request", "answer", "done" }, events.names(list))
        assert.same({ 429, 2 }, { list[3].status, list[3].seconds })
        client, list = watched({ OK, OK }, { rate = 0.5 })
        assert(client.accesskey.set_active(ID, "key", false))
        assert(client.accesskey.set_active(ID, "key", false))
        local waited = events.of(list, "waited")
        assert.equal(1, #waited)
        assert.is_true(waited[1].seconds > 1 and waited[1].seconds <= 2)
        assert.matches("^%* %[%d+%] accesskey%.set_active: waited [12]%.%d%d%d s for its turn$", line(waited[1]))
    end)

    it("is told that the server's clock is another", function()
        local refused = status(401, { date = "Tue, 14 Nov 2023 23:13:20 GMT" })
        local client, list = watched({ refused, OK })
        assert(client.accesskey.set_active(ID, "key", false))
        assert.same({ "request", "answer", "skew", "retry", "request", "answer", "done" }, events.names(list))
        assert.same({ 3600, 0 }, { list[3].seconds, list[4].seconds })
        assert.equal("* the server's clock is 3600.000 s ahead of this one", line(list[3]))
    end)

    it("is told of nothing when nothing is sent", function()
        local client, list = watched({})
        assert(client.accesskey.set_active(ID, "key", false, { dry_run = true }))
        assert.is_nil((client.accesskey.set_active(ID, "", false)))
        assert.same({}, list)
    end)

    it("is told where keys were found, and when they are looked for in vain", function()
        local pairs_of = { { accessKey = "first", keySecret = "s", expireTime = "2023-11-14T23:13:20Z" } }
        local client, list = watched({ OK, OK }, { access_key = nil, secret_key = nil, credentials = {
            get = function() return table.remove(pairs_of), "none left" end } })
        assert(client.accesskey.set_active(ID, "key", false))
        assert.same({ "renewed", "keys", "first", "credentials provider", "2023-11-14T23:13:20.000Z" },
            { list[1].event, list[1].what, list[1].account, list[1].place, list[1].expires })
        assert.same({}, { list[1].kind, list[1].message })
        client, list = watched({}, { access_key = nil, secret_key = nil, credentials = {
            get = function() return nil, "none left" end } })
        assert.is_nil((client.accesskey.set_active(ID, "key", false)))
        assert.same({ "renewed", "keys", "credentials" }, { list[1].event, list[1].what, list[1].kind })
        assert.matches("none left", list[1].message)
    end)

    it("is told what became of each key of a sweep, and of each step of a rotation", function()
        local handler, list = events.recorder()
        local client = support.emulated(nil, { on_event = handler })
        local account = support.create_account(client, "bot")
        local key = assert(client.accesskey.create(account)).accessKey
        assert(ncp.keys.sweep(client, { key, "ncp_iam_NOBODYNOBODY00000001" }))
        local told = {}
        for _, step in ipairs(events.of(list, "step")) do told[step.key] = step.step .. " " .. tostring(step.owner) end
        assert.same({ [key] = "off " .. account, ncp_iam_NOBODYNOBODY00000001 = "nobody nil" }, told)
        assert(client.accesskey.set_active(account, key, true))
        local folder, steps = program.folder(), {}
        assert(ncp.keys.rotate(client, account, { journal = folder.path .. "/journal",
            sink = { fn = function() return true end } }))
        folder.remove()
        for _, step in ipairs(events.of(list, "step")) do
            if step.operation == "keys.rotate" then steps[#steps + 1] = step.step end
        end
        assert.same({ "plan", "create", "created" }, { steps[1], steps[2], steps[3] })
        assert.equal("disabled", steps[#steps])
    end)

    it("hears the calls of a Huawei-style client", function()
        local handler, list = events.recorder()
        local stub = require("ncp.transport.stub").new { { body = { credential = {
            access = "A", status = "active", user_id = "u", create_time = "x" } } } }
        local client = assert(huawei.new { transport = stub, endpoint = "https://iam.example.com", access_key = "AK",
            secret_key = support.SECRET_KEY, domain_id = "d", on_event = handler })
        client.accesskey.get("A")
        assert.same({ "request", "answer", "done" }, events.names(list))
        assert.same({ "huawei.accesskey.get", "iam.example.com" }, { list[1].operation, list[1].host })
    end)
end)

describe("a handler that misbehaves", function()
    local function run(handler)
        return program.run(([[
            local ncp = require("ncp")
            local ok = { body = { success = true } }
            local stub = require("ncp.transport.stub").new { ok, ok }
            local handler = %s
            local client = assert(ncp.new { transport = stub, access_key = "a", secret_key = "b", on_event = handler })
            local function call() return (assert(client.accesskey.set_active("id", "key", false))) end
            call()
            local task = ncp.spawn(call)
            print(ncp.wait(task))
        ]]):format(handler))
    end

    for _, case in ipairs {
        { "raises", "function() error('oh\\27[2J no') end", "oh\\x1b%[2J no" },
        { "raises what is no text", "function() error({}) end", "table" },
        { "pauses", "function() coroutine.yield() end", "yield" },
    } do
        it("and " .. case[1] .. " breaks no call, and is reported once", function()
            local output = run(case[2])
            assert.matches("true\ttable", output)
            assert.matches("ncp: the handler of events failed, which is told once: [^\n]*" .. case[3], output)
            local _, lines = output:gsub("\n", "")
            assert.equal(2, lines, output)
        end)
    end

    it("and makes calls of its own is not told of them", function()
        local list, client = {}, nil
        client = support.stubbed({ OK, OK, OK, OK, OK, OK, OK }, { on_event = function(event)
            list[#list + 1] = event
            if event.event == "request" then client.accesskey.set_active(ID, "other", false) end
        end })
        assert(client.accesskey.set_active(ID, "key", false))
        assert.same({ "request", "answer", "done" }, events.names(list))
    end)
end)

describe("what listens", function()
    it("is refused before anything is sent, by name", function()
        for _, new in ipairs { ncp.new, huawei.new } do
            local _, message, err = new { on_event = "print", endpoint = new == huawei.new and "https://x.y" or nil }
            assert.same({ "validation", "on_event" }, { err.kind, err.field })
            assert.matches("option on_event must be a function", message, 1, true)
            _, message, err = new { log = "verbose", endpoint = new == huawei.new and "https://x.y" or nil }
            assert.same({ "validation", "log" }, { err.kind, err.field })
            assert.matches("log must be info or debug", message, 1, true)
        end
        local output = program.run('print(require("ncp").new())', { NCP_LOG = "loud" })
        assert.matches("NCP_LOG must be info or debug (validation)", output, 1, true)
    end)

    it("may be NCP_LOG, for programs that nobody can change", function()
        local source = [[
            local stub = require("ncp.transport.stub").new { { status = 503 }, { body = { success = true } } }
            local client = assert(require("ncp").new { transport = stub, access_key = "a", secret_key = "b" })
            assert(client.accesskey.set_active("id", "key", false))
        ]]
        assert.equal("", program.run(source))
        local info = program.run(source, { NCP_LOG = "info" })
        assert.matches("^%* %[1%] accesskey.set_active: sent again in [%d.]+ s, after an answer of kind server\n" ..
            "%* %[1%] accesskey.set_active: done %(HTTP 200, 2 attempts, [%d.]+ s%)\n$", info)
        local debug = program.run(source, { NCP_LOG = "debug" })
        assert.matches("^> %[1%] PUT /api/v1/sub%-accounts/id/access%-keys %(accesskey.set_active, " ..
            "subaccount.apigw.ntruss.com, attempt 1, %d+ bytes%)\n< %[1%] 503 %(server, ", debug)
    end)
end)

describe("traceparent", function()
    it("is handed on with every attempt, and is in the events", function()
        local client, list, stub = watched({ status(503), OK })
        assert(client.accesskey.set_active(ID, "key", false, { traceparent = TRACEPARENT }))
        for _, request in ipairs(stub.requests) do assert.equal(TRACEPARENT, request.headers.traceparent) end
        for _, event in ipairs(list) do assert.equal(TRACEPARENT, event.traceparent) end
    end)

    it("is refused when it is none", function()
        local client, _, stub = watched({})
        for _, wrong in ipairs { "x", TRACEPARENT:upper(), TRACEPARENT .. "\r\nx: y", 1,
            TRACEPARENT:gsub("^00", "ff"), (TRACEPARENT:gsub("0af7651916cd43dd8448eb211c80319c", ("0"):rep(32))) } do
            local _, message, err = client.accesskey.set_active(ID, "key", false, { traceparent = wrong })
            assert.equal("traceparent", err and err.field, message)
        end
        assert.equal(0, #stub.requests)
    end)
end)

describe("events over libcurl", function()
    local faults

    setup(function() faults = server.start() end)
    teardown(function() faults:stop() end)

    local function new(handler)
        return assert(ncp.new { base_url = "http://127.0.0.1:" .. faults.ports.plain, access_key = "a",
            secret_key = support.SECRET_KEY, on_event = handler })
    end

    it("tell whether the connection was kept", function()
        local handler, list = events.recorder()
        local client = new(handler)
        for _ = 1, 2 do assert(client:request("GET", "/echo")) end
        local answers = events.of(list, "answer")
        assert.same({ false, true }, { answers[1].reused, answers[2].reused })
        assert.is_true(answers[1].seconds > 0 and answers[1].bytes > 0)
    end)

    it("come from tasks, each with the number of its call", function()
        local handler, list = events.recorder()
        local client = new(handler)
        local items = { 1, 2, 3, 4, 5, 6, 7, 8 }
        local _, counts = ncp.map(items, function(i)
            return client:request("GET", "/echo", { query = { i = i } })
        end, { concurrency = 4 })
        assert.same({ done = 8, failed = 0 }, counts)
        local by_call = {}
        for _, event in ipairs(list) do
            by_call[event.call] = by_call[event.call] or {}
            table.insert(by_call[event.call], event)
        end
        local calls = 0
        for _, of_call in pairs(by_call) do
            calls = calls + 1
            assert.same({ "request", "answer", "done" }, events.names(of_call))
            assert.equal(of_call[1].target, of_call[3].target)
        end
        assert.equal(8, calls)
    end)

    it("have no secret of a query in them, nor one that the server repeats", function()
        local handler, list = events.recorder()
        local client = new(handler)
        client:request("GET", "/echo", { query = { token = "12", password = "s3cr3t-in-query", page = 1 } })
        assert.equal("/echo?page=1&password=***&token=***", list[1].target)
        assert.is_nil(cjson.encode(list):find("s3cr3t-in-query", 1, true))
    end)
end)
