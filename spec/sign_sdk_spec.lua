local cjson = require("cjson").new()
local core = require "ncp.core"
local program = require "spec.support.program"

local ACCESS_KEY = "EXAMPLEAK0000000001X"
local SECRET_KEY = "ExampleSecretKey00000000000000000000xyz1"
local DATE = "20250101T000000Z"

local data = cjson.decode(program.read("spec/vectors/sdk-hmac-sha256.json"))

local function vectors_of(scheme)
    local found = {}
    for _, vector in ipairs(data.vectors) do
        if vector.scheme == scheme then found[#found + 1] = vector end
    end
    return found
end

local function signer_of(vector)
    return assert(core.sdk_signer(vector.ak, vector.sk, vector.scheme, vector.region, vector.service))
end

-- What is sent unsigned is left out, but for names with an underscore: those the signer leaves out.
local function headers_to_sign(vector)
    local is_signed, headers = {}, {}
    for _, name in ipairs(vector.signed_headers) do is_signed[name] = true end
    for name, value in pairs(vector.headers) do
        if is_signed[name:lower()] or name:find("_", 1, true) then headers[name] = value end
    end
    return headers
end

local function authorize(signer, vector, target)
    local body = vector.body ~= "" and vector.body or nil
    target = target or vector.wire_target
    return assert(signer:authorization(vector.method, target, headers_to_sign(vector), body, vector.date))
end

local function new_signer(form)
    return assert(core.sdk_signer(ACCESS_KEY, SECRET_KEY, form))
end

local function sign_target(target, form)
    return new_signer(form):authorization("GET", target, { ["X-Sdk-Date"] = DATE }, nil, DATE)
end

local function sign_headers(headers)
    return new_signer():authorization("GET", "/", headers, nil, DATE)
end

-- The target that our builder makes of decoded parts.
local function encode_path(path)
    return (path:gsub("[^/]+", core.escape))
end

local function encode_query(query)
    local pairs_of_query = {}
    for i, pair in ipairs(query) do pairs_of_query[i] = core.escape(pair[1]) .. "=" .. core.escape(pair[2]) end
    return table.concat(pairs_of_query, "&")
end

describe("SDK-HMAC-SHA256", function()
    for _, scheme in ipairs { "access", "scoped", "v11" } do
        for _, vector in ipairs(vectors_of(scheme)) do
            it("agrees with the vector " .. vector.name, function()
                assert.equal(vector.authorization, authorize(signer_of(vector), vector))
            end)

            it("is given by core.escape the target of the vector " .. vector.name, function()
                local query = encode_query(vector.query)
                local target = encode_path(vector.uri) .. (query ~= "" and "?" .. query or "")
                assert.equal(vector.wire_target, target)
            end)
        end
    end

    for _, vector in ipairs(data.canonical_query_vectors) do
        it("sorts the query of the vector " .. vector.name, function()
            local target = "/?" .. encode_query(vector.query)
            assert.equal(sign_target("/?" .. vector.canonical_query), sign_target(target))
        end)
    end

    for _, vector in ipairs(data.canonical_uri_vectors) do
        if vector.uri ~= "" then
            it("adds a slash to the path " .. vector.uri, function()
                local target = encode_path(vector.uri)
                assert.equal(sign_target(vector.canonical_uri), sign_target(target))
            end)
        end
    end

    it("of a signer that is used again is that of a fresh one", function()
        local signers, compared = {}, 0
        for _ = 1, 2 do
            for _, scheme in ipairs { "access", "scoped", "v11" } do
                for _, vector in ipairs(vectors_of(scheme)) do
                    local name = table.concat({ scheme, vector.ak, vector.region, vector.service }, "/")
                    signers[name] = signers[name] or signer_of(vector)
                    assert.equal(vector.authorization, authorize(signers[name], vector))
                    compared = compared + 1
                end
            end
        end
        assert.is_true(compared > 60)
    end)

    it("signs what is not in normal form as what it means", function()
        assert.equal(sign_target("/a~b/?q=%3A%20&z="), sign_target("/%61%7eb?z&&q=:%20&"))
    end)

    it("takes the names of headers in any case", function()
        local expected = sign_headers { ["X-Sdk-Date"] = DATE, Host = "a.example.com" }
        assert.equal(expected, sign_headers { ["x-sdk-date"] = DATE, HOST = "  a.example.com " })
    end)

    it("takes an empty body for none", function()
        local signer, headers = new_signer(), { ["X-Sdk-Date"] = DATE }
        local expected = signer:authorization("PUT", "/", headers, nil, DATE)
        assert.equal(expected, signer:authorization("PUT", "/", headers, "", DATE))
        assert.not_equal(expected, signer:authorization("PUT", "/", headers, "\0", DATE))
    end)

    it("signs a token of 16 KiB and 64 headers", function()
        local headers = { ["X-Sdk-Date"] = DATE, ["X-Security-Token"] = ("t"):rep(16384) }
        for i = 1, 62 do headers["X-Note-" .. i] = "note" end
        assert.truthy(sign_headers(headers):find("x-note-62;x-note-7;", 1, true))
        headers["X-Note-63"] = "note"
        assert.has_error(function() sign_headers(headers) end)
    end)
end)

describe("SDK-HMAC-SHA256 refuses", function()
    local function refuses(reason, authorization, message)
        assert.is_nil(authorization)
        assert.truthy(message:find(reason, 1, true))
        assert.is_nil(message:find(SECRET_KEY, 1, true))
    end

    it("a target that can be read in two ways", function()
        refuses("encoded slash", sign_target("/v3.0/OS-CREDENTIAL/credentials/a%2Fb"))
        refuses("plus sign", sign_target("/v3/users?name=a+b"))
        refuses("hex digits", sign_target("/v3/users?name=100%"))
        refuses("percent-encoded", sign_target("/v3/users?name=\195\188"))
        refuses("slash", sign_target("v3/users"))
    end)

    it("a query whose scoped signature clients do not agree on", function()
        refuses("two parameters", sign_target("/v3/users?name=a&name=b", "scoped"))
        refuses("no body", new_signer("scoped"):authorization("POST", "/?a=b", { ["X-Sdk-Date"] = DATE }, nil, DATE))
    end)

    it("a date that is missing, malformed or not that of the header", function()
        refuses("missing", sign_headers {})
        refuses("differs", sign_headers { ["X-Sdk-Date"] = "20250101T000001Z" })
        refuses("YYYYMMDD", new_signer():authorization("GET", "/", { ["X-Sdk-Date"] = "now" }, nil, "now"))
    end)

    it("headers that could not be sent, or not twice", function()
        refuses("control character", sign_headers { ["X-Sdk-Date"] = DATE, ["X-Security-Token"] = "a\r\nb: c" })
        refuses("malformed name", sign_headers { ["X-Sdk-Date"] = DATE, ["a b"] = "c" })
        refuses("given twice", sign_headers { ["X-Sdk-Date"] = DATE, ["x-sdk-date"] = DATE })
        refuses("Authorization", sign_headers { ["X-Sdk-Date"] = DATE, authorization = "SDK-HMAC-SHA256 Access=a" })
    end)

    it("a credential that could not travel in the header", function()
        for _, key in ipairs { "", "a b", "a\nb", "a\0b", "a,b", "a/b", "\195\188" } do
            refuses("access key", core.sdk_signer(key, SECRET_KEY))
        end
        refuses("secret key", core.sdk_signer(ACCESS_KEY, ""))
        refuses("region", core.sdk_signer(ACCESS_KEY, SECRET_KEY, "scoped", "eu/de"))
        refuses("service", core.sdk_signer(ACCESS_KEY, SECRET_KEY, "scoped", "eu-de", "i m"))
    end)
end)

describe("an SDK signer", function()
    it("tells its access key but not its secret", function()
        for _, form in ipairs { "access", "scoped", "v11" } do
            local signer = new_signer(form)
            assert.equal(ACCESS_KEY, signer:access_key())
            assert.equal("ncp.SdkSigner(" .. ACCESS_KEY .. ")", tostring(signer))
            assert.is_nil(signer.secret_key)
        end
    end)

    it("takes a secret wrapped in ncp.Secret", function()
        for _, form in ipairs { "access", "scoped", "v11" } do
            local wrapped = assert(core.sdk_signer(ACCESS_KEY, core.secret(SECRET_KEY), form))
            local headers = { ["X-Sdk-Date"] = DATE }
            assert.equal(sign_target("/", form), wrapped:authorization("GET", "/", headers, nil, DATE))
        end
    end)

    it("is of no use once it is closed, however often", function()
        local signer = new_signer()
        signer:close()
        signer:close()
        assert.equal("ncp.SdkSigner(closed)", tostring(signer))
        assert.has_error(function() signer:access_key() end)
        assert.has_error(function() signer:authorization("GET", "/", { ["X-Sdk-Date"] = DATE }, nil, DATE) end)
    end)

    it("refuses wrong types without showing what it was given", function()
        local signer, headers = new_signer(), { ["X-Sdk-Date"] = DATE }
        local misuses = {
            function() return core.sdk_signer(nil, SECRET_KEY) end,
            function() return core.sdk_signer(ACCESS_KEY, nil) end,
            function() return core.sdk_signer(ACCESS_KEY, { SECRET_KEY }) end,
            function() return core.sdk_signer(ACCESS_KEY, SECRET_KEY, "v12") end,
            function() return core.sdk_signer(ACCESS_KEY, SECRET_KEY, "scoped", {}) end,
            function() return signer:authorization(nil, "/", headers, nil, DATE) end,
            function() return signer:authorization("GET", nil, headers, nil, DATE) end,
            function() return signer:authorization("GET", "/", nil, nil, DATE) end,
            function() return signer:authorization("GET", "/", { 1 }, nil, DATE) end,
            function() return signer:authorization("GET", "/", { ["X-Sdk-Date"] = true }, nil, DATE) end,
            function() return signer:authorization("GET", "/", headers, {}, DATE) end,
            function() return signer:authorization("GET", "/", headers, nil, nil) end,
            function() return signer.authorization({}, "GET", "/", headers, nil, DATE) end,
        }
        for i, misuse in ipairs(misuses) do
            local ok, message = pcall(misuse)
            assert.is_false(ok, "misuse " .. i)
            assert.is_nil(tostring(message):find(SECRET_KEY, 1, true))
        end
    end)
end)

describe("sdk_date", function()
    it("gives the date of a request", function()
        assert.equal("19700101T000000Z", core.sdk_date(0))
        assert.equal("20191115T033655Z", core.sdk_date(1573789015999))
        assert.equal("20240229T235959Z", core.sdk_date(1709251199000))
        assert.equal("99991231T235959Z", core.sdk_date(253402300799999))
        assert.truthy(core.sdk_date(core.now()):match("^%d%d%d%d%d%d%d%dT%d%d%d%d%d%dZ$"))
    end)

    it("refuses what is no moment from 1970 to 9999", function()
        for _, ms in ipairs { -1, 253402300800000, 0.5, "0", 0 / 0 } do
            assert.has_error(function() core.sdk_date(ms) end)
        end
    end)
end)
