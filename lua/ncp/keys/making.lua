--- Makes an access key whose secret gets to a sink: for each entry that the journal of a run (see `ncp.keys.run`) can
-- end with, what comes next.
--
-- | entry | what it says |
-- |---|---|
-- | create, created | a key is about to be made, `before` were there by the service's time `listed`; `key` was made |
-- | refused | the service made no key |
-- | deliver, delivered | the secret is about to go to `sink`; the sink confirmed |
-- | discard, discarded | the new `key` is about to go, as nobody has its secret; is gone |
local Run = require("ncp.keys.run")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")

local making = {}

local SLOTS = 2
local MOST_CREATES = 3

--- prepare(run) sees to it, before any key is touched, that the secret of the new one has a place.
function making.prepare(run)
    local ready, removed = run.sink:prepare()
    if not ready then Run.fail("delivery", "%s: %s", run.sink.name, removed) end
    run.removed = run.removed + removed
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

--- create(run) makes a key. It is described as the one that it replaces, `run.replaced`, if it replaces one.
function making.create(run)
    run.creates = (run.creates or 0) + 1
    if run.creates > MOST_CREATES then give_up(run) end
    making.prepare(run)
    local keys, listing = run:list()
    local taken, replaced = run:slots(keys), run.replaced and keys[run.replaced]
    if #taken >= SLOTS then
        Run.fail("conflict", "%s has %d keys now, %s and %s: no room for a new one", run.owner, #taken,
            taken[1].id, taken[2].id)
    end
    run:record("create", { before = listing.ids, listed = dates.to_iso(listing.time) })
    local key, secret, err = run.cloud.create(run.client, run.owner, replaced and replaced.description)
    if key then
        run.secret = secret
        return run:record("created", { key = key })
    end
    run.create_failure = err
    if is_unclear(run, err) then return end
    if #run:open_creates() == 1 then run:record("refused") end
    Run.raise(err)
end

local function settle_create(run)
    local orphan = run:orphan()
    if orphan then return run:record("discard", { key = orphan }) end
    making.create(run)
end

--- take_back(run, key, reason) lets the new key go, for this reason.
function making.take_back(run, key, reason)
    run.discard_failure = reason
    run:record("discard", { key = key })
end

--- deliver(run) hands out the key that was made. The secret of a key that another run made is lost.
function making.deliver(run)
    local key = run:last().key
    if not run.secret then return run:record("discard", { key = key }) end
    run:record("deliver", { key = key, sink = run.sink.name, file = run.sink.file })
    run:check_held()
    local delivered, reason = run.sink:deliver(key, run.secret)
    if delivered then return run:record("delivered", { key = key }) end
    making.take_back(run, key, { kind = "delivery", message = ("%s: %s"):format(run.sink.name, reason) })
end

local function settle_delivery(run)
    local key = run:last().key
    run:record(run.sink:read(key) and "delivered" or "discard", { key = key })
end

-- Nobody may be left with a key that is gone, so the sink gives it up first.
local function discard(run)
    local key = run:last().key
    run.secret, run.holder = nil, nil
    run:check_held()
    local withdrawn, reason = run.sink:withdraw(key)
    if not withdrawn then Run.fail("delivery", "%s: %s", run.sink.name, reason) end
    run:remove(key)
    run:record("discarded", { key = key })
    if run.discard_failure then Run.raise(run.discard_failure) end
end

--- By the last entry of the journal: a function `(run)` that goes on to the next one.
making.after = {
    create = settle_create,
    refused = making.create,
    created = making.deliver,
    deliver = settle_delivery,
    discard = discard,
    discarded = making.create,
}

return making
