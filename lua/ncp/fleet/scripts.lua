--- What Redis does for a fleet, in scripts, each of which happens whole or not at all. Time is Redis's: the clocks of
-- the machines do not matter. All keys of a script have one hash tag, so that a cluster can run it.
--
-- Each is { text =, digest = }; Redis tells the digest, see `ncp.fleet.connections`.
local journal = require("ncp.fleet.scripts.journal")
local owners = require("ncp.fleet.scripts.owners")
local pace = require("ncp.call.pace")
local status = require("ncp.fleet.scripts.status")

local scripts = {}

local NOW = [[
local time = redis.call("TIME")
local now = time[1] + time[2] / 1000000
]]

-- The text of the module that has the function: that of a file, unless the module was loaded from a text.
local function text_of(fn)
    local source = debug.getinfo(fn, "S").source
    local path = source:match("^@(.*)$")
    if not path then return source end
    local file = assert(io.open(path))
    local text = file:read("*a")
    file:close()
    return text
end

-- Turns to send. Redis runs `ncp.call.pace` itself, so that all machines keep one rate and learn as one machine does.
-- What it gives out are slices of time: a span in which one machine alone sends, at the rate. No instant is given out
-- twice, so no second has more than one turn above the rate, and none is given out further ahead than HORIZON, so that
-- what is urgent never waits long for what is not. Machines that must wait stand in line: the urgent ones first, then
-- in the order in which they came; each is told when to come again. One that does not come is dropped. Who has more
-- that is urgent stays in the line.
--
-- KEYS: the pace's state; the line, a sorted set of machines; by machine, when it comes again and for how many turns;
-- when each machine asked last.
-- ARGV: the machine; how many turns it wants, 0 for none; the rate asked for, or ""; 1 when they are urgent, else 0;
-- then for answers of the service, in the order of time: how many, the seconds since their requests were sent, and 1
-- when they were refused for being too many, else 0.
-- Returns texts: the time; the turns given; the rate, or "" when no rate holds; seconds from now to the first turn, or
-- until the machine is to come again.
local take = [[
local SLICE = 0.03 -- seconds: so one machine asks some 35 times a second, however many calls it makes
local HORIZON = 0.06 -- seconds, or two turns
local GONE = 0.5 -- seconds after which one that was to come again is dropped
local URGENT = 1e9 -- seconds by which what is urgent came earlier
local KEPT = 3600 -- seconds for which all is kept

local state, line, due, nodes = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local node, wanted, asked, is_urgent = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4] == "1"

local own = pace.new()
own:restore(redis.call("GET", state) or "")
for at = 5, #ARGV, 3 do
    for _ = 1, tonumber(ARGV[at]) do own:answered(now, now - tonumber(ARGV[at + 1]), ARGV[at + 2] == "1") end
end

local function drop(other)
    redis.call("ZREM", line, other)
    redis.call("HDEL", due, other)
end

local function stand_in_line(since, comes_at, turns)
    redis.call("ZADD", line, ("%.6f"):format(since), node)
    redis.call("HSET", due, node, ("%.6f %d"):format(comes_at, turns))
end

-- How many turns those want who are before one in the line who came then.
local function turns_before(since)
    local turns = 0
    for _, other in ipairs(redis.call("ZRANGEBYSCORE", line, "-inf", ("(%.6f"):format(since))) do
        local comes_at, count = (redis.call("HGET", due, other) or "0 0"):match("(%S+) (%S+)")
        if comes_at + GONE < now then drop(other) else turns = turns + count end
    end
    return turns
end

local function keep()
    redis.call("SET", state, own:state(), "EX", KEPT)
    redis.call("EXPIRE", line, KEPT)
    redis.call("EXPIRE", due, KEPT)
    redis.call("ZADD", nodes, ("%.3f"):format(now), node)
    redis.call("ZREMRANGEBYSCORE", nodes, "-inf", now - KEPT)
    redis.call("EXPIRE", nodes, KEPT)
end

local function answer(count, rate, seconds)
    keep()
    return { ("%.6f"):format(now), tostring(count), rate and ("%.9f"):format(rate) or "", ("%.6f"):format(seconds) }
end

local rate = own:rate_at(now, asked)
if wanted == 0 or not rate then return answer(0, rate, 0) end

local most = math.max(1, math.floor(rate * SLICE))
local horizon = math.max(2 / rate, HORIZON)
-- What is past is of no use to one who has yet to hear of it; and Redis's clock may have been set back.
own.next_at = math.max(now, math.min(own.next_at, now + horizon + most / rate))
local since = tonumber(redis.call("ZSCORE", line, node) or now)
if is_urgent and since > now - URGENT then since = since - URGENT end

local wait = own.next_at - now + turns_before(since) / rate - horizon
if wait <= 0 then
    local count = math.min(wanted, most)
    local first = own:take(now, rate, count)
    drop(node)
    if is_urgent and wanted > count then stand_in_line(since, first + count / rate, wanted - count) end
    return answer(count, rate, first - now)
end
stand_in_line(since, now + wait, math.min(wanted, most))
return answer(0, rate, wait)
]]

-- A lease: who has it, until when, and a token that is higher than all before, even where Redis has lost what it knew,
-- since no token is below the time in microseconds.
--
-- KEYS: the lease. ARGV: its holder; for how many seconds.
-- Returns the token; or 0, who has it and for how many more seconds, as texts.
local acquire = [[
local KEPT = 86400 -- seconds after its end for which the token is kept
local holder, token, until_ = unpack(redis.call("HMGET", KEYS[1], "holder", "token", "until"))
if until_ and tonumber(until_) > now then return { "0", holder, ("%.3f"):format(until_ - now) } end
token = ("%.0f"):format(math.max((tonumber(token) or 0) + 1, now * 1000000))
redis.call("HSET", KEYS[1], "holder", ARGV[1], "token", token, "until", ("%.6f"):format(now + ARGV[2]))
redis.call("EXPIRE", KEYS[1], math.ceil(ARGV[2]) + KEPT)
return { token }
]]

-- Renews a lease, or ends it, which nobody but its holder can, and not after its end: then another may have had it.
--
-- KEYS: the lease. ARGV: its token; for how many seconds from now, 0 to end it.
-- Returns whether it was the holder's, as 1 or 0.
local renew = [[
local token, until_ = unpack(redis.call("HMGET", KEYS[1], "token", "until"))
if token ~= ARGV[1] or tonumber(until_) <= now then return 0 end
redis.call("HSET", KEYS[1], "until", ("%.6f"):format(now + ARGV[2]))
return 1
]]

-- Ends a lease, whoever has it. Its token stays, so that it grows.
--
-- KEYS: the lease. Returns whether somebody had it, as 1 or 0.
local end_lease = [[
if tonumber(redis.call("HGET", KEYS[1], "until") or 0) <= now then return 0 end
redis.call("HSET", KEYS[1], "until", "0")
return 1
]]

local function script(...)
    return { text = table.concat({ NOW, ... }, "\n") }
end

local function script_with_pace(text)
    return script("local pace = (function()", text_of(pace.new), "end)()", text)
end

scripts.take = script_with_pace(take)
scripts.status = script_with_pace(status)
scripts.acquire = script(acquire)
scripts.renew = script(renew)
scripts.end_lease = script(end_lease)
for _, texts in ipairs({ journal, owners }) do
    for name, text in pairs(texts) do scripts[name] = script(text) end
end

return scripts
