-- The record that keys of both clouds have in common.
local huawei = require("ncp.huawei")
local ncp = require("ncp")
local support = require("spec.support.client")

local function collect(client, options)
    local records = {}
    for record in ncp.keys.list(client, options) do records[#records + 1] = record end
    return records
end

describe("ncp.keys.list of NAVER Cloud Platform", function()
    it("has each key of each sub account, with its last use", function()
        local client, transport = support.emulated()
        local id = support.create_account(client, "hello01")
        support.create_account(client, "hello02")
        assert(client.subaccount.attach_policies(id, { support.ADMINISTRATOR }))
        local first, second = assert(client.accesskey.create(id)), assert(client.accesskey.create(id))
        assert(client.accesskey.set_active(id, second.accessKey, false))
        local holder = assert(ncp.new({ transport = transport, credentials = first }))
        assert(holder.accesskey.list(id))
        local records = {}
        for record in ncp.keys.list(client) do
            if record.owner == id then records[record.id] = record end
        end
        local used = records[first.accessKey]
        assert.equal("hello01", used.owner_name)
        assert.equal("ncp", used.cloud)
        assert.is_true(used.active)
        assert.equal(first.createTime or first.createdDateTime, used.created)
        assert.is_string(used.last_used)
        local off = records[second.accessKey]
        assert.is_false(off.active)
        assert.is_nil(off.last_used)
        assert.same({ nil, true }, { used.never_used, off.never_used })
    end)

    it("saves the calls for the last use when it is not wanted", function()
        local client = support.emulated()
        local id = support.create_account(client, "hello01")
        assert(client.accesskey.create(id))
        for _, record in ipairs(collect(client, { last_used = false })) do
            assert.same({}, { record.last_used, record.never_used })
        end
    end)

    it("raises when a part of it cannot be had", function()
        local client, transport = support.emulated()
        support.create_account(client, "hello01")
        transport.emulator:fault({ kind = "error", status = 403, operation = "accesskey.list" })
        local returned, message = pcall(collect, client)
        assert.is_false(returned)
        assert.truthy(tostring(message):find("accesskey.list", 1, true))
    end)
end)

describe("ncp.keys.list of a Huawei-style cloud", function()
    it("has each key of each user, the disabled ones too", function()
        local transport = require("ncp.transport.stub").new({
            { body = { users = { { id = "u1", name = "ada" } } } },
            { body = { users = { { id = "u2", name = "grace" } } } },
            { body = { credentials = { {
                access = "A1", status = "active", user_id = "u1", create_time = "2025-01-01T00:00:00.000000Z",
                description = "ci",
            } } } },
            { body = { credential = {
                access = "A1", status = "active",
                create_time = "2025-01-01T00:00:00.000000Z",
                last_use_time = "2025-03-04T05:06:07.000000Z",
            } } },
            { body = { credentials = { {
                access = "A2", status = "inactive", user_id = "u2", create_time = "2025-01-01T00:00:00.000000Z",
                description = "",
            } } } },
            { body = { credential = {
                access = "A2", status = "inactive",
                create_time = "2025-01-01T00:00:00.000000Z",
                last_use_time = "2025-01-01T00:00:00.000000Z",
            } } },
        })
        local client = assert(huawei.new({ endpoint = "https://iam.example.com", token = "T", transport = transport }))
        assert.same({
            {
                id = "A1", owner = "u1", owner_name = "ada", active = true, description = "ci", cloud = "huawei",
                created = "2025-01-01T00:00:00.000000Z", last_used = "2025-03-04T05:06:07.000000Z",
            },
            {
                id = "A2", owner = "u2", owner_name = "grace", active = false, cloud = "huawei",
                created = "2025-01-01T00:00:00.000000Z", never_used = true,
            },
        }, collect(client))
        transport:done()
    end)
end)
