--- What there is of a fleet, a page of the keys of Redis.
--
-- ARGV: what its keys begin with; where to go on, 0 at first. Returns where then, 0 at the end, and lines of texts, see
-- `ncp.fleet.status`.
return [[
local prefix, lines = ARGV[1], {}

local function add(...) lines[#lines + 1] = { ... } end

local tell = {}

function tell.lease(key, name)
    local holder, token, until_ = unpack(redis.call("HMGET", key, "holder", "token", "until"))
    if until_ - now > 0 then add("lease", name, holder, token, ("%.3f"):format(until_ - now)) end
end

function tell.budget(key, name)
    local own = pace.new()
    own:restore(redis.call("GET", key) or "")
    local rate = own:rate_at(now)
    add("budget", name, rate and ("%.3f"):format(rate) or "")
end

function tell.nodes(key)
    local list = redis.call("ZRANGE", key, 0, -1, "WITHSCORES")
    for i = 1, #list, 2 do add("node", list[i], ("%.3f"):format(now - list[i + 1])) end
end

function tell.owners(key, name)
    local at = redis.call("GET", prefix .. "owners_at:{" .. name .. "}")
    add("owners", name, tostring(redis.call("HLEN", key)), at and ("%.3f"):format(now - at) or "")
end

local page = redis.call("SCAN", ARGV[2], "COUNT", 1000)
for _, key in ipairs(page[2]) do
    local kind, name = key:sub(#prefix + 1):match("^(%l+):{(.*)}$")
    if key:sub(1, #prefix) == prefix and tell[kind] then tell[kind](key, name) end
end
table.insert(lines, 1, page[1])
return lines
]]
