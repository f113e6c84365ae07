-- Edits a sub account and switches one of its access keys off and on.
--
-- Run it against the emulator:
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.4 examples/switch_access_key.lua
-- or, with real keys in the environment, against the service: it needs a sub
-- account with a policy that lets it list its keys; it creates a key for it and
-- deletes that key at the end.
local ncp = require("ncp")

print("sub accounts:")
local first
for account in ncp.subaccount.each() do
    first = first or account
    print(("  %s  %-12s %s"):format(account.subAccountId, account.loginId, account.active and "active" or "disabled"))
end
local id = assert(first, "there is no sub account to work with").subAccountId

print("edit " .. first.loginId)
assert(ncp.subaccount.update(id, { email = "email@ncloud.com", memo = "test", name = "test" }))
print("  name is now " .. assert(ncp.subaccount.get(id)).name)

print("create a key, which is a credential from then on")
local key = assert(ncp.accesskey.create(id))
local holder = assert(ncp.new({ access_key = key.accessKey, secret_key = key.keySecret }))
assert(holder.accesskey.list(id))
print(("  %s with secret %s"):format(key.accessKey, tostring(key.keySecret)))

print("switch it off")
assert(ncp.accesskey.set_active(id, key.accessKey, false))
for _, each in ipairs(assert(ncp.accesskey.list(id))) do
    print(("  %s %s"):format(each.accessKey, each.active and "active" or "off"))
end
local refused, message, err = holder.accesskey.list(id)
assert(not refused and err.kind == "authentication", "the key still works")
print("  a call signed with it: " .. message)

print("switch it on, then delete it")
assert(ncp.accesskey.set_active(id, key.accessKey, true))
assert(holder.accesskey.list(id))
assert(ncp.accesskey.delete(id, key.accessKey))

print("ask for an account that does not exist")
local missing, reason = ncp.accesskey.list("00000000-0000-0000-0000-000000000000")
assert(not missing)
print("  " .. reason)

print("demo: ok")
