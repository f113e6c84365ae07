--- The way back: the old key is enabled, then what was made is taken back.
--
-- | entry | what it says |
-- |---|---|
-- | undo | the rotation is about to be undone |
-- | enabled | the old key can be used again, and the spare one if it is still there |
-- | discard, discarded | a new `key` is about to go; is gone |
-- | undone | |
local Run = require("ncp.keys.run")
local making = require("ncp.keys.making")

local undo = {}

local function enable(run)
    local plan, keys = run:plan(), run:list()
    local function set_active(key)
        Run.must(run.cloud.set_active(run.client, run.owner, key, true))
    end
    if run:find("disable") then set_active(plan.old) end
    if run:find("free") and plan.spare_active and keys[plan.spare] then set_active(plan.spare) end
    run:record("enabled", { key = plan.old })
end

--- remaining(run) → a key that the rotation made and that may still be there, or nil.
function undo.remaining(run)
    for _, entry in ipairs(run.journal:entries()) do
        local is_new = entry.step == "created" or entry.step == "discard"
        if is_new and not run:find("discarded", entry.key) then return entry.key end
    end
    return run:orphan()
end

local function take_back(run)
    local key = undo.remaining(run)
    if key then return run:record("discard", { key = key }) end
    run.sink:finish()
    run:record("undone")
end

--- check(run) raises when the rotation cannot go back.
function undo.check(run)
    local old = run:plan().old
    if run:find("delete") and not run:list()[old] then
        Run.fail("validation", "the old key %s is deleted: this cannot be undone", old)
    end
end

--- As `steps.after`.
undo.after = {
    undo = enable,
    enabled = take_back,
    discard = making.after.discard,
    discarded = take_back,
}

return undo
