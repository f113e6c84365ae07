--- What keeps the lines of a journal: a file, which one process has open. `ncp.fleet.journal` is another.
local core = require("ncp.core")

local journal_file = {}

local LARGEST = 1024 * 1024 * 1024 -- bytes
local NO_SUCH_FILE = 2 -- ENOENT

local File = {}
File.__index = File

--- open() makes it if it is not there, and keeps others out → true; nil and what is wrong.
function File:open()
    local reason
    self.file, reason = core.open_journal(self.path)
    return self.file and true, reason
end

--- read() → the whole text, of a file that was opened or not; nil and what is wrong.
function File:read()
    local content, reason, number = core.read_file(self.path, LARGEST)
    if content then return content end
    if number == NO_SUCH_FILE and not self.file then return "" end
    return nil, reason:sub(#self.path + 3)
end

--- append(text) → true once it is on the disk; nil and what is wrong.
function File:append(text)
    return self.file:append(text)
end

--- cut(length) leaves so many bytes → true; nil and what is wrong.
function File:cut(length)
    return self.file:cut(length)
end

--- close() lets others in.
function File:close()
    if self.file then self.file:close() end
end

--- new(path) → the file, which is not open yet.
function journal_file.new(path)
    return setmetatable({ path = path }, File)
end

return journal_file
