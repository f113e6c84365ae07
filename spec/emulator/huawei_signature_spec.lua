-- How the emulator of Huawei-style IAM checks signatures, in the bytes of published and other vectors.
local cjson = require("cjson").new()
local dates = require("ncp.base.dates")
local emulator = require("ncp.emulator.huawei")
local iam = require("spec.support.iam")
local program = require("spec.support.program")

local NOW = 1700000000000
local MINUTE = 60 * 1000

local function read_vectors()
    local vectors = {}
    for _, vector in ipairs(cjson.decode(program.read("spec/vectors/sdk-hmac-sha256.json")).vectors) do
        if vector.scheme == "access" then vectors[#vectors + 1] = vector end
    end
    return vectors
end

local function time_of(date)
    return dates.from_iso((date:gsub("^(....)(..)(..)T(..)(..)(..)Z$", "%1-%2-%3T%4:%5:%6Z")))
end

-- The status and text that a request with the vector's bytes gets, `changes` made to it.
local function answer_to(vector, changes)
    local server = emulator.new({
        now = function() return time_of(vector.date) end, access_key = vector.ak, secret_key = vector.sk,
    })
    local headers = { authorization = vector.authorization }
    for name, value in pairs(vector.headers) do headers[name] = value end
    local request = { method = vector.method, target = vector.wire_target, body = vector.body, headers = headers }
    for name, value in pairs(changes or {}) do request[name] = value end
    local status, answer = iam.send(server, request.method, request.target, request.headers, request.body)
    return status, answer.error_msg
end

local function has_date_only(vector)
    return #vector.signed_headers == 1
end

describe("a signature", function()
    for _, vector in ipairs(read_vectors()) do
        it("is accepted: " .. vector.name, function()
            assert.is_not.equal(401, (answer_to(vector)))
        end)

        it("is refused when the method is another one: " .. vector.name, function()
            local status, message = answer_to(vector, { method = "PATCH" })
            assert.equal(401, status)
            assert.matches("verify aksk signature fail", message, 1, true)
        end)

        it("is refused when the target is another one: " .. vector.name, function()
            assert.equal(401, (answer_to(vector, { target = "/v9" .. vector.wire_target })))
        end)

        it("is refused when there is one byte more in the body: " .. vector.name, function()
            local body_is_signed = not vector.headers["X-Sdk-Content-Sha256"]
            local status = answer_to(vector, { body = vector.body .. " " })
            assert.equal(body_is_signed, status == 401)
        end)

        if not has_date_only(vector) then
            it("is refused when a signed header is missing: " .. vector.name, function()
                local headers = { authorization = vector.authorization, ["X-Sdk-Date"] = vector.date }
                assert.equal(401, (answer_to(vector, { headers = headers })))
            end)
        end
    end
end)

describe("a signed request", function()
    local server, now, call
    local key = { access = "BOTKEY", secret = "secret" }

    before_each(function()
        now = NOW
        server = emulator.new({
            now = function() return now end,
            seed = {
                users = {
                    { name = "bot", credentials = { { access = key.access, secret = key.secret } } },
                    { name = "gone", enabled = false, credentials = { { access = "GONEKEY", secret = "secret" } } },
                    {
                        name = "person", access_mode = "console",
                        credentials = { { access = "PERSONKEY", secret = "secret" } },
                    },
                    { name = "old", credentials = { { access = "OLDKEY", secret = "secret", status = "inactive" } } },
                },
            },
        })
        call = iam.key_caller(server, key)
    end)

    local function send_signed_at(time)
        return iam.send(server, "GET", iam.KEYS, iam.sign(key, time, "GET", iam.KEYS))
    end

    local function send_with(change)
        local headers = iam.sign(key, now, "GET", iam.KEYS)
        change(headers)
        return iam.send(server, "GET", iam.KEYS, headers)
    end

    local function assert_refused(text, status, answer)
        assert.equal(401, status)
        assert.equal("APIGW.0301", answer.error_code)
        assert.equal("Incorrect IAM authentication information: " .. text, answer.error_msg)
        assert.is_string(answer.request_id)
    end

    it("is answered, whatever the case of its headers' names", function()
        assert.equal(200, (call("GET", iam.KEYS)))
        assert.equal(200, (send_with(function(headers)
            headers["x-sdk-date"], headers["X-Sdk-Date"] = headers["X-Sdk-Date"], nil
        end)))
    end)

    it("may be fifteen minutes off", function()
        assert.equal(200, (send_signed_at(now - 15 * MINUTE)))
        assert.equal(200, (send_signed_at(now + 15 * MINUTE)))
        local text = "calc ak sk signature fail:signature expired"
        assert_refused(text, send_signed_at(now - 15 * MINUTE - 1000))
        assert_refused(text, send_signed_at(now + 15 * MINUTE + 1000))
    end)

    it("must have a date, and sign it", function()
        assert_refused("calc ak sk signature fail:signature expired",
            send_with(function(headers) headers["X-Sdk-Date"] = nil end))
        assert_refused("verify aksk signature fail", send_with(function(headers)
            headers.Authorization = headers.Authorization:gsub(";x%-sdk%-date", "")
        end))
    end)

    it("may be for a path of any bytes", function()
        assert.equal(400, (call("GET", iam.KEYS .. "?description=%91%ff"))) -- no text, but well signed
        assert.equal(404, (call("GET", "/%91")))
    end)

    it("may have signed headers with spaces around them", function()
        assert.equal(200, (send_with(function(headers) headers.Host = " " .. headers.Host .. " " end)))
    end)

    it("with an unknown key is told so", function()
        local unknown = iam.key_caller(server, { access = "NOKEY", secret = "secret" })
        assert_refused("Get secretKey failed,ak:NOKEY,err:ak not exist", unknown("GET", iam.KEYS))
    end)

    it("with a malformed header is told so", function()
        for _, header in ipairs({ "", "Basic abc", "SDK-HMAC-SHA256 Access=BOTKEY", "V11-HMAC-SHA256 Access=A" }) do
            assert_refused("authorization header is malformed",
                iam.send(server, "GET", iam.KEYS, { Authorization = header }))
        end
    end)

    it("with a key that cannot be used is refused with a code that tells why", function()
        for access, expected in pairs({
            GONEKEY = { 403, "IAM.0080", "The user gone with access key GONEKEY is disabled." },
            PERSONKEY = { 403, "IAM.0081", "This user only supports console access, not programmatic access." },
            OLDKEY = { 400, "IAM.1107", "The access key OLDKEY is inactive." },
        }) do
            local status, answer = iam.key_caller(server, { access = access, secret = "secret" })("GET", iam.KEYS)
            assert.equal(expected[1], status)
            assert.same({ error_code = expected[2], error_msg = expected[3] }, answer)
        end
    end)

    it("for another account is refused", function()
        local function send_for(domain_id)
            return send_with(function(headers) headers["X-Domain-Id"] = domain_id end)
        end
        assert.equal(200, (send_for("d0c1b2a3948576651423f0e1d2c3b4a5")))
        local status, answer = send_for("another")
        assert.equal(403, status)
        assert.equal("IAM.0002", answer.error_code)
    end)

    describe("after refused ones", function()
        local wrong

        before_each(function()
            wrong = iam.key_caller(server, { access = key.access, secret = "wrong" })
        end)

        local function fail(times)
            for _ = 1, times do assert_refused("verify aksk signature fail", wrong("GET", iam.KEYS)) end
        end

        it("is answered, and the count begins anew", function()
            for _ = 1, 3 do
                fail(4)
                assert.equal(200, (call("GET", iam.KEYS)))
            end
        end)

        it("is refused for five minutes when there were five in a row", function()
            fail(5)
            local text = "AK access failed to reach the limit,forbidden"
            assert_refused(text, call("GET", iam.KEYS))
            now = now + 5 * MINUTE - 1
            assert_refused(text, call("GET", iam.KEYS))
            now = now + 1
            assert.equal(200, (call("GET", iam.KEYS)))
            fail(4)
        end)

        it("is answered when those were signed by another key", function()
            fail(5)
            assert.equal(200, (iam.key_caller(server)("GET", iam.KEYS)))
        end)
    end)
end)
