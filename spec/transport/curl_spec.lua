local cjson = require "cjson"

local cuts = require "spec.support.cuts"
local map = require "ncp.map"
local ncp = require "ncp"
local program = require "spec.support.program"
local server = require "spec.support.server"
local transport = require "ncp.transport.curl"

local curl = require "ncp.curl" -- after ncp.core

describe("ncp.transport.curl", function()
    local nginx, plain, secure

    setup(function()
        nginx = server.start()
        plain = "http://127.0.0.1:" .. nginx.ports.plain
        secure = "https://127.0.0.1:" .. nginx.ports.tls
    end)

    teardown(function() nginx:stop() end)

    -- Fields that are not given are those of a plain GET. `https` is the name of a port.
    local function send(fields)
        local request = { method = "GET", origin = plain, target = "/echo", timeout = 20 }
        request.ca_file = nginx.dir .. "/ca.pem"
        for name, value in pairs(fields or {}) do request[name] = value or nil end
        if request.https then request.origin = "https://127.0.0.1:" .. nginx.ports[request.https] end
        return transport.send(request)
    end

    local function get(target)
        return assert(send { target = target })
    end

    local function echo(fields)
        local response = assert(send(fields))
        assert.equal(200, response.status)
        return cjson.decode(response.body)
    end

    local function hits(name)
        return cjson.decode(get("/hits?" .. name).body).hits
    end

    -- The next request opens a new connection.
    local function end_connection()
        get("/bye")
    end

    local function connects_for(call)
        local before = curl.stats().connects
        call()
        return curl.stats().connects - before
    end

    local function assert_failure(kind, sent, fields)
        local response, message, failure = send(fields)
        assert.is_nil(response)
        assert.is_string(message)
        assert.same({ kind = kind, sent = sent }, failure)
    end

    describe("sends", function()
        local targets = {
            "/echo", "/echo//a///b", "/echo/a%2Fb%2f", "/echo/%7Euser/~user", "/echo/a/./b/../c", "/echo?",
            "/echo?a=1&&b=&c", "/echo/%ED%95%9C%EA%B8%80", "/echo/\237\149\156", "/echo?q=a+b%20c%2B",
            "/echo?u=http://x/../y#z",
        }
        for _, target in ipairs(targets) do
            it("the target " .. target .. " as it is", function()
                assert.equal("GET " .. target .. " HTTP/1.1", echo { target = target }.line)
            end)
        end

        it("method, headers and body as given and nothing that was not asked for", function()
            local body = '{"name":"\0\1\255"}'
            local headers = { ["Content-Type"] = "application/json", ["x-Mixed-CASE"] = "a  b: c" }
            local got = echo { method = "PUT", headers = headers, body = body }
            assert.equal("PUT /echo HTTP/1.1", got.line)
            assert.equal(body, got.body)
            got.headers.Host, got.headers.Accept = nil, nil
            headers["Content-Length"] = tostring(#body)
            assert.same(headers, got.headers)
        end)

        it("a large body at once, without waiting for 100 Continue", function()
            local body = ("x"):rep(3000000)
            local got = echo { method = "POST", body = body }
            assert.equal(#body, #got.body)
            assert.is_nil(got.headers.Expect)
            assert.is_nil(got.headers["Content-Type"])
        end)

        it("a header without a value", function()
            assert.equal("", echo { headers = { ["X-Empty"] = "" } }.headers["X-Empty"])
            assert.equal("", echo { headers = { ["X-Blank"] = "  " } }.headers["X-Blank"])
        end)

        it("a body with DELETE", function()
            local got = echo { method = "DELETE", body = "[1]" }
            assert.equal("DELETE /echo HTTP/1.1", got.line)
            assert.equal("[1]", got.body)
        end)

        it("Content-Length: 0 with methods that mean a body only", function()
            for _, method in ipairs { "POST", "PUT", "PATCH" } do
                assert.equal("0", echo { method = method }.headers["Content-Length"])
            end
            assert.is_nil(echo { method = "DELETE" }.headers["Content-Length"])
        end)

        it("what each request says, whatever the one before said", function()
            echo { method = "PUT", body = "{}", headers = { ["X-Once"] = "1" } }
            assert.equal(200, assert(send { method = "HEAD" }).status)
            local got = echo()
            assert.equal("GET /echo HTTP/1.1", got.line)
            assert.is_nil(got.body)
            assert.is_nil(got.headers["X-Once"])
            assert.is_nil(got.headers["Content-Length"])
        end)
    end)

    describe("answers", function()
        it("with status, header names in lower case, and the body", function()
            local response = get("/fields")
            assert.equal(200, response.status)
            assert.equal("{}", response.body)
            assert.equal("application/json", response.headers["content-type"])
        end)

        it("with repeated headers joined", function()
            assert.equal("a, b", get("/fields").headers["x-list"])
        end)

        it("with the headers of the final answer only", function()
            assert.same({ ["x-final"] = "yes", ["content-length"] = "2" }, get("/interim").headers)
        end)

        it("with headers whatever blanks and ends of lines they have", function()
            assert.same({ ["x-tab"] = "yes", ["x-blank"] = "", ["x-none"] = "", ["content-length"] = "2" },
                get("/blanks").headers)
        end)

        it("without trailers", function()
            assert.is_nil(get("/trailer").headers["x-trailer"])
        end)

        for _, status in ipairs { 400, 401, 404, 409, 429, 500, 503 } do
            it("with status " .. status .. ", which is no failure here", function()
                local response = get("/status/" .. status)
                assert.equal(status, response.status)
                assert.equal('{"success":false}', response.body)
            end)
        end

        it("with an empty body", function()
            local response = get("/empty")
            assert.equal(204, response.status)
            assert.equal("", response.body)
        end)

        it("with a redirect, which it does not follow", function()
            local response = get("/redirect")
            assert.equal(302, response.status)
            assert.truthy(response.headers.location:find("/echo", 1, true))
        end)

        it("with the bytes that came when they say they are compressed", function()
            assert.equal("\31\139\8not really", assert(send { target = "/gzip", skip_json_check = true }).body)
        end)
    end)

    describe("keeps the connection", function()
        it("for later requests", function()
            local first = echo().connection
            assert.equal(0, connects_for(function()
                for _ = 1, 50 do assert.equal(first, echo().connection) end
            end))
        end)

        it("after an error status", function()
            local first = echo().connection
            get("/status/503")
            get("/status/401")
            assert.equal(first, echo().connection)
        end)

        it("of each origin", function()
            local first, second = echo().connection, echo { https = "tls" }.connection
            assert.not_equal(first, second)
            assert.equal(first, echo().connection)
            assert.equal(second, echo { https = "tls" }.connection)
        end)

        it("and counts requests", function()
            local before = curl.stats().requests
            for _ = 1, 3 do get("/echo") end
            assert.equal(before + 3, curl.stats().requests)
        end)
    end)

    describe("fails, and does not use the connection again, when the server", function()
        local faults = {
            { "closes before it answers", "network", { target = "/close" } },
            { "resets before it answers", "network", { target = "/reset" } },
            { "closes within the body", "network", { target = "/truncate" } },
            { "closes a TLS connection without a word", "network", { target = "/close", https = "tls" } },
            { "resets a TLS connection", "network", { target = "/reset", https = "tls" } },
            { "never answers", "timeout", { target = "/silence", timeout = 0.6 } },
            { "does not finish its answer", "timeout", { target = "/drip", timeout = 0.6 } },
            { "does not speak HTTP", "protocol", { target = "/garbage" } },
            { "sends 9 MiB", "limit", { target = "/body/9437184" } },
            { "sends more than max_body", "limit", { target = "/body/1001", max_body = 1000 } },
            { "sends more than the one byte of max_body", "limit", { target = "/body/2", max_body = 1 } },
            { "sends 100 KiB of headers", "limit", { target = "/headers/102400" } },
            { "sends a header of 70 KiB", "limit", { target = "/header/70000" } },
            { "sends a header of 200 KiB", "limit", { target = "/header/200000" } },
            { "sends more than max_headers", "limit", { target = "/echo", max_headers = 50 } },
            { "never answers over HTTP/2", "timeout", { target = "/silence", https = "http2", timeout = 0.6 } },
            { "breaks off a stream of HTTP/2", "network", { target = "/truncate", https = "http2" } },
            { "sends 9 MiB over HTTP/2", "limit", { target = "/body/9437184", https = "http2" } },
        }
        for _, fault in ipairs(faults) do
            it(fault[1], function()
                local fields = fault[3]
                local before = echo { https = fields.https }.connection
                local start = os.time()
                assert_failure(fault[2], true, fields)
                assert.is_true(os.time() - start < 15)
                assert.not_equal(before, echo { https = fields.https }.connection)
            end)
        end
    end)

    it("reads nothing of the answer before where the next one begins with a line that continues none", function()
        for _ = 1, 3 do
            assert.equal("value", get("/cut/unknown/1000").headers["x-name"])
            local response, _, failure = send { target = "/head/continued_first" }
            -- Other versions of libcurl take it for a header.
            if not response then assert.same({ kind = "protocol", sent = true }, failure) end
        end
    end)

    describe("believes only a whole answer, wherever the connection is closed,", function()
        local function outcome_of(form, bytes, fields)
            local request = { target = ("/cut/%s/%d"):format(form, bytes) }
            for name, value in pairs(fields) do request[name] = value end
            local response, _, failure = send(request)
            return response and tostring(response.status) or failure.kind .. " " .. tostring(failure.sent)
        end

        cuts.each(function(name, form, fields)
            it(name, function()
                local expected = cuts.expect(form, get("/cuts").body)
                local results = map(expected, function(_, index) return outcome_of(form, index - 1, fields) end)
                for index, result in ipairs(results) do results[index] = result.out or result.err end
                -- libcurl may do without the last byte; nothing of the content is missing then.
                if form == "chunks" then results[#results - 1] = "network true" end
                assert.same(expected, results)
            end)
        end)
    end)

    describe("takes", function()
        it("a body up to the limit", function()
            assert.equal(8388608, #get("/body/8388608").body)
            assert.equal(1000, #assert(send { target = "/body/1000", max_body = 1000 }).body)
        end)

        it("a header without the lines that continue it", function()
            assert.matches("^value", get("/head/continued").headers["x-name"])
        end)

        it("what comes after HTTP was left as the body", function()
            local response = get("/head/switched")
            assert.same({ 101, "{}", "value" }, { response.status, response.body, response.headers["x-name"] })
        end)

        it("the beginning of a body that is no JSON, and ends the connection", function()
            local before = echo().connection
            local response = get("/html")
            assert.equal(200, response.status)
            assert.equal("text/html", response.headers["content-type"])
            assert.equal("\n<html>", response.body:sub(1, 7))
            assert.is_true(#response.body < 100000)
            assert.not_equal(before, echo().connection)
        end)

        it("all of it with skip_json_check", function()
            local before = echo().connection
            local response = assert(send { target = "/html", skip_json_check = true })
            assert.equal(1000014, #response.body)
            assert.equal(before, echo().connection)
        end)
    end)

    describe("when a kept connection dies under a request", function()
        local before

        before_each(function()
            before = hits("mortal")
            end_connection()
            get("/mortal")
        end)

        it("sends it again", function()
            assert.equal(200, get("/mortal").status)
            assert.equal(before + 3, hits("mortal"))
        end)

        it("does not with no_resend", function()
            local response, _, failure = send { target = "/mortal", no_resend = true }
            -- With libcurl before 7.80 the request goes over a new connection, and is answered.
            if not response then assert.same({ kind = "network", sent = true }, failure) end
            assert.equal(before + 2, hits("mortal"))
        end)

        it("sends with once where nothing goes wrong", function()
            assert.equal("{}", echo { method = "POST", body = "{}", no_resend = true }.body)
        end)
    end)

    describe("over TLS", function()
        it("trusts the certificates of a file", function()
            assert.equal("HTTP/1.1", echo { https = "tls" }.protocol)
            assert.equal("HTTP/1.1", echo { origin = "https://localhost:" .. nginx.ports.tls }.protocol)
        end)

        it("trusts the certificates of a folder", function()
            local got = echo { https = "tls", ca_file = false, ca_dir = nginx.dir .. "/ca.d" }
            assert.equal("HTTP/1.1", got.protocol)
        end)

        it("speaks HTTP/2 where it is offered", function()
            local target = "/echo//a/%2F/./b?c+d"
            local got = echo {
                https = "http2", method = "PUT", target = target, headers = { ["X-Name"] = "value" }, body = "{}",
                no_resend = true,
            }
            assert.equal("PUT " .. target .. " HTTP/2.0", got.line)
            assert.equal("{}", got.body)
            assert.equal("value", got.headers["x-name"])
        end)

        local strangers = {
            { "who does not speak TLS", { https = "plain" } },
            { "who offers nothing above TLS 1.1", { https = "old_tls" } },
            { "whose certificate is for another host", { https = "wrong_host" } },
            { "whose certificate has expired", { https = "expired" } },
            { "whose certificate is from an unknown CA", { https = "unknown_ca" } },
            { "whose CA is in no file given", { https = "tls", ca_file = false } },
            { "whose CA is in a file that cannot be read", { https = "tls", ca_file = "/nowhere/ca.pem" } },
        }
        for _, stranger in ipairs(strangers) do
            it("does not talk to a server " .. stranger[1], function()
                assert_failure("tls", false, stranger[2])
            end)
        end

        it("does not take a connection that was made with other certificates", function()
            echo { https = "tls" }
            assert_failure("tls", false, { https = "tls", ca_file = false })
            echo { https = "tls" }
        end)
    end)

    describe("sends nothing", function()
        local cases = {
            { "when no one listens", "network", { origin = "http://127.0.0.1:1" } },
            { "when there is no such host", "network", { origin = "http://" .. ("a"):rep(64) .. ".test" } },
            { "to an origin that is not HTTP", "protocol", { origin = "file://" } },
            { "to an origin with a user name", "protocol", { origin = "http://user:secret@127.0.0.1:1" } },
            { "to an origin that is no URL", "protocol", { origin = "http://a b" } },
            { "with an empty method", "protocol", { method = "" } },
            { "with a line break in the method", "protocol", { method = "GET / HTTP/1.1\r\nX: y" } },
            { "with a space in the method", "protocol", { method = "GE T" } },
            { "with a target that is no path", "protocol", { target = "echo" } },
            { "with a line break in the target", "protocol", { target = "/echo HTTP/1.1\r\nX: y" } },
            { "with a space in the target", "protocol", { target = "/echo a" } },
            { "with NUL in the target", "protocol", { target = "/echo\0a" } },
            { "with a line break in a header", "protocol", { headers = { ["X-A"] = "b\r\nX-C: d" } } },
            { "with NUL in a header", "protocol", { headers = { ["X-A"] = "b\0" } } },
            { "with a colon in a header's name", "protocol", { headers = { ["X-A: b"] = "c" } } },
            { "with a space in a header's name", "protocol", { headers = { ["X A"] = "c" } } },
            { "with a header that has no name", "protocol", { headers = { [""] = "c" } } },
        }
        for _, case in ipairs(cases) do
            it(case[1], function()
                local before = hits("echo")
                assert_failure(case[2], false, case[3])
                assert.equal(before, hits("echo"))
            end)
        end
    end)

    for _, fault in ipairs { "close", "truncate", "silence", "garbage", "body/2000", "headers/70000" } do
        it("shows neither target nor header when it fails on /" .. fault, function()
            local response, message = send {
                target = "/" .. fault .. "?hidden", headers = { ["X-Key"] = "hidden" },
                timeout = 0.3, max_body = 1000,
            }
            assert.is_nil(response)
            assert.is_nil(message:find("hidden", 1, true))
        end)
    end

    local too_large = { "headers/102400", "headers/200000", "header/70000", "header/200000", "header/50000000" }
    for _, target in ipairs(too_large) do
        it("says what is too large in /" .. target, function()
            local response, message, failure = send { target = "/" .. target }
            assert.is_nil(response)
            assert.same({ kind = "limit", sent = true }, failure)
            assert.equal("the headers of the answer are too large", message)
        end)
    end

    describe("with a proxy in the environment", function()
        local source = [[
            local transport = require "ncp.transport.curl"
            local response, message, failure = transport.send {
                method = "GET", origin = %q, target = "/echo", timeout = 20, ca_file = %q,
            }
            print(response and response.status or failure.kind .. " " .. tostring(failure.sent))
        ]]

        local function send_with(proxy, origin, exceptions)
            local text = source:format(origin, nginx.dir .. "/ca.pem")
            local output = program.run(text, {
                http_proxy = proxy, https_proxy = proxy, all_proxy = proxy, no_proxy = exceptions,
            })
            return (output:gsub("%s+$", ""))
        end

        it("does not use it for http", function()
            assert.equal("200", send_with("http://127.0.0.1:1", plain))
        end)

        it("uses it for https, and says that it cannot", function()
            assert.equal("proxy false", send_with("http://127.0.0.1:1", secure))
        end)

        it("does not use it for a host that no_proxy lists", function()
            for _, list in ipairs { "*", "127.0.0.1", "example.com, 127.0.0.1", ".0.1", "127.0.0.0/8" } do
                assert.equal("200", send_with("http://127.0.0.1:1", secure, list))
            end
            for _, list in ipairs { "27.0.0.1", "example.com", "a.127.0.0.1", ".", "," } do
                assert.equal("proxy false", send_with("http://127.0.0.1:1", secure, list))
            end
        end)

        it("takes an address of IPv6 out of its brackets", function()
            assert.equal("proxy false", send_with("http://127.0.0.1:1", "https://[::1]:1", "::2"))
            assert.equal("network false", send_with("http://127.0.0.1:1", "https://[::1]:1", "::1"))
        end)

        it("goes on to the next variable when one is empty", function()
            local output = program.run(source:format(secure, nginx.dir .. "/ca.pem"),
                { https_proxy = "", all_proxy = "http://127.0.0.1:1" })
            assert.equal("proxy false\n", output)
        end)

        it("knows that a proxy that refuses has not sent the request on", function()
            assert.equal("proxy false", send_with(plain, secure))
        end)
    end)

    describe("through a proxy that the request names", function()
        local function fail_through(proxy, fields)
            local request = { https = "tls", proxy = proxy }
            for name, value in pairs(fields or {}) do request[name] = value end
            local response, message, failure = send(request)
            assert.is_nil(response)
            assert.is_false(failure.sent)
            return message, failure
        end

        it("says which cannot be reached", function()
            for _, address in ipairs { "127.0.0.1:1", "127.0.0.1", "proxy.invalid:3128" } do
                local message, failure = fail_through("http://user:s3cret@" .. address)
                assert.same({ kind = "proxy", sent = false }, failure)
                assert.truthy(message:find(("the proxy %s cannot be used: "):format(address), 1, true), message)
            end
        end)

        it("says which wants another password", function()
            local address = "127.0.0.1:" .. nginx.ports.strict_proxy
            local message, failure = fail_through("http://user:s3cret@" .. address)
            assert.same({ kind = "proxy", sent = false, proxy_status = 407 }, failure)
            assert.truthy(message:find(("the proxy %s refuses the user name and"):format(address), 1, true), message)
        end)

        it("says which does not answer in time", function()
            local address = "127.0.0.1:" .. nginx.ports.silent_proxy
            local message, failure = fail_through(address, { timeout = 0.6 })
            assert.same({ kind = "timeout", sent = false }, failure)
            assert.equal(("the proxy %s did not answer in time"):format(address), message)
        end)

        it("does not trust a proxy more than a server", function()
            local _, failure = fail_through("https://127.0.0.1:" .. nginx.ports.unknown_ca)
            assert.same({ kind = "tls", sent = false }, failure)
        end)

        it("never shows its password", function()
            local addresses = {
                "http://user:s3cret@", "http://user:s3cret@a b:1", "user:s3cret@127.0.0.1:1",
                "ftp://user:s3cret@127.0.0.1:1", "https://user:s3cret@127.0.0.1:1",
                "socks5://user:s3cret@127.0.0.1:1", "http://user:s3cret@127.0.0.1:x", "http://user:s3cret@[::1:1",
                "http://us er:s3cret@127.0.0.1:1", "http://user:s3cret@s3cret@127.0.0.1:1",
                "http:/user:s3cret@127.0.0.1:1", "://user:s3cret@127.0.0.1:1",
            }
            for _, address in ipairs(addresses) do
                local message, failure = fail_through(address)
                assert.equal("proxy", failure.kind, address .. message)
                assert.is_nil(message:find("s3cret", 1, true), message)
            end
        end)

        it("does not try a refused password again, and another proxy does", function()
            local client = assert(ncp.new {
                base_url = secure, ca_file = nginx.dir .. "/ca.pem", access_key = "A", secret_key = "s",
                proxy = "http://user:s3cret@127.0.0.1:" .. nginx.ports.strict_proxy,
            })
            local before = hits("proxy")
            local out, message, err = client.subaccount.list()
            assert.is_nil(out)
            assert.same({ "proxy", 407, 1, false, false },
                { err.kind, err.proxy_status, err.attempts, err.sent, err.retryable })
            assert.is_nil(message:find("s3cret", 1, true), message)
            assert.equal(before + 1, hits("proxy"))
            client = assert(ncp.new {
                base_url = secure, access_key = "A", secret_key = "s", proxy = "http://127.0.0.1:1", max_attempts = 2,
            })
            err = select(3, client.subaccount.list())
            assert.same({ "proxy", 2, true }, { err.kind, err.attempts, err.retryable })
        end)
    end)

    describe("raises on", function()
        local cases = {
            { "no table", nil, "table expected" },
            { "no method", { origin = "http://127.0.0.1:1", target = "/" }, "request.method is missing" },
            { "no origin", { method = "GET", target = "/" }, "request.origin is missing" },
            { "no target", { method = "GET", origin = "http://127.0.0.1:1" }, "request.target is missing" },
            { "a body that is no string", { body = {} }, "request.body is not a string" },
            { "a timeout that is no number", { timeout = "1" }, "request.timeout is not a number" },
            { "headers that are no table", { headers = "X: y" }, "request.headers is not a table" },
            { "a header that is no string", { headers = { X = {} } }, "name or value that is not a string" },
            { "a header without a name", { headers = { "X: y" } }, "name or value that is not a string" },
        }
        for i, case in ipairs(cases) do
            it(case[1], function()
                local request = case[2]
                if i > 4 then request.method, request.origin, request.target = "GET", plain, "/echo" end
                local done, message = pcall(transport.send, request)
                assert.is_false(done)
                assert.truthy(message:find(case[3], 1, true), message)
            end)
        end
    end)

    it("takes a limit beyond all memory for the usual one", function()
        assert.equal(200, assert(send { max_body = math.huge, max_headers = math.huge }).status)
        assert_failure("limit", true, { target = "/body/9437184", max_body = math.huge })
    end)

    it("hands over an answer once", function()
        get("/echo")
        for _, number in ipairs { 0, 1, 1000 } do
            assert.has_error(function() curl.take(number) end, "no call of that number has finished")
        end
    end)

    it("takes any number for a time", function()
        for _, timeout in ipairs { 0, -1, -math.huge, 0 / 0 } do
            local _, _, failure = send { target = "/silence", timeout = timeout }
            assert.equal("timeout", failure.kind) -- whether it was sent in a millisecond is not known
        end
        assert.equal(200, assert(send { timeout = math.huge }).status)
    end)

    it("has nothing to tell before the first call", function()
        local loaded = package.loaded["ncp.curl"]
        package.loaded["ncp.curl"] = nil
        local fresh = require "ncp.curl"
        package.loaded["ncp.curl"] = loaded
        assert.equal(0, fresh.poll(0))
        assert.is_nil(fresh.next())
        assert.is_nil(fresh.timeout())
        assert.same({ requests = 0, connects = 0 }, fresh.stats())
        fresh.alarm(1)
        assert.has_error(function() fresh.take(1) end, "no call of that number has finished")
        assert.is_number(fresh.fd())
        assert.is_nil(fresh.next())
        assert.is_nil(fresh.timeout())
    end)

    it("has no descriptor to lend where all are taken", function()
        local output = program.run([[
            local core, curl = require "ncp.core", require "ncp.curl"
            local taken = {}
            repeat taken[#taken + 1] = io.open("/dev/null") until #taken > 64 or not io.open("/dev/null")
            print(curl.fd())
            taken = nil
            collectgarbage()
            print(type(curl.fd()))
        ]], {}, "ulimit -n 32;")
        assert.equal("\nnumber\n", output)
    end)

    it("is loaded after ncp.core, and only with that of the same version", function()
        local output = program.run [[print(select(2, pcall(require, "ncp.curl")))]]
        assert.truthy(output:find("not of the same version as ncp.core, which is to be loaded first", 1, true), output)
    end)

    it("names libcurl and its TLS library", function()
        assert.truthy(curl.version():find("^libcurl/%d"))
    end)
end)
