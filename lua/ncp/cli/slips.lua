--- What programs sign by mistake in place of what the gateway expects (api/ncp-gateway 1.1), as data.
--
-- A mistake is `{ part, change, says = }`. `part` is what it changes: `method`, `target`, `timestamp`, `access_key`,
-- the `layout` of these in the string to sign, or the `key`, a text, nil when it is not known. `change(value, case)` is
-- what is taken in its place, nil where this mistake cannot be made. `says` ends the sentence "the signature …".
-- Mistakes in one part stand in the order in which they can be combined.

local core = require("ncp.core")
local dates = require("ncp.base.dates")

local base64 = require("ncp.cli.base64")

local slips = {}

--- The layout of the string to sign.
slips.LAYOUT = "{method} {target}\n{timestamp}\n{access_key}"

local BESIDE = ", with what is no part of the key: spaces, quotation marks or a comment"

local METHODS = { "GET", "POST", "PUT", "DELETE", "PATCH", "HEAD" }

local function always(text)
    return function() return text end
end

local function right(part)
    return function(_, case) return case.right[part] end
end

local function replace(pattern, replacement)
    return function(value) return (value:gsub(pattern, replacement)) end
end

local function of_path(pattern, replacement)
    return function(target)
        local path, query = target:match("^([^?]*)(.*)$")
        return path:gsub(pattern, replacement) .. query
    end
end

local function wrap(before, after)
    return function(value) return value and before .. value .. after end
end

-- For the secret key, which may not be known.
local function of_key(change)
    return function(key) return key and change(key) end
end

local function from_hex(digits)
    return string.char(tonumber(digits, 16))
end

local function bytes_of_hex(text)
    return text:find("^%x+$") and #text % 2 == 0 and text:gsub("%x%x", from_hex) or nil
end

local function sort_query(target)
    local path, query = target:match("^([^?]*)%?(.*)$")
    if not path then return nil end
    local parameters = {}
    for parameter in query:gmatch("[^&]+") do parameters[#parameters + 1] = parameter end
    table.sort(parameters)
    return path .. "?" .. table.concat(parameters, "&")
end

local function to_iso(timestamp)
    local ms = tonumber(timestamp)
    return ms and dates.to_iso(ms)
end

local MISTAKES = {
    { "method", string.lower, says = "is of the method in lower case" },

    { "target", replace("%?.*$", ""), says = "leaves out the query" },
    { "target", sort_query, says = "is of the parameters of the query in sorted order" },
    { "target", replace("^/api/v%d", ""), says = "leaves out the beginning of the path, /api/v1" },
    { "target", replace("%%(%x%x)", from_hex), says = "is of the target before it was percent-encoded" },
    { "target", replace("%%%x%x", string.lower), says = "is of percent-escapes in lower case" },
    { "target", replace("%%20", "+"), says = "is of a target with + for a space" },
    { "target", replace("%%", "%%25"), says = "is of a target that was percent-encoded twice" },
    { "target", core.escape, says = "is of a target whose slashes were percent-encoded as well" },
    { "target", of_path("([^/])$", "%1/"), says = "is of a path with a slash at its end" },
    { "target", of_path("(.)/$", "%1"), says = "is of a path without the slash at its end" },
    { "target", replace("^[^?]*$", "%0?"), says = "is of a target with an empty query" },
    { "target", replace("^/", ""), says = "leaves out the slash at the beginning of the path" },

    { "timestamp", replace("%d%d%d$", ""), says = "is of a timestamp in seconds" },
    { "timestamp", replace("%d$", "%0000"), says = "is of a timestamp in microseconds" },
    { "timestamp", replace("%d$", "%0.0"), says = "is of a timestamp with decimals, .0" },
    { "timestamp", to_iso, says = "is of a timestamp in words, as ISO 8601 has it" },

    { "access_key", always(""), says = "is without an access key" },
    { "access_key", string.lower, says = "is of the access key in lower case" },
    { "access_key", string.upper, says = "is of the access key in upper case" },
    { "access_key", right("key"), says = "has the secret key in place of the access key" },

    { "layout", always("{method} {target}\n{access_key}\n{timestamp}"), says = "has access key before timestamp" },
    { "layout", always("{timestamp}\n{method} {target}\n{access_key}"), says = "begins with the timestamp" },
    { "layout", always("{timestamp}\n{access_key}\n{method} {target}"), says = "begins with timestamp and access key" },
    { "layout", always("{access_key}\n{timestamp}\n{method} {target}"), says = "has its lines in reversed order" },
    { "layout", always("{target} {method}\n{timestamp}\n{access_key}"), says = "has the target before the method" },
    { "layout", always("{method} {target}\n{timestamp}"), says = "is without the line of the access key" },
    { "layout", always("{method} {target}\n{access_key}"), says = "is without the line of the timestamp" },
    { "layout", replace(" ", "\n"), says = "has a line break between method and target" },
    { "layout", replace(" ", ""), says = "has nothing between method and target" },
    { "layout", replace(" ", "  "), says = "has two spaces between method and target" },
    { "layout", wrap("", "\n"), says = "has a line break at the end of the string" },
    { "layout", wrap("\n", ""), says = "has a line break at the beginning of the string" },
    { "layout", replace("\n", "\\n"), says = "has a backslash and an n in place of line breaks" },
    { "layout", replace("\n", "\r\n"), says = "has line breaks of two characters, \\r\\n" },
    { "layout", replace("\n", " "), says = "has spaces in place of line breaks" },
    { "layout", replace("\n", ""), says = "has nothing in place of line breaks" },

    { "key", of_key(string.lower), says = "is made with the secret key in lower case" },
    { "key", of_key(string.upper), says = "is made with the secret key in upper case" },
    { "key", of_key(base64.decode), says = "is made with the secret key Base64-decoded" },
    { "key", of_key(bytes_of_hex), says = "is made with the bytes of which the secret key is the hex" },
    { "key", of_key(base64.encode), says = "is made with the secret key Base64-encoded" },
    { "key", of_key(core.sha256), says = "is made with the SHA-256 of the secret key" },
    { "key", of_key(core.escape), says = "is made with the secret key percent-encoded" },
    { "key", wrap("", "\n"), says = "is made with the secret key and a line break" },
    { "key", wrap("", "\r\n"), says = "is made with the secret key and \\r\\n" },
    { "key", wrap("", " "), says = "is made with the secret key and a space behind it" },
    { "key", wrap(" ", ""), says = "is made with the secret key and a space before it" },
    { "key", wrap('"', '"'), says = "is made with the secret key and the quotation marks around it" },
    { "key", wrap("'", "'"), says = "is made with the secret key and the quotation marks around it" },
    { "key", right("access_key"), says = "is made with the access key in place of the secret key" },
    { "key", always(""), says = "is made with an empty secret key" },
}

for _, method in ipairs(METHODS) do
    table.insert(MISTAKES, 1, { "method", always(method), says = "is of the method " .. method })
end

-- What stands before the target in a URL.
local function add_hosts(list, origins)
    for _, origin in ipairs(origins) do
        local host = origin:match("^%a+://(.*)$")
        list[#list + 1] = { "target", wrap(origin, ""), says = "includes " .. origin }
        list[#list + 1] = { "target", wrap(host, ""), says = "includes the host " .. host }
    end
end

local function add_known(list, known)
    for _, key in ipairs(known.access_keys) do
        local says = ("has what stands in %s as its access key"):format(key.place)
        list[#list + 1] = { "access_key", always(key.text), says = says }
    end
    for _, key in ipairs(known.secret_keys) do
        local says = ("is made with what stands in %s%s"):format(key.place, known.places[key.place] and BESIDE or "")
        list[#list + 1] = { "key", always(key.text), says = says }
    end
end

--- of(known, origins) → all mistakes. `known` are the keys of this machine, see `ncp.cli.known_keys`; `origins`
-- those to which the request may go.
function slips.of(known, origins)
    local list = {}
    add_known(list, known)
    for _, mistake in ipairs(MISTAKES) do list[#list + 1] = mistake end
    add_hosts(list, origins)
    return list
end

return slips
