--- What SDK-HMAC-SHA256 signs, put together from the bytes that were received
-- (api/huawei-iam-credentials 4.1). Nothing of it is shared with the signer that clients use: a mistake
-- there must not meet itself.

local core = require("ncp.core")

local text = require("ncp.base.text")

local canonical = {}

local function escape(s)
    return (s:gsub("[^A-Za-z0-9._~-]", function(character) return ("%%%02X"):format(character:byte()) end))
end

-- Bytes are signed, whether or not they are UTF-8.
local function normalize(s)
    return escape((s:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)))
end

local function uri(path)
    local segments = text.split(path, "/")
    for i, segment in ipairs(segments) do segments[i] = normalize(segment) end
    if segments[#segments] ~= "" then segments[#segments + 1] = "" end
    return table.concat(segments, "/")
end

local function by_name_and_value(a, b)
    if a.name ~= b.name then return a.name < b.name end
    return a.value < b.value
end

local function query(given)
    local parameters = {}
    for parameter in given:gmatch("[^&]+") do
        local name, value = parameter:match("^([^=]*)=?(.*)$")
        parameters[#parameters + 1] = { name = normalize(name), value = normalize(value) }
    end
    table.sort(parameters, by_name_and_value)
    for i, parameter in ipairs(parameters) do parameters[i] = parameter.name .. "=" .. parameter.value end
    return table.concat(parameters, "&")
end

local function header_lines(headers, names)
    local lines = {}
    for i, name in ipairs(names) do lines[i] = ("%s:%s\n"):format(name, text.trim(headers[name] or "")) end
    return table.concat(lines)
end

local function sorted_names(signed_headers)
    local names = text.split(signed_headers, ";")
    table.sort(names)
    return names
end

-- @param request `{ method =, target =, headers = with names in lower case, body = string or nil }`
local function canonical_request(request, signed_headers)
    local path, given_query = request.target:match("^([^?]*)%??(.*)$")
    local names = sorted_names(signed_headers)
    return table.concat({
        request.method,
        uri(path),
        query(given_query),
        header_lines(request.headers, names),
        table.concat(names, ";"),
        request.headers["x-sdk-content-sha256"] or core.sha256(request.body or ""),
    }, "\n")
end

local DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

local function six_bits(digit)
    local value, bits = DIGITS:find(digit, 1, true) - 1, ""
    for _ = 1, 6 do
        bits = value % 2 .. bits
        value = math.floor(value / 2)
    end
    return bits
end

-- 43 digits of Base64 are 256 bits and two more.
local function hex_of_base64(base64)
    local bits = base64:gsub("=", ""):gsub(".", six_bits):sub(1, 256)
    return (bits:gsub("....", function(four) return ("%x"):format(tonumber(four, 2)) end))
end

--- The signature, 64 digits of hex, that a request must have.
-- @param request `{ method =, target =, headers = with names in lower case, body = string or nil }`
-- @param signed_headers their names, joined by `;`
function canonical.signature(request, signed_headers, secret)
    local hash = core.sha256(canonical_request(request, signed_headers))
    local signed = ("SDK-HMAC-SHA256\n%s\n%s"):format(request.headers["x-sdk-date"], hash)
    return hex_of_base64(core.hmac(secret, signed))
end

return canonical
