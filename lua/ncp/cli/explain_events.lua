--- What a file of `--trace` tells, summed up.

local json = require("ncp.base.json")
local quantity = require("ncp.base.quantity")

local failure = require("ncp.cli.failure")
local input = require("ncp.cli.input")
local stdout = require("ncp.cli.stdout")

local explain = {}

local function read(path)
    local events, number = {}, 0
    for text in input.text(path):gmatch("[^\n]+") do
        number = number + 1
        local event = json.decode(text)
        if type(event) ~= "table" or type(event.event) ~= "string" then
            failure.misuse("%s: line %d is no event of a trace", path, number)
        end
        events[event.event] = events[event.event] or {}
        table.insert(events[event.event], event)
    end
    return setmetatable(events, { __index = function() return {} end })
end

local line = stdout.labelled

local function number(value)
    return tonumber(value) or 0
end

local function sum(events)
    local seconds = 0
    for _, event in ipairs(events) do seconds = seconds + number(event.seconds) end
    return seconds
end

local function longest(events)
    local found
    for _, event in ipairs(events) do
        if not found or number(event.seconds) > number(found.seconds) then found = event end
    end
    return found
end

local function failed(calls)
    local found = {}
    for _, call in ipairs(calls) do
        if call.kind then found[#found + 1] = call end
    end
    return found
end

local function print_failures(calls)
    for i, call in ipairs(calls) do
        line(i == 1 and "failed" or "", ("%s: %s (%s, %s)"):format(
            tostring(call.operation), tostring(call.message), tostring(call.kind),
            call.request_id and "request " .. tostring(call.request_id) or "no request id"))
    end
end

local function count_connections(answers)
    local new, kept = 0, 0
    for _, answer in ipairs(answers) do
        if answer.reused == true then kept = kept + 1 end
        if answer.reused == false then new = new + 1 end
    end
    return new, kept
end

local function print_waits(events)
    if #events.waited > 0 then
        line("waited", ("%.3f s for turns of requests, at most %.3f s"):format(
            sum(events.waited), number(longest(events.waited).seconds)))
    end
    if #events.throttled > 0 then
        line("throttled", ("%s, which the service refused"):format(quantity(#events.throttled, "request")))
    end
    if #events.retry > 0 then
        line("retries", ("%.0f, after pauses of %.3f s"):format(#events.retry, sum(events.retry)))
    end
end

local function print_clock(skews)
    local last = skews[#skews]
    if not last then return end
    local seconds = number(last.seconds)
    local side = seconds > 0 and "ahead of" or "behind"
    line("clock", ("the server's is %.0f s %s this one"):format(math.abs(seconds), side))
end

--- run(path) prints what the trace tells, and returns the exit status: 1 when a call failed.
function explain.run(path)
    local events = read(path)
    local failures, slowest = failed(events.done), longest(events.done)
    line("calls", ("%.0f, of which %.0f failed; %s"):format(
        #events.done, #failures, quantity(#events.request, "request")))
    print_failures(failures)
    print_waits(events)
    print_clock(events.skew)
    local new, kept = count_connections(events.answer)
    line("connections", ("%.0f new, %s a kept one"):format(new, quantity(kept, "time")))
    if slowest then
        line("slowest", ("%s, %.3f s"):format(tostring(slowest.operation), number(slowest.seconds)))
    end
    return #failures == 0 and 0 or 1
end

return explain
