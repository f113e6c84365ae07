--- The steps of a rotation: for each entry that a journal can end with, what comes next.
--
-- | entry | what it says |
-- |---|---|
-- | plan | `owner` of `cloud`, the `old` key, a `spare` one that makes room (`spare_active`), seconds of `grace` |
-- | free, freed | the spare key is about to go; is gone |
-- | create, created | a key is about to be made, `before` were there by the service's time `listed`; `key` was made |
-- | refused | the service made no key |
-- | deliver, delivered | the secret is about to go to `sink`; the sink confirmed |
-- | discard, discarded | the new `key` is about to go, as nobody has its secret; is gone |
-- | verified | the new key signed a request |
-- | wait | the grace period before the next step begins |
-- | disable, disabled, delete, deleted | the old key is about to be, is |
-- | done | |
local Run = require("ncp.keys.rotate.run")
local dates = require("ncp.base.dates")
local sinks = require("ncp.keys.rotate.sinks")

local steps = {}

local SLOTS = 2
local MOST_CREATES = 3
local VERIFY_TIMEOUT = 60 -- seconds

-- After these the service may have made the key all the same.
local unclear_kinds = { network = true, timeout = true, server = true, protocol = true, limit = true, tls = true }

-- Announces a change of a key, unless the journal ends with that already, makes and notes it.
local function change(run, announced, key, make, done)
    if run:last().step ~= announced then run:note(announced, { key = key }) end
    make()
    run:note(done, { key = key })
end

local function free(run)
    local key = run:plan().spare
    change(run, "free", key, function() run:remove(key) end, "freed")
end

local function ids_of(keys)
    local ids = {}
    for i, key in ipairs(keys) do ids[i] = key.id end
    return ids
end

-- Whether the failed create may have made a key.
local function is_unclear(run, err)
    if #run:open_creates() > 1 and err.kind == "conflict" then return true end
    return err.sent and unclear_kinds[err.kind] or false
end

local function create(run)
    run.creates = (run.creates or 0) + 1
    if run.creates > MOST_CREATES then Run.raise(run.create_failure) end
    local plan, keys, time = run:plan(), run:list()
    local taken = run:slots(keys)
    if #taken >= SLOTS then
        Run.fail("conflict", "%s has %d keys now, %s and %s: no room for a new one", run.owner, #taken,
            taken[1].id, taken[2].id)
    end
    run:note("create", { before = ids_of(keys), listed = dates.to_iso(time) })
    local old = keys[plan.old]
    local key, secret, err = run.cloud.create(run.client, run.owner, old and old.description)
    if key then
        run.secret = secret
        return run:note("created", { key = key })
    end
    run.create_failure = err
    if is_unclear(run, err) then return end
    if #run:open_creates() == 1 then run:note("refused") end
    Run.raise(err)
end

local function after_plan(run)
    if run:plan().spare then return free(run) end
    create(run)
end

local function settle_create(run)
    local orphan = run:orphan()
    if orphan then return run:note("discard", { key = orphan }) end
    create(run)
end

-- The secret of a key that another run made is lost.
local function deliver(run)
    local key = run:last().key
    if not run.secret then return run:note("discard", { key = key }) end
    run:note("deliver", { key = key, sink = run.sink.name, file = run.sink.file })
    local delivered, reason = run.sink.deliver(key, run.secret)
    if delivered then return run:note("delivered", { key = key }) end
    run.delivery_failure = { kind = "delivery", message = ("%s: %s"):format(run.sink.name, reason) }
    run:note("discard", { key = key })
end

local function settle_delivery(run)
    local key = run:last().key
    run:note(run.sink.read(key) and "delivered" or "discard", { key = key })
end

-- Nobody may be left with a key that is gone, so the sink gives it up first.
local function discard(run)
    local key = run:last().key
    run.secret = nil
    local withdrawn, reason = run.sink.withdraw(key)
    if not withdrawn then Run.fail("delivery", "%s: %s", run.sink.name, reason) end
    run:remove(key)
    run:note("discarded", { key = key })
    if run.delivery_failure then Run.raise(run.delivery_failure) end
end
steps.discard = discard

-- A client that signs with the new key; nil when there is none.
local function holder_of(run, key, secret)
    if secret then return run.cloud.holder(run.client, run.owner, key, secret) end
    return run:signs_with(key) and run.client or nil
end

-- A function that tries the new key once, and returns whether it works, or the error. A key
-- that may not do what is tried works, too.
local function trial_of(run, key)
    local check, secret = run.options.verify, run.secret or run.sink.read(key)
    run.holder = holder_of(run, key, secret)
    if check then
        return function()
            local works, reason = check(key, secret)
            return works == true, { kind = "rejected", message = "verify: " .. sinks.told(reason, secret) }
        end
    end
    if not run.holder then
        Run.fail("validation", "the secret of the new key %s was delivered, but this run does not know it: "
            .. "go on with a client that signs with it, or with the option verify", key)
    end
    return function()
        local out, _, err = run.cloud.probe(run.holder, run.owner)
        return out ~= nil or err.kind == "permission", err
    end
end

local function verify(run)
    local key, clock = run:last().key, run.clock
    local try = trial_of(run, key)
    local deadline = clock.monotonic() + (run.options.verify_timeout or VERIFY_TIMEOUT)
    local works, err = try()
    while not works and clock.monotonic() + run.cloud.POLL < deadline do
        clock.sleep(run.cloud.POLL)
        works, err = try()
    end
    if not works then Run.raise(err) end
    run:note("verified", { key = key })
end

-- Seconds of grace that are left. A clock that was set back begins them anew.
local function left_of(run, seconds)
    local elapsed = (run.clock.now() - dates.from_iso(run:last().at)) / 1000
    if elapsed >= 0 then return seconds - elapsed end
    run:note("wait")
    return seconds
end

-- Returns when the grace period before the next step is over; else true and its end (ms).
local function must_wait(run)
    local seconds = run.options.grace or run:plan().grace
    if seconds == 0 then return false end
    if run:last().step ~= "wait" then run:note("wait") end
    local left = left_of(run, seconds)
    if left <= 0 then return false end
    if run.options.wait == false then return true, run.clock.now() + left * 1000 end
    run.clock.sleep(left)
    return false
end

-- Much can happen between two steps. The old key only goes while there is a new one.
local function check_new(run, old)
    local new = run:find("delivered").key
    local found = run:list(run:client_for(old))[new]
    if not found or not found.active then
        Run.fail("conflict", "the new key %s is %s: the old one is left as it is", new,
            found and "disabled" or "gone")
    end
end

local function disable(run)
    local old = run:plan().old
    check_new(run, old)
    change(run, "disable", old, function() run:disable(old) end, "disabled")
end

local function delete(run)
    local old = run:plan().old
    check_new(run, old)
    change(run, "delete", old, function() run:remove(old) end, "deleted")
end

local function after_grace(step)
    return function(run)
        local waits, ending = must_wait(run)
        if waits then return ending end
        step(run)
    end
end

local function after_wait(run)
    return after_grace(run:find("disabled") and delete or disable)(run)
end

local function finish(run)
    run.sink.finish()
    run:note("done")
end

--- By the last entry of the journal: a function `(run)` that goes on to the next one, or
-- returns the time (ms) until which it must wait.
steps.after = {
    plan = after_plan,
    free = free,
    freed = create,
    create = settle_create,
    refused = create,
    created = deliver,
    deliver = settle_delivery,
    delivered = verify,
    discard = discard,
    discarded = create,
    verified = after_grace(disable),
    wait = after_wait,
    disable = disable,
    disabled = after_grace(delete),
    delete = delete,
    deleted = finish,
}

return steps
