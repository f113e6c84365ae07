--- Work on the keys of one owner in steps that a journal keeps: what it knows, and what its steps have in common. A
-- step that fails raises a failure, which the call returns.
local alone = require("ncp.keys.alone")
local clouds = require("ncp.keys.rotate.clouds")
local dates = require("ncp.base.dates")
local nouns = require("ncp.clouds.nouns")
local orphans = require("ncp.keys.orphans")
local records = require("ncp.keys.records")
local steps = require("ncp.keys.steps")
local tasks = require("ncp.runtime.tasks")

local Run = {}
Run.__index = Run

local Failure = {}

--- Run.new{ client =, owner =, options =, journal =, operation = } → the same table as a run. Of its journal only
-- `entries`, `append` and `keep` are used; `operation` is such as `keys.rotate`. A run that makes keys has a `sink`
-- (see `ncp.keys.sinks`).
function Run.new(fields)
    local state = nouns.state_of(fields.client)
    fields.auth, fields.clock, fields.timeout = state.auth, state.clock, state.timeout
    fields.cloud = clouds[fields.client.cloud]
    fields.removed = 0 -- files that killed runs had left
    return setmetatable(fields, Run)
end

--- Run.failure(raised) → the error in what a step raised, or nil if it is none of a step.
function Run.failure(raised)
    return getmetatable(raised) == Failure and raised.err or nil
end

--- Run.raise(err) raises a failure: an error of a call, or `{ kind =, message = }`.
function Run.raise(err)
    error(setmetatable({ err = err }, Failure), 0)
end

--- Run.fail(kind, message, …) raises a failure; the message is a format.
function Run.fail(kind, message, ...)
    Run.raise({ kind = kind, message = message:format(...) })
end

--- Run.must(out, meta, err) → `out, meta`; raises `err` when `out` is nil.
function Run.must(out, meta, err)
    if out == nil then Run.raise(err) end
    return out, meta
end

--- Run.carry_out(run, fn, fail, …) → what `fn(run, …)` returns, or `fail(run, err)` where it raised a failure. The run
-- (of this class or another) is then closed.
function Run.carry_out(run, fn, fail, ...)
    -- A task, and no pcall: 5.1 cannot pause calls in one.
    local ok, result = tasks.wait(tasks.spawn(fn, run, ...))
    run:close()
    if ok then return result end
    local failure = Run.failure(result)
    if not failure then error(result, 0) end
    return fail(run, failure)
end

--- last() → the last entry of the journal.
function Run:last()
    local entries = self.journal:entries()
    return entries[#entries]
end

--- find(step [, key]) → the last entry of this step (and key), or nil.
function Run:find(step, key)
    local entries = self.journal:entries()
    for i = #entries, 1, -1 do
        local entry = entries[i]
        if entry.step == step and (not key or entry.key == key) then return entry end
    end
    return nil
end

--- plan() → the first entry, with what was settled at the begin.
function Run:plan()
    return self.journal:entries()[1]
end

--- record(step, fields) puts an entry into the journal, on the disk.
function Run:record(step, fields)
    local entry = fields or {}
    entry.step = step
    Run.must(self.journal:append(entry))
    steps.tell(self.client, self.operation, { step = step, key = entry.key, owner = self.owner })
end

--- hold(name) lets nobody else of the client's fleet do the work of that name, and stops when it is lost.
function Run:hold(name)
    self.client, self.lease = Run.must(alone.take(self.client, name, self.journal))
end

--- check_held() stops the run when what it holds is lost: before what is no call, as a call is not sent then.
function Run:check_held()
    Run.must(self.journal:keep(true))
end

--- sleep(seconds) waits, without losing what is held.
function Run:sleep(seconds)
    local wakes_at, most = self.clock.monotonic() + seconds, self.lease and self.lease.seconds / 4 or seconds
    while self.clock.monotonic() < wakes_at do
        self.clock.sleep(math.min(wakes_at - self.clock.monotonic(), most))
        self:check_held()
    end
end

--- close() lets others do the work, and open the journal.
function Run:close()
    if self.sink then self.sink:close() end
    self.journal:close()
    if self.lease then self.lease:release() end
end

--- list([client]) → the keys of the owner, by id too, and the listing (see `ncp.keys.orphans`).
function Run:list(client)
    local listing = Run.must(orphans.listing(client or self.client, self.owner))
    local keys = listing.keys
    for _, key in ipairs(keys) do keys[key.id] = key end
    return keys, listing
end

--- change(announced, key, make, done) announces a change of a key, unless the journal ends with that already, makes
-- and notes it.
function Run:change(announced, key, make, done)
    if self:last().step ~= announced then self:record(announced, { key = key }) end
    make()
    self:record(done, { key = key })
end

--- slots(keys) → those of the keys that count among the two that an owner may have.
function Run:slots(keys)
    local taken = {}
    for _, key in ipairs(keys) do
        if records.takes_slot(self.client, key) then taken[#taken + 1] = key end
    end
    return taken
end

--- signs_with(key) → whether the client of this run does.
function Run:signs_with(key)
    local credential = self.auth:credential(self.clock.monotonic() + self.timeout)
    return credential ~= nil and credential.account == key
end

--- client_for(key) → a client that can end this key: one cannot go on signing with a key
-- that it ended.
function Run:client_for(key)
    if not self:signs_with(key) then return self.client end
    if not self.holder then
        Run.fail("validation", "the client signs with %s, which is to be disabled: go on with a client that does not",
            key)
    end
    return self.holder
end

local function unless_gone(out, message, err)
    if out == nil and err.kind == "not_found" then return end
    Run.must(out, message, err)
end

--- disable(key) and remove(key) do not mind when that is done already.
function Run:disable(key)
    unless_gone(self.cloud.set_active(self:client_for(key), self.owner, key, false))
end

function Run:remove(key)
    self:disable(key)
    unless_gone(self.cloud.delete(self:client_for(key), self.owner, key))
end

-- The creates with which the journal ends, but for an undo: nobody knows what became of
-- them.
function Run:open_creates()
    local entries, creates = self.journal:entries(), {}
    for i = #entries, 1, -1 do
        local step = entries[i].step
        if step == "create" then table.insert(creates, 1, entries[i]) end
        if step ~= "create" and step ~= "undo" and step ~= "enabled" then break end
    end
    return creates
end

--- orphan() → the key that a create of which nobody knows the end has made, or nil. A key
-- that came at another time is not touched: it is somebody else's.
function Run:orphan()
    local creates = self:open_creates()
    if #creates == 0 then return nil end
    local before = { ids = creates[1].before, time = dates.from_iso(creates[1].listed) }
    local _, listing = self:list()
    local made, strangers = orphans.since(before, listing, dates.from_iso(creates[#creates].listed))
    if strangers[1] then
        Run.fail("conflict", "key %s of %s was not there before and is not of this run: "
            .. "if nobody uses it, delete it, then go on", strangers[1].id, self.owner)
    end
    return made[1] and made[1].id
end

return Run
