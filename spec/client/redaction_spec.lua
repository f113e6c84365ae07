-- No error repeats a signature, a token or a secret of the request, wherever a server puts it.
local core = require("ncp.core")
local huawei = require("ncp.huawei")
local ncp = require("ncp")
local stubs = require("ncp.transport.stub")
local support = require("spec.support.client")

local ID = support.ACCOUNT
local PASSWORD = 'Pa"ss/w0rd+1%'
local TOKEN = "MIIaoQYJKoZIhvcNAQcCoIIajjCCGooCAQExDTALBglghkgBZQMEAgEwghjv" .. ("x"):rep(400)
local SUBJECT = "SUBJECTTOKENSUBJECTTOKEN0001"
local SECRET_KEY = "ExampleOnlySecretShownOnce00000000000077"

local function huawei_client(given)
    return function(transport)
        given.transport, given.endpoint, given.max_attempts = transport, "https://iam.example.com", 1
        return assert(huawei.new(given))
    end
end

local function ncp_client(transport)
    return assert(ncp.new({
        transport = transport, access_key = support.ACCESS_KEY, secret_key = support.SECRET_KEY, max_attempts = 1,
    }))
end

local function header(name)
    return function(request) return request.headers[name] end
end

local new_account = support.new_account("hello01")
new_account.needPasswordGenerate, new_account.password = false, PASSWORD

local login = { auth = { identity = {
    methods = { "password", "totp" },
    password = { user = { name = "ada", password = PASSWORD, domain = { name = "example" } } },
    totp = { user = { id = "u1", passcode = "123456" } },
} } }

-- What is called, with which client, and what of the request is secret: texts, or functions that find them.
local calls = {
    { "the signature", ncp_client, function(c) return c.accesskey.list(ID) end,
        { header("x-ncp-apigw-signature-v2") } },
    { "a new password", ncp_client, function(c) return c.subaccount.create(new_account) end, { PASSWORD } },
    { "a password in the query", ncp_client, function(c) return c.tenant.check_password(PASSWORD) end, { PASSWORD } },
    { "a one-time code", ncp_client, function(c) return c.sts.create({ tokenCode = 123456 }) end, { "123456" } },
    { "what a call of one's own carries", ncp_client, function(c)
        return c:request("POST", "/x?secret=" .. SUBJECT, {
            headers = { ["X-My-Token"] = TOKEN }, body = { keySecret = { value = SECRET_KEY } },
        })
    end, { SUBJECT, TOKEN, SECRET_KEY } },
    { "a token", huawei_client({ token = TOKEN }), function(c) return c.user.get("u1") end, { TOKEN } },
    { "the token that a call is about", huawei_client({ token = TOKEN }), function(c)
        return c.token.validate(SUBJECT)
    end, { TOKEN, SUBJECT } },
    { "a login", huawei_client({ token = TOKEN }), function(c) return c.token.create(login) end,
        { PASSWORD, "123456" } },
    { "the signature and the security token of a temporary key",
        huawei_client({ access_key = "A1", secret_key = SECRET_KEY, security_token = SUBJECT, domain_id = "d" }),
        function(c) return c.user.get("u1") end,
        { SUBJECT, header("authorization"), function(request)
            return request.headers["authorization"]:match("Signature=(%x+)")
        end } },
}

-- What a server makes of a secret: the forms in which it may come back.
local forms = {
    ["as it is"] = function(text) return text end,
    ["as in a URL"] = core.escape,
    ["as in JSON"] = function(text) return core.json(text):sub(2, -2) end,
    ["in part"] = function(text) return text:sub(1, math.max(12, math.floor(#text / 2))) end,
}

-- Where it stands in the answer.
local places = {
    ["the message"] = function(text)
        return { status = 400, body = { errorCode = 1, message = ("x"):rep(270) .. text, error_code = "1",
            error_msg = ("x"):rep(270) .. text } }
    end,
    ["the code"] = function(text)
        return { status = 400, body = { errorCode = text, message = "m", error_code = text, error_msg = "m" } }
    end,
    ["the details"] = function(text)
        return { status = 400, body = { error = { errorCode = "1", message = "m", details = text,
            fieldErrors = { { field = text, [text] = { text } } } }, details = { { text } }, request_id = text } }
    end,
    ["the id of the request"] = function(text) return { status = 400, headers = { ["x-request-id"] = text } } end,
    ["a redirect"] = function(text)
        return { status = 302, headers = { location = "https://example.com/?" .. text } }
    end,
    ["the title of a page"] = function(text) return { body = "<html><title>" .. text .. "</title>" } end,
    ["an XML error"] = function(text)
        return { status = 400, body = "<error><errorCode>1</errorCode><message>" .. text .. "</message></error>" }
    end,
    ["the name of an encoding"] = function(text) return { headers = { ["content-encoding"] = text }, body = "\1" } end,
    ["the reason of a transport"] = function(text)
        return { failure = { kind = "network", sent = true }, message = "the header " .. text .. " is bad" }
    end,
}

local function texts_in(value, found)
    if type(value) == "string" then found[#found + 1] = value end
    if type(value) == "table" then
        for name, member in pairs(value) do
            texts_in(name, found)
            texts_in(member, found)
        end
    end
    return found
end

for _, case in ipairs(calls) do
    describe("when a server repeats " .. case[1] .. ",", function()
        for place, answer_with in pairs(places) do
            it("no error has it from " .. place, function()
                for form, write in pairs(forms) do
                    for _, secret in ipairs(case[4]) do
                        local repeated
                        local client = case[2](stubs.new({ function(request)
                            repeated = write(type(secret) == "function" and secret(request) or secret)
                            return stubs.new({ answer_with(repeated) }).send(request)
                        end }, 1700000000000))
                        local out, message, err = case[3](client)
                        assert.is_nil(out)
                        local told = table.concat(texts_in(err, { message, tostring(err) }), "\n")
                        assert.is_nil(told:find(repeated, 1, true), ("%s, %s: %s"):format(place, form, message))
                        assert.is_nil(told:find(repeated:sub(1, 12), 1, true), message)
                    end
                end
            end)
        end
    end)
end
