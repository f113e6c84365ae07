--- The nginx configuration that hosts the emulator: one process, and all its files in the folder that
-- nginx is started with as its prefix.

local TEMPLATE = [[
{{modules}}
daemon off;
master_process off;
pid nginx.pid;
error_log emulator.log warn;

events {
    worker_connections 1024;
}

http {
    access_log off;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;

    # A body stays in memory, where the emulator reads it.
    client_max_body_size 8m;
    client_body_buffer_size 8m;
    large_client_header_buffers 4 64k;
    keepalive_timeout 300s;
    keepalive_requests 100000000;

    lua_package_path {{path}};
    lua_package_cpath {{cpath}};
    init_by_lua_block {
        require("ncp.emulator.engine.nginx").start(ngx.config.prefix() .. "options.json")
    }

    server {
        listen 127.0.0.1:{{port}}{{listen}};
        {{certificate}}
        location / {
            content_by_lua_block { require("ncp.emulator.engine.nginx").serve() }
        }
    }
}
]]

local CERTIFICATE = [[
ssl_certificate server.crt;
        ssl_certificate_key server.key;
        ssl_protocols TLSv1.2 TLSv1.3;
]]

local function quote(text)
    return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

local function load_lines(modules)
    local lines = {}
    for i, path in ipairs(modules) do lines[i] = ("load_module %s;"):format(quote(path)) end
    return table.concat(lines, "\n")
end

--- The text of the configuration.
-- @param options `{ port =, tls = boolean, http2 = boolean, modules = { paths of dynamic modules },
--   path =, cpath = search paths of Lua }`
return function(options)
    local values = {
        modules = load_lines(options.modules),
        path = quote(options.path),
        cpath = quote(options.cpath),
        port = options.port,
        listen = (options.tls and " ssl" or "") .. (options.tls and options.http2 and " http2" or ""),
        certificate = options.tls and CERTIFICATE or "",
    }
    return (TEMPLATE:gsub("{{(%w+)}}", values))
end
