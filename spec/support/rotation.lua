--- An owner with one access key, in an emulator of either cloud, and what his sinks hold.
local core = require("ncp.core")
local huawei = require("ncp.huawei")
local json = require("ncp.base.json")
local ncp = require("ncp")
local program = require("spec.support.program")
local support = require("spec.support.client")

local rotation = {}
rotation.__index = rotation

local function huawei_client(transport, id, secret)
    return assert(huawei.new({
        endpoint = "https://iam.example.com", transport = transport, access_key = id, secret_key = secret,
    }))
end

local clouds = { ncp = {}, huawei = {} }

function clouds.ncp.prepare(self)
    self.admin, self.transport = support.emulated()
    self.owner = support.create_account(self.admin, "robot")
    assert(self.admin.subaccount.attach_policies(self.owner, { support.ADMINISTRATOR }))
    return assert(self.admin.accesskey.create(self.owner)).accessKey
end

function clouds.ncp.client(transport, id, secret)
    return assert(ncp.new({ transport = transport, access_key = id, secret_key = secret }))
end

function clouds.ncp.add(self)
    return assert(self.admin.accesskey.create(self.owner)).accessKey
end

function clouds.ncp.keys(state, owner)
    local keys = {}
    for i, key in ipairs(state.accounts:get(owner).keys) do
        keys[i] = { id = key.accessKey, active = key.active, secret = key.keySecret }
    end
    return keys
end

function clouds.ncp.set_active(self, id, active)
    return assert(self.admin.accesskey.set_active(self.owner, id, active))
end

function clouds.huawei.prepare(self)
    local emulator = require("ncp.emulator.huawei").new({
        seed = { domain = { name = "example" }, users = { { name = "robot" } } },
    })
    self.transport = require("ncp.transport.emulator").new(emulator)
    self.admin = huawei_client(self.transport, emulator:credentials())
    for _, user in ipairs(assert(self.admin.user.list())) do
        if user.name == "robot" then self.owner = user.id end
    end
    return assert(self.admin.accesskey.create(self.owner, { description = "of the robot" })).access
end

clouds.huawei.client = huawei_client

function clouds.huawei.add(self)
    return assert(self.admin.accesskey.create(self.owner)).access
end

function clouds.huawei.keys(state, owner)
    local keys = {}
    for i, key in ipairs(state.users:get(owner).keys) do
        keys[i] = {
            id = key.access, active = key.status == "active", secret = key.secret, description = key.description,
        }
    end
    return keys
end

function clouds.huawei.set_active(self, id, active)
    return assert(self.admin.accesskey.set_active(id, active))
end

--- Members: `owner` (id), `old` (id of his key), `admin` (a client that may do everything), `transport`,
-- `journal` (a path). `parent` is the folder for files; a new one, which close() removes, when left out.
function rotation.new(cloud, parent)
    local folder = not parent and program.folder() or nil
    local path = parent or folder.path
    local self = setmetatable({ cloud = clouds[cloud], folder = folder, path = path }, rotation)
    self.old = self.cloud.prepare(self)
    self.journal, self.file = path .. "/journal", path .. "/pair.json"
    self.stored = { id = self.old, secret = self:keys()[self.old].secret }
    return self
end

function rotation:close()
    if self.folder then self.folder.remove() end
end

--- A client that signs with this key of the owner, or of the administrator when left out, over `transport`,
-- which is the emulator's when left out.
function rotation:client(id, transport)
    local access_key, secret = self.transport.emulator:credentials()
    if id then access_key, secret = id, self:keys()[id].secret end
    return self.cloud.client(transport or self.transport, access_key, secret)
end

function rotation:add()
    return self.cloud.add(self)
end

function rotation:set_active(id, active)
    return self.cloud.set_active(self, id, active)
end

--- The keys that the owner has, `{ { id =, active =, secret =, description = }, … }`, and by their ids.
function rotation:keys()
    local keys = self.cloud.keys(self.transport.emulator.state, self.owner)
    for _, key in ipairs(keys) do keys[key.id] = key end
    return keys
end

--- Options with the journal, a sink that keeps the pair in `stored`, and no time of grace before the old key is
-- deleted; `given` come on top.
function rotation:options(given)
    local options = {
        journal = self.journal,
        grace = 0,
        sink = {
            fn = function(id, secret)
                self.stored = { id = id, secret = secret:reveal() }
                return true
            end,
            read = function(id)
                return self.stored.id == id and core.secret(self.stored.secret) or nil
            end,
        },
    }
    for name, value in pairs(given or {}) do options[name] = value end
    return options
end

--- Rotates as the administrator, unless another client is given.
function rotation:rotate(given, client)
    return ncp.keys.rotate(client or self.admin, self.owner, self:options(given))
end

--- The pair in the file, as `stored`.
function rotation:in_file()
    local pair = assert(json.decode(program.read(self.file)))
    return { id = pair.access_key, secret = pair.secret_key }
end

--- The steps that the journal has, in one text.
function rotation:steps()
    local steps = {}
    for step in program.read(self.journal):gmatch('"step":"(%w+)"') do steps[#steps + 1] = step end
    return table.concat(steps, " ")
end

--- Whether a pair can be used.
function rotation:works(pair)
    local key = self:keys()[pair.id]
    return key ~= nil and key.active and key.secret == pair.secret
end

--- random(seed) → a function `(most)` that draws from 1 to `most`, the same numbers in every Lua.
function rotation.random(seed)
    return function(most)
        seed = (seed * 16807) % 2147483647
        return seed % most + 1
    end
end

return rotation
