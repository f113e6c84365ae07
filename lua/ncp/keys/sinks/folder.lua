--- The sink that is a folder: each secret gets a new file in it, of mode 0600. No file that is there is written over:
-- nobody knows whose secret it has.
local core = require("ncp.core")
local texts = require("ncp.keys.sinks.texts")

local Folder = {}
Folder.__index = Folder

local function escape(byte)
    return ("%%%02X"):format(byte:byte())
end

-- Whatever could mean something to a system of files or a shell stands as %XX.
local function safe(name)
    return (name:gsub("[^A-Za-z0-9._@-]", escape):gsub("^[.-]", escape))
end

-- The file of the account's secret.
local function path_of(self)
    return ("%s/%s.%s.json"):format(self.folder, safe(self.login_id), self.form.word)
end

-- The one that is of this key only.
local function path_of_key(self, key)
    return ("%s/%s.%s.key.json"):format(self.folder, safe(self.login_id), safe(key))
end

-- A second key has its id in the name of its file, so its place can be looked at only when the key is there.
local function is_second(self)
    return self.form == texts.KEY and texts.of_file(path_of(self)) ~= false
end

function Folder:check()
    return core.check_file(path_of(self), not is_second(self))
end

function Folder:prepare()
    local possible, reason = self:check()
    return possible, possible and 0 or reason
end

function Folder:deliver(id, secret)
    local path = is_second(self) and path_of_key(self, id) or path_of(self)
    local place, reason = core.reserve_file(path, texts.ROOM, true)
    if not place then return nil, reason end
    return place:fill(texts.write(self, id, secret))
end

local function each_path(self, id)
    return ipairs({ path_of(self), self.form == texts.KEY and path_of_key(self, id) or nil })
end

function Folder:read(id)
    for _, path in each_path(self, id) do
        local secret = texts.secret(self, texts.of_file(path) or "", id)
        if secret then return secret end
    end
end

-- What a killed run left beside a file goes when the place of the file is taken.
local function clean(path)
    local place = core.reserve_file(path, 0)
    if place then place:close() end
end

function Folder:withdraw(id)
    for _, path in each_path(self, id) do
        clean(path)
        if texts.secret(self, texts.of_file(path) or "", id) then
            local removed, reason = os.remove(path)
            if not removed then return nil, reason end
        end
    end
    return true
end

function Folder.close()
end

--- folder(path, self) → the table `self` as the sink, see `ncp.keys.sinks`; it has a `login_id`.
return function(path, self)
    self.name, self.folder = "folder", path
    return setmetatable(self, Folder)
end
