-- What a caller gives is checked against the row before anything is sent.
local bodies = require("spec.support.answers")
local core = require("ncp.core")
local ncp = require("ncp")
local support = require("spec.support.client")

local ID = support.ACCOUNT

describe("arguments that the program got wrong raise", function()
    local client = support.stubbed({})

    local cases = {
        { "an unknown noun", function() client.subacount.get(ID) end,
            "unknown noun 'subacount' (did you mean 'subaccount'?)" },
        { "an unknown noun of the default client", function() ncp.acceskey.list(ID) end,
            "unknown noun 'acceskey' (did you mean 'accesskey'?)" },
        { "an unknown verb", function() client.subaccount.udpate(ID) end,
            "unknown operation 'subaccount.udpate' (did you mean 'update'?)" },
        { "a verb far from all others", function() client.subaccount.frobnicate(ID) end,
            "unknown operation 'subaccount.frobnicate'" },
        { "each of a list without pages", function() client.accesskey.each(ID) end,
            "unknown operation 'accesskey.each'" },
        { "an unknown field", function() client.subaccount.update(ID, { name = "test", emial = "a@b.cd" }) end,
            "subaccount.update: unknown field 'emial' (did you mean 'email'?)" },
        { "an unknown field of an element", function()
            client.subaccount.set_api_rule(ID, { useApiAllowSource = true, apiAllowSources = { { typ = "IP" } } })
        end, "unknown field 'apiAllowSources[0].typ' (did you mean 'type'?)" },
        { "a list where fields are named", function() client.subaccount.update(ID, { "test" }) end,
            "subaccount.update: fields go by name, but one key is a number" },
        { "an unknown option", function() client.subaccount.get(ID, { time_out = 1 }) end,
            "subaccount.get: unknown option 'time_out' (did you mean 'timeout'?)" },
        { "an unknown option of a client", function() ncp.new({ acess_key = "x" }) end,
            "new: unknown option 'acess_key' (did you mean 'access_key'?)" },
        { "an unknown option of a request", function() client:request("GET", "/x", { boddy = "" }) end,
            "request: unknown option 'boddy' (did you mean 'body'?)" },
        { "too few arguments", function() client.accesskey.set_active(ID, "key") end,
            "accesskey.set_active: takes (subAccountId, accessKey, active, options), but got 2 arguments" },
        { "too many arguments", function() client.accesskey.list(ID, {}, {}) end,
            "accesskey.list: takes (subAccountId, options), but got 3 arguments" },
        { "fields that are no table", function() client.subaccount.update(ID, "test") end,
            "subaccount.update: argument 2 must be a table of fields" },
        { "options that are no table", function() client.subaccount.get(ID, 10) end,
            "subaccount.get: argument 2 must be a table of options" },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local returned, message = pcall(case[2])
            assert.is_false(returned)
            assert.truthy(message:find(case[3], 1, true), message)
            assert.truthy(message:find("arguments_spec.lua:%d+: "), "no position of the caller in: " .. message)
        end)
    end
end)

describe("arguments that run-time data got wrong are refused before sending:", function()
    local function update(fields)
        fields.name = fields.name or "test"
        return "subaccount", "update", ID, fields
    end
    local function create(changes)
        local fields = support.new_account("hello01")
        for name, value in pairs(changes) do fields[name] = value end
        return "subaccount", "create", fields
    end

    local cases = {
        { "a missing argument", "subAccountId", "is required", "subaccount", "get", nil },
        { "an empty id", "subAccountId", "must not be empty", "subaccount", "get", "" },
        { "the id .", "subAccountId", "must not be . or ..", "subaccount", "get", "." },
        { "the id ..", "subAccountId", "must not be . or ..", "subaccount", "get", ".." },
        { "a newline in an id", "subAccountId", "must have no control characters", "subaccount", "get", "a\nb" },
        { "a NUL in an id", "subAccountId", "must have no control characters", "subaccount", "get", "a\0b" },
        { "an id that is a number", "subAccountId", "must be a string, not a number", "subaccount", "get", 7 },
        { "invalid UTF-8 in an id", "subAccountId", "must be valid UTF-8", "subaccount", "get", "\255" },
        { "a missing field", "name", "is required", "subaccount", "update", ID, {} },
        { "no fields at all", "name", "is required", "subaccount", "update", ID },
        { "a field of the wrong type", "active", "must be true or false, not a string", update({ active = "yes" }) },
        { "a string that is a number", "memo", "must be a string, not a number", update({ memo = 5 }) },
        { "a string too short", "name", "must have 2 to 30 characters, not 1", update({ name = "한" }) },
        { "a string too long", "name", "must have 2 to 30 characters, not 31", update({ name = ("한"):rep(31) }) },
        { "too many bytes", "memo", "must have at most 300 bytes, not 303", update({ memo = ("한"):rep(101) }) },
        { "invalid UTF-8", "memo", "must be valid UTF-8", update({ memo = "\237\160\128" }) },
        { "a value that is not allowed", "apiAllowSources[1].type", "must be one of IP|VPC|VPC_SERVER",
            update({ apiAllowSources = { { type = "IP", source = "192.0.2.1" }, { type = "ip", source = "x" } } }) },
        { "an element without a field", "apiAllowSources[0].source", "is required",
            update({ apiAllowSources = { { type = "IP" } } }) },
        { "an element of the wrong type", "consolePermitIps[1]", "must be a string, not a boolean",
            update({ consolePermitIps = { "192.0.2.1", true } }) },
        { "a list with a hole", "consolePermitIps", "must be a list without holes or named entries",
            update({ consolePermitIps = { "192.0.2.1", nil, "192.0.2.3" } }) },
        { "a list that is a string", "consolePermitIps", "must be a list, not a string",
            update({ consolePermitIps = "192.0.2.1" }) },
        { "too many elements", "consolePermitIps", "must have at most 100 elements, not 101",
            "subaccount", "set_console_rule", ID,
            { useConsolePermitIp = true, consolePermitIps = core.array((function()
                local list = {}
                for i = 1, 101 do list[i] = "192.0.2.1" end
                return list
            end)()) } },
        { "a character outside the class", "loginId", "may have only characters of [A-Za-z0-9.@_-]",
            create({ loginId = "hello 01" }) },
        { "a first character outside the class", "loginId", "must start with one of [A-Za-z]",
            create({ loginId = "1hello" }) },
        { "a map with a list in it", "tags", "must have strings as keys", create({ tags = { "a" } }) },
        { "an entry of a map of the wrong type", "tags.env", "must be a string, not a number",
            create({ tags = { env = 1 } }) },
        { "what a condition requires", "password", "is required when needPasswordGenerate is false",
            create({ needPasswordGenerate = false }) },
        { "a whole number that is none", "page", "must be a whole number up to 2^53",
            "subaccount", "list", { page = 1.5 } },
        { "a number that is not finite", "page", "must be a whole number up to 2^53",
            "subaccount", "list", { page = 0 / 0 } },
        { "a number that a double cannot count", "page", "must be a whole number up to 2^53",
            "subaccount", "list", { page = 1152921504606846976 } },
        { "its opposite", "page", "must be a whole number up to 2^53",
            "subaccount", "list", { page = -1152921504606846976 } },
        { "a secret that is a number", "newPassword", "must be a string or an ncp.Secret, not a number",
            "subaccount", "reset_password", ID, { newPassword = 12345678 } },
        { "a missing argument of the query", "active", "is required", "role", "set_active", "role000", nil },
        { "a number too small", "size", "must be 1 or more", "subaccount", "list", { size = 0 } },
        { "a number that is not allowed", "passwordExpirationDays", "must be one of 60|90|120|180",
            "tenant", "set_password_expiration", { usePasswordExpiration = true, passwordExpirationDays = 61 } },
        { "an option out of range", "timeout", "must be a number of seconds above 0",
            "subaccount", "get", ID, { timeout = 0 } },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local client, stub = support.stubbed({})
            local verb = client[case[4]][case[5]]
            local out, message, err = verb(case[6], unpack and unpack(case, 7) or table.unpack(case, 7))
            assert.is_nil(out)
            assert.equal("validation", err.kind)
            assert.equal(case[2], err.field)
            assert.truthy(message:find(case[4] .. "." .. case[5] .. ": ", 1, true), message)
            assert.truthy(message:find(case[3], 1, true), message)
            assert.equal(message, tostring(err))
            assert.is_false(err.sent)
            assert.is_false(err.retryable)
            assert.equal(0, #stub.requests)
        end)
    end
end)

describe("arguments that are right", function()
    local function body_of(verb, ...)
        local client, stub = support.stubbed({ { body = bodies.full(core.describe("subaccount", verb)) } })
        assert(client.subaccount[verb](...))
        return stub.requests[1].body
    end

    it("make [] of an empty list and {} of an empty map", function()
        local fields = support.new_account("hello01")
        fields.consolePermitIps, fields.tags = {}, {}
        local body = body_of("create", fields)
        assert.truthy(body:find('"consolePermitIps":[]', 1, true), body)
        assert.truthy(body:find('"tags":{}', 1, true), body)
    end)

    it("escape in JSON what JSON demands and nothing else", function()
        local body = body_of("update", ID, { name = "test", memo = '/"\\\n\1한' })
        assert.equal('{"name":"test","memo":"/\\"\\\\\\n\\u0001한"}', body)
    end)

    it("write whole numbers without fraction or exponent", function()
        local client, stub = support.stubbed({ { body = { idNoMap = {} } } })
        assert(client.subaccount.find_ids({ 16000, 9007199254740991 }))
        assert.equal("/api/v1/sub-accounts-with-no?subAccountNo=16000,9007199254740991", stub.requests[1].target)
    end)

    it("take a password as an ncp.Secret", function()
        local body = body_of("reset_password", ID, { newPassword = ncp.secret("Abc$12345") })
        assert.equal('{"newPassword":"Abc$12345"}', body)
    end)

    it("are escaped in path and query, signed as sent, and read back unchanged", function()
        local client, transport = support.emulated()
        for _, word in ipairs({ "a/b", "a?b", "a%b", "a b", "a+b&c=d", "홍길동", "🔑", "~.-_" }) do
            local page = assert(client.subaccount.list({ searchColumn = "name", searchWord = word }))
            assert.equal(0, page.totalItems)
            local _, _, err = client.subaccount.get(word)
            assert.equal("not_found", err.kind)
        end
        local fields = support.new_account("hangul")
        fields.name = "홍길동 50%/?"
        assert(client.subaccount.create(fields))
        local page = assert(client.subaccount.list({ searchColumn = "name", searchWord = fields.name }))
        assert.equal(fields.name, page.items[1].name)
        assert.truthy(transport.emulator)
    end)
end)
