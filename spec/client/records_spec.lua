-- Records: the same of both versions of the API.
local records = require("ncp.keys.records")
local support = require("spec.support.client")

-- Two clients of one world, one for each version.
local function both()
    local first, transport = support.emulated(nil, { api = "v1" })
    local access_key, secret_key = transport.emulator:credentials()
    return first, assert(require("ncp").new({
        transport = transport, access_key = access_key, secret_key = secret_key, api = "v2",
    }))
end

local function read(client, kind, noun, ...)
    return records.read(client, kind, assert(client[noun].get(...)))
end

describe("a record", function()
    local first, second, account

    before_each(function()
        first, second = both()
        account = support.create_account(second, "robot")
        assert(second.subaccount.attach_policies(account, { support.ADMINISTRATOR }))
    end)

    it("of an account is the same in both versions", function()
        local old, new = read(first, "account", "subaccount", account), read(second, "account", "subaccount", account)
        assert.equal("robot", new.login)
        assert.is_false(new.console)
        assert.is_string(new.created)
        assert.equal(support.ADMINISTRATOR, new.policies[1].id)
        new.policies[1].description = nil -- which version 1 does not tell here
        assert.same(old, new)
    end)

    it("of a key is the same in both versions", function()
        local made = assert(first.accesskey.create(account))
        local old = records.read(first, "key", first.accesskey.list(account)[1])
        local new = records.read(second, "key", second.accesskey.list(account)[1])
        assert.same({ id = made.accessKey, active = true, created = made.createTime }, new)
        assert.same(old, new)
    end)

    it("of a group has its members and policies, in both versions", function()
        local id = records.id_of(first, "group", assert(first.group.create({ groupName = "robots" })))
        assert(second.group.add_members(id, { account }))
        assert(second.group.attach_policies(id, { support.ADMINISTRATOR }))
        local old, new = read(first, "group", "group", id), read(second, "group", "group", id)
        assert.equal("robots", new.name)
        assert.equal("robot", new.members[1].login)
        assert.equal("NCP_ADMINISTRATOR", new.policies[1].name)
        old.created = new.created -- which version 1 does not tell
        assert.same(old, new)
    end)

    it("of a policy and of a role is the same in both versions", function()
        local fields = {
            roleName = "switch", roleType = "Account", sessionExpirationSec = 600, descCont = "ours",
        }
        local made = assert(second.role.create(records.fields(second, "role", fields)))
        local id = records.id_of(second, "role", made)
        local old, new = read(first, "role", "role", id), read(second, "role", "role", id)
        assert.same({ "switch", 600, "ours" }, { new.name, new.session_seconds, new.description })
        assert.same(old, new)
        local policy = read(second, "policy", "policy", support.ADMINISTRATOR)
        assert.equal("SYSTEM_MANAGED", policy.type)
        assert.equal(read(first, "policy", "policy", support.ADMINISTRATOR).name, policy.name)
    end)

    it("leaves out what is null or no list", function()
        assert.same({ id = "a" }, records.read(first, "account", {
            subAccountId = "a", email = require("ncp").null, policies = "none",
        }))
    end)

    it("of a key counts among the two that may be, in version 2 when it is active", function()
        assert.is_true(records.takes_slot(first, { active = false }))
        assert.is_false(records.takes_slot(second, { active = false }))
        assert.is_true(records.takes_slot(second, { active = true }))
    end)
end)
