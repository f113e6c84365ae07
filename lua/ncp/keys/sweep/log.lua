--- The journal of a sweep, which is the record of the incident: what was found, done and
-- proven, and when.
--
-- Entries go to the disk in groups, for each write holds up all calls. A sweep goes on
-- when its journal breaks: a key that is on is worse than a step that is not written down.
local journals = require("ncp.base.journal")

local log = {}

local VERSION = 1
local FLUSH_AFTER = 0.1 -- seconds

local unpack = table.unpack or unpack

local Log = {}
Log.__index = Log

--- open(path, clock, fleet) → a log; nil, message, err when the journal cannot be written. A log
-- without a path writes nothing. `fleet` is that of the client, if it has one.
function log.open(path, clock, fleet)
    local journal, message, err
    if path then
        journal, message, err = journals.open(path, {
            operation = "keys.sweep", version = VERSION, now = clock.now, fleet = fleet,
        })
        if not journal then return nil, message, err end
    end
    return setmetatable({ journal = journal, clock = clock, unwritten = {}, written_at = 0 }, Log)
end

--- entries() → what was written before, by earlier runs too.
function Log:entries()
    return self.journal and self.journal:entries() or {}
end

--- add(entry) writes it soon.
function Log:add(entry)
    if not self.journal or self.failure then return end
    table.insert(self.unwritten, entry)
    if self.clock.monotonic() - self.written_at >= FLUSH_AFTER then self:flush() end
end

--- flush() writes what was added, now → true; nil, message, err. After the first failure,
-- whose message `failure` keeps, nothing is written any more.
function Log:flush()
    if not self.unwritten[1] then return true end
    local entries = self.unwritten
    self.unwritten, self.written_at = {}, self.clock.monotonic()
    local written, message, err = self.journal:append(unpack(entries))
    self.failure = message
    return written, message, err
end

--- close() writes what is left and lets others open the journal.
function Log:close()
    if not self.journal then return end
    self:flush()
    self.journal:close()
end

return log
