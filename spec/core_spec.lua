-- The functions that are written in C, called as no caller should.
local core = require("ncp.core")
local curl = require("ncp.curl")
local leak = require("ncp.leak")

local signer = core.signer("access", "secret")
local sdk_signer = core.sdk_signer("access", "secret", "access")
local row = core.describe("subaccount", "get")
local endpoint = core.endpoint { id = row.id, operation = "subaccount.get", method = "GET", origin = "https://a.test" }
local program = require("spec.support.program")
local recogniser = leak.recogniser(1000)

local function new_request()
    return endpoint:request("/")
end

local function closed(object)
    object:close()
    return object
end

describe("a function in C", function()
    local misuses = {
        { "a text of an endpoint has a NUL in it", core.endpoint, { method = "GET", origin = "a\0b" } },
        { "the method of an endpoint is not an HTTP token", core.endpoint, { method = "G T" } },
        { "a header has an invalid name or a line break", core.endpoint, { method = "GET", headers = { "a", "b\n" } } },
        { "no target of a request", endpoint.request, endpoint, "/a b" },
        { "no target of a request", endpoint.request, endpoint, "/a\127" },
        { "ncp.Request is closed", function() closed(new_request()):pack() end },
        { "ncp.Request is closed", function() curl.send(closed(new_request()), 1) end },
        { "request.timeout is not a number", function() curl.send(new_request(), "1") end },
        { "a string or an open ncp.Secret", function() new_request():add("a", closed(core.secret("x"))) end },
        { "a string or an open ncp.Secret", function() new_request():add("a", 1) end },
        { "no header", function() new_request():carry("a", "b\0c") end },
        { "no header", function() new_request():carry("a", "b\r") end },
        { "no packed request", core.unpack_request, "" },
        { "no packed request", core.unpack_request, ("x"):rep(1000) },
        { "request.method is not a string", core.request_from, { method = 1 } },
        { "request.max_body is not a number", core.request_from,
            { method = "GET", origin = "https://a.test", target = "/", headers = {}, max_body = "1" } },
        { "the endpoint of an operation is expected", core.request, core.endpoint { method = "GET" } },
        { "a string or an open ncp.Secret", core.signer, "access", 1 },
        { "a string or an open ncp.Secret", core.sdk_signer, "access", 1 },
        { "a string or an open ncp.Secret", core.hmac, {}, "x" },
        { "a string or an open ncp.Secret", core.flaw, 1 },
        { "a string or an open ncp.Secret", core.write_file, "x", {} },
        { "a string or an open ncp.Secret", core.edit_configure, "x", nil, "A", 1 },
        { "a timestamp in decimal milliseconds", signer.signature, signer, "GET", "/", "12x" },
        { "a timestamp in decimal milliseconds", signer.signature, signer, "GET", "/", "" },
        { "a timestamp in decimal milliseconds", signer.signature, signer, "GET", "/", ("1"):rep(40) },
        { "a timestamp in milliseconds", signer.signature, signer, "GET", "/", 1.5 },
        { "names and values of headers are strings",
            sdk_signer.authorization, sdk_signer, "GET", "/", { a = {} }, "", "" },
        { "whole milliseconds from 1970 to 9999", core.sdk_date, -1 },
        { "a list of strings", core.nearest, "a", { {} } },
        { "this ncp.Secret is closed", function() closed(core.secret("x")):reveal() end },
        { "0 to 1073741824 bytes", core.read_file, "x", -1 },
        { "0 to 1073741824 bytes", core.read_file, "x", 2 ^ 31 },
        { "0 to 1048576 bytes", core.reserve_file, "x", -1 },
        { "0 to 1048576 bytes", core.reserve_file, "x", 2 ^ 21 },
        { "a port is 0 to 65535", core.process.free_port, -1 },
        { "a port is 0 to 65535", core.process.free_port, 65536 },
        { "a number of bytes", leak.recogniser, -1 },
        { "a number of bytes", leak.recogniser, 2 ^ 60 },
        { "is no place in the text", recogniser.feed, recogniser, "text", 0 },
        { "is no place in the text", recogniser.feed, recogniser, "text", 6 },
        { "no operation has this number", core.settle, 0 },
        { "no operation has this number", core.settle, 200 },
        { "no operation has this number", core.settle, 1e9 },
        { "no operation has this number", core.settle, "1" },
        { "no call of that number has finished", curl.take, 0 },
        { "no call of that number has finished", curl.take, 1e6 },
        { "no call of that number has finished", curl.take, 2 ^ 40 },
    }
    for i, misuse in ipairs(misuses) do
        it(("says %q when it is misused (%d)"):format(misuse[1], i), function()
            local done, message = pcall(misuse[2], misuse[3], misuse[4], misuse[5], misuse[6], misuse[7], misuse[8])
            assert.is_false(done)
            assert.matches(misuse[1], message, 1, true)
        end)
    end

    it("refuses a path that no file can have", function()
        for _, give in ipairs { core.write_file, core.read_file, core.check_file, core.reserve_file } do
            local done, message = give("a\0b", give == core.write_file and "data" or 1)
            assert.is_nil(done)
            assert.equal("the path has a NUL in it", message)
        end
        assert.same({ nil, "the path has a NUL in it" }, { core.make_folder("a\0b") })
        assert.is_false(core.is_same_file("a\0b", "a"))
        assert.is_false(core.is_same_file("a", "a\0b"))
    end)

    it("refuses a header that would end before its time", function()
        for _, value in ipairs { "a\rb", "a\nb", "a\0b" } do
            local done, message = new_request():add("name", value)
            assert.is_nil(done)
            assert.equal("a header has an invalid name or a line break", message)
        end
    end)

    it("says why a value has no JSON form", function()
        local deep = {}
        for _ = 1, 70 do deep = { deep } end
        local holds_itself = {}
        holds_itself[1] = holds_itself
        assert.same({ nil, "a table is nested too deeply or holds itself" }, { core.json(deep) })
        for _, wrap in ipairs { function(inner) return { inner } end, function(inner) return { x = inner } end } do
            local deepest = {}
            for _ = 1, 63 do deepest = wrap(deepest) end
            assert.is_string(core.json(deepest))
            assert.is_nil((core.json(wrap(deepest))))
        end
        assert.same({ nil, "a table is nested too deeply or holds itself" }, { core.json(holds_itself) })
        assert.same({ nil, "a number is not finite" }, { core.json(0 / 0) })
        assert.same({ nil, "a number is not finite" }, { core.json { -math.huge } })
        assert.same({ nil, "a key is not UTF-8" }, { core.json { ["\255"] = 1 } })
        assert.same({ nil, "a table has keys that are not strings" }, { core.json { [{}] = 1 } })
        local address = debug.upvalueid and debug.upvalueid(new_request, 1) -- luacheck: ignore 143
        if type(address) == "userdata" then
            assert.same({ nil, "a light userdata has no JSON form" }, { core.json(address) })
        end
    end)

    it("makes an integer of a whole number, where this Lua has integers", function()
        assert.equal("7", tostring(core.whole_numbers(7.0)))
        assert.equal("7", tostring(core.whole_numbers(7)))
        assert.same({ 7, 1.5 }, core.whole_numbers({ 7, 1.5 }))
        assert.equal(1.5, core.whole_numbers(1.5))
        assert.equal("text", core.whole_numbers("text"))
    end)

    it("refuses to sign with nothing", function()
        assert.same({ nil, "the access key is empty" }, { core.signer("", "") })
        assert.same({ nil, "the secret key is empty" }, { core.signer("access", "") })
    end)

    it("takes a request apart as it was put together", function()
        local headers = { ["X-Empty"] = "", ["X-Name"] = "value" }
        local fields = { method = "GET", origin = "https://a.test", target = "/", headers = headers }
        assert.same(headers, core.request_from(fields):fields().headers)
    end)

    it("refuses a request of which more than one header is wrong", function()
        local headers = { ["X A"] = "b", ["X B"] = "c", ["X-C"] = "a\nb" }
        local fields = { method = "GET", origin = "https://a.test", target = "/", headers = headers }
        local made, message = core.request_from(fields)
        assert.is_nil(made)
        assert.equal("a header of the request has an invalid name or a line break", message)
    end)

    it("takes no answer without a status of success for one", function()
        for _, status in ipairs { 199, 300, "200", {} } do
            assert.is_false(core.settle(nil, status, nil, "{}", {}))
        end
        assert.same({}, core.settle(nil, 200, nil, "{}", {}))
    end)

    -- What an answer comes to that has a policy with this condition.
    local function settle_condition(condition)
        local permission = { effect = "Allow", targets = {}, condition = condition }
        local policy = { policyId = "p", policyName = "p", permissions = { permission } }
        return core.settle(core.describe("policy", "get").id, 200, nil, "{}", policy)
    end

    it("takes no member of an answer for a failure that only begins like one", function()
        local answer = { errors = {}, responses = {}, state = false, validated = false, version = false }
        assert.same(answer, core.settle(nil, 200, nil, "{}", answer))
    end)

    it("takes no key of an answer for a text that is none", function()
        assert.same({ [true] = 1, [2.5] = 2 }, core.settle(nil, 200, nil, "{}", { [true] = 1, [2.5] = 2 }))
        local out, message = settle_condition({ [2.5] = "text" })
        assert.is_nil(out)
        assert.equal("permissions[0].condition.? of the answer is a string, not an object", message)
    end)

    it("names a place by the beginning of its path where all of it would be too long", function()
        local out, message = settle_condition({ [("x"):rep(300)] = { key = 1 } })
        assert.is_nil(out)
        assert.matches("^permissions%[0%]%.condition%.x+ of the answer is a number, not a list$", message)
        assert.is_true(#message < 250)
    end)

    it("hands on what is neither the number nor the list that it should be", function()
        local get = core.describe("subaccount", "get_last_access")
        local answer = { subAccountId = "a", lastAccessKeyUsed = "2026-01-01T00:00:00Z", unusedDays = "1.5" }
        assert.same(answer, core.settle(get.id, 200, nil, "{}", {
            idNo = "a", lastAccessKeyUsed = "2026-01-01T00:00:00Z", unusedDays = "1.5",
        }))
    end)

    it("hides the token of a header in a dry run, and misses one that is not given", function()
        local validate = core.describe("huawei.token", "validate")
        local tokens = core.endpoint { id = validate.id, operation = "huawei.token.validate", method = "GET",
            origin = "https://a.test" }
        local request = core.request(tokens, nil, "secret", {}, { dry_run = true })
        assert.equal("***", request:fields().headers["x-subject-token"])
        assert.is_nil((core.request(tokens, nil, nil)))
    end)

    it("misses what stands in a header where there are none", function()
        local create = core.describe("huawei.token", "create")
        local out, message = core.settle(create.id, 201, nil, nil, { token = { expires_at = "x" } }, "huawei")
        assert.is_nil(out)
        assert.equal("the answer has no id", (message:gsub("token%.", "")))
    end)

    it("reads the headers of an answer once", function()
        local meta = core.meta(200, "x-name:a\nx-request-id:b\n")
        assert.same({ ["x-name"] = "a", ["x-request-id"] = "b" }, meta.headers)
        assert.equal(meta.headers, meta.headers)
        assert.equal("b", meta.request_id)
    end)

    it("tells what it can of the headers of an answer", function()
        local meta = core.meta(200, "x-name:a\nno header\nx-last:b")
        assert.same({ ["x-name"] = "a", ["x-last"] = "b" }, meta.headers)
        assert.is_nil(meta.request_id)
        assert.is_nil(meta.other)
        assert.is_nil(meta[1])
        meta = core.meta(200, { ["x-request-id"] = "c" })
        assert.equal("c", meta.request_id)
        meta.headers = nil
        assert.same({}, meta.headers)
    end)

    it("tells of an object what it is, and whether it is open", function()
        assert.equal("ncp.Endpoint(subaccount.get)", tostring(endpoint))
        assert.equal("ncp.Recogniser", tostring(recogniser))
        assert.equal("ncp.Signer(access)", tostring(signer))
        assert.equal("ncp.Signer(closed)", tostring(closed(core.signer("access", "secret"))))
        local folder = program.folder()
        for name, open in pairs { ReservedFile = core.reserve_file, JournalFile = core.open_journal } do
            local file = assert(open(folder.path .. "/" .. name, 10))
            assert.equal(("ncp.%s (open)"):format(name), tostring(file))
            assert.equal(("ncp.%s (closed)"):format(name), tostring(closed(file)))
        end
        folder.remove()
    end)
end)
