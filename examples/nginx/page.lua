-- The page of the gateway, and what it is allowed to do.
local core = require("ncp.core")

local ngx = ngx -- luacheck: read globals ngx

local file = assert(io.open(debug.getinfo(1, "S").source:match("^@(.*)page%.lua$") .. "page.html", "rb"))
local page = file:read("*a")
file:close()

-- The hash, as a policy has it, of what stands between the tags when nginx starts.
local function hash_of(tag)
    local hex = core.sha256(page:match("<" .. tag .. ">(.-)</" .. tag .. ">"))
    return ngx.encode_base64((hex:gsub("%x%x", function(digits) return string.char(tonumber(digits, 16)) end)))
end

local policy = ("default-src 'none'; connect-src 'self'; style-src 'sha256-%s'; script-src 'sha256-%s'; "
    .. "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"):format(hash_of("style"), hash_of("script"))

--- GET / needs no token: the page has no data in it, and asks for the token.
return function()
    ngx.header["Content-Type"] = "text/html; charset=utf-8"
    ngx.header["Content-Security-Policy"] = policy
    ngx.header["Referrer-Policy"] = "no-referrer"
    ngx.header["X-Content-Type-Options"] = "nosniff"
    ngx.header["Cache-Control"] = "no-store"
    ngx.print(page)
end
