-- The nouns of Huawei-style IAM, keys list and whoami, against its emulator behind nginx.
local cjson = require("cjson")
local command = require("spec.support.command")
local program = require("spec.support.program")

local emulator, environment

local function ncp(expected, arguments, more)
    local given = {}
    for _, variables in ipairs({ environment, more or {} }) do
        for name, value in pairs(variables) do given[name] = value end
    end
    return program.ncp_ends(expected, arguments, given)
end

setup(function()
    emulator = command.start({ "emulator", "--cloud", "huawei" })
    environment = emulator:variables()
end)

teardown(function() emulator:close() end)

it("ncp huawei runs the operations of Huawei-style IAM", function()
    local user = cjson.decode((ncp(0, { "huawei", "user", "list", "--json" })))[1]
    local created = cjson.decode((ncp(0, { "huawei", "accesskey", "create", user.id, "--secret-file", "-", "--json" })))
    assert.is_true(#created.secret > 20)
    ncp(0, { "huawei", "accesskey", "set-active", created.access, "false" })
    local keys = ncp(0, { "huawei", "accesskey", "list", "--columns", "access,status" })
    assert.matches(created.access .. "  inactive\n", keys, 1, true)
    local output, complaint = ncp(0, { "huawei", "accesskey", "delete", created.access })
    assert.same({ "", "ncp: done\n" }, { output, complaint })
end)

it("ncp huawei securitytoken create puts both of its secrets into one file, as JSON", function()
    local folder = program.folder()
    local path, auth = folder.path .. "/secrets", folder.path .. "/auth.json"
    program.write(auth, '{"identity":{"methods":["token"]}}')
    local output, complaint = ncp(0, {
        "huawei", "securitytoken", "create", "--auth-file", auth, "--secret-file", path, "--json",
    }, { HUAWEICLOUD_SDK_AK = "", HUAWEICLOUD_SDK_SK = "" })
    assert.equal(("ncp: secret and securitytoken are in %s\n"):format(path), complaint)
    local secrets = cjson.decode(program.read(path))
    assert.is_nil(output:find(secrets.secret, 1, true) or output:find(secrets.securitytoken, 1, true))
    ncp(0, { "huawei", "accesskey", "list" }, {
        HUAWEICLOUD_SDK_AK = cjson.decode(output).access, HUAWEICLOUD_SDK_SK = secrets.secret,
        HUAWEICLOUD_SDK_SECURITY_TOKEN = secrets.securitytoken,
    })
    folder.remove()
end)

it("ncp keys list has the keys of either cloud", function()
    local output = ncp(0, { "keys", "list", "--cloud", "huawei", "--csv", "--columns", "id,owner_name,active,cloud" })
    assert.equal(("id,owner_name,active,cloud\r\n%s,key-admin,true,huawei\r\n"):format(environment.HUAWEICLOUD_SDK_AK),
        output)
    ncp(3, { "keys", "list", "--cloud", "huawei" }, { HUAWEICLOUD_SDK_SK = "wrong" })
end)

it("ncp whoami --cloud huawei names the user, by keys or by password", function()
    local output = ncp(0, { "whoami", "--cloud", "huawei" })
    assert.matches("access_key +" .. environment.HUAWEICLOUD_SDK_AK .. "\n", output)
    assert.matches("user +key%-admin\n", output)
    output = ncp(0, { "whoami", "--cloud", "huawei" }, { HUAWEICLOUD_SDK_AK = "", HUAWEICLOUD_SDK_SK = "" })
    assert.matches("keys +none: a token, or a user with password\n", output)
    assert.matches("user +key%-admin\n", output)
end)
