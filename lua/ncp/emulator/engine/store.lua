--- Things by id, in the order in which they were added.

local store = {}
store.__index = store

function store.new()
    return setmetatable({ by_id = {}, ids = {} }, store)
end

function store:add(id, thing)
    self.by_id[id] = thing
    self.ids[#self.ids + 1] = id
    return thing
end

--- The thing with this id, or nil.
function store:get(id)
    return self.by_id[id]
end

function store:remove(id)
    self.by_id[id] = nil
    for i, other in ipairs(self.ids) do
        if other == id then return table.remove(self.ids, i) end
    end
end

--- All things, a new list.
function store:list()
    local things = {}
    for i, id in ipairs(self.ids) do things[i] = self.by_id[id] end
    return things
end

--- Whether a thing other than `own` (which may be nil) has this value of the field.
function store:is_taken(field, value, own)
    for _, thing in pairs(self.by_id) do
        if thing ~= own and thing[field] == value then return true end
    end
    return false
end

return store
