--- Hosts the emulator in nginx with its Lua module, in a single process.
-- The server's configuration comes from ncp.emulator.engine.nginx_conf.

local cjson = require("cjson")

local admin = require("ncp.emulator.engine.admin")
local ngx = ngx -- luacheck: read globals ngx

local M = {}

local server

local function now()
    ngx.update_time()
    return math.floor(ngx.now() * 1000)
end

--- For init_by_lua: makes an emulator of a JSON file: `module`, such as "ncp.emulator", and its `seed`.
function M.start(path)
    local file = assert(io.open(path, "rb"))
    local options = cjson.new().decode(file:read("*a"))
    file:close()
    server = require(options.module).new({ now = now, seed = options.seed })
end

local function read_headers()
    local headers = {}
    for name, value in pairs(ngx.req.get_headers(0)) do
        headers[name] = type(value) == "table" and table.concat(value, ", ") or value
    end
    return headers
end

local function read_request()
    ngx.req.read_body()
    return {
        method = ngx.req.get_method(),
        target = ngx.var.request_uri,
        scheme = ngx.var.scheme,
        headers = read_headers(),
        body = ngx.req.get_body_data(),
        remote_addr = ngx.var.remote_addr,
    }
end

local function write_head(response)
    ngx.status = response.status
    for name, value in pairs(response.headers) do ngx.header[name] = value end
    if response.status ~= 204 then ngx.header["content-length"] = #response.body end
end

local function write(response)
    if response.delay then ngx.sleep(response.delay) end
    if response.close then return ngx.exit(444) end
    write_head(response)
    if not response.truncate then return ngx.print(response.body) end
    ngx.print(response.body:sub(1, response.truncate))
    ngx.flush(true)
    return ngx.exit(444)
end

--- For content_by_lua: answers the request.
function M.serve()
    local request = read_request()
    local is_admin = request.target:sub(1, #admin.PREFIX) == admin.PREFIX
    write(is_admin and admin.handle(server, request) or server:handle(request))
end

return M
