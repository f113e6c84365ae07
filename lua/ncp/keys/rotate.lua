--- Replaces an access key by a new one, in steps that can be resumed and undone.
local Run = require("ncp.keys.rotate.run")
local clouds = require("ncp.keys.rotate.clouds")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local journal = require("ncp.keys.journal")
local nouns = require("ncp.clouds.nouns")
local options_of = require("ncp.base.options")
local sinks = require("ncp.keys.rotate.sinks")
local steps = require("ncp.keys.rotate.steps")
local tasks = require("ncp.runtime.tasks")
local undo = require("ncp.keys.rotate.undo")

local OPERATION = "keys.rotate"
local VERSION = 1 -- of the journal

local function told(key)
    return ("%s (%s)"):format(key.id, key.active and "active" or "disabled")
end

-- Of two keys: the one that may go to make room, and the one to rotate.
local function choose(owner, keys, replace)
    local first, second = keys[1], keys[2]
    if not replace then
        Run.fail("conflict", "both key slots of %s are taken, by %s and %s: name the one that may go in the option "
            .. "replace; the other is then rotated", owner, told(first), told(second))
    end
    if replace ~= first.id and replace ~= second.id then
        Run.fail("validation", "%s is off and takes no slot: the ones that may go are %s and %s", replace, told(first),
            told(second))
    end
    local spare, old = first, second
    if second.id == replace then spare, old = second, first end
    if spare.active and not old.active then
        Run.fail("conflict", "%s is the only active key of %s: it may not go before there is a new one", replace, owner)
    end
    return spare.id, old.id
end

-- The key that may go to make room, if there must be one, and the one to rotate.
local function choose_keys(run, keys)
    local taken, replace = run:slots(keys), run.options.replace
    if #taken > 2 then Run.fail("conflict", "%s has %d access keys", run.owner, #taken) end
    if #taken == 2 then return choose(run.owner, taken, replace) end
    if #keys == 2 and replace then return choose(run.owner, keys, replace) end
    if #taken == 0 and #keys > 1 then
        Run.fail("conflict", "%s has %d access keys, and none is active: enable the one to rotate", run.owner, #keys)
    end
    return nil, (taken[1] or keys[1]).id
end

local function begin(run)
    local options = run.options
    if options.undo then Run.fail("validation", "there is nothing to undo: the journal is empty") end
    local keys, replace = run:list(), options.replace
    if #keys == 0 then Run.fail("validation", "%s has no access key to rotate", run.owner) end
    if replace and not keys[replace] then Run.fail("validation", "%s has no access key %s", run.owner, replace) end
    local spare, old = choose_keys(run, keys)
    if spare then run:client_for(spare) end
    run:note("plan", {
        cloud = run.client.cloud, owner = run.owner, old = old, grace = options.grace or 0,
        spare = spare, spare_active = spare and keys[spare].active,
    })
end

local function check_plan(run)
    local plan = run:plan()
    if plan.owner ~= run.owner or plan.cloud ~= run.client.cloud then
        Run.fail("validation", "the journal %s is of %s of %s", run.book.path, plan.owner, plan.cloud)
    end
end

-- Who undoes a rotation need not say again which file it was.
local function sink_of(run)
    local given = run.options.sink
    if not given then
        local delivery = run:find("deliver")
        local file = delivery and delivery.file
        given = file and { file = file } or { fn = function() end }
    end
    return sinks.new(given, run:plan().old)
end

-- What comes after each entry, forwards or backwards.
local function direction_of(run)
    local turned = run:find("undo")
    if not run.options.undo then
        if turned then Run.fail("validation", "the rotation is undone: begin another with a journal of its own") end
        return steps.after
    end
    if not turned then undo.begin(run) end
    return undo.after
end

local function result_of(run, state, waits_until)
    local plan, delivered = run:plan(), run:find("delivered")
    return {
        state = state,
        owner = run.owner,
        old = plan.old,
        new = state ~= "undone" and delivered and delivered.key or nil,
        waits_until = waits_until and dates.to_iso(waits_until),
        steps = run.book:entries(),
        journal = run.book.path,
    }
end

local function go(run)
    if #run.book:entries() == 0 then begin(run) end
    check_plan(run)
    run.sink = sink_of(run)
    local after = direction_of(run)
    while after[run:last().step] do
        local waits_until = after[run:last().step](run)
        if waits_until then return result_of(run, "waiting", waits_until) end
    end
    return result_of(run, run:last().step)
end

local function refuse(name, message)
    return errors.fail({ kind = "validation", operation = OPERATION, field = name, message = message })
end

local function check(client, owner, options)
    if type(client) ~= "table" or not clouds[client.cloud] then
        return false, OPERATION .. ": a client of ncp.new or huawei.new is needed"
    end
    local valid, message, err = options_of.check(options, options_of.rotate, OPERATION)
    if not valid then return valid, message, err end
    if type(owner) ~= "string" or owner == "" then return refuse("owner", "the owner must be the id of an account") end
    if not options.journal then return refuse("journal", "option journal is needed: the path of a file") end
    if not options.sink and not options.undo then return refuse("sink", "option sink is needed") end
    return true
end

-- What the caller gets for a failure: its reason, and how to go on.
local function fail(run, err)
    if err.kind == "journal" then return nil, err.message, err end
    local message = err.message
    if err.kind ~= "validation" and #run.book:entries() > 0 then
        message = ("%s; the journal %s has the steps so far: call again with it to go on, or to undo them"):format(
            message, run.book.path)
    end
    return errors.fail({
        kind = err.kind, operation = OPERATION, message = message, retryable = err.retryable,
        retry_after = err.retry_after, cause = err.operation and err or nil, journal = run.book.path,
    })
end

--- rotate(client, owner, options) → what was done; nil, message, err when it stopped. Call
-- it again with the same journal, and it goes on where it was, whatever ended the call
-- before: an error, a crash, a power cut.
--
-- The steps: create a key → deliver its secret → verify that it works → disable the old
-- key → delete it. `client` is one of `ncp.new` or `huawei.new`, `owner` the id of a sub
-- account or user, such as that in a record of `keys.list`.
--
-- | option | meaning |
-- |---|---|
-- | journal | path of the file that keeps the steps, one for each rotation; needed |
-- | sink | where id and secret go, see below; needed but to undo |
-- | replace | of two keys the one that may go, at once, to make room; the other is rotated |
-- | grace | seconds to wait before the old key is disabled, and again before it is deleted; default 0 |
-- | wait | false: return `state = "waiting"` instead of waiting; call again after `waits_until` |
-- | verify | `verify(key, secret)`, in the place of a read: true when the key works; `secret` is nil if it is lost |
-- | verify_timeout | seconds within which the new key must work; default 60 |
-- | undo | true: go back. The old key is enabled, the new one removed; not once the old one is deleted |
--
-- | sink | what it gets |
-- |---|---|
-- | `{ file = path }` | is replaced as a whole, with mode 0600: a JSON object, `access_key` and `secret_key` |
-- | `{ command = { program, … } }` | reads the same JSON; status 0 within a minute confirms |
-- | `{ fn = f, read = g }` | `f(key, secret)` gets an `ncp.Secret`; true confirms. `g(key)`, if given, returns it |
--
-- Until the old key is deleted the former content of the file is beside it, under its name
-- and that of the old key. When a crash left open whether a sink has the secret, a file and
-- `g` are asked; else that key is removed, and the sink gets the secret of another.
--
-- The result has `state` (`done`, `waiting` or `undone`), `owner`, `old`, `new`, `steps`
-- (the entries of the journal) and `journal` (its path). `err` has `journal` too, and in
-- `cause` the error of the call that failed; its kind is also `journal`, or `delivery` when
-- the sink did not confirm.
--
-- A client that signs with the old key goes on with the new one, within one call. When that
-- was cut short, go on with a client that does not sign with the key to be disabled.
return function(client, owner, options)
    options = options or {}
    local valid, message, err = check(client, owner, options)
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    local book
    local now = nouns.state_of(client).clock.now
    book, message, err = journal.open(options.journal, { kind = "rotate", version = VERSION, now = now })
    if not book then return nil, message, err end
    local run = Run.new(client, owner, options, book)
    -- A task, and no pcall: 5.1 cannot pause calls in one.
    local ok, result = tasks.wait(tasks.spawn(go, run))
    book:close()
    if ok then return result end
    local failure = Run.failure(result)
    if not failure then error(result, 0) end
    return fail(run, failure)
end
