-- `each` walks all pages of a list, and never passes a broken list off as a short one.
local support = require("spec.support.client")

local function page(number, pages, ids)
    local items = {}
    for i, id in ipairs(ids) do items[i] = { subAccountId = id } end
    return { body = { page = number, totalPages = pages, totalItems = 5,
        items = require("ncp.core").array(items) } }
end

local function collect(client, ...)
    local ids = {}
    for account in client.subaccount.each(...) do ids[#ids + 1] = account.subAccountId end
    return table.concat(ids, " ")
end

describe("each", function()
    it("yields the rows of all pages, asking for one at a time", function()
        local answers = { page(0, 3, { "a", "b" }), page(1, 3, { "c", "d" }), page(2, 3, { "e" }) }
        local client, stub = support.stubbed(answers)
        local walk = client.subaccount.each({ searchColumn = "name", searchWord = "bot", size = 2 })
        assert.equal("a", walk().subAccountId)
        assert.equal("b", walk().subAccountId)
        assert.equal(1, #stub.requests)
        for _, id in ipairs({ "c", "d", "e" }) do assert.equal(id, walk().subAccountId) end
        assert.is_nil(walk())
        assert.is_nil(walk())
        assert.equal(3, #stub.requests)
        assert.equal("/api/v1/sub-accounts?searchColumn=name&searchWord=bot&page=2&size=2", stub.requests[3].target)
    end)

    it("yields nothing for an empty list", function()
        assert.equal("", collect((support.stubbed({ page(0, 0, {}) }))))
    end)

    it("starts at the page that is asked for and leaves the caller's table alone", function()
        local client, stub = support.stubbed({ page(1, 2, { "c" }) })
        local fields = { page = 1 }
        assert.equal("c", collect(client, fields))
        assert.equal(1, fields.page)
        assert.is_nil(fields.size)
        assert.truthy(stub.requests[1].target:find("page=1&size=100", 1, true))
    end)

    it("hands the options of a call to each page", function()
        local client, stub = support.stubbed({ page(0, 1, { "a" }) })
        collect(client, {}, { timeout = 3 })
        assert.equal(3, stub.requests[1].timeout)
    end)

    local broken = {
        { "a page that cannot be had", { status = 403, body = "" }, "subaccount.list: .*%(permission, HTTP 403%)" },
        { "a throttled page", { status = 429, headers = { ["retry-after"] = "999" }, body = "" }, "throttled" },
        { "an empty page before the last", page(1, 3, {}), "the list broke off: page 1 of 3 is empty" },
        { "an answer that is no page", { body = {} }, "the answer is not a page of a list" },
    }
    for _, case in ipairs(broken) do
        it("raises for " .. case[1], function()
            local client = support.stubbed({ page(0, 3, { "a", "b" }), case[2] })
            local seen = {}
            local returned, message = pcall(function()
                for account in client.subaccount.each() do seen[#seen + 1] = account.subAccountId end
            end)
            assert.is_false(returned)
            assert.truthy(message:find(case[3]), message)
            assert.equal("a b", table.concat(seen, " "))
        end)
    end

    it("walks a list of the emulator that has more accounts than a page", function()
        local client = support.emulated()
        for i = 1, 230 do assert(client.subaccount.create(support.new_account(("hello%03d"):format(i)))) end
        local count, seen = 0, {}
        for account in client.subaccount.each() do
            assert.is_nil(seen[account.subAccountId])
            seen[account.subAccountId], count = true, count + 1
        end
        assert.equal(assert(client.subaccount.list()).totalItems, count)
        assert.is_true(count >= 230)
    end)
end)
