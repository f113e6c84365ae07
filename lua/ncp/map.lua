--- One function over many items, many calls at once.
local core = require("ncp.core")
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local options_of = require("ncp.base.options")
local tasks = require("ncp.runtime.tasks")

local DEFAULT_CONCURRENCY = 16

local function fault(kind, message)
    local _, _, err = errors.fail({ kind = kind, operation = "map", message = message })
    return { ok = false, err = err }
end

local CANNOT_PAUSE = "attempt to yield across"
local HINT = " (this Lua cannot pause a call inside pcall, a metamethod or an iterator: see ncp.runtime.tasks)"

-- What a function raised; with a hint if it is that this Lua cannot pause there.
local function raised(err)
    if type(err) == "string" and err:find(CANNOT_PAUSE, 1, true) then return err .. HINT end
    return err
end

local Run = {}
Run.__index = Run

function Run:has_next()
    if self.next > #self.items or self.stopped then return false end
    return self.deadline == math.huge or core.monotonic() < self.deadline
end

-- What a callback of the run raises ends the run, and is raised by it.
function Run:call_back(callback, ...)
    local returned, value = pcall(callback, ...)
    if returned then return value end
    self.raised, self.stopped = self.raised or value, true
end

-- Notes the result of item `index`, and tells those who asked to be told.
function Run:settle(index, result)
    self.results[index] = result
    self.done = self.done + 1
    if not result.ok then self.failed = self.failed + 1 end
    if self.on_progress then self:call_back(self.on_progress, self.done, self.failed, #self.items) end
    if self.stop_on and self:call_back(self.stop_on, result, index) then self.stopped = true end
end

-- Settles an item by what its function returned.
function Run:settle_returned(index, out, meta, err)
    if out == nil and meta ~= nil then return self:settle(index, { ok = false, err = err or meta }) end
    self:settle(index, { ok = true, out = out, meta = meta })
end

-- Takes items one after the other. An item may have added others, which then need more
-- workers.
local function work(run, worker)
    while run:has_next() do
        local index = run.next
        run.next, worker.index = index + 1, index
        run:settle_returned(index, run.fn(run.items[index], index))
        run:start_workers()
    end
end

-- A worker ends with an item that raises: there is no `pcall` around it, in which 5.1
-- could not pause.
function Run:start_worker()
    local worker = {}
    self.running = self.running + 1
    tasks.start({
        deadline = self.deadline < math.huge and self.deadline or nil,
        rate = self.rate,
        priority = self.priority,
        on_done = function(task)
            self.running = self.running - 1
            if not task.ok then self:settle(worker.index, { ok = false, err = raised(task.results[1]) }) end
            self.event:signal()
        end,
    }, work, self, worker)
end

function Run:start_workers()
    while self.running < self.concurrency and self:has_next() do self:start_worker() end
end

-- What is said of an item that was not started.
function Run:unstarted()
    if self.stopped then return fault("stopped", "the run was stopped before this item") end
    return fault("deadline", "the deadline of the run passed before this item")
end

--- map(items, fn, options) → a list of results in the order of the items, and counts
-- `{ done =, failed = }`. `fn(item, index)` makes ordinary calls; up to `concurrency` of
-- them are under way at once.
--
-- A result is `{ ok = true, out =, meta = }` with what `fn` returned, or
-- `{ ok = false, err = }` when it returned nil and a message (`err` is its third value,
-- else the message) or raised (`err` is what it raised). One item's failure never loses
-- another's result. `items` may grow while the run goes on.
--
-- | option | meaning |
-- |---|---|
-- | concurrency | items at once at most; default 16 |
-- | deadline | seconds for the whole run: cuts calls short, and what was not started is of kind `deadline` |
-- | rate | requests per second at most; shared with all that have a rate for the same host and credential |
-- | priority | `high`: of requests that wait for their turn, those of this run go first |
-- | on_progress | called with (done, failed, total) after each item; makes no calls itself |
-- | stop_on | `stop_on(result, index)`: true starts no further item; those are of kind `stopped` |
return function(items, fn, options)
    demand(items, "table", "map: the items")
    demand(fn, "callable", "map: what is done with each item")
    local valid, message, err = options_of.check(options, options_of.map, "map")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    options = valid
    local run = setmetatable({
        items = items,
        fn = fn,
        results = {},
        concurrency = options.concurrency or DEFAULT_CONCURRENCY,
        deadline = options.deadline and core.monotonic() + options.deadline or math.huge,
        rate = options.rate,
        priority = options.priority,
        on_progress = options.on_progress,
        stop_on = options.stop_on,
        event = tasks.event(),
        next = 1,
        running = 0,
        done = 0,
        failed = 0,
    }, Run)
    run:start_workers()
    while run.running > 0 do
        run.event:wait()
        run:start_workers()
    end
    for index = run.next, #items do run:settle(index, run:unstarted()) end
    if run.raised then error(run.raised, 0) end
    return run.results, { done = run.done, failed = run.failed }
end
