--- Access keys of both clouds as one kind of record.
local clouds = require("ncp.keys.clouds")
local demand = require("ncp.base.demand")
local options_of = require("ncp.base.options")
local tasks = require("ncp.runtime.tasks")

local keys = {}

local OPTIONS = { last_used = options_of.kinds.boolean }

--- list(client [, options]) → an iterator over all keys that the client can see, each a
-- record `{ id, owner, owner_name, active, created, last_used, never_used, description,
-- cloud }`. Times are as the service gives them; what it does not tell is nil. `never_used`
-- is true when it tells that the key was never used. `client` is one of `ncp.new` or
-- `huawei.new`.
--
-- The time of last use costs a call for each owner (NAVER) or key (Huawei);
-- `{ last_used = false }` leaves it out. A call that fails raises what `assert` would:
-- a list that broke off half-way never looks like a short one.
function keys.list(client, options)
    demand(client, "client", "keys.list")
    local valid, message = options_of.check(options, OPTIONS, "keys.list")
    if not valid then error(message, 2) end
    local cloud = clouds[client.cloud]
    local with_last_use = not options or options.last_used ~= false
    local next_owner = cloud.owners(client)
    local records, index = {}, 0
    return tasks.iterator(function()
        while index >= #records do
            local owner = next_owner()
            if not owner then return nil end
            records, index = assert(cloud.records(client, owner)), 0
            if with_last_use and #records > 0 then assert(cloud.add_last_use(client, owner, records)) end
        end
        index = index + 1
        return records[index]
    end)
end

-- Loaded when they are first used.
local lazy = {
    --- audit(client, options): what is wrong with keys and their accounts, see `ncp.keys.audit`.
    audit = function() return require("ncp.keys.audit") end,
    --- index(client, options): who holds which key, see `ncp.keys.index`.
    index = function() return require("ncp.keys.index") end,
    --- rotate(client, owner, options): replaces a key, see `ncp.keys.rotate`.
    rotate = function() return require("ncp.keys.rotate") end,
    --- sweep(client, input, options): switches leaked keys off, see `ncp.keys.sweep`.
    sweep = function() return require("ncp.keys.sweep") end,
}

return setmetatable(keys, {
    __index = function(self, name)
        if not lazy[name] then return nil end
        rawset(self, name, lazy[name]())
        return rawget(self, name)
    end,
})
