-- Switches an access key off and on in a cloud of the Huawei family.
--
-- Run it against the emulator:
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --cloud huawei --tls     # in another terminal; prints what to export
--     lua5.4 examples/huawei_deactivate.lua
-- or, with what your cloud asks for in the environment, against the service: OS_AUTH_URL with OS_USERNAME,
-- OS_PASSWORD and OS_DOMAIN_NAME, or with HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK. It makes a key for the
-- caller, switches it, and deletes it.
local huawei = require("ncp.huawei")
local ncp = require("ncp")

local iam = assert(huawei.new())

print("keys in this account:")
local user_id
for key in ncp.keys.list(iam) do
    user_id = user_id or key.owner
    print(("  %s of %-10s %s"):format(key.id, key.owner_name, key.active and "active" or "inactive"))
end

print("create a key")
assert(user_id, "there is no user to make a key for")
local key = assert(iam.accesskey.create(user_id, { description = "example" }))
print(("  %s with secret %s"):format(key.access, tostring(key.secret)))

local function show_status(expected)
    local status = assert(iam.accesskey.get(key.access)).status
    assert(status == expected, "it is " .. status)
    print("  it is " .. status)
end

print("switch it off, and on")
assert(iam.accesskey.set_active(key.access, false))
show_status("inactive")
assert(iam.accesskey.set_active(key.access, true))
show_status("active")

print("delete it, and ask for it")
assert(iam.accesskey.delete(key.access))
local gone, reason = iam.accesskey.get(key.access)
assert(not gone, "the key is still there")
print("  " .. reason)

print("huawei: ok")
