--- Where a new secret goes: that of an access key, or the password of a sub account. A sink is for one of them. What is
-- called `id` here is that of the key, or the login id.
--
-- * `name` and, where there is one, `file`: for the journal; the rest are methods
-- * `check()` → true when it can be delivered to, as far as can be seen; nil and why not
-- * `prepare()` → true when there is room for a secret, which none needs to be made for to
--   find out, and how many files of killed runs were removed; nil and why there is none
-- * `deliver(id, secret)` → true when it is kept for sure; nil and why it is not
-- * `read(id)` → the secret, if the sink holds that of this id and can give it back
-- * `withdraw(id)` → true when the sink does not hold that key any more, or cannot be asked
-- * `finish()` ends the way back, when the old key is gone or in use again
-- * `close()` gives up what was prepared
--
-- Id and secret go out together, as JSON, so that no reader finds one without the other.
local core = require("ncp.core")
local texts = require("ncp.keys.sinks.texts")

local sinks = { KEY = texts.KEY, PASSWORD = texts.PASSWORD }

local PATIENCE = 60 -- seconds for a command

local function nothing()
end

local function always()
    return true
end

local function ready()
    return true, 0
end

-- What a sink has that only takes.
local Taker = { check = always, prepare = ready, read = nothing, withdraw = always, finish = nothing, close = nothing }
Taker.__index = Taker

local make = {
    file = require("ncp.keys.sinks.file"),
    folder = require("ncp.keys.sinks.folder"),
}

-- Status 0 alone is no proof: a command that did not read what it was given has not got it.
local function outcome_of(program, word, event, detail, unread)
    if event == "exited" and detail == 0 and unread == 0 then return true end
    if event == "exited" and detail == 0 then
        return nil, ("%s ended with status 0, but did not read the %s from its standard input"):format(program, word)
    end
    if event == "exited" then return nil, ("%s ended with status %d"):format(program, detail) end
    if event == "signal" then return nil, ("%s was interrupted by SIG%s"):format(program, detail) end
    return nil, ("%s did not end in %d seconds"):format(program, PATIENCE)
end

-- Lets the command read the text.
local function run_command(self, argv, text)
    local process, reason = core.process.open()
    if not process then return nil, reason end
    local started
    started, reason = process:start(argv, nil, text)
    if not started then
        process:close()
        return nil, reason
    end
    local event, detail = process:wait(PATIENCE)
    local unread = process:unread()
    process:close()
    return outcome_of(argv[1], self.form.word, event, detail, unread)
end

function make.command(argv, self)
    self.name = "command " .. argv[1]
    function self.deliver(_, id, secret)
        return run_command(self, argv, texts.write(self, id, secret))
    end
    return setmetatable(self, Taker)
end

--- told(reason, secret) → the reason that a caller's function gave for its failure, without
-- the secret (nil: none) that it got.
function sinks.told(reason, secret)
    local text = reason and tostring(reason) or "the function did not return true"
    local plain = secret and secret:reveal():gsub("%p", "%%%0")
    return plain and (text:gsub(plain, "***")) or text
end

function make.fn(fn, self, read)
    local what = { kind = self.form.word, login_id = self.login_id }
    self.name = "function"
    function self.deliver(_, id, secret)
        local done, reason = fn(id, secret, what)
        if done == true then return true end
        return nil, sinks.told(reason, secret)
    end
    if read then self.read = function(_, id) return read(id, what) end end
    return setmetatable(self, Taker)
end

--- new(given, self) → the table `self` as the sink that the option `sink` asks for. It has
--
-- | | |
-- |---|---|
-- | form | `sinks.KEY` or `sinks.PASSWORD` |
-- | login_id | whose secret it is, where a run makes several; a folder needs it |
-- | replaced | for a file, the id of the key that is replaced |
-- | others | for a file, `{ path =, what = }` of each other file of the same rotation, none of which it may be |
function sinks.new(given, self)
    for kind, make_one in pairs(make) do
        if given[kind] then return make_one(given[kind], self, given.read) end
    end
end

return sinks
