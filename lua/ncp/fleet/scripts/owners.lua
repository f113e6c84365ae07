--- Texts of scripts that keep who holds which key, see `ncp.fleet.scripts`. It is a hash by id of texts.
local scripts = {}

-- KEYS: the hash. ARGV: ids; returns id and text of those that it has.
scripts.find_owners = [[
local found = {}
for i, text in ipairs(redis.call("HMGET", KEYS[1], unpack(ARGV))) do
    if text then
        found[#found + 1] = ARGV[i]
        found[#found + 1] = text
    end
end
return found
]]

-- KEYS: the hash. ARGV: where to go on, 0 at first; returns where then, 0 at the end, and ids and texts.
scripts.all_owners = [[
local page = redis.call("HSCAN", KEYS[1], ARGV[1], "COUNT", 500)
table.insert(page[2], 1, page[1])
return page[2]
]]

-- KEYS: the hash. ARGV: ids and texts.
scripts.put_owners = [[
redis.call("HSET", KEYS[1], unpack(ARGV))
return redis.call("EXPIRE", KEYS[1], 7 * 86400)
]]

-- Puts a hash that the holder of a lease has written in the place of another.
--
-- KEYS: the hash, the other one, when that was, and the lease. ARGV: its token. Returns whether it was the holder's.
scripts.publish_owners = [[
if redis.call("HGET", KEYS[4], "token") ~= ARGV[1] then return 0 end
redis.call("DEL", KEYS[2])
if redis.call("EXISTS", KEYS[1]) == 1 then redis.call("RENAME", KEYS[1], KEYS[2]) end
redis.call("SET", KEYS[3], ("%.6f"):format(now), "EX", 7 * 86400)
return 1
]]

-- KEYS: when that was. Returns the seconds since then, or "" when it was not.
scripts.age_of_owners = [[
local at = redis.call("GET", KEYS[1])
return at and ("%.3f"):format(now - at) or ""
]]

return scripts
