-- Work on keys when the service answers its lists with what is none, or promises more pages than there can be.
local ncp = require("ncp")
local support = require("spec.support.client")
local walk = require("ncp.keys.walk")

local ACCESS_KEY = "ncp_iam_LEAKED00000000000001"

-- A client whose service answers `list` to each list of accounts, and `keys` to each list of keys.
local function client_of(list, keys)
    local requests = 0
    local client = support.stubbed(setmetatable({}, { __index = function()
        return function(request)
            requests = requests + 1
            local body = request.target:find("/access-keys", 1, true) and keys or list
            return { status = 200, headers = {}, body = type(body) == "function" and body(request) or body }
        end
    end }))
    return client, function() return requests end
end

local ONE_ACCOUNT = '{"page":0,"totalPages":1,"totalItems":1,"items":[{"subAccountId":"a1","loginId":"ann"}]}'

local lists = {
    { '{"items":5}', "items of the answer is a number, not a list" },
    { '{"items":null}', "items of the answer is null, not a list" },
    { '{"totalPages":1,"totalItems":1,"items":[null]}', "items[0] of the answer is null, not an object" },
    { '{"totalPages":1,"totalItems":1,"items":[["a1"]]}', "items[0] of the answer is a list, not an object" },
    { '{"totalPages":1,"totalItems":2,"items":[{"subAccountId":"a1"},7]}', "items[1] of the answer is a number" },
    { '{"totalPages":1,"totalItems":1,"items":[{"subAccountId":5}]}',
        "items[0].subAccountId of the answer is a number" },
    { '{"totalPages":1,"totalItems":1,"items":[{"loginId":"ann"}]}', "the answer has no items[0].subAccountId" },
    { '{"totalPages":99999999,"totalItems":1,"items":[{"subAccountId":"a1"}]}',
        "totalPages of the answer is 99999999" },
    { '{"totalPages":1e300,"items":[{"subAccountId":"a1"}]}', "totalPages of the answer is 1.0000000000000001e+300" },
}

local key_lists = {
    { "[null]", "[0] of the answer is null, not an object" },
    { "[5]", "[0] of the answer is a number, not an object" },
    { '[{"active":true}]', "the answer has no [0].accessKey" },
    { '[{"accessKey":"K","active":"yes"}]', "[0].active of the answer is a string, not true or false" },
    { '[{"accessKey":["K"],"active":true}]', "[0].accessKey of the answer is a list, not a string" },
    { '{"accessKey":7,"active":true}', "[0].accessKey of the answer is a number" },
}

-- Each raises, or returns, the text of an error.
local jobs = {
    ["keys.list"] = function(client)
        local _, raised = pcall(function()
            for _ in ncp.keys.list(client, { last_used = false }) do end -- luacheck: ignore 542
        end)
        return tostring(raised)
    end,
    ["keys.index"] = function(client) return select(2, ncp.keys.index(client)) end,
    ["keys.audit"] = function(client)
        local report, message = ncp.keys.audit(client)
        return report and tostring(report) .. table.concat(report.accounts[1].failures, "\n") or message
    end,
    ["keys.sweep"] = function(client)
        local report = assert(ncp.keys.sweep(client, ACCESS_KEY))
        assert.is_false(report.complete)
        return report.unread[1].message
    end,
    ["each"] = function(client)
        local _, raised = pcall(function()
            for account in client.subaccount.each() do assert(client.accesskey.list(account.subAccountId)) end
        end)
        return tostring(raised)
    end,
}

for name, job in pairs(jobs) do
    describe("a list that is none, met by " .. name .. ",", function()
        for _, case in ipairs(lists) do
            it("names the member: " .. case[1], function()
                local text = job((client_of(case[1], "[]")))
                assert.truthy(text:find("subaccount.list: " .. case[2], 1, true), text)
            end)
        end

        for _, case in ipairs(key_lists) do
            it("names the member, of a list of keys: " .. case[1], function()
                local text = job((client_of(ONE_ACCOUNT, case[1])))
                assert.truthy(text:find(case[2], 1, true), text)
            end)
        end
    end)
end

describe("pages that a service promises", function()
    local PROMISED = 50000

    local function promising()
        return client_of(function(request)
            local number = request.target:match("page=(%d+)")
            return ('{"page":%s,"totalPages":%d,"totalItems":%d,"items":[{"subAccountId":"a%s"}]}'):format(number,
                PROMISED, PROMISED, number)
        end, "[]")
    end

    it("are not queued before others came", function()
        local pass = walk.new(promising(), function() return true end)
        for done = 1, 100 do
            pass.jobs[done]()
            assert.is_true(#pass.jobs <= 2 * done + 16)
        end
    end)

    it("are asked for until one fails, and no further, by an audit", function()
        local client, count = client_of(function(request)
            local number = tonumber(request.target:match("page=(%d+)"))
            if number > 20 then return "{}" end
            return ('{"page":%d,"totalPages":%d,"totalItems":%d,"items":[{"subAccountId":"a%d"}]}'):format(number,
                PROMISED, PROMISED, number)
        end, "[]")
        local report, message = ncp.keys.audit(client)
        assert.is_nil(report)
        assert.truthy(message:find("it has no items", 1, true), message)
        assert.is_true(count() < 50)
    end)
end)
