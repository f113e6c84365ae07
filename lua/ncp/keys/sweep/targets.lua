--- The keys that a sweep is about: those that were found for sure, and words of the input
-- that turn out to be keys when an account is found to hold them.
local targets = {}

local JOURNALED = 1000 -- words at most that are kept in a journal

local Targets = {}
Targets.__index = Targets

--- add(id, place) adds a key, unless it is there already; `place` is where it was found, as of
-- `ncp.keys.ids`, or nil.
function Targets:add(id, place)
    if self.by_id[id] then return self.by_id[id] end
    place = place or {}
    local key = { id = id, file = place.file, line = place.line, column = place.column, encoding = place.encoding }
    self.by_id[id] = key
    self.list[#self.list + 1] = key
    self.open, self.sought = self.open + 1, self.sought + 1
    return key
end

--- add_found() adds what the search has found for sure so far.
function Targets:add_found()
    for _, find in ipairs(self.search:finds()) do
        if find.kind == "new" or find.given then self:add(find.id, find) end
    end
    self.has_candidates = next(self.words) ~= nil or self.search:counts().candidates > 0
end

--- add_journaled(entry) adds what an earlier run wrote of its input.
function Targets:add_journaled(entry)
    for _, id in ipairs(entry.ids or {}) do self:add(id) end
    for _, word in ipairs(entry.words or {}) do self.words[word] = true end
end

--- journaled() → `{ ids =, words = }` for a journal: what was found for sure, and a number of
-- the words that may be keys.
function Targets:journaled()
    local ids, words = {}, {}
    for i, key in ipairs(self.list) do ids[i] = key.id end
    for word in pairs(self.words) do words[#words + 1] = word end
    for _, find in ipairs(self.search:finds()) do
        if #words == JOURNALED then break end
        if find.kind == "old" and not self.by_id[find.id] then words[#words + 1] = find.id end
    end
    return ids, words
end

--- ids() → all that may be keys, as far as they stand alone.
function Targets:ids()
    local ids = {}
    for word in pairs(self.words) do ids[#ids + 1] = word end
    for _, key in ipairs(self.list) do ids[#ids + 1] = key.id end
    for _, find in ipairs(self.search:finds()) do
        if not self.by_id[find.id] then ids[#ids + 1] = find.id end
    end
    return ids
end

--- find(id) → the key of that id, which somebody holds, if the sweep is about it.
function Targets:find(id)
    if self.by_id[id] then return self.by_id[id] end
    local place = self.search:find(id)
    return (place or self.words[id]) and self:add(id, place) or nil
end

--- meet(key, record) keeps whose the key is.
function Targets:meet(key, record)
    key.owner, key.owner_name, key.was_active = record.owner, record.owner_name, record.active
    self.sought = self.sought - 1
end

--- settle(key, state) keeps what became of a key.
function Targets:settle(key, state)
    key.state = state
    self.open = self.open - 1
    if state == "failed" then self.failed = self.failed + 1 end
end

--- count_words() → how many words have the form of an old id and belong to nobody.
function Targets:count_words()
    local count = self.search:counts().unheld
    for _, find in ipairs(self.search:finds()) do
        if find.kind == "old" and not self.by_id[find.id] then count = count + 1 end
    end
    return count
end

--- new(search) → `list`, the keys; `open`, how many are not settled; `sought`, of how many it is not
-- known whose they are; `failed`, how many could not be switched off; `has_candidates`, whether more
-- may turn out to be keys.
function targets.new(search)
    return setmetatable({
        search = search,
        list = {},
        by_id = {},
        words = {},
        open = 0,
        sought = 0,
        failed = 0,
        has_candidates = false,
    }, Targets)
end

return targets
