--- TCP ports of 127.0.0.1 for servers that cannot find one themselves.
local core = require("ncp.core")

local program = require("spec.support.program")

local ports = {}

local last = 10000 + tonumber(program.output_of("od -An -N2 -tu2 /dev/urandom")) % 20000

--- free() → a port that is free, another one each time. It is below the range from which the system takes those of
--- connections, so that none of them has it before the server does, or while that is started again.
function ports.free()
    repeat last = last + 1 until core.process.free_port(last)
    return last
end

return ports
