-- Audits all access keys of an account: prints what is wrong, and writes a page and two tables to hand on.
-- It changes nothing.
--
-- Run it against the emulator:
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls --seed examples/audit.json     # in another terminal; prints what to export
--     lua5.4 examples/audit_keys.lua FOLDER
-- or, with keys in the environment that may view sub accounts, against the service. The files go to FOLDER, or
-- to the current one, and replace files of the same names.
local ncp = require("ncp")

local FOLDER = arg[1] or "."

-- What somebody answers for, and until when.
local EXEMPTIONS = {
    {
        owner = "printer", check = "key_age", expires = "2099-12-31",
        reason = "the firmware cannot change its key; replaced with the device",
    },
}

local function write(name, text)
    local path = FOLDER .. "/" .. name
    local file = assert(io.open(path, "wb"))
    assert(file:write(text))
    assert(file:close())
    print("wrote " .. path)
end

local client = assert(ncp.new())
local report = assert(ncp.keys.audit(client, { concurrency = 32, exemptions = EXEMPTIONS }))
print(report)

write("audit.html", ncp.keys.audit.html(report))
write("findings.csv", ncp.keys.audit.csv(report))
write("keys.csv", ncp.keys.audit.csv(report, "keys"))

assert(report.complete, "some accounts could not be read: see the findings of severity unknown")
print("audit: ok")
