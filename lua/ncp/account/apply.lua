--- Carries out a plan, in steps that can be resumed.
local Apply = require("ncp.account.apply.run")
local Run = require("ncp.keys.run")
local calls = require("ncp.account.apply.calls")
local check_plan = require("ncp.account.apply.check")
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local guards = require("ncp.account.apply.guards")
local journals = require("ncp.base.journal")
local nouns = require("ncp.clouds.nouns")
local options_of = require("ncp.base.options")
local steps = require("ncp.account.apply.steps")
local tasks = require("ncp.runtime.tasks")
local tell = require("ncp.keys.steps").tell

local apply = {
    --- check(plan) → whether what may come from a file is a plan, see `ncp.account.apply.check`.
    check = check_plan,
}

local OPERATION = "account.apply"
local VERSION = 1 -- of the journal

local function result_of(step, number, state, err)
    return {
        number = number, operation = step.operation, section = step.section, name = step.name, state = state,
        message = err and err.message, err = err,
    }
end

local function outcome_of(run, number)
    local entries = run:entries(number)
    local last = entries[#entries]
    return last and last.step == "done" and (last.found and "skipped" or "done")
end

-- Notes what became of a step, and tells who listens.
local function note(run, number, state, err)
    local step = run.plan.steps[number]
    local result = result_of(step, number, state, err)
    run.results[number] = result
    tell(run.client, OPERATION, {
        step = step.operation, state = state, thing = ("%s/%s"):format(step.section, step.name),
        message = err and err.message,
    })
    if run.options.on_event then run.options.on_event(result) end
end

-- The name under which a step that failed is remembered, for those that need it: the thing, or a part of it only.
local function key_of(section, name, part)
    return ("%s\0%s\0%s"):format(section, name, part or "")
end

-- What of a step that failed earlier another one needs: the same thing, or a name that was to be made; of one that was
-- left out itself the same part.
local function obstacle_of(run, number)
    local step, call = run.plan.steps[number], run:call(number)
    local failed = run.failed[key_of(step.section, step.name)]
        or run.failed[key_of(step.section, step.name, step.part)]
    for _, name in ipairs(not failed and call.of and step.arguments or {}) do
        local other = run.failed[key_of(call.of, name)]
        if other and run.plan.steps[other].part == nil then return other end
    end
    return failed
end

-- One step in a task, and no pcall: 5.1 cannot pause calls in one.
local function try(run, number)
    local ok, raised = tasks.wait(tasks.spawn(steps.carry_out, run, number))
    if ok then return nil end
    return Run.failure(raised) or error(raised, 0)
end

local function fail_step(run, number, err)
    local step = run.plan.steps[number]
    note(run, number, "failed", err)
    run.failed[key_of(step.section, step.name)] = number
    if run.journal.failure or not run.options.keep_going then
        run.stopped_by = number
        Run.raise(err)
    end
end

local function take_step(run, number)
    local step, obstacle = run.plan.steps[number], obstacle_of(run, number)
    if obstacle then
        local message = ("needs step %d, which failed"):format(obstacle)
        run.failed[key_of(step.section, step.name, step.part)] = obstacle
        return note(run, number, "skipped", { kind = "stopped", message = message })
    end
    local err = try(run, number)
    if err then return fail_step(run, number, err) end
    note(run, number, outcome_of(run, number))
end

local function results_of(run)
    local counts = { done = 0, skipped = 0, failed = 0, left = 0 }
    local list = {}
    for number, step in ipairs(run.plan.steps) do
        local state = outcome_of(run, number)
        list[number] = run.results[number] or result_of(step, number, state or "left")
        counts[list[number].state] = counts[list[number].state] + 1
    end
    return {
        done = counts.done, skipped = counts.skipped, failed = counts.failed, steps = list, journal = run.journal.path,
    }
end

local function go(run, plan)
    if not run.options.dry_run then run:hold() end
    run:begin(plan)
    local numbers = run:left()
    guards.check(run, numbers)
    if numbers[1] then run:read_all_ids(numbers) end
    if run.options.dry_run then return results_of(run) end
    for _, number in ipairs(numbers) do take_step(run, number) end
    if not run.is_over and not run:left()[1] then run:append({ step = "end" }) end
    return results_of(run)
end

local function left_of(run)
    local left = {}
    for _, result in ipairs(run.plan and results_of(run).steps or {}) do
        if result.state ~= "done" and result.state ~= "skipped" then left[#left + 1] = result end
    end
    return left
end

-- A step whose world has changed will not do better the next time.
local function advice_of(err)
    if err.kind == "conflict" then return "make another plan, with a journal of its own" end
    return "apply again with it to go on"
end

-- What the caller gets for a failure: its reason, where it was, and how to go on.
local function fail(run, err)
    if err.kind == "journal" then return nil, err.message, err end
    local number, path, message = run.stopped_by, run.journal.path, err.message
    if number then
        local step = run.plan.steps[number]
        message = ("step %d of %d, %s of %s: %s; the journal %s has the steps so far: %s"):format(
            number, #run.plan.steps, step.operation, step.name, message, path, advice_of(err))
    end
    return errors.fail({
        kind = err.kind, operation = OPERATION, message = message, retryable = err.retryable,
        retry_after = err.retry_after, cause = err.cause or err.operation and err or nil, journal = path,
        detail = left_of(run),
    })
end

local function refuse(name, message)
    return errors.fail({ kind = "validation", operation = OPERATION, field = name, message = message })
end

local function check_options(options)
    local valid, message, err = options_of.check(options, options_of.apply, OPERATION)
    if valid == false then error(message, 3) end
    if valid and not valid.journal then return refuse("journal", "option journal is needed: the path of a file") end
    return valid, message, err
end

local function open(client, options)
    local open_one = options.dry_run and journals.read or journals.open
    local state = nouns.state_of(client)
    return open_one(options.journal, {
        operation = OPERATION, version = VERSION, now = state.clock.now, fleet = state.fleet,
    })
end

--- unfinished(client, path) → the plan of which the journal has a begun run that did not end, or nil; nil, message, err
-- when it cannot be read.
function apply.unfinished(client, path)
    local journal, message, err = open(client, { journal = path, dry_run = true })
    if not journal then return nil, message, err end
    local run = Apply.new(client, {}, journal)
    return run:is_begun() and run.plan or nil
end

--- makes_secrets(plan) → whether its steps make passwords or keys. It is one that `check` has let pass.
function apply.makes_secrets(plan)
    for _, step in ipairs(plan.steps) do
        if calls.secret_of(step.operation) then return true end
    end
    return false
end

--- run(client, plan, options) → what was done; nil, message, err when it stopped. `plan` is one of `ncp.account.plan`,
-- or such a table that was read from a file. Call it again with the same journal and the same plan, or without one,
-- and it goes on where it was, whatever ended the call before: an error, a crash, a power cut.
--
-- Before each step what it stands on is read again. A step that finds the account as it would make it is skipped; one
-- that finds it neither so nor as it was when the plan was made is refused (kind `conflict`).
--
-- | option | meaning |
-- |---|---|
-- | journal | path of the file that keeps the steps, or `fleet:NAME`; needed |
-- | sink | where passwords and secrets of keys go, see below; needed when the plan makes any |
-- | keep_going | true: a step that fails ends only those that need it |
-- | allow_deletes | how many things a plan may delete that deletes more than a tenth of a section |
-- | on_event | called with each step, as it stands in the result, once it is done, skipped or failed |
-- | dry_run | true: change nothing; what can be checked before is checked |
--
-- | sink | what it gets |
-- |---|---|
-- | `{ folder = path }` | a new file for each secret, mode 0600: `<login id>.password.json`, `<login id>.key.json` |
-- | `{ command = { program, … } }` | is run for each secret and reads the JSON; status 0 within a minute confirms |
-- | `{ fn = f, read = g }` | `f(id, secret, what)` for each; true confirms. `g(id, what)`, if given, returns it |
--
-- The JSON of a password is `{ login_id, password }`, that of a key `{ login_id, access_key, secret_key }`. `what` has
-- `kind`, "key" or "password", and `login_id`; `id` is that of the key, or the login id. When a crash left open whether
-- a sink has a secret, a folder and `g` are asked; else the key is removed, the password set anew, and the sink gets
-- the other one.
--
-- The result has `done`, `skipped` and `failed`, numbers of steps; `steps`, for each `{ number =, operation =,
-- section =, name =, state =, message =, err = }`, where `state` is `done`, `skipped`, `failed` or `left`; and
-- `journal`, its path. `err` has `journal` too, in `detail` such a list of the steps that are left, and in `cause` the
-- error of the call that failed.
function apply.run(client, plan, options)
    demand(client, "client", OPERATION)
    local valid, message, err = check_options(options)
    if not valid then return nil, message, err end
    if plan ~= nil then
        plan, message, err = check_plan(plan)
        if not plan then return nil, message, err end
    end
    local journal
    journal, message, err = open(client, valid)
    if not journal then return nil, message, err end
    local run = Apply.new(client, valid, journal)
    run.results, run.failed = {}, {}
    return Run.carry_out(run, go, fail, plan)
end

return apply
