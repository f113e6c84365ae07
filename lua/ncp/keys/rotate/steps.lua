--- The steps of a rotation: for each entry that a journal can end with, what comes next.
--
-- | entry | what it says |
-- |---|---|
-- | plan | `owner` of `cloud` (`given` as such), the `old` key, a `spare` one that makes room (`spare_active`) |
-- | | seconds of `grace` (none: the old key is not deleted until somebody says so), the `file` of the sink |
-- | free, freed | the spare key is about to go; is gone |
-- | create, created | a key is about to be made, `before` were there by the service's time `listed`; `key` was made |
-- | refused | the service made no key |
-- | proved | the new key signed a request |
-- | deliver, delivered | the secret is about to go to `sink`; the sink confirmed |
-- | discard, discarded | the new `key` is about to go, as nobody has its secret; is gone |
-- | verified | the new key may take the place of the old one |
-- | wait | the grace period before the next step begins |
-- | disable, disabled, delete, deleted | the old key is about to be, is |
-- | done | |
local Run = require("ncp.keys.rotate.run")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local retire = require("ncp.keys.rotate.retire")
local sinks = require("ncp.keys.rotate.sinks")

local steps = {}

local SLOTS = 2
local MOST_CREATES = 3
local VERIFY_TIMEOUT = 60 -- seconds

-- Before any key is touched it is seen to it that the secret of the new one has a place.
local function prepare(run)
    local ready, removed = run.sink:prepare()
    if not ready then Run.fail("delivery", "%s: %s", run.sink.name, removed) end
    run.removed = run.removed + removed
end

local function free(run)
    local key = run:plan().spare
    prepare(run)
    run:change("free", key, function() run:remove(key) end, "freed")
end

-- Whether the failed create may have made a key.
local function is_unclear(run, err)
    if #run:open_creates() > 1 and err.kind == "conflict" then return true end
    return errors.is_unclear(err)
end

-- The failure of the last of several creates; what the others made is gone again.
local function give_up(run)
    local err, names = run.create_failure, {}
    for _, entry in ipairs(run.journal:entries()) do
        if entry.step == "discarded" then names[#names + 1] = entry.key end
    end
    if not names[1] then Run.raise(err) end
    local message = ("%s; what it made, %s, was removed"):format(err.message, table.concat(names, " and "))
    Run.raise({ kind = err.kind, message = message, retryable = err.retryable, cause = err })
end

local function create(run)
    run.creates = (run.creates or 0) + 1
    if run.creates > MOST_CREATES then give_up(run) end
    prepare(run)
    local plan, keys, listing = run:plan(), run:list()
    local taken = run:slots(keys)
    if #taken >= SLOTS then
        Run.fail("conflict", "%s has %d keys now, %s and %s: no room for a new one", run.owner, #taken,
            taken[1].id, taken[2].id)
    end
    run:record("create", { before = listing.ids, listed = dates.to_iso(listing.time) })
    local old = keys[plan.old]
    local key, secret, err = run.cloud.create(run.client, run.owner, old and old.description)
    if key then
        run.secret = secret
        return run:record("created", { key = key })
    end
    run.create_failure = err
    if is_unclear(run, err) then return end
    if #run:open_creates() == 1 then run:record("refused") end
    Run.raise(err)
end

local function after_plan(run)
    if run:plan().spare then return free(run) end
    create(run)
end

local function settle_create(run)
    local orphan = run:orphan()
    if orphan then return run:record("discard", { key = orphan }) end
    create(run)
end

-- Whether one of several looks, in the time that there is for it, finds the new key working; else the error.
local function comes_to_work(run, try)
    local clock = run.clock
    local deadline = clock.monotonic() + (run.options.verify_timeout or VERIFY_TIMEOUT)
    local works, err = try()
    while not works and clock.monotonic() + run.cloud.POLL < deadline do
        clock.sleep(run.cloud.POLL)
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

-- Takes the new key back, for this reason.
local function take_back(run, key, reason)
    run.discard_failure = reason
    run:record("discard", { key = key })
end

local function deliver(run)
    local key = run:last().key
    run:record("deliver", { key = key, sink = run.sink.name, file = run.sink.file })
    local delivered, reason = run.sink:deliver(key, run.secret)
    if delivered then return run:record("delivered", { key = key }) end
    take_back(run, key, { kind = "delivery", message = ("%s: %s"):format(run.sink.name, reason) })
end

-- Nobody gets a key that does not work, so that who has it needs no more proof. The secret of a key that another
-- run made is lost.
local function prove(run)
    local key = run:last().key
    if not run.secret then return run:record("discard", { key = key }) end
    run.holder = run.cloud.holder(run.client, run.owner, key, run.secret)
    if run.options.verify then return deliver(run) end
    local works, err = comes_to_work(run, probe_of(run))
    if not works then return take_back(run, key, err) end
    run:record("proved", { key = key })
end

local function deliver_proved(run)
    if not run.secret then return run:record("discard", { key = run:last().key }) end
    deliver(run)
end

local function settle_delivery(run)
    local key = run:last().key
    run:record(run.sink:read(key) and "delivered" or "discard", { key = key })
end

-- Nobody may be left with a key that is gone, so the sink gives it up first.
local function discard(run)
    local key = run:last().key
    run.secret, run.holder = nil, nil
    local withdrawn, reason = run.sink:withdraw(key)
    if not withdrawn then Run.fail("delivery", "%s: %s", run.sink.name, reason) end
    run:remove(key)
    run:record("discarded", { key = key })
    if run.discard_failure then Run.raise(run.discard_failure) end
end
steps.discard = discard

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
    freed = create,
    create = settle_create,
    refused = create,
    created = prove,
    proved = deliver_proved,
    deliver = settle_delivery,
    delivered = verify,
    discard = discard,
    discarded = create,
    verified = retire.after_verified,
    wait = retire.after_wait,
    disable = retire.disable,
    disabled = retire.after_disabled,
    delete = retire.delete,
    deleted = finish,
}

return steps
