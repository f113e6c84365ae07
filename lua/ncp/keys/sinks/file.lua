--- The sink that is one file: the new key takes the place of the old one.
local core = require("ncp.core")
local json = require("ncp.base.json")
local texts = require("ncp.keys.sinks.texts")

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

-- The file with the old pair (`before`) is kept beside the new one until the old key is gone: who
-- goes back finds its secret there.
local File = {}
File.__index = File

function File:check()
    for _, path in ipairs({ self.file, self.before }) do
        local possible, reason = check_target(path, self.others)
        if not possible then return nil, reason end
    end
    local content, reason = texts.of_file(self.file)
    if content == nil then return nil, reason end
    if not content or not is_foreign(content) then return true end
    return nil, ("%s: holds something else than a key, which would be lost: name another file"):format(self.file)
end

local function keep_former(self)
    local content = texts.of_file(self.file)
    if not content or texts.of_file(self.before) then return true end
    return core.write_file(self.before, content)
end

function File:prepare()
    local removed = 0
    if not self.reserved then
        local possible, reason = self:check()
        if not possible then return nil, reason end
        self.reserved, removed = core.reserve_file(self.file, texts.ROOM)
        if not self.reserved then return nil, removed end
    end
    local kept, reason = keep_former(self)
    return kept, reason or removed
end

function File:deliver(key, secret)
    local written, reason = self.reserved:fill(texts.write(self, key, secret))
    self.reserved = nil
    return written, reason
end

function File:read(key)
    return texts.secret(self, texts.of_file(self.file) or "", key)
end

function File:withdraw(key)
    if self:read(key) then
        local content = texts.of_file(self.before)
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

--- file(path, self) → the table `self` as the sink, see `ncp.keys.sinks`.
return function(path, self)
    self.name, self.file, self.before = "file", path, ("%s.%s"):format(path, self.replaced)
    return setmetatable(self, File)
end
