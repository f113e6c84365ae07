--- The texts that a command reads: files, what is in folders, standard input.
local core = require("ncp.core")
local ids = require("ncp.keys.ids")
local leak = require("ncp.leak")
local quantity = require("ncp.base.quantity")

local failure = require("ncp.cli.failure")

local texts = {}

local STDIN = 0

local Texts = {}
Texts.__index = Texts

--- declare(command) adds the arguments that name them.
function texts.declare(command)
    command:argument("files", "texts with leaked keys, or folders of them; - or none for standard input"):args("*")
    command:option("--exclude", "leave out what has this name, or path, in a folder, such as '*.png'; may be repeated")
        :argname("<pattern>"):count("*")
end

-- A file of a folder that cannot be read is told of at the end; one that was named, at once.
function Texts:refuse(entry, message)
    if entry.is_named then failure.misuse("%s: %s", entry.path, message) end
    self.unread[#self.unread + 1] = ("%s: %s"):format(entry.path, message)
end

local function standard_input()
    if core.process.terminal(STDIN) then io.stderr:write("Paste the text, then press Ctrl-D.\n") end
    return { name = "standard input", read = ids.reader(io.stdin) }
end

function Texts:source(entry)
    local file, message = io.open(entry.path, "rb")
    if not file then return self:refuse(entry, message:gsub("^.*: ", "")) end
    local read = ids.reader(file)
    return {
        name = entry.path,
        read = function()
            local piece, reason = read()
            if piece then return piece end
            file:close()
            if reason then self:refuse(entry, reason) end
            return nil
        end,
    }
end

function Texts:is_excluded(entry)
    for _, pattern in ipairs(self.exclude) do
        if leak.matches(pattern, entry.name) or leak.matches(pattern, entry.below) then return true end
    end
    return false
end

-- Puts what is in a folder on the stack, the first name on top.
function Texts:push_folder(folder)
    local entries, message = leak.folder(folder.path)
    if not entries then return self:refuse(folder, message) end
    table.sort(entries, function(a, b) return a.name > b.name end)
    for _, entry in ipairs(entries) do
        entry.path = (folder.path:gsub("/$", "")) .. "/" .. entry.name
        entry.below = folder.below and folder.below .. "/" .. entry.name or entry.name
        if not self:is_excluded(entry) then self.stack[#self.stack + 1] = entry end
    end
end

-- Links in a folder lead to what is there anyway, or out of it; other files may never end.
function Texts:next()
    while #self.stack > 0 do
        local entry = table.remove(self.stack)
        local source
        if entry.kind == "input" then
            source = standard_input()
        elseif entry.kind == "folder" then
            self:push_folder(entry)
        elseif entry.kind == "file" or entry.is_named then
            source = self:source(entry)
        else
            self.passed_over[entry.kind] = self.passed_over[entry.kind] + 1
        end
        if source then return source end
    end
end

--- note() tells what was passed over, and returns whether something could not be read.
function Texts:note()
    for _, message in ipairs(self.unread) do failure.note(message) end
    for _, kind in ipairs({ "link", "special" }) do
        local count = self.passed_over[kind]
        if count > 0 then
            failure.note(("passed over: %s"):format(quantity(count, kind == "link" and "link" or "special file")))
        end
    end
    return #self.unread > 0
end

local function kind_of(path)
    if path == "-" then return "input" end
    local kind, message = leak.kind(path)
    return kind or failure.misuse("%s: %s", path, message)
end

--- open(paths, exclude) → what `next()` returns the next source of, as `ncp.keys.ids` takes
-- it; `paths` may be empty.
function texts.open(paths, exclude)
    local self = setmetatable({
        exclude = exclude, stack = {}, unread = {}, passed_over = { link = 0, special = 0 },
    }, Texts)
    if not paths[1] then paths = { "-" } end
    for i = #paths, 1, -1 do
        self.stack[#self.stack + 1] = { path = paths[i], kind = kind_of(paths[i]), is_named = true }
    end
    return self, function() return self:next() end
end

return texts
