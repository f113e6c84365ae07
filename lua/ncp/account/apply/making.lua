--- The steps that make something: things, the passwords of sub accounts, access keys. None is made twice, and no secret
-- is lost, wherever a run was cut off.
--
-- | entry | what it says |
-- |---|---|
-- | create, created | the thing is about to be made; the account is there and has this `id` |
-- | refused | the service made none |
-- | reset | the account is about to get another password |
-- | deliver, delivered | the password is about to go to `sink`; the sink confirmed |
--
-- Those of a key are told in `ncp.keys.making`.
local Run = require("ncp.keys.run")
local calls = require("ncp.account.apply.calls")
local compare = require("ncp.account.apply.compare")
local errors = require("ncp.base.error")
local key_making = require("ncp.keys.making")
local records = require("ncp.keys.records")
local shape = require("ncp.account.shape")
local sinks = require("ncp.keys.sinks")
local world = require("ncp.account.world")

local making = {}

--- sink(run, number) → the sink for the secret that a step makes, or nil when it makes none. Without the option `sink`
-- it raises.
function making.sink(run, number)
    local step = run.plan.steps[number]
    local form = calls.secret_of(step.operation)
    if not form then return nil end
    if not run.options.sink then
        Run.fail("validation", "%s of %s makes a %s: option sink is needed, which says where it goes", step.operation,
            step.name, form.word)
    end
    return sinks.new(run.options.sink, { form = form, login_id = step.name })
end

local function prepare(sink)
    local ready, reason = sink:prepare()
    if not ready then Run.fail("delivery", "%s: %s", sink.name, reason) end
end

-- One thing that is being made.
local Thing = {}
Thing.__index = Thing

-- Whether a create before the last one may have made the thing, too.
local function is_open(entries)
    local before = entries[#entries - 1]
    return before ~= nil and before.step == "create"
end

-- The id of the thing, if it is there and as it was to be made.
function Thing:find()
    local run, step = self.run, self.step
    run:read_ids(step.section)
    local id = run.ids[step.section][step.name]
    if not id then return nil end
    local differs, message, err = compare.thing(run.client, step.section, id, step.after)
    if differs == nil then Run.must(differs, message, err) end
    if differs then
        Run.fail("conflict", "the %s %s is there now, but not as it was to be made: %s",
            shape.sections[step.section].word, step.name, differs)
    end
    return id
end

local KINDS = { policies = "policy", groups = "group", roles = "role", subAccounts = "account" }

-- The thing is there; of an account the password is left to do.
function Thing:made(id)
    if self.sink then return self.run:record(self.number, "created", { id = id }) end
    self.run:done(self.number, { id = id })
end

function Thing:create()
    local run, step, number = self.run, self.step, self.number
    if self.sink then prepare(self.sink) end
    run:record(number, "create")
    local out, _, err = calls.send(run.client, run:call(number), nil, step.arguments)
    if out then
        self.secret = out.generatedPassword
        return self:made(records.id_of(run.client, KINDS[step.section], out))
    end
    if errors.is_unclear(err) then
        local id = self:find()
        if id then return self:made(id) end
    elseif not is_open(run:entries(number)) then
        run:record(number, "refused")
    end
    Run.raise(err)
end

-- Nothing was sent yet, so that whatever has the name is somebody else's.
function Thing:begin()
    local run, step = self.run, self.step
    if run.ids[step.section][step.name] then
        Run.fail("conflict", "there is a %s %s now, which the plan was to make", shape.sections[step.section].word,
            step.name)
    end
    self:create()
end

function Thing:settle_create()
    local id = self:find()
    if id then return self:made(id) end
    self:create()
end

function Thing:reset()
    local run, id = self.run, self:made_id()
    prepare(self.sink)
    run:record(self.number, "reset")
    local out = Run.must(run.client.subaccount.reset_password(id,
        records.fields(run.client, "subaccount", calls.NEW_PASSWORD)))
    if not out.generatedPassword then Run.fail("protocol", "the answer has no password") end
    self.secret = out.generatedPassword
    self:deliver()
end

function Thing:deliver()
    local run, sink = self.run, self.sink
    run:record(self.number, "deliver", { sink = sink.name })
    Run.must(run.journal:keep(true))
    local delivered, reason = sink:deliver(self.step.name, self.secret)
    if not delivered then Run.fail("delivery", "%s: %s", sink.name, reason) end
    run:record(self.number, "delivered")
end

-- The password of an account that another run made, or whose answer was lost, is lost.
function Thing:created()
    if self.secret then return self:deliver() end
    self:reset()
end

function Thing:settle_delivery()
    if self.sink:read(self.step.name) then return self.run:record(self.number, "delivered") end
    self:reset()
end

function Thing:made_id()
    local id
    for _, entry in ipairs(self.run:entries(self.number)) do id = entry.id or id end
    return id
end

function Thing:finish()
    self.run:done(self.number, { id = self:made_id() })
end

-- By the last entry what comes next.
local AFTER = {
    refused = Thing.begin,
    create = Thing.settle_create,
    created = Thing.created,
    reset = Thing.reset,
    deliver = Thing.settle_delivery,
    delivered = Thing.finish,
}

--- thing(run, number) makes the thing of a step.
function making.thing(run, number)
    local self = setmetatable({
        run = run, number = number, step = run.plan.steps[number], sink = making.sink(run, number),
    }, Thing)
    while run:last(number) ~= "done" do (AFTER[run:last(number)] or Thing.begin)(self) end
end

-- The part of the journal that is about one step.
local function journal_of(run, number)
    return {
        entries = function() return run:entries(number) end,
        keep = function(_, is_change) return run.journal:keep(is_change) end,
        append = function(_, entry)
            entry.number = number
            run:append(entry)
            return true
        end,
    }
end

-- Whether the key is to be made: the account has as many as the plan stands on. It wants so many at least.
local function is_wanted(run, step, owner)
    local held = Run.must(world.part(run.client, "subAccounts", owner, "accessKeys"))
    if held == step.before then return true end
    if held >= step.after then return false end
    Run.fail("conflict", "%s has %d access keys, not %d", step.name, held, step.before)
end

--- key(run, number) makes the access key of a step.
function making.key(run, number)
    local step, owner = run.plan.steps[number], run:id(number)
    if not run:last(number) and not is_wanted(run, step, owner) then return run:done(number, { found = true }) end
    local keys = Run.new({
        client = run.client, owner = owner, options = {}, journal = journal_of(run, number),
        operation = "account.apply", sink = making.sink(run, number),
    })
    local entry = keys:last()
    while not entry or entry.step ~= "delivered" do
        local go_on = entry and key_making.after[entry.step] or key_making.create
        go_on(keys)
        entry = keys:last()
    end
    run:done(number, { key = entry.key })
end

return making
