-- What stands in the source and cannot be meant raises, in the words of this library.
local huawei = require("ncp.huawei")
local ncp = require("ncp")
local support = require("spec.support.client")

local unpack = table.unpack or unpack

local function nothing() end

describe("misuse raises:", function()
    local client = support.emulated()
    local KEYS = { access_key = "id", secret_key = "secret", method = "GET", target = "/" }

    local function sign_with(fields)
        local request = {}
        for name, value in pairs(KEYS) do request[name] = value end
        for name, value in pairs(fields) do request[name] = value end
        return ncp.sign(request)
    end

    local cases = {
        { "map: the items must be a table, not string", ncp.map, "text", nothing },
        { "map: the items must be a table, not nil", ncp.map, nil, nothing, count = 4 },
        { "map: what is done with each item must be a function, not nil", ncp.map, { 1 } },
        { "map: what is done with each item must be a function, not table", ncp.map, { 1 }, {} },
        { "map: the options must be a table, not string", ncp.map, { 1 }, nothing, "fast" },
        { "map: the options must be a table, not number", ncp.map, { 1 }, nothing, 32 },
        { "map: unknown option 'concurency' (did you mean 'concurrency'?)",
            ncp.map, { 1 }, nothing, { concurency = 1 } },
        { "spawn: what the task runs must be a function, not nil", ncp.spawn },
        { "wait: what is waited for must be a task of ncp.spawn, not nil", ncp.wait },
        { "wait: what is waited for must be a task of ncp.spawn, not table", ncp.wait, {} },
        { "new: the options must be a table, not string", ncp.new, "prod" },
        { "huawei.new: the options must be a table, not string", huawei.new, "https://iam" },
        { "request: the options must be a table, not string", client.request, client, "GET", "/", "q=1" },
        { "subaccount.list: argument 1 must be a table of fields", client.subaccount.list, "bot" },
        { "subaccount.list: argument 2 must be a table of options", client.subaccount.list, {}, 10 },
        { "subaccount.list: argument 1, the fields, must be a table, not string", client.subaccount.each, "bot" },
        { "accesskey.set_active: argument 4 must be a table of options",
            client.accesskey.set_active, "account", "key", true, 10 },
        { "signer: the access key must be a string, not nil", ncp.signer },
        { "signer: the secret key must be a string or an ncp.Secret, not number", ncp.signer, "id", 1 },
        { "sign: the request must be a table, not nil", ncp.sign },
        { "sign: secret_key must be a string or an ncp.Secret, not nil", ncp.sign, { access_key = "id" } },
        { "sign: target must be a string, not boolean", sign_with, { target = false } },
        { "sign: unknown option 'timstamp' (did you mean 'timestamp'?)", sign_with, { timstamp = 1 } },
        { "credentials.sts: the options must be a table, not nil", ncp.credentials.sts },
        { "credentials.sts: a client of ncp.new or huawei.new is needed",
            ncp.credentials.sts, { client = {} } },
        { "credentials.sts: unknown option 'token' (did you mean 'token_code'?)",
            ncp.credentials.sts, { client = client, token = "1" } },
        { "keys.list: a client of ncp.new or huawei.new is needed",
            ncp.keys.list, "client" },
        { "keys.list: the options must be a table, not boolean", ncp.keys.list, client, true },
        { "keys.list: unknown option 'last_use' (did you mean 'last_used'?)",
            ncp.keys.list, client, { last_use = false } },
        { "keys.index: a client of ncp.new or huawei.new is needed", ncp.keys.index },
        { "keys.index: the options must be a table, not string", ncp.keys.index, client, "x" },
        { "keys.index: unknown option 'record' (did you mean 'records'?)", ncp.keys.index, client, { record = {} } },
        { "keys.audit: a client of ncp.new or huawei.new is needed", ncp.keys.audit },
        { "keys.audit: the options must be a table, not string", ncp.keys.audit, client, "x" },
        { "keys.sweep: a client of ncp.new or huawei.new is needed",
            ncp.keys.sweep, "text" },
        { "keys.sweep: the options must be a table, not string", ncp.keys.sweep, client, "text", "x" },
        { "keys.rotate: a client of ncp.new or huawei.new is needed", ncp.keys.rotate, "account" },
        { "keys.rotate: the options must be a table, not string", ncp.keys.rotate, client, "account", "x" },
        { "account.export: unknown option 'onyl' (did you mean 'only'?)", ncp.account.export, client, { onyl = {} } },
        { "account.plan: unknown option 'prun' (did you mean 'prune'?)",
            ncp.account.plan, client, {}, { prun = true } },
        { "account.apply: unknown option 'jornal' (did you mean 'journal'?)",
            ncp.account.apply, client, {}, { jornal = "x" } },
        { "stub.new: the answers must be a table, not nil", require("ncp.transport.stub").new },
        { "emulator.new: the options must be a table, not string", require("ncp.emulator").new, "seed.json" },
        { "emulator.new: unknown option 'sed' (did you mean 'seed'?)", require("ncp.emulator").new, { sed = {} } },
        { "emulator.new: option now must be a function (validation)", require("ncp.emulator").new, { now = 5 } },
        { "emulator.new: the options must be a table, not string", require("ncp.emulator.huawei").new, "seed.json" },
        { "emulator.new: the options must be a table, not string", require("ncp.transport.emulator").new, "seed.json" },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local raised, message = pcall(case[2], unpack(case, 3, case.count or #case))
            assert.is_false(raised)
            assert.equal(case[1], (message:gsub("^%S+_spec%.lua:%d+: ", "")))
        end)
    end

    it("a function may be anything that can be called", function()
        local callable = setmetatable({}, { __call = function(_, item) return item end })
        assert.equal(2, ncp.map({ 1, 2 }, callable)[2].out)
    end)

    it("a wrong value is told, since it may be data", function()
        assert.equal("validation", select(3, ncp.credentials.sts({ client = client, duration = "soon" })).kind)
    end)
end)
