--- What a fleet does at the moment, for people: found by going through all keys of its Redis.
local status = {}

-- By the begin of a script's line: where it goes, and how it is read.
local READERS = {
    node = { "nodes", function(name, seen) return { name = name, seen = tonumber(seen) } end },
    budget = { "budgets", function(name, rate) return { name = name, rate = tonumber(rate) } end },
    lease = { "leases", function(name, holder, token, seconds)
        return { name = name, holder = holder, token = tonumber(token), seconds = tonumber(seconds) }
    end },
    owners = { "indexes", function(name, keys, age)
        return { name = name, keys = tonumber(keys), age = tonumber(age) }
    end },
}

local function is_before(a, b)
    return a.name < b.name
end

-- A node calls with several credentials, or several hosts: it was seen when it was last. And Redis may come by a key
-- twice.
local function add(lists, line)
    local list, read = lists[READERS[line[1]][1]], READERS[line[1]][2]
    local entry = read((table.unpack or unpack)(line, 2))
    for _, other in ipairs(list) do
        if other.name == entry.name then
            other.seen = entry.seen and math.min(other.seen, entry.seen)
            return
        end
    end
    list[#list + 1] = entry
end

--- read(fleet) → lists, by name:
--
-- | list | of each |
-- |---|---|
-- | nodes | `name`, `seen`: seconds since it asked for turns, of those that did within an hour |
-- | budgets | `name`, a hash of host and credential; `rate`, what was learned of refusals, if anything |
-- | leases | `name`, `holder`, `token`, `seconds` that are left |
-- | indexes | `name`, `keys`: how many; `age`: seconds since all accounts were read, nil when they were not |
function status.read(fleet)
    local lists, cursor = { nodes = {}, budgets = {}, leases = {}, indexes = {} }, "0"
    repeat
        local page, message, err = fleet:eval("status", {}, { fleet.prefix, cursor })
        if not page then return nil, message, err end
        for i = 2, #page do add(lists, page[i]) end
        cursor = page[1]
    until cursor == "0"
    for _, list in pairs(lists) do table.sort(list, is_before) end
    return lists
end

return status
