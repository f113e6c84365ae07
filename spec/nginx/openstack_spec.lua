-- The `openstack` command, and with it keystoneauth, against the emulator of Huawei-style IAM.
local cjson = require("cjson")

local command = require("spec.support.command")
local program = require("spec.support.program")
local stranger = require("spec.support.stranger")

local ADVICE = "there is no command openstack, which is in Debian's python3-openstackclient"
if not stranger.is_here("command -v openstack", "the openstack command", ADVICE) then return end

describe("the openstack command #nginx", function()
    local emulator, variables

    local function start(...)
        emulator = command.start({ "emulator", "--cloud", "huawei", ... })
        variables = emulator:variables()
        variables.HOME = "/nonexistent"
    end

    after_each(function()
        emulator:close()
    end)

    -- What it prints; with `-f json` decoded.
    local function openstack(arguments)
        local output = program.execute("openstack " .. arguments, variables)
        return arguments:find("-f json", 1, true) and cjson.decode(output) or output
    end

    it("finds the version and gets a token over https", function()
        start("--tls")
        local token = openstack("token issue -f json")
        assert.equal("d0c1b2a3948576651423f0e1d2c3b4a5", token.domain_id)
        assert.equal("0a1b2c3d4e5f60718293a4b5c6d7e8f9", token.user_id)
        assert.matches("^MIIEmulator", token.id)
    end)

    it("gets a token for a project over http, and revokes it", function()
        start()
        variables.OS_DOMAIN_NAME = nil
        variables.OS_PROJECT_NAME, variables.OS_PROJECT_DOMAIN_NAME = "eu-de", "example-account"
        local token = openstack("token issue -f json")
        assert.equal("f00d0000000040008000000000000001", token.project_id)
        assert.equal("", openstack("token revoke " .. token.id))
        assert.matches("HTTP 404", openstack("token revoke " .. token.id), 1, true)
    end)

    it("shows projects and users, and changes a user", function()
        start()
        assert.same({ { ID = "f00d0000000040008000000000000001", Name = "eu-de" } }, openstack("project list -f json"))
        local user = openstack("user show key-admin -f json")
        assert.is_true(user.enabled)
        assert.equal("", openstack("user set --description owner " .. user.id))
        assert.equal("owner", openstack(("user show %s -f json"):format(user.id)).description)
    end)

    it("hears what is wrong with a login", function()
        start()
        variables.OS_PASSWORD = "wrong"
        assert.matches("The username or password is wrong. (HTTP 401)", openstack("token issue"), 1, true)
    end)
end)
