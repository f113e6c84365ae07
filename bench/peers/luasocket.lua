-- luasocket, luasec and luaossl: one call after the other over one kept connection. socket.http opens a
-- connection for each call, so this speaks HTTP itself.
--
--     lua5.4 luasocket.lua ORIGIN TARGET CALLS 1 [CA_FILE]      prints seconds of wall time and of CPU time

package.path = arg[0]:match("^(.*)/") .. "/?.lua;" .. package.path

local signed = require("signed")
local socket = require("socket")

local origin, target, calls, ca_file = arg[1], arg[2], tonumber(arg[3]), arg[5]
local scheme, host, port = origin:match("^(%a+)://([^:/]+):(%d+)$")

local function connect()
    local plain = assert(socket.connect(host, port))
    plain:setoption("tcp-nodelay", true)
    if scheme == "http" then return plain end
    local secure = assert(require("ssl").wrap(plain, {
        mode = "client", protocol = "any", verify = "peer", cafile = ca_file,
        options = { "all", "no_sslv2", "no_sslv3", "no_tlsv1", "no_tlsv1_1" },
    }))
    assert(secure:dohandshake())
    return secure
end

local function send(to)
    local lines = {
        ("PUT %s HTTP/1.1"):format(target),
        ("host: %s:%s"):format(host, port),
        "content-length: " .. #signed.body,
    }
    for name, value in pairs(signed.headers(target, socket.gettime())) do lines[#lines + 1] = name .. ": " .. value end
    lines[#lines + 1] = "\r\n" .. signed.body
    assert(to:send(table.concat(lines, "\r\n")))
end

local function receive(from)
    assert(assert(from:receive("*l")):find("^HTTP/1.1 200 "))
    local length
    for line in function() return from:receive("*l") end do
        if line == "" then break end
        local name, value = line:match("^([^:]+):%s*(.-)$")
        if name:lower() == "content-length" then length = tonumber(value) end
    end
    return assert(from:receive(length))
end

local connection = connect()
signed.measure(socket.gettime, function(count)
    for _ = 1, count do
        send(connection)
        signed.check(receive(connection))
    end
end, calls, 1)
