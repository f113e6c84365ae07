--- Texts of scripts for journals, see `ncp.fleet.scripts`.
local scripts = {}

-- What follows an entry of a journal, a page of it.
--
-- KEYS: the journal. ARGV: the id of the entry, or 0-0.
-- Returns the id and the text of each.
scripts.read_journal = [[
local PAGE = 100
local list = {}
for _, entry in ipairs(redis.call("XRANGE", KEYS[1], "(" .. ARGV[1], "+", "COUNT", PAGE)) do
    list[#list + 1] = entry[1]
    list[#list + 1] = entry[2][4]
end
return list
]]

-- Adds an entry to a journal. Nobody can but who took its lease last, so that all tokens in it grow.
--
-- KEYS: the journal, and its lease. ARGV: the token; for how many seconds the lease is then held; the id of the last
-- entry that the holder knows, or 0-0; the text.
-- Returns the id of the entry; or "" and what stands against it.
scripts.append_journal = [[
local KEPT = 366 * 86400 -- seconds
if redis.call("HGET", KEYS[2], "token") ~= ARGV[1] then return { "", "lease" } end
local last = redis.call("XREVRANGE", KEYS[1], "+", "-", "COUNT", 1)[1]
if (last and last[1] or "0-0") ~= ARGV[3] then return { "", "entry" } end
local id = redis.call("XADD", KEYS[1], "*", "token", ARGV[1], "text", ARGV[4])
redis.call("EXPIRE", KEYS[1], KEPT)
redis.call("HSET", KEYS[2], "until", ("%.6f"):format(now + ARGV[2]))
return { id }
]]

return scripts
