--- IP addresses against the sources of an API access rule.

local address = {}

local function to_number(ip)
    local a, b, c, d = ip:match("^(%d+)%.(%d+)%.(%d+)%.(%d+)$")
    if not a then return nil end
    return ((tonumber(a) * 256 + tonumber(b)) * 256 + tonumber(c)) * 256 + tonumber(d)
end

--- Whether `ip` is `source`, or lies in it when that is an IPv4 range such as "192.0.2.0/24".
function address.matches(source, ip)
    if source == ip then return true end
    local base, bits = source:match("^([%d.]+)/(%d+)$")
    local network, host = base and to_number(base), to_number(ip)
    if not network or not host or tonumber(bits) > 32 then return false end
    local size = 2 ^ (32 - tonumber(bits))
    return math.floor(network / size) == math.floor(host / size)
end

return address
