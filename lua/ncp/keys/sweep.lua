--- Leak response: recognises key ids in any text, finds their owners, switches all of them
-- off at once, and reads back until each is off.
local containment = require("ncp.keys.containment")
local core = require("ncp.core")
local dates = require("ncp.dates")
local demand = require("ncp.demand")
local errors = require("ncp.error")
local finder = require("ncp.keys.ids")
local logs = require("ncp.keys.sweep.log")
local nouns = require("ncp.nouns")
local options_of = require("ncp.options")
local reports = require("ncp.keys.sweep.report")
local walk = require("ncp.keys.walk")

local DEFAULT_CONCURRENCY = 32

local Sweep = {}
Sweep.__index = Sweep

-- Keeps what became of a key.
function Sweep:settle(key, state)
    key.state = state
    self.open = self.open - 1
    if state == "failed" then self.failed = self.failed + 1 end
    if self.options.on_progress then
        self.options.on_progress(#self.keys - self.open, self.failed, #self.keys)
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
    local key = self.by_id[record.id]
    if not key or key.owner then return end
    key.owner, key.owner_name, key.was_active = record.owner, record.owner_name, record.active
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
        if self.by_id[record.id] then table.insert(jobs, 1, function() self:meet(record) end) end
    end
    for _, entry in ipairs(self.log:entries()) do
        if entry.step == "found" then
            add({ id = entry.id, owner = entry.owner, owner_name = entry.owner_name, cloud = self.client.cloud })
        end
    end
    for _, record in ipairs(self.options.index and self.options.index:records() or {}) do add(record) end
end

function Sweep:visit(records)
    if self.options.index then self.options.index:put(records) end
    for _, record in ipairs(records) do self:meet(record) end
    return true
end

-- Reads accounts until all keys are found.
function Sweep:run(pass)
    local options = self.options
    self:add_known(pass.jobs)
    self.raised = pass:run({
        concurrency = options.concurrency or DEFAULT_CONCURRENCY,
        rate = options.rate,
        deadline = options.deadline,
        stop_on = function() return self.open == (self.own and 1 or 0) end,
    })
end

-- Keys that nobody was found to hold; one that signs is then the main account's. Where
-- only the length of a word speaks for a key it is not mentioned.
function Sweep:settle_the_rest(complete)
    local kept = {}
    for _, key in ipairs(self.keys) do
        if not key.state and key.id == self.own_id then self:settle(key, "self") end
        if not key.state and key.likely then self:settle(key, complete and "nobody" or "unresolved") end
        if key.state then kept[#kept + 1] = key end
        key.likely = nil
    end
    self.keys = kept
end

function Sweep:report(pass, complete)
    return reports.new({
        cloud = self.client.cloud,
        at = self.at,
        seconds = self.clock.monotonic() - self.start,
        dry_run = self.options.dry_run or false,
        complete = complete,
        accounts = pass.read,
        unread = pass.unread,
        keys = self.keys,
        journal = self.options.journal,
        journal_failure = self.log.failure,
    })
end

-- The keys of the input and those of earlier runs with this journal.
local function find_keys(input, log)
    local keys, by_id = finder.find(input), {}
    for _, key in ipairs(keys) do by_id[key.id] = key end
    for _, entry in ipairs(log:entries()) do
        for _, id in ipairs(entry.step == "begin" and entry.ids or {}) do
            if not by_id[id] then
                by_id[id] = { id = id, likely = true }
                keys[#keys + 1] = by_id[id]
            end
        end
    end
    return keys, by_id
end

local function set_of(list)
    local set = {}
    for _, element in ipairs(list or {}) do set[element] = true end
    return set
end

local function likely_ids(keys)
    local ids = {}
    for _, key in ipairs(keys) do
        if key.likely then ids[#ids + 1] = key.id end
    end
    return core.array(ids)
end

local function carry_out(self)
    local pass = walk.new(self.client, function(records) return self:visit(records) end)
    self.log:add({ step = "begin", cloud = self.client.cloud, ids = likely_ids(self.keys) })
    local written, message, err = self.log:flush()
    if not written then return nil, message, err end
    if #self.keys > 0 then self:run(pass) end
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

--- sweep(client, input, options) → a report; nil, message, err when nothing could be begun:
-- an option is refused, there are no keys to sign with, or the journal cannot be written.
--
-- `input` is a text, an open file, or a list of ids, texts and open files. `client` is one
-- of `ncp.new` or `huawei.new`.
--
-- | option | meaning |
-- |---|---|
-- | dry_run | true: nothing is changed; keys that would be switched off are `found` |
-- | except | a list of ids that are left alone |
-- | include_self | true: the key that signs the requests is switched off too, at last |
-- | narrow_sources | `{ { type =, source = } }`, only from there the account's keys work if one cannot be turned off |
-- | detach_policies | true: if that fails too, its account loses its policies and groups |
-- | journal | path of a file that makes an interrupted sweep resumable, and tells what was done |
-- | index | an `ncp.keys.index`: keys in it are switched off before any account is read |
-- | concurrency | requests under way at most; default 32 |
-- | rate, deadline | as of `ncp.map` |
-- | on_progress | called with (done, failed, total) after each key |
--
-- A report has `keys`, `counts` (of each state), `complete` (whether all accounts that had
-- to be read were), `accounts`, `unread`, `seconds`, `at`, `cloud`, `dry_run`, `journal` and
-- `journal_failure`; `tostring` makes it a text. A key has `id`, `state`, and as far as they
-- are known `owner`, `owner_name`, `was_active`, `seconds` (from the start until it was
-- proven), `by`, `proof` (`at`, `saw`, `request_id`), `message`, `err`. States:
--
-- | state | meaning |
-- |---|---|
-- | off | read back as off, or gone |
-- | contained | on, but useless: `by` narrow_sources or detach_policies |
-- | failed | still on; `message` says why |
-- | self | signs the requests; left on |
-- | excepted, found | left alone as asked; would be switched off |
-- | nobody | no account holds it |
-- | unresolved | not found, and not all accounts could be read |
return function(client, input, options)
    demand(client, "client", "keys.sweep")
    options = options or {}
    local valid, message, err = options_of.check(options, options_of.sweep, "keys.sweep")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    local state = nouns.state_of(client)
    local own
    own, message = state.auth:credential(state.clock.monotonic() + state.timeout)
    if not own then return errors.fail({ kind = "credentials", operation = "keys.sweep", message = message }) end
    local log
    log, message, err = logs.open(not options.dry_run and options.journal, state.clock)
    if not log then return nil, message, err end
    local keys, by_id = find_keys(input, log)
    local sweep = setmetatable({
        client = client,
        clock = state.clock,
        options = options,
        own_id = own.account,
        excepted = set_of(options.except),
        log = log,
        keys = keys,
        by_id = by_id,
        open = #keys,
        failed = 0,
        start = state.clock.monotonic(),
        at = dates.to_iso(state.clock.now()),
    }, Sweep)
    local report
    report, message, err = carry_out(sweep)
    log:close()
    if sweep.raised then error(sweep.raised, 0) end
    return report, message, err
end
