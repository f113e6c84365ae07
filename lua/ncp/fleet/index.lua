--- Who holds which key, in a hash in Redis that all machines of a fleet read and one at a time makes anew. It is what
-- `ncp.keys.index` makes, but for what is said here; all of it fails when Redis cannot be asked: nil, message, err.
local core = require("ncp.core")
local errors = require("ncp.base.error")
local json = require("ncp.base.json")
local key_index = require("ncp.keys.index")
local leases = require("ncp.fleet.lease")
local nouns = require("ncp.clouds.nouns")

local index = {}

local BATCH = 500 -- keys that are read or written at once

local Index = { __name = "ncp.fleet.Index" }
Index.__index = Index

-- Who asks for many keys does not wait in vain for each of them.
local function ask(self, ...)
    local loss = self.fleet:loss()
    if not loss then return self.fleet:eval(...) end
    return errors.fail({ kind = "fleet", operation = "fleet.index", message = "Redis cannot be asked: " .. loss })
end

-- The sublists of so many elements.
local function batches(list)
    local at = 1 - BATCH
    return function()
        at = at + BATCH
        if list[at] then return { (table.unpack or unpack)(list, at, math.min(at + BATCH - 1, #list)) } end
    end
end

local function add_records(self, list, words, first)
    for i = first, #words, 2 do
        local record = json.decode(words[i + 1])
        record.id, record.cloud = words[i], self.client.cloud
        list[#list + 1] = record
    end
    return list
end

local function read_all(self)
    local list, cursor = {}, "0"
    repeat
        local words, message, err = ask(self, "all_owners", { self.owners }, { cursor })
        if not words then return nil, message, err end
        add_records(self, list, words, 2)
        cursor = words[1]
    until cursor == "0"
    return list
end

--- records([ids]) → the records, without the times of last use; of these ids only where they are given.
function Index:records(ids)
    if not ids then return read_all(self) end
    local list = {}
    for batch in batches(ids) do
        local words, message, err = ask(self, "find_owners", { self.owners }, batch)
        if not words then return nil, message, err end
        add_records(self, list, words, 1)
    end
    return list
end

function Index:find(id)
    local list, message, err = self:records({ id })
    return list and list[1], message, err
end

local function write(self, key, records)
    for batch in batches(records) do
        local words = {}
        for _, record in ipairs(batch) do
            words[#words + 1] = record.id
            words[#words + 1] = core.json({
                owner = record.owner, owner_name = record.owner_name, active = record.active, created = record.created,
            })
        end
        local written, message, err = ask(self, "put_owners", { key }, words)
        if not written then return nil, message, err end
    end
    return true
end

--- put(records) → true.
function Index:put(records)
    return write(self, self.owners, records)
end

-- In the place of all that was known: written beside it, so that nobody reads half of it.
local function replace(self, records, lease)
    local token = ("%.0f"):format(lease.token)
    local beside = self.owners .. ":" .. token
    local written, message, err = write(self, beside, records)
    if not written then return nil, message, err end
    return ask(self, "publish_owners", { beside, self.owners, self.at, leases.key(lease.name) }, { token })
end

local function read_accounts(self, lease)
    local own = key_index(nouns.kept_by(self.client, lease), self.options)
    local read, message, err = own:refresh()
    local written, why, fault = (read and replace or self.put)(self, own:records(), lease)
    if not read then return nil, message, err end
    if not written then return nil, why, fault end
    if written == 0 then return lease:renew() end -- which tells that it is lost
    return self
end

--- refresh() reads all accounts again → the index; nil, message, err also when another machine does so
-- (`conflict`).
function Index:refresh()
    local lease, message, err = self.fleet:lease(self.name)
    if not lease then return nil, message, err end
    local done
    done, message, err = read_accounts(self, lease)
    lease:release()
    return done, message, err
end

--- age() → the seconds since it was read as a whole; false when it never was, or more than a week ago.
function Index:age()
    local answer, message, err = ask(self, "age_of_owners", { self.at }, {})
    if not answer then return nil, message, err end
    return tonumber(answer) or false
end

--- new(fleet, client, options) → see `Fleet:index`.
function index.new(fleet, client, options)
    local given = { records = {} }
    for name, value in pairs(options or {}) do given[name] = value end
    local checked, message, err = key_index(client, given)
    if not checked then return nil, message, err end
    local name = "index:" .. client.cloud
    return setmetatable({
        fleet = fleet, client = client, options = given, name = name,
        owners = ("owners:{%s}"):format(name), at = ("owners_at:{%s}"):format(name), -- beside the lease
    }, Index)
end

return index
