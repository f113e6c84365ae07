--- What keeps the lines of a journal: a stream in Redis, to which only the holder of its lease adds, and only what
-- goes on from the last entry that it knows. So a run whose machine died is resumed by another, and what Redis has lost
-- is noticed. See `ncp.base.journal_file` for what its functions promise; `err` comes third.
local core = require("ncp.core")
local leases = require("ncp.fleet.lease")

local journal = {}

local Stream = {}
Stream.__index = Stream

function Stream:open()
    local lease, message, err = self.fleet:lease("journal:" .. self.name)
    self.lease = lease
    if lease then return true end
    if err.kind == "conflict" then message = "is in use by another run: " .. message end
    return nil, message, err
end

function Stream:read()
    local texts = {}
    repeat
        local page, message, err = self.fleet:eval("read_journal", { self.key }, { self.last_id })
        if not page then return nil, message, err end
        for i = 1, #page, 2 do self.last_id, texts[#texts + 1] = page[i], page[i + 1] end
    until not page[1]
    return table.concat(texts)
end

local TOO_FEW = "was written, but of its last entry %d of %d replicas know in time"
local REFUSALS = {
    lease = "is in use by another run, which began when the time of this one was up",
    entry = "has lost entries of this run",
}

function Stream:append(text)
    local lease, asked_at = self.lease, core.monotonic()
    local replicas = self.fleet.replicas
    local answer, copies, err = self.fleet:eval("append_journal", { self.key, leases.key(lease.name) },
        { ("%.0f"):format(lease.token), lease.seconds, self.last_id, text }, nil, replicas)
    if not answer then return nil, "cannot be written: " .. copies, err end
    local id, refusal = answer[1], answer[2]
    if refusal then return nil, REFUSALS[refusal], { kind = "conflict" } end
    self.last_id, lease.until_ = id, asked_at + lease.seconds
    if not replicas or tonumber(copies) >= replicas then return true end
    return nil, TOO_FEW:format(copies, replicas), { kind = "fleet" }
end

function Stream:close()
    if self.lease then self.lease:release() end
end

--- new(fleet, name) → the stream, which is not open yet. An entry is there whole or not at all: nothing is ever cut.
function journal.new(fleet, name)
    local key = ("stream:{journal:%s}"):format(name) -- beside its lease
    return setmetatable({ fleet = fleet, name = name, key = key, last_id = "0-0", lease = nil }, Stream)
end

return journal
