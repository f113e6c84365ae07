-- A Huawei client at OpenStack's own Keystone: what Huawei's IAM has of it.
local huawei = require("ncp.huawei")
local keystone = require("spec.support.keystone")
local stranger = require("spec.support.stranger")

local ADVICE = "it is in Debian's python3-keystone"
if not stranger.is_here(keystone.CONDITION, "Keystone", ADVICE) then return end

describe("at Keystone #once", function()
    local server, client

    setup(function()
        server = keystone.start()
        client = assert(huawei.new({
            endpoint = server.origin .. "/v3", username = "admin", password = keystone.PASSWORD, domain = "Default",
        }))
    end)
    teardown(function() server:close() end)

    local SCOPE = { project = { name = "admin", domain = { name = "Default" } } }

    local function login(password)
        local user = { name = "admin", password = password, domain = { name = "Default" } }
        return { auth = { identity = { methods = { "password" }, password = { user = user } }, scope = SCOPE } }
    end

    -- One whose token is of a project, where its user is an administrator.
    local function administrator()
        local token = assert(client.token.create(login(keystone.PASSWORD)))
        return assert(huawei.new({ endpoint = server.origin, token = token.id })), token
    end

    it("the version is told without a login", function()
        assert.matches("^v3%.%d+$", assert(client.version.get()).id)
    end)

    it("a token is obtained by password, and read and revoked", function()
        local own, token = administrator()
        assert.equal("admin", token.user.name)
        assert.equal("admin", token.project.name)
        assert.equal(token.expires_at, assert(own.token.validate(token.id)).expires_at)
        local other = assert(client.token.create(login(keystone.PASSWORD)))
        assert(own.token.revoke(other.id))
        local _, _, err = own.token.validate(other.id)
        assert.equal("not_found", err.kind)
    end)

    it("a token is obtained by another one", function()
        local _, token = administrator()
        local identity = { methods = { "token" }, token = { id = token.id } }
        local second = assert(client.token.create({ auth = { identity = identity, scope = SCOPE } }))
        assert.equal(token.user.id, second.user.id)
        assert.is_not.equal(token.id:reveal(), second.id:reveal())
    end)

    it("a wrong password is told in its words", function()
        local _, message, err = client.token.create(login("wrong"))
        assert.equal("authentication", err.kind)
        assert.equal(401, err.code)
        assert.truthy(message:find("requires authentication", 1, true), message)
    end)

    it("users and projects are listed, shown and changed", function()
        local own, token = administrator()
        assert.equal(token.user.id, assert(own.user.list({ name = "admin" }))[1].id)
        assert.equal("admin", assert(own.user.get_keystone(token.user.id)).name)
        assert.equal("root", assert(own.user.update(token.user.id, { description = "root" })).description)
        assert.equal(token.project.id, assert(own.project.list({ name = "admin" }))[1].id)
        assert(own.domain.list())
        local _, _, err = own.user.get_keystone("nobody")
        assert.equal("not_found", err.kind)
    end)
end)
