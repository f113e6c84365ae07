--- Replaces an access key by a new one, in steps that can be resumed and undone.
local Run = require("ncp.keys.run")
local choose = require("ncp.keys.rotate.choice")
local clouds = require("ncp.keys.rotate.clouds")
local configure_file = require("ncp.clouds.ncloud.configure")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local journals = require("ncp.base.journal")
local nouns = require("ncp.clouds.nouns")
local options_of = require("ncp.base.options")
local owners = require("ncp.keys.owner")
local plans = require("ncp.keys.rotate.plan")
local sinks = require("ncp.keys.sinks")
local steps = require("ncp.keys.rotate.steps")
local undo = require("ncp.keys.rotate.undo")

local OPERATION = "keys.rotate"
local VERSION = 1 -- of the journal

-- Of a fleet one machine alone rotates the keys of an owner.
local function hold(run)
    if not run.options.dry_run then run:hold("rotate:" .. run.owner) end
end

local function begin(run)
    local options, given = run.options, run.owner
    if options.undo then Run.fail("validation", "there is nothing to undo: the journal is empty") end
    if options.finish then Run.fail("validation", "there is nothing to finish: the journal is empty") end
    run.owner = Run.must(owners.find(run.client, given))
    hold(run)
    local keys, replace = run:list(), options.replace
    if #keys == 0 then Run.fail("validation", "%s has no access key to rotate", run.owner) end
    if replace and not keys[replace] then Run.fail("validation", "%s has no access key %s", run.owner, replace) end
    local spare, old = choose(run, keys)
    if spare then run:client_for(spare) end
    run:record("plan", {
        cloud = run.client.cloud, owner = run.owner, given = given ~= run.owner and given or nil, old = old,
        grace = options.grace, spare = spare, spare_active = spare and keys[spare].active, file = options.sink.file,
    })
end

-- Whether the journal has this word for its account: a key that it names may be gone by now.
local function is_known(run, word)
    local plan = run:plan()
    return word == plan.owner or word == plan.given or word == plan.old or run:find("created", word) ~= nil
end

local function check_plan(run)
    local plan, owner = run:plan(), run.owner
    if not is_known(run, owner) then owner = Run.must(owners.find(run.client, owner)) end
    if plan.cloud ~= run.client.cloud or not is_known(run, owner) then
        Run.fail("validation", "the journal %s is of %s of %s", run.journal.path, plan.owner, plan.cloud)
    end
    run.owner, run.replaced = plan.owner, plan.old
    if not run.lease then hold(run) end
    if run.options.finish and not run:find("disabled") then
        Run.fail("validation", "the old key %s is not disabled yet: go on without the option finish first", plan.old)
    end
end

-- What files a rotation reads or writes besides its sink.
local function files_of(run)
    local files = { { path = run.journal.path, what = "journal" } }
    local certificates, configure = nouns.state_of(run.client).ca_file, configure_file.path()
    if certificates then files[#files + 1] = { path = certificates, what = "file of certificates" } end
    if configure then files[#files + 1] = { path = configure, what = "configure file" } end
    return files
end

-- Who undoes or finishes a rotation need not say again which file it was.
local function sink_of(run)
    local given = run.options.sink
    if not given then
        local delivery = run:find("deliver") or run:plan()
        given = delivery.file and { file = delivery.file } or { fn = function() end }
    end
    return sinks.new(given, { form = sinks.KEY, replaced = run:plan().old, others = files_of(run) })
end

-- What comes after each entry, forwards or backwards.
local function direction_of(run)
    local turned = run:find("undo")
    if not run.options.undo then
        if turned then Run.fail("validation", "the rotation is undone: begin another with a journal of its own") end
        return steps.after
    end
    undo.check(run)
    if not turned then run:record("undo") end
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
        steps = run.journal:entries(),
        journal = run.journal.path,
        removed = run.removed,
    }
end

-- What would be done, with a journal in memory.
local function foresee(run)
    local remaining
    if run.options.undo then
        undo.check(run)
        remaining = undo.remaining(run)
    else
        local possible, reason = run.sink:check()
        if not possible then Run.fail("delivery", "%s: %s", run.sink.name, reason) end
    end
    local result = result_of(run, "planned")
    result.steps = plans.steps(run, remaining)
    return result
end

local function go(run)
    if #run.journal:entries() == 0 then begin(run) end
    check_plan(run)
    run.sink = sink_of(run)
    if run.options.dry_run then return foresee(run) end
    local after = direction_of(run)
    while after[run:last().step] do
        local pause = after[run:last().step](run)
        if pause == true then break end
        if pause then return result_of(run, "waiting", pause) end
    end
    return result_of(run, run:last().step)
end

local function refuse(name, message)
    return errors.fail({ kind = "validation", operation = OPERATION, field = name, message = message })
end

-- The options in their usual form; else as of `ncp.base.options`.
local function check(client, owner, options)
    if type(client) ~= "table" or not clouds[client.cloud] then
        return false, OPERATION .. ": a client of ncp.new or huawei.new is needed"
    end
    local valid, message, err = options_of.check(options, options_of.rotate, OPERATION)
    if not valid then return valid, message, err end
    if type(owner) ~= "string" or owner == "" then return refuse("owner", "the owner must be the id of an account") end
    if not valid.journal then return refuse("journal", "option journal is needed: the path of a file") end
    if valid.undo and valid.finish then return refuse("finish", "option finish and option undo exclude each other") end
    if not (valid.sink or valid.undo or valid.finish) then return refuse("sink", "option sink is needed") end
    return valid
end

-- What may be there after a run that ended with this entry, whatever it failed of.
local LEFT = {
    create = "; a key may have been made that nobody has the secret of",
    discard = "; the new key %s, that nobody is to use, may still be there",
}

local function left_of(run)
    local last = run:last()
    return (LEFT[last.step] or ""):format(last.key)
end

-- What the caller gets for a failure: its reason, and how to go on.
local function fail(run, err)
    if err.kind == "journal" then return nil, err.message, err end
    local message = err.message
    if err.kind ~= "validation" and #run.journal:entries() > 0 then
        message = ("%s%s; the journal %s has the steps so far: call again with it to go on, or to undo them"):format(
            message, left_of(run), run.journal.path)
    end
    return errors.fail({
        kind = err.kind, operation = OPERATION, message = message, retryable = err.retryable,
        retry_after = err.retry_after, cause = err.cause or err.operation and err or nil, journal = run.journal.path,
    })
end

--- rotate(client, owner, options) → what was done; nil, message, err when it stopped. Call
-- it again with the same journal, and it goes on where it was, whatever ended the call
-- before: an error, a crash, a power cut.
--
-- The steps: create a key → see it work → deliver its secret → disable the old key. With
-- `grace`, or by a later call with `finish`, the old key is deleted. `client` is one of
-- `ncp.new` or `huawei.new`, `owner` a sub account or user: its id, such as that in a record
-- of `keys.list`, its login id (the name of a user), or the id of one of its keys.
--
-- | option | meaning |
-- |---|---|
-- | journal | path of the file that keeps the steps, one for each rotation, or `fleet:NAME`; needed |
-- | sink | where id and secret go, see below; needed but to undo and to finish |
-- | replace | of two keys the one that may go, at once, to make room; the other is rotated |
-- | grace | seconds, or such as `12h`, `7d`, before the old key is disabled, and again before it is deleted |
-- | wait | false: return `state = "waiting"` instead of waiting; call again after `waits_until` |
-- | verify | `verify(key, secret)`, after the delivery, in the place of a read before it: true when the key works; |
-- | | `secret` is nil if it is lost |
-- | verify_timeout | seconds within which the new key must work; default 60 |
-- | finish | true: delete the old key, which was disabled |
-- | undo | true: go back. The old key is enabled, the new one removed; not once the old one is deleted |
-- | dry_run | true: change nothing. `state` is then `planned`, `steps` those that would be taken |
--
-- | sink | what it gets |
-- |---|---|
-- | `{ file = path }` | is replaced as a whole: a JSON object, `access_key` and `secret_key`; see `ncp.write_secret` |
-- | `{ command = { program, … } }` | reads the same JSON; status 0 within a minute, all being read, confirms |
-- | `{ fn = f, read = g }` | `f(key, secret)` gets an `ncp.Secret`; true confirms. `g(key)`, if given, returns it |
--
-- Before a key is made the file's place on the disk is taken, and what cannot be replaced is
-- refused. Until the old key is deleted the former content of the file is beside it, under its name
-- and that of the old key. When a crash left open whether a sink has the secret, a file and
-- `g` are asked; else that key is removed, and the sink gets the secret of another.
--
-- The result has `state` (`disabled`, `done`, `waiting`, `undone` or `planned`), `owner`,
-- `old`, `new`, `steps` (the entries of the journal), `journal` (its path) and `removed` (how
-- many files were removed that killed runs had left beside that of the sink). `err` has `journal` too, and in
-- `cause` the error of the call that failed; its kind is also `journal`, or `delivery` when
-- the sink did not confirm.
--
-- A client that signs with the old key goes on with the new one, within one call. When that
-- was cut short, go on with a client that does not sign with the key to be disabled.
return function(client, owner, options)
    local valid, message, err = check(client, owner, options)
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    options = valid
    local journal
    local state = nouns.state_of(client)
    local open = options.dry_run and journals.read or journals.open
    journal, message, err = open(options.journal, {
        operation = OPERATION, version = VERSION, now = state.clock.now, fleet = state.fleet,
    })
    if not journal then return nil, message, err end
    local run = Run.new({
        client = client, owner = owner, options = options, journal = journal, operation = OPERATION,
    })
    return Run.carry_out(run, go, fail)
end
