--- Connections to Redis by lua-resty-redis over cosockets: in nginx, where they pause the request and no worker.
-- nginx keeps them, looks host names up by its `resolver`, and trusts lua_ssl_trusted_certificate.
local bounded_socket = require("ncp.transport.bounded_socket")
local runtime = require("ncp.runtime.nginx")

local ngx = ngx -- luacheck: read globals ngx

local nginx = {}

local LINE_BYTES = 2 ^ 20
local IDLE = 60000 -- ms

local Link = {}
Link.__index = Link

--- As in `ncp.fleet.plain`.
function Link:command(name, ...)
    self.socket.line_bytes = LINE_BYTES
    local answer, fault = self.client[name](self.client, ...)
    if not answer then return nil, fault end
    return answer ~= ngx.null and answer or nil
end

function Link:close()
    self.socket:close()
end

function Link:keep()
    self.socket:setkeepalive(IDLE)
end

-- Debian has lua-resty-redis under another name.
local function find_client()
    for _, name in ipairs({ "resty.redis", "nginx.redis" }) do
        local found, client = pcall(require, name)
        if found then return client end
    end
    return nil
end

function nginx.problem()
    if find_client() then return nil end
    return "lua-resty-redis is needed (lua-nginx-redis on Debian), or a function that returns a connection"
end

-- Connections of one pool have one login and one database.
local function connect(socket, address)
    local host = address.host:find(":", 1, true) and "[" .. address.host .. "]" or address.host
    local connected, message = socket:connect(host, address.port, { pool = "ncp.fleet " .. tostring(address) })
    if not connected then return nil, message end
    if not address.tls or socket.was_kept then return true end
    return socket:sslhandshake(false, address.host, true)
end

function nginx.open(address, deadline)
    if not runtime.can_pause() then return nil, "nginx has no cosockets in phase " .. ngx.get_phase() end
    local socket = bounded_socket.new(ngx.socket.tcp(), deadline, LINE_BYTES)
    local connected, message = connect(socket, address)
    if not connected then return nil, message end
    local client = find_client():new()
    client._sock = socket
    return setmetatable({ client = client, socket = socket, is_new = not socket.was_kept }, Link)
end

return nginx
