-- What is told of an answer that is none of this API: what came, never where this library stumbled over it.
local ncp = require("ncp")
local support = require("spec.support.client")

local ID = support.ACCOUNT

local function call_with(answer)
    local client, stub = support.stubbed({ answer })
    local out, message, err = client.accesskey.list(ID)
    assert.is_nil(out)
    assert.equal("protocol", err.kind, message)
    assert.is_true(err.sent)
    assert.equal(1, #stub.requests)
    assert.is_nil(message:find("%.lua"), message)
    return message
end

local function nested(levels)
    return ("["):rep(levels) .. ("]"):rep(levels)
end

describe("JSON that nobody should trust is refused, and the message says why:", function()
    local cases = {
        { "a number that no double holds", '[{"accessKey":1e400}]', "the number at byte 15 is too large" },
        { "a negative one", "[-1e400]", "the number at byte 3 is too large" },
        { "one with many digits", "[" .. ("9"):rep(310) .. "]", "the number at byte 2 is too large" },
        { "one just beyond the largest", "[1.7976931348623159e308]", "the number at byte 2 is too large" },
        { "one with an endless exponent", "[1e99999999999999999999]", "the number at byte 2 is too large" },
        { "bytes that are no UTF-8", '[{"accessKey":"a\255"}]', "byte 17 is not UTF-8" },
        { "a surrogate in UTF-8", '["\237\160\128"]', "byte 3 is not UTF-8" },
        { "a character that is cut short", '["\226\130', "byte 3 is not UTF-8" },
        { "65 levels", nested(65), "it is nested more than 64 levels deep" },
        { "900 levels", nested(900), "it is nested more than 64 levels deep" },
        { "a million levels", nested(1000000), "it is nested more than 64 levels deep" },
        { "half a document", '[{"accessKey":', "the answer is not the JSON of this API: " },
        { "a value that is none", "[NaN]", "the answer is not the JSON of this API: " },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local message = call_with({ body = case[2] })
            assert.truthy(message:find(case[3], 1, true), message)
        end)
    end

    local taken = { "[1.7976931348623157e308]", "[1e-400]", "[0.000e999]", "[0e400]", nested(64), '["1e400 \\"1e400"]',
        '["\\ud83d\\ude00 \240\159\152\128"]', "[123456789e300]" }
    for _, body in ipairs(taken) do
        it("but not " .. body:sub(1, 30), function()
            local client = support.stubbed({ { body = body } })
            assert(client:request("GET", "/x"))
        end)
    end

    it("whole numbers are integers where this Lua has them, as deep as they are", function()
        local client = support.stubbed({ { body = '{"a":16001,"b":[{"c":7.0,"d":1.5}],"e":-0}' } })
        local out = assert(client:request("GET", "/x"))
        assert.equal("16001", tostring(out.a))
        assert.equal("7", tostring(out.b[1].c))
        assert.equal(1.5, out.b[1].d)
    end)
end)

it("null in place of a list is left out, and stays in place of a text or number", function()
    local client = support.stubbed({ {
        body = '{"roleNo":"r","roleName":null,"sessionExpirationSec":null,"policies":null,"entities":[]}',
    } })
    local role = assert(client.role.get("r"))
    assert.same({ roleNo = "r", roleName = ncp.null, sessionExpirationSec = ncp.null, entities = {} }, role)
end)

describe("what came in place of JSON is named:", function()
    local cases = {
        { "an encoding", { headers = { ["Content-Encoding"] = "br" }, body = "\1\2\3" },
            "but encoded as br, which was not asked for" },
        { "gzip that says so", { headers = { ["Content-Encoding"] = "gzip" }, body = "\31\139\8\0" },
            "but encoded as gzip" },
        { "gzip that does not", { body = "\31\139\8\0\1" }, "but compressed with gzip, which was not asked for" },
        { "a byte order mark", { body = "\239\187\191[]" }, "but begins with a byte order mark" },
        { "UTF-16", { body = "\255\254[\0]\0" }, "but UTF-16" },
        { "a redirect", { status = 302, headers = { Location = "https://login.example.com/" } },
            "but a redirect to https://login.example.com/" },
        { "a redirect with JSON", { status = 307, headers = { Location = "/elsewhere" }, body = "[]" },
            "but a redirect to /elsewhere" },
        { "a redirect without a target", { status = 301, body = "" }, "but a redirect without a Location" },
        { "a page", { body = "<!DOCTYPE html>\n<html><head><TITLE>\n Log in\n</TITLE>" },
            "but an HTML page, titled 'Log in'" },
        { "a page without a title", { body = "<html></html>" }, "but an HTML page (" },
        { "a page by its type", { headers = { ["Content-Type"] = "text/html" }, body = "Log in" },
            "but an HTML page (" },
        { "a page with a huge title", { body = "<html><title>" .. ("x"):rep(1e6) .. "</title>" }, "titled 'xxx" },
        { "XML", { body = "<?xml version='1.0'?><a/>" }, "but XML" },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local message = call_with(case[2])
            assert.truthy(message:find("the answer is not the JSON of this API, " .. case[3], 1, true)
                or message:find(case[3], 1, true), message)
            assert.is_true(#message < 500)
        end)
    end

    it("also of a failure that gives no reason", function()
        local client = support.stubbed({ { status = 502, body = "<html><title>502 Bad Gateway</title></html>" } },
            { max_attempts = 1 })
        local _, message, err = client.accesskey.list(ID)
        assert.equal("server", err.kind)
        assert.truthy(message:find("an HTML page, titled '502 Bad Gateway'", 1, true), message)
    end)
end)

describe("the total of a list", function()
    local function list_with(changes)
        local page = { page = 0, totalPages = 1, totalItems = 1, items = { { subAccountId = "a" } } }
        for name, value in pairs(changes) do page[name] = value end
        local client, stub = support.stubbed({ { body = page } })
        local returned, message = pcall(function()
            for _ in client.subaccount.each() do end -- luacheck: ignore 542
        end)
        assert.equal(1, #stub.requests)
        return not returned and message or nil
    end

    for _, name in ipairs({ "totalPages", "totalItems" }) do
        for _, count in ipairs({ 99999999, 1e300, -1, 1.5, 50001 }) do
            it(("%s is refused when it cannot be: %s"):format(name, count), function()
                local message = list_with({ [name] = count })
                assert.truthy(message:find("subaccount.list: " .. name .. " of the answer is ", 1, true), message)
                assert.truthy(message:find("not a number from 0 to 50000 (protocol", 1, true), message)
            end)
        end

        for _, value in ipairs({ true, "many", {} }) do
            it(("%s is refused when it is no number: %s"):format(name, type(value)), function()
                local message = list_with({ [name] = value })
                assert.truthy(message:find(name .. " of the answer is a", 1, true)
                    or message:find(name .. " of the answer is true, not a whole number", 1, true), message)
            end)
        end

        it(name .. " may be written as a string", function()
            assert.is_nil(list_with({ [name] = "1" }))
        end)
    end

    it("does not make an empty first page an empty list", function()
        local message = list_with({ items = ncp.array({}), totalItems = 7 })
        assert.truthy(message:find("the list broke off: page 0 of 1 is empty", 1, true), message)
    end)
end)
