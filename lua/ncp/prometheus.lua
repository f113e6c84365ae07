--- Events as series for Prometheus, over knyar/nginx-lua-prometheus, whose object the operator has made:
--
--     init_worker_by_lua_block {
--         prometheus = require("prometheus").init("prometheus_metrics")
--         count = require("ncp.prometheus").new(prometheus)     -- an `on_event`
--     }
--
-- The series are in docs/observability.md.
local core = require("ncp.core")
local demand = require("ncp.base.demand")

local ngx = ngx -- luacheck: read globals ngx

local adapter = {}

local WATCH = 1 -- seconds between looks at calls that are gone

-- By the name of a series: its kind, what it tells, its labels.
local SERIES = {
    ncp_calls_total = { "counter", "Calls that are over", { "operation", "outcome" } },
    ncp_call_duration_seconds = { "histogram", "Seconds of a call, retries and pauses included", { "operation" },
        buckets = { 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60 } },
    ncp_retries_total = { "counter", "Attempts after the first", { "operation", "kind" } },
    ncp_throttled_total = { "counter", "Requests that the service refused because there were too many",
        { "operation" } },
    ncp_waited_seconds_total = { "counter", "Seconds that requests waited for their turn", { "operation" } },
    ncp_calls_in_flight = { "gauge", "Calls that were sent and are not over", { "worker" } },
    ncp_renewals_total = { "counter", "Times that keys or a token were looked for", { "outcome" } },
    ncp_swept_keys_total = { "counter", "Keys of which a sweep has found out the state", { "state" } },
}

local function register(prometheus)
    local series = {}
    for name, form in pairs(SERIES) do
        series[name] = prometheus[form[1]](prometheus, name, form[2], form[3], form.buckets)
    end
    return series
end

-- What is in flight in this worker. A request of nginx that is broken off takes its calls with it, without a word:
-- they count until the time that they had is over, and another call is made.
local Flights = {}
Flights.__index = Flights

-- Notes until when a call may be in flight; nil: no longer.
local function set(self, call, deadline)
    if (self.deadlines[call] ~= nil) ~= (deadline ~= nil) then self.count = self.count + (deadline and 1 or -1) end
    self.deadlines[call] = deadline
end

local function drop_gone(self, now)
    if now < self.looked_at + WATCH then return end
    self.looked_at = now
    for call, deadline in pairs(self.deadlines) do
        if deadline < now then set(self, call, nil) end
    end
end

function Flights:note(event, seconds)
    local now = core.monotonic()
    drop_gone(self, now)
    set(self, event.call, seconds and now + seconds)
    self.gauge:set(self.count, { self.worker })
end

-- By event: what it counts.
local count = {}

function count.request(event, _, flights)
    flights:note(event, event.timeout)
end

function count.done(event, series, flights)
    flights:note(event, nil)
    series.ncp_calls_total:inc(1, { event.operation, event.kind or "ok" })
    series.ncp_call_duration_seconds:observe(event.seconds, { event.operation })
end

function count.retry(event, series)
    series.ncp_retries_total:inc(1, { event.operation, event.kind })
end

function count.throttled(event, series)
    series.ncp_throttled_total:inc(1, { event.operation })
end

function count.waited(event, series)
    series.ncp_waited_seconds_total:inc(event.seconds, { event.operation })
end

function count.renewed(event, series)
    series.ncp_renewals_total:inc(1, { event.kind or "ok" })
end

function count.step(event, series)
    if event.operation == "keys.sweep" then series.ncp_swept_keys_total:inc(1, { event.step }) end
end

--- new(prometheus) → what counts events, for the `on_event` of any number of clients. `prometheus` is what
-- `require("prometheus").init(…)` of nginx-lua-prometheus returned in this worker; its series are registered here.
function adapter.new(prometheus)
    demand(prometheus, "table", "prometheus.new: the object of nginx-lua-prometheus")
    local series = register(prometheus)
    local flights = setmetatable({
        gauge = series.ncp_calls_in_flight, worker = tostring(ngx and ngx.worker.id() or 0),
        deadlines = {}, count = 0, looked_at = 0,
    }, Flights)
    flights.gauge:set(0, { flights.worker })
    return function(event)
        local counts = count[event.event]
        if counts then counts(event, series, flights) end
    end
end

return adapter
