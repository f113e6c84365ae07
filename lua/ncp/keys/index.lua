--- Who holds which key: an index to keep at hand, so that a leaked key can be switched off
-- before any account is read.
--
--     local index = assert(ncp.keys.index(client))
--     save(index:records())                             -- plain tables, such as for JSON
--     index = assert(ncp.keys.index(client, { records = loaded }))
local demand = require("ncp.base.demand")
local errors = require("ncp.base.error")
local options_of = require("ncp.base.options")
local quantity = require("ncp.base.quantity")
local walk = require("ncp.keys.walk")

local DEFAULT_CONCURRENCY = 32

local Index = { __name = "ncp.KeyIndex" }
Index.__index = Index

--- find(id) → the record of the key, as of `ncp.keys.list`, or nil.
function Index:find(id)
    return self.by_id[id]
end

--- records([ids]) → all records, in no order. Another index may leave out those that are not of these ids.
function Index:records()
    local list = {}
    for _, record in pairs(self.by_id) do list[#list + 1] = record end
    return list
end

--- put(records) adds what was read of one account or more.
function Index:put(records)
    for _, record in ipairs(records) do self.by_id[record.id] = record end
end

--- refresh() reads all accounts again → the index; nil, message, err when some could not be
-- read: what was known of their keys is then kept.
function Index:refresh()
    local before, by_id = self.by_id, {}
    local pass = walk.new(self.client, function(records)
        for _, record in ipairs(records) do by_id[record.id] = record end
        return true
    end)
    local raised = pass:run(self.options)
    if raised then error(raised, 0) end
    self.by_id = by_id
    if #pass.unread == 0 then return self end
    for id, record in pairs(before) do by_id[id] = by_id[id] or record end
    return errors.fail({
        kind = pass.unread[1].kind, operation = "keys.index",
        message = ("%s could not be read: %s"):format(quantity(#pass.unread, "account"), pass.unread[1].message),
    })
end

--- index(client, options) → an index of all keys that the client can see; nil, message, err
-- when not all accounts could be read. Options are `records`, those of an earlier index, in
-- place of reading, and of `ncp.map` `concurrency` (default 32), `rate` and `deadline`.
return function(client, options)
    demand(client, "client", "keys.index")
    local valid, message, err = options_of.check(options, options_of.index, "keys.index")
    if valid == false then error(message, 2) end
    if not valid then return nil, message, err end
    options = valid
    local index = setmetatable({
        client = client,
        options = {
            concurrency = options.concurrency or DEFAULT_CONCURRENCY,
            rate = options.rate,
            deadline = options.deadline,
        },
        by_id = {},
    }, Index)
    if not options.records then return index:refresh() end
    index:put(options.records)
    return index
end
