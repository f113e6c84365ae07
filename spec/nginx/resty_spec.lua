local cjson = require("cjson")

local cuts = require("spec.support.cuts")
local phases = require("spec.support.phases")
local server = require("spec.support.server")

local resty = phases.resty_folder()
if not resty then return end

local SEND = [[
    local response, message, failure = require("ncp.transport.resty").send(given)
    return response, message, failure
]]

-- What comes of each cut of an answer.
local SEND_CUTS = [[
    local outcomes = {}
    for bytes = 0, given.cuts - 1 do
        given.request.target = ("/cut/%s/%d"):format(given.form, bytes)
        local response, _, failure = require("ncp.transport.resty").send(given.request)
        outcomes[bytes + 1] = response and tostring(response.status)
            or failure.kind .. " " .. tostring(failure.sent)
    end
    return outcomes
]]

describe("ncp.transport.resty #nginx", function()
    local faults, nginx

    setup(function()
        faults = server.start()
        nginx = phases.start({ resty = resty, ca = faults.dir .. "/ca.pem" })
    end)

    teardown(function()
        nginx:stop()
        faults:stop()
    end)

    -- Fields that are not given are those of a plain GET. `https` is the name of a port.
    local function request_of(fields)
        local request = { method = "GET", origin = "http://127.0.0.1:" .. faults.ports.plain, target = "/echo" }
        request.timeout = 20
        for name, value in pairs(fields or {}) do request[name] = value end
        if request.https then request.origin = "https://localhost:" .. faults.ports[request.https] end
        return request
    end

    local function send(fields)
        return nginx:run("content", SEND, request_of(fields))
    end

    local function echo(fields)
        local response = assert(send(fields))
        assert.equal(200, response.status)
        return cjson.decode(response.body)
    end

    local function hits(name)
        return cjson.decode(assert(send({ target = "/hits?" .. name })).body).hits
    end

    local function assert_failure(kind, sent, fields)
        local response, message, failure = send(fields)
        assert.is_nil(response)
        assert.is_string(message)
        assert.same({ kind = kind, sent = sent }, failure)
        return message
    end

    describe("sends", function()
        local targets = {
            "/echo", "/echo//a///b", "/echo/a%2Fb%2f", "/echo/%7Euser/~user", "/echo/a/./b/../c", "/echo?",
            "/echo?a=1&&b=&c", "/echo/%ED%95%9C%EA%B8%80", "/echo?q=a+b%20c%2B", "/echo?u=http://x/../y#z",
        }
        for _, target in ipairs(targets) do
            it("the target " .. target .. " as it is", function()
                assert.equal("GET " .. target .. " HTTP/1.1", echo({ target = target }).line)
            end)
        end

        it("method, headers and body as given and nothing that was not asked for", function()
            local body = '{"name":"' .. ("x"):rep(100000) .. '"}'
            local headers = { ["content-type"] = "application/json", ["x-name"] = "a  b: c", ["user-agent"] = "u" }
            local got = echo({ method = "PUT", headers = headers, body = body })
            assert.equal(body, got.body)
            headers.Host, headers["Content-Length"] = "127.0.0.1:" .. faults.ports.plain, tostring(#body)
            assert.same(headers, got.headers)
        end)

        it("Content-Length: 0 with POST and PUT only", function()
            assert.equal("0", echo({ method = "POST" }).headers["Content-Length"])
            assert.equal("0", echo({ method = "PUT" }).headers["Content-Length"])
            assert.is_nil(echo({ method = "DELETE" }).headers["Content-Length"])
        end)
    end)

    describe("answers", function()
        it("with status, header names in lower case, repeated ones joined, and the body", function()
            local response = assert(send({ target = "/fields" }))
            assert.equal(200, response.status)
            assert.equal("{}", response.body)
            assert.equal("application/json", response.headers["content-type"])
            assert.equal("a, b", response.headers["x-list"])
        end)

        it("with the headers of the final answer only", function()
            local headers = assert(send({ target = "/interim" })).headers
            assert.same({ ["x-final"] = "yes", ["content-length"] = "2" }, headers)
        end)

        it("with a body in chunks, without its trailers", function()
            local response = assert(send({ target = "/trailer" }))
            assert.equal("{}", response.body)
            assert.is_nil(response.headers["x-trailer"])
        end)

        it("with an error status, which is no failure here", function()
            assert.equal(503, assert(send({ target = "/status/503" })).status)
            assert.equal(302, assert(send({ target = "/redirect" })).status)
        end)

        it("with an empty body", function()
            local response = assert(send({ target = "/empty" }))
            assert.equal(204, response.status)
            assert.equal("", response.body)
            assert.equal("", assert(send({ method = "HEAD" })).body)
        end)

        it("with a body up to the limit", function()
            assert.equal(1000, #assert(send({ target = "/body/1000", max_body = 1000 })).body)
        end)

        it("with the beginning of a body that is no JSON, unless all of it is wanted", function()
            local response = assert(send({ target = "/html" }))
            assert.equal("\n<html>", response.body:sub(1, 7))
            assert.is_true(#response.body < 100000)
            assert.equal(1000014, #assert(send({ target = "/html", skip_json_check = true })).body)
        end)
    end)

    describe("keeps the connection", function()
        it("for later requests, after an error status too", function()
            local first = echo().connection
            send({ target = "/status/503" })
            send({ target = "/html", skip_json_check = true })
            for _ = 1, 5 do assert.equal(first, echo().connection) end
        end)

        it("of TLS", function()
            assert.equal(echo({ https = "tls" }).connection, echo({ https = "tls" }).connection)
        end)
    end)

    describe("fails, and does not use the connection again, when the server", function()
        local rows = {
            { "closes before it answers", "network", { target = "/close" } },
            { "resets before it answers", "network", { target = "/reset" } },
            { "closes within the body", "network", { target = "/truncate" } },
            { "closes a TLS connection without a word", "network", { target = "/close", https = "tls" } },
            { "never answers", "timeout", { target = "/silence", timeout = 0.6 } },
            { "does not finish its answer", "timeout", { target = "/drip", timeout = 0.6 } },
            { "does not speak HTTP", "protocol", { target = "/garbage" } },
            { "sends 9 MiB", "limit", { target = "/body/9437184" } },
            { "sends more than max_body", "limit", { target = "/body/1001", max_body = 1000 } },
            { "sends 100 KiB of headers", "limit", { target = "/headers/102400" } },
            { "sends a header of 200 KiB", "limit", { target = "/header/200000" } },
            { "sends more than max_headers", "limit", { target = "/echo", max_headers = 50 } },
        }
        for _, row in ipairs(rows) do
            it(row[1], function()
                local before = echo({ https = row[3].https }).connection
                local message = assert_failure(row[2], true, row[3])
                assert.is_nil(message:find(row[3].target, 1, true))
                assert.not_equal(before, echo({ https = row[3].https }).connection)
            end)
        end
    end)

    describe("believes only a whole answer, wherever the connection is closed,", function()
        cuts.each(function(name, form, fields)
            it(name, function()
                local expected = cuts.expect(form, assert(send({ target = "/cuts" })).body)
                local given = { request = request_of(fields), form = form, cuts = #expected }
                assert.same(expected, nginx:run("content", SEND_CUTS, given))
            end)
        end)
    end)

    describe("when a kept connection dies under a request", function()
        before_each(function()
            send({ target = "/bye" })
            send({ target = "/mortal" })
        end)

        it("sends it again", function()
            local before = hits("mortal")
            assert.equal(200, assert(send({ target = "/mortal" })).status)
            assert.is_true(hits("mortal") >= before + 1)
        end)

        it("does not with no_resend", function()
            local before = hits("mortal")
            assert_failure("network", true, { target = "/mortal", no_resend = true })
            assert.equal(before + 1, hits("mortal"))
        end)
    end)

    describe("over TLS", function()
        it("trusts the certificates that nginx trusts", function()
            assert.equal("HTTP/1.1", echo({ https = "tls" }).protocol)
        end)

        local strangers = {
            { "who does not speak TLS", { https = "plain" } },
            { "who offers nothing above TLS 1.1", { https = "old_tls" } },
            { "whose certificate is for another host", { https = "wrong_host" } },
            { "whose certificate has no name, only an address", { https = "expired" } },
            { "whose certificate is from an unknown CA", { https = "unknown_ca" } },
        }
        for _, stranger in ipairs(strangers) do
            it("does not talk to a server " .. stranger[1], function()
                assert_failure("tls", false, stranger[2])
            end)
        end

        it("refuses certificates of the client's own, which cosockets cannot take", function()
            local message = assert_failure("unsupported", false, { https = "tls", ca_file = "/nowhere" })
            assert.truthy(message:find("lua_ssl_trusted_certificate", 1, true), message)
            assert_failure("unsupported", false, { https = "tls", ca_dir = "/nowhere" })
            assert.equal("HTTP/1.1", echo({ ca_file = "/nowhere" }).protocol)
        end)
    end)

    describe("sends nothing", function()
        local rows = {
            { "when no one listens", "network", { origin = "http://127.0.0.1:1" } },
            { "to an origin that is not HTTP", "protocol", { origin = "file://" } },
            { "to an origin with a user name", "protocol", { origin = "http://user:secret@127.0.0.1:1" } },
            { "with a space in the method", "protocol", { method = "GE T" } },
            { "with a line break in the target", "protocol", { target = "/echo HTTP/1.1\r\nX: y" } },
            { "with NUL in the target", "protocol", { target = "/echo\0a" } },
            { "with a line break in a header", "protocol", { headers = { ["X-A"] = "b\r\nX-C: d" } } },
            { "with a colon in a header's name", "protocol", { headers = { ["X-A: b"] = "c" } } },
        }
        for _, row in ipairs(rows) do
            it(row[1], function()
                local before = hits("echo")
                assert_failure(row[2], false, row[3])
                assert.equal(before, hits("echo"))
            end)
        end
    end)
end)
