--- Journals of changes that take several steps: files of JSON lines, each on the disk
-- before the step that it announces is taken. They have mode 0600 and no secrets in them.
-- One whose path is `fleet:NAME` is in the Redis of a fleet, see `ncp.fleet.journal`.
--
-- A line is an object with `at`, the time at which it was written (UTC), and at its end
-- `sum`: the begin of the SHA-256 of the sum of the line before and of this line up to
-- there. So a line that was changed, removed, added or moved is found, with its number.
-- (The sums have no key: they tell accidents and edits, not forgery.) The first line says
-- what the journal is of. What counts is the order of the lines, never their times: the
-- clock may jump.
local core = require("ncp.core")
local dates = require("ncp.base.dates")
local errors = require("ncp.base.error")
local files = require("ncp.base.journal_file")
local json = require("ncp.base.json")

local journal = {}

local SUM_LENGTH = 16 -- hex digits
local BEGIN = '{"at":"' -- of a first line

local Journal = { __name = "ncp.Journal" }
Journal.__index = Journal

function Journal:__tostring()
    return ("ncp.Journal(%s)"):format(self.path)
end

-- `err` is that of a fleet, if it was one that failed.
local function fail(self, reason, err)
    self.failure = ("the journal %s %s"):format(self.path, reason)
    return errors.fail({
        kind = err and err.kind or "journal", operation = self.operation, message = self.failure,
        retryable = err and err.retryable, detail = err and err.detail,
    })
end

-- What a first line says: the names of work on keys stand there without their room.
local function word_of(operation)
    return (operation:gsub("^keys%.", ""))
end

local function operation_of(word)
    word = tostring(word)
    return word:find(".", 1, true) and word or "keys." .. word
end

local function sum_of(previous, text)
    return core.sha256(previous .. text):sub(1, SUM_LENGTH)
end

local function write_line(entry, previous)
    local text = assert(core.json(entry)):sub(1, -2)
    local sum = sum_of(previous, text)
    return ('%s,"sum":"%s"}\n'):format(text, sum), sum
end

-- The entry of a line and its sum; nil when it is not what was written.
local function read_line(line, previous)
    local text, sum = line:match('^(.*),"sum":"(%x+)"}$')
    if not text or sum ~= sum_of(previous, text) then return nil end
    return json.decode(text .. "}"), sum
end

-- A power cut can leave a last line with a hole of NUL bytes in it.
local function is_torn(content, line, line_end)
    return line_end > #content and line:find("\0", 1, true) ~= nil
end

-- A file of less than a line is only then taken for the begin of a journal, and cut.
local function is_begin(content)
    return BEGIN:sub(1, #content) == content:sub(1, #BEGIN)
end

-- Takes the whole lines; returns their length, or nil and what is wrong.
local function take_lines(self, content)
    local length = 0
    for line, line_end in content:gmatch("([^\n]*)\n()") do
        local entry, sum = read_line(line, self.sum)
        if not entry then
            if is_torn(content, line, line_end) then return length end
            local number = #self.list + 1
            if number == 1 then return nil, "is not a journal: its first line is not one that was written here" end
            return nil, ("was changed or is damaged: line %d is not as it was written"):format(number)
        end
        self.list[#self.list + 1], self.sum, length = entry, sum, line_end - 1
    end
    return length
end

-- Takes the first line off, or writes it.
local function take_header(self, version)
    if #self.list == 0 then
        local written, message, err = self:append({ journal = word_of(self.operation), version = version })
        if written then table.remove(self.list) end
        return written, message, err
    end
    local header = table.remove(self.list, 1)
    local operation = operation_of(header.journal)
    if operation ~= self.operation then return fail(self, "is of " .. operation) end
    if header.version ~= version then return fail(self, "was written by another version of lua-ncp") end
    return true
end

local function done()
    return true
end

-- What keeps nothing of what is added.
local function memory_over(store)
    return { read = function() return store:read() end, append = done, cut = done, close = done }
end

local function load(self, version)
    local content, reason, err = self.store:read()
    if not content then return fail(self, reason, err) end
    local length
    length, reason = take_lines(self, content)
    if not length then return fail(self, reason) end
    if length == 0 and not is_begin(content) then return fail(self, "is not a journal") end
    if length < #content then
        local cut
        cut, reason = self.store:cut(length)
        if not cut then return fail(self, reason) end
    end
    return take_header(self, version)
end

local function new(path, options)
    local self = setmetatable({
        path = path, operation = options.operation, now = options.now or core.now,
        sum = "", list = {},
    }, Journal)
    local name = path:match("^fleet:(.+)$")
    if name and not options.fleet then return fail(self, "is in a fleet: a client with the option fleet is needed") end
    self.store = name and options.fleet:journal(name) or files.new(path)
    return self
end

--- open(path, { operation =, version =, now =, fleet = }) → a journal of an operation, such as
-- `keys.rotate`; nil, message, err (of kind `journal`) when it cannot be written, is held by
-- another run, was changed by hand or is of another operation or version. It is made if it is
-- not there. `now` is a function that returns ms since 1970; the system's clock when left out.
-- `fleet` is that of the client; one in a fleet that another run holds is of kind `conflict`, one
-- whose Redis cannot be asked of kind `fleet`.
--
-- Until `close`, or the end of the process, nobody else can open it. A last line that a
-- crash or a full disk left incomplete is cut off: the step that it announces was not
-- taken.
function journal.open(path, options)
    local self, message, err = new(path, options)
    if not self then return nil, message, err end
    local opened, reason
    opened, reason, err = self.store:open()
    if not opened then return fail(self, reason, err) end
    local loaded
    loaded, message, err = load(self, options.version)
    if loaded then return self end
    self:close()
    return nil, message, err
end

--- read(path, options) → the journal as it is, or would be; as `open`. What is appended to
-- it stays in memory, and others may hold it.
function journal.read(path, options)
    local self, message, err = new(path, options)
    if not self then return nil, message, err end
    self.store = memory_over(self.store)
    local loaded
    loaded, message, err = load(self, options.version)
    if loaded then return self end
    return nil, message, err
end

--- hold(lease): from now on each entry has the lease's token, and none is written without the lease, which is renewed
-- before.
function Journal:hold(lease)
    self.lease = lease
end

--- keep([is_change]) → the seconds for which what the journal is written under is held still, see `Lease:keep` of
-- `ncp.fleet.lease`; nil, message, err when it is lost.
function Journal:keep(is_change)
    local least = math.huge
    for _, lease in pairs({ self.lease, self.store.lease }) do
        local seconds, message, err = lease:keep(is_change)
        if not seconds then return nil, message, err end
        least = math.min(least, seconds)
    end
    return least
end

--- entries() → the list of all entries in their order, `at` included. Not to be changed.
function Journal:entries()
    return self.list
end

--- append(entry, …) → true once all of them are on the disk, with `at` set in each; nil,
-- message, err when they are not: then nothing more can be appended, and the step that
-- they announce must not be taken; `failure` says why. Entries are tables that have a JSON form.
function Journal:append(...)
    local lines, sum, at, lease = {}, self.sum, dates.to_iso(self.now()), self.lease
    for i, entry in ipairs({ ... }) do
        entry.at, entry.token = at, lease and lease.token
        lines[i], sum = write_line(entry, sum)
    end
    local written, reason, err = true, nil, nil
    if lease then written, reason, err = lease:renew() end
    if not written then return fail(self, "is not written any more: " .. reason, err) end
    written, reason, err = self.store:append(table.concat(lines))
    if not written then return fail(self, reason, err) end
    self.sum = sum
    for _, entry in ipairs({ ... }) do self.list[#self.list + 1] = entry end
    return true
end

--- close() lets others open it. May be called again.
function Journal:close()
    self.store:close()
end

return journal
