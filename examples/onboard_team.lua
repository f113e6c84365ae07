-- Onboards the team of onboard_team.json: what is missing is made, what differs is changed; passwords and keys go to
-- files that only their owner can read. Called again, it goes on where it was ended, and then finds nothing to do.
--
-- Run it against the emulator:
--     eval "$(scripts/env 5.4)"
--     bin/ncp emulator --tls          # in another terminal; prints what to export
--     lua5.4 examples/onboard_team.lua FOLDER
-- or, with the main account's keys in the environment, against the service. The files go to FOLDER, or to
-- the current one.
local ncp = require("ncp")

local folder = arg[1] or "."
local client = assert(ncp.new())
local team = assert(ncp.account.read("examples/onboard_team.json"))
local plan = assert(ncp.account.plan(client, team))
print(plan)
local result = assert(ncp.account.apply(client, plan, {
    journal = folder .. "/onboard.journal", sink = { folder = folder },
}))
print(("onboarding: %d of %d steps done"):format(result.done, #plan.steps))
