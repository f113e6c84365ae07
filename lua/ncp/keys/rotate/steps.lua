--- The steps of a rotation: for each entry that a journal can end with, what comes next.
--
-- | entry | what it says |
-- |---|---|
-- | plan | `owner` of `cloud` (`given` as such), the `old` key, a `spare` one that makes room (`spare_active`) |
-- | | seconds of `grace` (none: the old key is not deleted until somebody says so), the `file` of the sink |
-- | free, freed | the spare key is about to go; is gone |
-- | proved | the new key signed a request |
-- | verified | the new key may take the place of the old one |
-- | wait | the grace period before the next step begins |
-- | disable, disabled, delete, deleted | the old key is about to be, is |
-- | done | |
--
-- and those of `ncp.keys.making`.
local Run = require("ncp.keys.run")
local making = require("ncp.keys.making")
local retire = require("ncp.keys.rotate.retire")
local sinks = require("ncp.keys.sinks")

local steps = {}

local VERIFY_TIMEOUT = 60 -- seconds

local function free(run)
    local key = run:plan().spare
    making.prepare(run)
    run:change("free", key, function() run:remove(key) end, "freed")
end

local function after_plan(run)
    if run:plan().spare then return free(run) end
    making.create(run)
end

-- Whether one of several looks, in the time that there is for it, finds the new key working; else the error.
local function comes_to_work(run, try)
    local clock = run.clock
    local deadline = clock.monotonic() + (run.options.verify_timeout or VERIFY_TIMEOUT)
    local works, err = try()
    while not works and clock.monotonic() + run.cloud.POLL < deadline do
        run:sleep(run.cloud.POLL)
        works, err = try()
    end
    return works, err
end

-- A key that may not do what is tried works, too.
local function probe_of(run)
    return function()
        local out, _, err = run.cloud.probe(run.holder, run.owner)
        return out ~= nil or err.kind == "permission", err
    end
end

-- Nobody gets a key that does not work, so that who has it needs no more proof. The secret of a key that another
-- run made is lost.
local function prove(run)
    local key = run:last().key
    if not run.secret then return run:record("discard", { key = key }) end
    run.holder = run.cloud.holder(run.client, run.owner, key, run.secret)
    if run.options.verify then return making.deliver(run) end
    local works, err = comes_to_work(run, probe_of(run))
    if not works then return making.take_back(run, key, err) end
    run:record("proved", { key = key })
end

-- A client that signs with the new key; nil when there is none.
local function holder_of(run, key, secret)
    if secret then return run.cloud.holder(run.client, run.owner, key, secret) end
    return run:signs_with(key) and run.client or nil
end

-- The caller's own way to try the new key.
local function trial_of(run, key, secret)
    return function()
        local works, reason = run.options.verify(key, secret)
        return works == true, { kind = "rejected", message = "verify: " .. sinks.told(reason, secret) }
    end
end

local function verify(run)
    local key = run:last().key
    local secret = run.secret or run.sink:read(key)
    run.holder = run.holder or holder_of(run, key, secret)
    local works, err = run:find("proved", key) ~= nil, nil
    if run.options.verify then
        works, err = comes_to_work(run, trial_of(run, key, secret))
    elseif not works and run.holder then
        works, err = comes_to_work(run, probe_of(run))
    elseif not works then
        Run.fail("validation", "the secret of the new key %s was delivered, but this run does not know it: "
            .. "go on with a client that signs with it, or with the option verify", key)
    end
    if not works then Run.raise(err) end
    run:record("verified", { key = key })
end

local function finish(run)
    run.sink:finish()
    run:record("done")
end

--- By the last entry of the journal: a function `(run)` that goes on to the next one, or
-- returns the time (ms) until which it must wait, or true where the rotation rests.
steps.after = {
    plan = after_plan,
    free = free,
    freed = making.create,
    create = making.after.create,
    refused = making.after.refused,
    created = prove,
    proved = making.deliver,
    deliver = making.after.deliver,
    delivered = verify,
    discard = making.after.discard,
    discarded = making.after.discarded,
    verified = retire.after_verified,
    wait = retire.after_wait,
    disable = retire.disable,
    disabled = retire.after_disabled,
    delete = retire.delete,
    deleted = finish,
}

return steps
