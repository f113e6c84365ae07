--- Where the secret of a new key goes.
--
-- * `name` and, where there is one, `file`: for the journal
-- * `deliver(key, secret)` → true when it is kept for sure; nil and why it is not
-- * `read(key)` → the secret, if the sink holds that of this key and can give it back
-- * `withdraw(key)` → true when the sink does not hold that key any more, or cannot be asked
-- * `finish()` ends the way back, when the old key is gone
--
-- Id and secret go out together, as JSON, so that no reader finds one without the other.
local core = require("ncp.core")
local json = require("ncp.base.json")

local sinks = {}

local PATIENCE = 60 -- seconds for a command
local NO_SUCH_FILE = 2 -- ENOENT

local function pair_of(key, secret)
    return core.json({ access_key = key, secret_key = secret:reveal() }) .. "\n"
end

-- The content of a file; false when there is none; nil and why it cannot be read.
local function content_of(path)
    local file, reason, number = io.open(path, "rb")
    if not file then
        if number == NO_SUCH_FILE then return false end
        return nil, reason
    end
    local content = file:read("*a")
    file:close()
    return content
end

local make = {}

-- The file with the old pair is kept beside the new one until the old key is gone: who
-- goes back finds its secret there.
function make.file(path, old)
    local before = ("%s.%s"):format(path, old)
    local sink = { name = "file", file = path }

    function sink.deliver(key, secret)
        local content, reason = content_of(path)
        if content == nil then return nil, reason end
        if content and not content_of(before) then
            local kept
            kept, reason = core.write_file(before, content)
            if not kept then return nil, reason end
        end
        local written
        written, reason = core.write_file(path, pair_of(key, secret))
        if not written then return nil, reason end
        return true
    end

    function sink.read(key)
        local pair = json.decode(content_of(path) or "")
        if type(pair) ~= "table" or pair.access_key ~= key or type(pair.secret_key) ~= "string" then return nil end
        return core.secret(pair.secret_key)
    end

    function sink.withdraw(key)
        local content = content_of(before)
        if sink.read(key) and content then
            local written, reason = core.write_file(path, content)
            if not written then return nil, reason end
        elseif sink.read(key) then
            os.remove(path)
        end
        os.remove(before)
        return true
    end

    function sink.finish()
        os.remove(before)
    end

    return sink
end

local function nothing()
end

local function always()
    return true
end

-- A sink that only takes.
local function one_way(name, deliver)
    return { name = name, deliver = deliver, read = nothing, withdraw = always, finish = nothing }
end

local function outcome_of(program, event, detail)
    if event == "exited" and detail == 0 then return true end
    if event == "exited" then return nil, ("%s ended with status %d"):format(program, detail) end
    if event == "signal" then return nil, ("%s was interrupted by SIG%s"):format(program, detail) end
    return nil, ("%s did not end in %d seconds"):format(program, PATIENCE)
end

function make.command(argv)
    return one_way("command " .. argv[1], function(key, secret)
        local process, reason = core.process.open()
        if not process then return nil, reason end
        local started
        started, reason = process:start(argv, nil, pair_of(key, secret))
        if not started then
            process:close()
            return nil, reason
        end
        local event, detail = process:wait(PATIENCE)
        process:close()
        return outcome_of(argv[1], event, detail)
    end)
end

--- told(reason, secret) → the reason that a caller's function gave for its failure, without
-- the secret (nil: none) that it got.
function sinks.told(reason, secret)
    local text = reason and tostring(reason) or "the function did not return true"
    local plain = secret and secret:reveal():gsub("%p", "%%%0")
    return plain and (text:gsub(plain, "***")) or text
end

function make.fn(fn, _, read)
    local sink = one_way("function", function(key, secret)
        local done, reason = fn(key, secret)
        if done == true then return true end
        return nil, sinks.told(reason, secret)
    end)
    sink.read = read or nothing
    return sink
end

--- new(given, old) → the sink of the option `sink`, while key `old` is replaced.
function sinks.new(given, old)
    for kind, make_one in pairs(make) do
        if given[kind] then return make_one(given[kind], old, given.read) end
    end
end

return sinks
