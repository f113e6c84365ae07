--- Where the secret of a new key goes.
--
-- * `name` and, where there is one, `file`: for the journal; the rest are methods
-- * `check()` → true when it can be delivered to, as far as can be seen; nil and why not
-- * `prepare()` → true when there is room for a secret, which no key needs to be made for to
--   find out, and how many files of killed runs were removed; nil and why there is none
-- * `deliver(key, secret)` → true when it is kept for sure; nil and why it is not
-- * `read(key)` → the secret, if the sink holds that of this key and can give it back
-- * `withdraw(key)` → true when the sink does not hold that key any more, or cannot be asked
-- * `finish()` ends the way back, when the old key is gone or in use again
-- * `close()` gives up what was prepared
--
-- Id and secret go out together, as JSON, so that no reader finds one without the other.
local core = require("ncp.core")
local json = require("ncp.base.json")

local sinks = {}

local PATIENCE = 60 -- seconds for a command
local ROOM = 4096 -- bytes for a pair
local LARGEST = 1024 * 1024 -- bytes of what was in the file before
local NO_SUCH_FILE = 2 -- ENOENT

-- What a file holds; false when there is none; nil and why it cannot be read.
local function content_of(path)
    local content, reason, number = core.read_file(path, LARGEST)
    if number == NO_SUCH_FILE then return false end
    return content, reason
end

local function pair_of(key, secret)
    return core.json({ access_key = key, secret_key = secret:reveal() }) .. "\n"
end

-- Whether a file is JSON for another purpose, such as a journal (one object a line) or a list of exemptions.
local function is_foreign(content)
    local value = json.decode(content) or json.decode(content:match("^[^\n]*"))
    return type(value) == "table" and value.access_key == nil and next(value) ~= nil
end

local function check_target(path, others)
    for _, other in ipairs(others) do
        if core.is_same_file(path, other.path) then
            return nil, ("%s: is the %s of this rotation"):format(path, other.what)
        end
    end
    return core.check_file(path)
end

local make = {}

-- The file with the old pair (`before`) is kept beside the new one until the old key is gone: who
-- goes back finds its secret there.
local File = {}
File.__index = File

function File:check()
    for _, path in ipairs({ self.file, self.before }) do
        local possible, reason = check_target(path, self.others)
        if not possible then return nil, reason end
    end
    local content, reason = content_of(self.file)
    if content == nil then return nil, reason end
    if not content or not is_foreign(content) then return true end
    return nil, ("%s: holds something else than a key, which would be lost: name another file"):format(self.file)
end

local function keep_former(self)
    local content = content_of(self.file)
    if not content or content_of(self.before) then return true end
    return core.write_file(self.before, content)
end

function File:prepare()
    local removed = 0
    if not self.reserved then
        local possible, reason = self:check()
        if not possible then return nil, reason end
        self.reserved, removed = core.reserve_file(self.file, ROOM)
        if not self.reserved then return nil, removed end
    end
    local kept, reason = keep_former(self)
    return kept, reason or removed
end

function File:deliver(key, secret)
    local written, reason = self.reserved:fill(pair_of(key, secret))
    self.reserved = nil
    return written, reason
end

function File:read(key)
    local pair = json.decode(content_of(self.file) or "")
    if type(pair) ~= "table" or pair.access_key ~= key or type(pair.secret_key) ~= "string" then return nil end
    return core.secret(pair.secret_key)
end

function File:withdraw(key)
    if self:read(key) then
        local content = content_of(self.before)
        local written, reason = true, nil
        if content then written, reason = core.write_file(self.file, content) else os.remove(self.file) end
        if not written then return nil, reason end
    end
    os.remove(self.before)
    return true
end

function File:finish()
    os.remove(self.before)
end

function File:close()
    if self.reserved then self.reserved:close() end
    self.reserved = nil
end

function make.file(given, old, others)
    local path = given.file
    return setmetatable({ name = "file", file = path, before = ("%s.%s"):format(path, old), others = others }, File)
end

local function nothing()
end

local function always()
    return true
end

local function ready()
    return true, 0
end

-- A sink that only takes.
local function one_way(name, deliver)
    return {
        name = name, check = always, prepare = ready, deliver = deliver, read = nothing, withdraw = always,
        finish = nothing, close = nothing,
    }
end

-- Status 0 alone is no proof: a command that did not read what it was given has not got it.
local function outcome_of(program, event, detail, unread)
    if event == "exited" and detail == 0 and unread == 0 then return true end
    if event == "exited" and detail == 0 then
        return nil, ("%s ended with status 0, but did not read the key from its standard input"):format(program)
    end
    if event == "exited" then return nil, ("%s ended with status %d"):format(program, detail) end
    if event == "signal" then return nil, ("%s was interrupted by SIG%s"):format(program, detail) end
    return nil, ("%s did not end in %d seconds"):format(program, PATIENCE)
end

function make.command(given)
    local argv = given.command
    return one_way("command " .. argv[1], function(_, key, secret)
        local process, reason = core.process.open()
        if not process then return nil, reason end
        local started
        started, reason = process:start(argv, nil, pair_of(key, secret))
        if not started then
            process:close()
            return nil, reason
        end
        local event, detail = process:wait(PATIENCE)
        local unread = process:unread()
        process:close()
        return outcome_of(argv[1], event, detail, unread)
    end)
end

--- told(reason, secret) → the reason that a caller's function gave for its failure, without
-- the secret (nil: none) that it got.
function sinks.told(reason, secret)
    local text = reason and tostring(reason) or "the function did not return true"
    local plain = secret and secret:reveal():gsub("%p", "%%%0")
    return plain and (text:gsub(plain, "***")) or text
end

function make.fn(given)
    local sink = one_way("function", function(_, key, secret)
        local done, reason = given.fn(key, secret)
        if done == true then return true end
        return nil, sinks.told(reason, secret)
    end)
    if given.read then sink.read = function(_, key) return given.read(key) end end
    return sink
end

--- new(given, old, others) → the sink of the option `sink`, while key `old` is replaced. `others`, a list of
-- `{ path =, what = }`, are the files of the same rotation, none of which it may be.
function sinks.new(given, old, others)
    for kind, make_one in pairs(make) do
        if given[kind] then return make_one(given, old, others) end
    end
end

return sinks
