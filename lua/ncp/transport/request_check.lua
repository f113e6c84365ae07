--- What cannot be sent as HTTP; the transport over libcurl checks the same in C.

local TOKEN = "^[%w!#$%%&'*+.^_`|~-]+$" -- RFC 9110, 5.6.2

--- problem(request) → one clause that says why it cannot be sent, without any of its
-- content; or nil. A line break let through would be a second header, or a second request.
return function(request)
    if not request.method:find(TOKEN) then return "the method of the request is not an HTTP token" end
    if not request.target:find("^/[^%z\1- \127]*$") then
        return "the target of the request is not a path without spaces"
    end
    for name, value in pairs(request.headers or {}) do
        if not name:find(TOKEN) or value:find("[%z\r\n]") then
            return "a header of the request has an invalid name or a line break"
        end
    end
    return nil
end
