-- Replaces an access key: takes the first steps, goes back, then rotates to the end. Shows at each stop which
-- key the file has and which keys work.
--
-- Run it against the emulator:
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.4 examples/rotate_key.lua FOLDER
-- or, with the main account's keys in the environment, against the service: it makes a sub account with a key
-- and removes both at the end. The file and the journals are left in FOLDER, or in the current one.
local json = require("ncp.base.json")
local ncp = require("ncp")
local records = require("ncp.keys.records") -- what both versions of the API have in common

local FOLDER = arg[1] or "."
local FILE = FOLDER .. "/rotate-bot.json"
local GRACE = "1s" -- or such as "7d", where many programs use a key

-- The main account's client, with which another's keys are rotated.
local client = assert(ncp.new())

local function read_pair()
    local file = assert(io.open(FILE, "rb"))
    local pair = assert(json.decode(file:read("*a")))
    file:close()
    return pair
end

local function show(owner)
    print("  the file has " .. read_pair().access_key)
    for _, key in ipairs(assert(client.accesskey.list(owner))) do
        print(("  %s %s"):format(key.accessKey, key.active and "works" or "is off"))
    end
end

local function rotate(owner, name, options)
    options.journal, options.sink, options.grace = ("%s/%s.journal"):format(FOLDER, name), { file = FILE }, GRACE
    local result = assert(ncp.keys.rotate(client, owner, options))
    print("  it is " .. result.state)
    show(owner)
    return result
end

print("create an account with a key")
local owner = records.id_of(client, "account", assert(client.subaccount.create(records.fields(client, "subaccount", {
    loginId = "rotate-bot",
    name = "rotate-bot",
    canAPIGatewayAccess = true,
    canConsoleAccess = false,
    needPasswordReset = false,
    needPasswordGenerate = true,
}))))
local key = assert(client.accesskey.create(owner))
local pair = { access_key = key.accessKey, secret_key = key.keySecret:reveal() }
assert(ncp.write_secret(FILE, assert(require("ncp.core").json(pair))))
show(owner)

print("rotate it, without waiting for the end of the grace period")
rotate(owner, "first", { wait = false })

print("go back")
rotate(owner, "first", { undo = true })

print("rotate it to the end")
local result = rotate(owner, "second", {})
for _, entry in ipairs(result.steps) do print(("  %s %-9s %s"):format(entry.at, entry.step, entry.key or "")) end

print("remove the account")
assert(client.accesskey.delete(owner, result.new))
assert(client.subaccount.delete(owner))
print("rotate: ok")
