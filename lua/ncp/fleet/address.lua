--- Where a Redis is and how to log in there, from a URL or a table.
local core = require("ncp.core")

local address = {}

local PORT = 6379
local WORD = "^[^%c%s]+$" -- what a host or a user is written in

local schemes = { redis = false, rediss = true } -- whether it means TLS
local FIELDS = { host = true, port = true, user = true, password = true, database = true, tls = true, ca_file = true }

local Address = { __name = "ncp.fleet.Address" }
Address.__index = Address

--- As a URL, without the password.
function Address.__tostring(self)
    local login = self.password and ("%s:***@"):format(self.user or "") or ""
    return ("%s://%s%s:%d/%d"):format(self.tls and "rediss" or "redis", login, self.host, self.port, self.database)
end

local function decode(text)
    return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

local function or_nil(text)
    return text ~= "" and decode(text) or nil
end

-- rediss://user:password@host:6380/0; a host may be an IPv6 address in brackets.
local function parse(url)
    local scheme, rest = url:match("^(%a+)://(.*)$")
    local tls = schemes[scheme and scheme:lower()]
    if tls == nil then return nil end
    local login, place = rest:match("^(.*)@([^@]*)$")
    local user, password = (login or ""):match("^([^:]*):?(.*)$")
    local host, tail = (place or rest):match("^%[([%x:.]+)%](.*)$")
    if not host then host, tail = (place or rest):match("^([%w.-]+)(.*)$") end
    local port, database = (tail or "-"):match("^:?(%d*)/?(%d*)$")
    if not port then return nil end
    return {
        host = host, port = tonumber(port), database = tonumber(database), tls = tls,
        user = or_nil(user), password = or_nil(password),
    }
end

local function is_whole(value, most)
    return type(value) == "number" and value % 1 == 0 and value >= 0 and value <= most
end

local function is_loopback(host)
    return host == "localhost" or host == "::1" or host:match("^127%.%d+%.%d+%.%d+$") ~= nil
end

-- What is wrong with an address; nil when nothing is.
local function fault_of(found)
    if type(found.host) ~= "string" or not found.host:find(WORD) then return "needs a host" end
    if not is_whole(found.port, 65535) or found.port == 0 then return "needs a port from 1 to 65535" end
    if not is_whole(found.database, 65535) then return "needs a database that is a whole number" end
    if found.user and not tostring(found.user):find(WORD) then return "has a user that is none" end
    if found.user and not found.password then return "has a user but no password" end
    if found.password and not found.tls and not is_loopback(found.host) then
        return "must use TLS (rediss://): a password goes in the clear to loopback addresses only"
    end
    return nil
end

-- A password in an address is an ncp.Secret.
local function finish(given)
    local found = {}
    for name in pairs(FIELDS) do found[name] = given[name] end
    found.port, found.database, found.tls = found.port or PORT, found.database or 0, found.tls or false
    if type(found.password) == "string" then found.password = core.secret(found.password) end
    local fault = fault_of(found)
    if fault then return nil, fault end
    return setmetatable(found, Address)
end

--- from(given) → the address that a URL or a table with `host`, `port` (6379), `user`, `password` (a string or an
-- ncp.Secret), `database` (0), `tls` and `ca_file` tells; or nil and what is wrong with it, in words in which nothing
-- of it is repeated.
function address.from(given)
    if type(given) == "table" then
        for name in pairs(given) do
            if not FIELDS[name] then return nil, ("has an unknown field '%s'"):format(tostring(name)) end
        end
        return finish(given)
    end
    local found = parse(given)
    if not found then return nil, "must look like rediss://user:password@host:6380/0" end
    return finish(found)
end

return address
