local cjson = require("cjson").new()
local core = require "ncp.core"
local ncp = require "ncp"
local program = require "spec.support.program"

local ACCESS_KEY = "ncp_iam_EXAMPLEACCESSKEY0001"
local SECRET_KEY = "ncp_iam_EXAMPLESECRETKEY0000000000000001"

local vectors = cjson.decode(program.read("spec/vectors/signature-v2.json"))

describe("signature v2", function()
    for _, vector in ipairs(vectors) do
        local timestamp = tonumber(vector.timestamp)

        it("of ncp.signer agrees with the vector " .. vector.name, function()
            local signer = ncp.signer(vector.access_key, vector.secret_key)
            assert.equal(vector.signature, signer:signature(vector.method, vector.path, timestamp))
        end)

        it("of ncp.sign agrees with the vector " .. vector.name, function()
            local headers = ncp.sign {
                access_key = vector.access_key,
                secret_key = vector.secret_key,
                method = vector.method,
                target = vector.path,
                timestamp = timestamp,
            }
            assert.same({
                ["x-ncp-apigw-timestamp"] = vector.timestamp,
                ["x-ncp-iam-access-key"] = vector.access_key,
                ["x-ncp-apigw-signature-v2"] = vector.signature,
            }, headers)
        end)
    end

    it("of a signer that is used again is that of a fresh one", function()
        local signer = ncp.signer(ACCESS_KEY, SECRET_KEY)
        local compared = 0
        for _ = 1, 2 do
            for _, vector in ipairs(vectors) do
                if vector.access_key == ACCESS_KEY and vector.secret_key == SECRET_KEY then
                    local signature = signer:signature(vector.method, vector.path, tonumber(vector.timestamp))
                    assert.equal(vector.signature, signature)
                    compared = compared + 1
                end
            end
        end
        assert.is_true(compared > 40)
    end)

    it("of a long target and a long secret is made", function()
        local signer = ncp.signer(ACCESS_KEY, ("s"):rep(4096))
        local target = "/api/v1/sub-accounts?searchWord=" .. ("%ED"):rep(4096)
        local signature = signer:signature("GET", target, 1700000000000)
        assert.truthy(signature:match("^[%w+/]+=$"))
        assert.equal(44, #signature)
    end)
end)

describe("a signer", function()
    it("tells its access key but not its secret", function()
        local signer = ncp.signer(ACCESS_KEY, SECRET_KEY)
        assert.equal(ACCESS_KEY, signer:access_key())
        assert.is_nil(tostring(signer):find(SECRET_KEY, 1, true))
        assert.is_nil(signer.secret_key)
        assert.equal("userdata", type(signer))
    end)

    it("takes a secret wrapped in ncp.Secret", function()
        local wrapped = ncp.signer(ACCESS_KEY, core.secret(SECRET_KEY))
        local plain = ncp.signer(ACCESS_KEY, SECRET_KEY)
        assert.equal(plain:signature("GET", "/", 1), wrapped:signature("GET", "/", 1))
    end)

    it("takes a timestamp as a number or as the text that is sent", function()
        local signer = ncp.signer(ACCESS_KEY, SECRET_KEY)
        local of_number = signer:signature("GET", "/", 1700000000000)
        assert.equal(of_number, signer:signature("GET", "/", "1700000000000"))
    end)

    it("is of no use once it is closed, however often", function()
        local signer = ncp.signer(ACCESS_KEY, SECRET_KEY)
        signer:close()
        signer:close()
        assert.has_error(function() signer:signature("GET", "/", 1) end)
        assert.has_error(function() signer:access_key() end)
    end)

    it("refuses wrong types without showing what it was given", function()
        local signer = ncp.signer(ACCESS_KEY, SECRET_KEY)
        local misuses = {
            function() return ncp.signer(nil, SECRET_KEY) end,
            function() return ncp.signer({}, SECRET_KEY) end,
            function() return ncp.signer(ACCESS_KEY, nil) end,
            function() return ncp.signer(ACCESS_KEY, { SECRET_KEY }) end,
            function() return signer:signature(nil, "/", 1) end,
            function() return signer:signature("GET", nil, 1) end,
            function() return signer:signature("GET", "/", nil) end,
            function() return signer:signature("GET", "/", "soon") end,
            function() return signer:signature("GET", "/", 1.5) end,
            function() return signer.signature({}, "GET", "/", 1) end,
        }
        for i, misuse in ipairs(misuses) do
            local ok, message = pcall(misuse)
            assert.is_false(ok, "misuse " .. i)
            assert.is_nil(tostring(message):find(SECRET_KEY, 1, true))
        end
    end)

    it("refuses an access key that could not travel in a header", function()
        for _, key in ipairs { "", "a\nb", "a\0b", "a\r\nx: y" } do
            local signer, message = ncp.signer(key, SECRET_KEY)
            assert.is_nil(signer)
            assert.truthy(message:find("access key", 1, true))
        end
    end)
end)
