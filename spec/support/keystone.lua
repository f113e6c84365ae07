--- OpenStack's Keystone, with a database in a folder of its own.
local core = require("ncp.core")

local ports = require("spec.support.ports")
local program = require("spec.support.program")
local transport = require("ncp.transport.curl")

local keystone = {}
keystone.__index = keystone

--- Whether it is installed, as a condition of the shell.
keystone.CONDITION = "command -v keystone-manage && command -v keystone-wsgi-public"

--- The password of its user `admin`, who has the role `admin` in the project of that name; all are in `Default`.
keystone.PASSWORD = "Example-Password-1"

local PATIENCE = 60 -- seconds

local CONFIGURATION = [[
[database]
connection = sqlite:///%s/keystone.db
[fernet_tokens]
key_repository = %s/fernet
[DEFAULT]
log_dir = %s
]]

local function first_line(command)
    local pipe = assert(io.popen(command))
    local line = pipe:read("*l")
    pipe:close()
    return line
end

local function set_up(path, port)
    program.write(path .. "/keystone.conf", CONFIGURATION:format(path, path, path))
    local manage = ("keystone-manage --config-file %s/keystone.conf "):format(path)
    local user, group = first_line("id -un"), first_line("id -gn")
    local bootstrap = "bootstrap --bootstrap-password %s --bootstrap-public-url http://127.0.0.1:%s/v3"
    local steps = {
        "db_sync",
        ("fernet_setup --keystone-user %s --keystone-group %s"):format(user, group),
        bootstrap:format(keystone.PASSWORD, port),
    }
    for _, step in ipairs(steps) do os.execute(manage .. step .. (" >>%s/log 2>&1"):format(path)) end
end

local function answers(origin)
    local response = transport.send({ method = "GET", origin = origin, target = "/v3", headers = {}, timeout = 5 })
    return response ~= nil and response.status == 200
end

--- A server that answers at `origin`.
function keystone.start()
    local folder, port = program.folder(), tostring(ports.free())
    set_up(folder.path, port)
    local self = setmetatable({ folder = folder, origin = "http://127.0.0.1:" .. port }, keystone)
    self.process = assert(core.process.open())
    assert(self.process:start({
        "env", "OS_KEYSTONE_CONFIG_DIR=" .. folder.path, "OS_KEYSTONE_CONFIG_FILES=keystone.conf",
        "keystone-wsgi-public", "--host", "127.0.0.1", "--port", port,
    }, folder.path .. "/log"))
    local deadline = core.monotonic() + PATIENCE
    repeat
        if answers(self.origin) then return self end
    until self.process:wait(0.1) or core.monotonic() > deadline
    error("Keystone did not serve:\n" .. program.read(folder.path .. "/log"), 0)
end

function keystone:close()
    self.process:stop()
    self.process:close()
    self.folder.remove()
end

return keystone
