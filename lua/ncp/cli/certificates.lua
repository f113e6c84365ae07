--- A certificate authority of its own for the emulator, by the `openssl` command.

local core = require("ncp.core")

local CONFIG = [[
[req]
distinguished_name = name
prompt = no
[name]
CN = localhost
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1
]]

local function new_key(path)
    return { "openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", path }
end

local function commands(folder)
    local function path(name) return folder .. "/" .. name end
    local config = path "openssl.cnf"
    return {
        new_key(path "ca.key"),
        { "openssl", "req", "-x509", "-new", "-key", path "ca.key", "-out", path "ca.crt", "-days", "2",
          "-config", config, "-extensions", "authority", "-subj", "/CN=lua-ncp emulator" },
        new_key(path "server.key"),
        { "openssl", "req", "-new", "-key", path "server.key", "-out", path "server.csr", "-config", config },
        { "openssl", "x509", "-req", "-in", path "server.csr", "-out", path "server.crt", "-days", "2",
          "-CA", path "ca.crt", "-CAkey", path "ca.key", "-CAcreateserial",
          "-extfile", config, "-extensions", "server" },
    }
end

--- Makes ca.crt, server.crt (for localhost and 127.0.0.1) and server.key in `folder`; `run` executes a
-- command and raises when it fails.
return function(folder, run)
    assert(core.write_file(folder .. "/openssl.cnf", CONFIG))
    for _, command in ipairs(commands(folder)) do run(command) end
    return folder .. "/ca.crt"
end
