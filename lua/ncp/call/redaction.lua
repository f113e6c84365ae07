--- Keeps what a request carried in secret out of the error that its answer becomes: a server may repeat it anywhere.
local core = require("ncp.core")
local json = require("ncp.base.json")

local redaction = {}

local MASK = "***"
local SHORTEST = 6 -- characters; no service takes a shorter secret, and words would be found in every text
local TELLING = 12 -- characters by which a secret is recognised, for it may be repeated in part

local secret_names = { "signature", "authorization", "token", "secret", "passw", "passcode", "cookie", "api-key" }

local function is_secret_name(name)
    local lower = tostring(name):lower()
    for _, part in ipairs(secret_names) do
        if lower:find(part, 1, true) then return true end
    end
    return false
end

-- That of a string or a number; nil for what has none.
local function text_of(value)
    if type(value) == "number" then return ("%.14g"):format(value) end
    return type(value) == "string" and value or nil
end

-- The text as it is, and as it stands in a URL and in JSON.
local function add(secrets, value)
    local text = text_of(value)
    if not text or #text < SHORTEST then return end
    local quoted = core.json(text)
    for _, form in ipairs({ text, core.escape(text), quoted and quoted:sub(2, -2) }) do secrets[form] = true end
end

local function unescape(text)
    return (text:gsub("%%(%x%x)", function(digits) return string.char(tonumber(digits, 16)) end))
end

local function add_headers(secrets, headers)
    for name, value in pairs(headers or {}) do
        if is_secret_name(name) then
            add(secrets, value)
            add(secrets, value:match("Signature=(%x+)"))
        end
    end
end

local function add_query(secrets, target)
    for name, value in target:gmatch("[?&]([^=&]+)=([^&]*)") do
        if is_secret_name(name) then add(secrets, unescape(value)) end
    end
end

local NO_FIELD = {}

local function field_named(fields, name)
    for _, field in ipairs(fields or {}) do
        if field.name == name then return field end
    end
    return NO_FIELD
end

-- What the row says is secret in a body.
local function add_fields(secrets, field, value)
    if field.sensitive then add(secrets, value) end
    if type(value) ~= "table" then return end
    for name, member in pairs(value) do add_fields(secrets, field.item or field_named(field.fields, name), member) end
end

-- What must be taken for secret in a body of which nothing is known.
local function add_members(secrets, value, is_secret)
    if type(value) ~= "table" then return is_secret and add(secrets, value) end
    for name, member in pairs(value) do add_members(secrets, member, is_secret or is_secret_name(name)) end
end

local function add_body(secrets, row, text)
    local body = json.decode(text)
    if not row.parameters then return add_members(secrets, body, false) end
    add_fields(secrets, { fields = row.parameters }, row.wrapper and body[row.wrapper] or body)
end

local function secrets_of(request, row)
    local found, list = {}, {}
    add_headers(found, request.headers)
    add_query(found, request.target)
    if request.body then add_body(found, row, request.body) end
    for secret in pairs(found) do list[#list + 1] = secret end
    table.sort(list, function(a, b) return #a > #b end)
    return list
end

-- Where `text` stops to be the same as `secret`, which begins at `first`.
local function end_of(text, first, secret)
    local length = math.min(TELLING, #secret)
    while length < #secret and text:byte(first + length) == secret:byte(length + 1) do length = length + 1 end
    return first + length
end

local function mask(text, secret)
    local parts, from = {}, 1
    local needle = secret:sub(1, TELLING)
    local first = text:find(needle, 1, true)
    while first do
        parts[#parts + 1] = text:sub(from, first - 1)
        from = end_of(text, first, secret)
        first = text:find(needle, from, true)
    end
    parts[#parts + 1] = text:sub(from)
    return table.concat(parts, MASK)
end

local function mask_all(value, secrets)
    if type(value) == "table" then
        local masked = {}
        for name, member in pairs(value) do masked[mask_all(name, secrets)] = mask_all(member, secrets) end
        return masked
    end
    local text = text_of(value)
    if not text then return value end
    local masked = text
    for _, secret in ipairs(secrets) do masked = mask(masked, secret) end
    return masked ~= text and masked or value
end

--- target(text) → the target of a request without the values of what is named like a secret in its query.
function redaction.target(text)
    return (text:gsub("([?&])([^=&]+)=([^&]*)", function(before, name)
        return is_secret_name(name) and before .. name .. "=" .. MASK or nil
    end))
end

--- redact(failure, request, row) masks, in all that the failure says, the signature, tokens and secrets of the
-- request: in its headers, its query and its body. `row` is that of the operation; without `parameters` names tell
-- what is secret.
function redaction.redact(failure, request, row)
    local secrets = secrets_of(request, row)
    for _, name in ipairs({ "message", "detail", "code", "field", "request_id" }) do
        failure[name] = mask_all(failure[name], secrets)
    end
end

return redaction
