--- Base URLs: where a client may send its signed requests.
local origin = {}

local function is_loopback(host)
    return host == "localhost" or host == "[::1]" or host:match("^127%.%d+%.%d+%.%d+$") ~= nil
end

--- parse(url [, plain_host]) → "scheme://host[:port]", or nil and what is wrong with it.
--
-- Plain http is taken for loopback addresses only, and for `plain_host` (the
-- metadata service, which speaks nothing else). A path is refused: the rows of
-- the model carry the whole path, and it is signed as it stands.
function origin.parse(url, plain_host)
    if type(url) ~= "string" then return nil, "must be a string" end
    local scheme, authority, rest = url:match("^(%a+)://([^/?#]+)(.*)$")
    if not scheme then return nil, "must look like https://host[:port]" end
    if authority:find("@", 1, true) then return nil, "must not hold a user name or password" end
    local host, port = authority:match("^(%[[%x:.]+%])(.*)$")
    if not host then host, port = authority:match("^([%w.-]+)(.*)$") end
    if not host or not (port == "" or port:match("^:%d+$")) then return nil, "has no valid host and port" end
    if rest ~= "" and rest ~= "/" then return nil, "must have no path, query or fragment" end
    scheme, host = scheme:lower(), host:lower()
    if scheme == "http" and not is_loopback(host) and host ~= plain_host then
        return nil, "must use https: plain http is for loopback addresses only"
    end
    if scheme ~= "https" and scheme ~= "http" then return nil, "must use https" end
    return ("%s://%s%s"):format(scheme, host, port)
end

return origin
