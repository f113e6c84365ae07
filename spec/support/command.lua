--- `bin/ncp` as a process of its own, with a folder of its own for temporary files.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local ncp = require("ncp")

local program = require("spec.support.program")

local command = {}
command.__index = command

local PATIENCE = 30 -- seconds; nothing here takes one

--- Starts `bin/ncp` with the arguments, a list, and variables to add to the environment, if any.
function command.start(arguments, environment)
    local folder = program.folder()
    local self = setmetatable({ folder = folder, log = folder.path .. "/log" }, command)
    os.execute("mkdir " .. folder.path .. "/tmp")
    local argv = { "env", "TMPDIR=" .. folder.path .. "/tmp" }
    for name, value in pairs(environment or {}) do argv[#argv + 1] = name .. "=" .. value end
    argv[#argv + 1], argv[#argv + 2] = program.interpreter(), "bin/ncp"
    for _, argument in ipairs(arguments) do argv[#argv + 1] = argument end
    self.process = assert(core.process.open())
    assert(self.process:start(argv, self.log))
    self.pid = tostring(self.process):match("%d+")
    return self
end

--- All that it wrote.
function command:output()
    return program.read(self.log)
end

--- Waits until it serves; returns the variables that it exported.
function command:variables()
    local deadline = core.monotonic() + PATIENCE
    repeat
        local event = self.process:wait(0.02)
        local variables = {}
        for name, value in self:output():gmatch("export ([%w_]+)=([^\n]+)\n") do variables[name] = value end
        if variables.NCLOUD_SECRET_KEY or variables.HUAWEICLOUD_SDK_SK then return variables end
    until event or core.monotonic() > deadline
    error("ncp did not serve:\n" .. self:output(), 0)
end

--- Waits until it serves; returns a client of its main account, and the variables.
function command:admin()
    local variables = self:variables()
    return assert(ncp.new({
        base_url = variables.NCP_BASE_URL,
        access_key = variables.NCLOUD_ACCESS_KEY,
        secret_key = variables.NCLOUD_SECRET_KEY,
    })), variables
end

local function send_to_faults(self, method, body)
    local response = assert(curl.send({
        method = method, origin = self:variables().NCP_BASE_URL, target = "/_emulator/faults", body = body,
        timeout = PATIENCE,
    }))
    assert(response.status == 200, response.body)
end

--- Asks an emulator for a fault, told as JSON.
function command:fault(body)
    send_to_faults(self, "POST", body)
end

--- Takes back what faults were asked for and are not committed yet.
function command:clear_faults()
    send_to_faults(self, "DELETE")
end

--- Waits until it ends; returns its exit status.
function command:status()
    local event, status = self.process:wait(PATIENCE)
    assert(event == "exited", event)
    return status
end

function command:kill(signal)
    os.execute(("kill -%s %s"):format(signal, self.pid))
end

--- The names of the temporary files and folders that are there now.
function command:leftovers()
    local pipe = assert(io.popen("ls " .. self.folder.path .. "/tmp"))
    local names = pipe:read("*a")
    pipe:close()
    return names
end

--- Ends it, and removes its folder.
function command:close()
    self.process:stop()
    self.process:close()
    self.folder.remove()
end

return command
