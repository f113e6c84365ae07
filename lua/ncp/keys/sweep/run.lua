--- The run of a sweep: reads its input and the accounts, and handles each key that somebody
-- holds as soon as its owner is known.
local containment = require("ncp.keys.containment")
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local map = require("ncp.map")
local reports = require("ncp.keys.sweep.report")
local steps = require("ncp.keys.steps")
local targets_of = require("ncp.keys.sweep.targets")
local walk = require("ncp.keys.walk")

local run = {}

local DEFAULT_CONCURRENCY = 32

local Sweep = {}
Sweep.__index = Sweep

-- Keeps what became of a key.
function Sweep:settle(key, state)
    local targets, options = self.targets, self.options
    targets:settle(key, state)
    steps.tell(self.client, "keys.sweep", {
        step = state, key = key.id, owner = key.owner, owner_name = key.owner_name, by = key.by,
        kind = key.err and key.err.kind, message = key.message, seconds = key.seconds,
    })
    if options.on_key then options.on_key(key) end
    if options.on_progress then
        options.on_progress(#targets.list - targets.open, targets.failed, #targets.list)
    end
end

-- What the account has is written down before it is taken away.
function Sweep:note(record, step, before)
    self.log:add({ step = step, id = record.id, owner = record.owner, before = before })
    self.log:flush()
end

function Sweep:contain(key, record)
    self.log:add({ step = "found", id = key.id, owner = key.owner, owner_name = key.owner_name })
    local by, proof, err = containment.contain(self.client, self.clock, record, self.options, function(step, before)
        self:note(record, step, before)
    end)
    if by then
        key.by, key.proof, key.seconds = by, proof, self.clock.monotonic() - self.start
    else
        key.message, key.err = proof, err
    end
    self:settle(key, not by and "failed" or by == "off" and "off" or "contained")
    self.log:add({ step = key.state, id = key.id, by = by, proof = key.proof, message = key.message })
end

-- Handles a key that somebody holds, once, however often it is come across.
function Sweep:meet(record)
    local key = self.targets:find(record.id)
    if not key or key.owner then return end
    self.targets:meet(key, record)
    if self.options.on_owner then self.options.on_owner(key) end
    if self.excepted[record.id] then return self:settle(key, "excepted") end
    if record.id == self.own_id and not self.options.include_self then return self:settle(key, "self") end
    if self.options.dry_run then return self:settle(key, "found") end
    if record.id == self.own_id then
        self.own = { key = key, record = record }
        return
    end
    self:contain(key, record)
end

-- Keys whose owners are known already are met before any account is read.
function Sweep:add_known(jobs)
    local function add(record)
        if self.targets:find(record.id) then table.insert(jobs, 1, function() self:meet(record) end) end
    end
    for _, entry in ipairs(self.log:entries()) do
        if entry.step == "found" then
            add({ id = entry.id, owner = entry.owner, owner_name = entry.owner_name, cloud = self.client.cloud })
        end
    end
    local known = self.index and self.index:records(self.targets:ids()) or {}
    for _, record in ipairs(known) do add(record) end
end

function Sweep:visit(records)
    if self.index then self.index:put(records) end
    for _, record in ipairs(records) do
        if self.held then self.held[#self.held + 1] = record end
        self:meet(record)
    end
    return true
end

function Sweep:run_options(others)
    others.concurrency = self.options.concurrency or DEFAULT_CONCURRENCY
    others.rate, others.deadline = self.options.rate, self.options.deadline
    return others
end

-- Reads accounts until there is nothing that they could tell.
function Sweep:run(pass)
    local targets = self.targets
    self:add_known(pass.jobs)
    self.raised = pass:run(self:run_options({
        on_progress = self.options.on_reading,
        stop_on = function()
            return not self.held and not targets.has_candidates and targets.sought == 0
        end,
    }))
end

-- Reads the rest of an input with more words than can be kept, now that it is known which of
-- them are keys.
function Sweep:read_rest(pass)
    local ids, held = {}, self.held
    for i, record in ipairs(held) do ids[i] = record.id end
    self.search:know(ids)
    local read, message = self.search:read()
    if not read then pass.unread[#pass.unread + 1] = { what = "the rest of the input", message = "it " .. message } end
    self.targets:add_found()
    map(held, function(record)
        self:meet(record)
        return true
    end, self:run_options({}))
end

-- Keys that nobody was found to hold; one that signs is then the main account's.
function Sweep:settle_the_rest(complete)
    if self.targets:find(self.own_id) and not self.targets:find(self.own_id).state then
        self:settle(self.targets:find(self.own_id), "self")
    end
    for _, key in ipairs(self.targets.list) do
        if not key.state then self:settle(key, complete and "nobody" or "unresolved") end
    end
end

function Sweep:report(pass, complete)
    local counts = self.search:counts()
    return reports.new({
        cloud = self.client.cloud,
        at = self.at,
        seconds = self.clock.monotonic() - self.start,
        dry_run = self.options.dry_run or false,
        complete = complete,
        accounts = pass.read,
        unread = pass.unread,
        keys = self.targets.list,
        words = self.targets:count_words(),
        input = { bytes = counts.bytes, texts = counts.texts, cut = counts.cut, overflowed = counts.overflowed },
        journal = self.options.journal,
        journal_failure = self.log.failure,
    })
end

local function set_of(list)
    local set = {}
    for _, element in ipairs(list or {}) do set[element] = true end
    return set
end

-- Takes what the search has found, and what earlier runs with this journal have.
function Sweep:begin()
    self.targets:add_found()
    for _, entry in ipairs(self.log:entries()) do
        if entry.step == "begin" then self.targets:add_journaled(entry) end
    end
    self.targets:add_found()
    local ids, words = self.targets:journaled()
    self.log:add({ step = "begin", cloud = self.client.cloud, ids = core.array(ids), words = core.array(words) })
    return self.log:flush()
end

--- carry_out() → the report; nil, message, err when nothing could be begun. What it raised
-- meanwhile, if anything, is in `raised`.
function Sweep:carry_out()
    local pass = walk.new(self.client, function(records) return self:visit(records) end)
    local read, reason, kind = self.search:read()
    if read == nil then
        return errors.fail({ kind = kind, operation = "keys.sweep", message = "the input " .. reason })
    end
    local written, message, err = self:begin()
    if not written then return nil, message, err end
    if not read then self.held = {} end
    if #self.targets.list > 0 or self.targets.has_candidates then self:run(pass) end
    if self.held then self:read_rest(pass) end
    local complete = #pass.unread == 0
    if self.own then
        self.own.record.signs = true
        self:contain(self.own.key, self.own.record)
    end
    self:settle_the_rest(complete)
    self.log:add({ step = "end", complete = complete })
    self.log:flush()
    return self:report(pass, complete)
end

--- new{ client =, clock =, own_id =, search =, log =, index =, options = } → the run; `own_id`
-- is the key that signs, `search` as of `ncp.keys.ids`, `log` as of `ncp.keys.sweep.log`, `index`
-- tells who holds which key, or is nil.
function run.new(given)
    given.targets = targets_of.new(given.search)
    given.excepted = set_of(given.options.except)
    given.start = given.clock.monotonic()
    given.at = dates.to_iso(given.clock.now())
    return setmetatable(given, Sweep)
end

return run
