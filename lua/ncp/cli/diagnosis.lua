--- Finds out what a wrong signature was made of, by making the usual mistakes.

local core = require("ncp.core")

local base64 = require("ncp.cli.base64")
local slips = require("ncp.cli.slips")

local diagnosis = {}

local SIZE = 32 -- bytes of an HMAC-SHA256

local function hex_digits(text)
    return #text == 2 * SIZE and text:find("^%x+$") and text:gsub("%x%x", function(digits)
        return string.char(tonumber(digits, 16))
    end) or nil
end

local function url_safe(text)
    return text:find("[-_]") and base64.decode((text:gsub("-", "+"):gsub("_", "/"))) or nil
end

local function unescape(text)
    return text:find("%", 1, true) and base64.decode((text:gsub("%%(%x%x)", function(digits)
        return string.char(tonumber(digits, 16))
    end))) or nil
end

local function twice(read)
    return function(text)
        local once = base64.decode(text)
        return once and read(once)
    end
end

-- The ways to write the bytes of a signature: `read(text)` → the bytes, or nil.
local FORMS = {
    { read = function(text) return text:find("=$") and base64.decode(text) end },
    { read = hex_digits, says = "is in hex, not in Base64" },
    { read = url_safe, says = "is in URL-safe Base64: + and / stand as - and _" },
    { read = unescape, says = "is percent-encoded" },
    { read = base64.decode, says = "is without the = at its end" },
    { read = twice(hex_digits), says = "is the Base64 of hex digits" },
    { read = twice(base64.decode), says = "is Base64-encoded twice" },
}

-- Other hashes by the number of their bytes.
local HASHES = { [16] = "MD5", [20] = "SHA-1", [28] = "SHA-224", [48] = "SHA-384", [64] = "SHA-512" }

-- The signature as the gateway wants it, and what was wrong with its form; nil and what it is instead.
local function normalize(text)
    local hash
    for _, form in ipairs(FORMS) do
        local bytes = form.read(text)
        if bytes and #bytes == SIZE then return base64.encode(bytes), form.says end
        hash = hash or bytes and HASHES[#bytes]
    end
    if hash then return nil, ("is of the length of an HMAC-%s; it must be an HMAC-SHA256"):format(hash) end
    return nil, "is not the Base64 of 32 bytes, 44 characters"
end

local function sign(case)
    local text = case.layout:gsub("{([%w_]+)}", case)
    return case.key and core.hmac(case.key, text) or case.signer:code(text)
end

-- The case with this mistake in it, or nil where it cannot be made.
local function make(mistake, case)
    local part, change = mistake[1], mistake[2]
    local changed = change(case[part], case)
    if not changed or changed == case[part] then return nil end
    local other = {}
    for name, value in pairs(case) do other[name] = value end
    other[part] = changed
    return other
end

-- The mistakes among `list` from `first` on that lead from the case to the signature: at most `depth` at once.
local function search(signature, case, list, first, depth)
    for i = first, #list do
        local other = make(list[i], case)
        if other and sign(other) == signature then return { list[i].says } end
        local found = other and depth > 1 and search(signature, other, list, i + 1, depth - 1)
        if found then
            table.insert(found, 1, list[i].says)
            return found
        end
    end
    return nil
end

local function mistakes_of(signature, case, known, origins)
    if sign(case) == signature then return {} end
    local list = slips.of(known, origins)
    return search(signature, case, list, 1, 1) or search(signature, case, list, 1, 2)
end

--- of(text, case, signer, known, origins) → what the signature in the text was made of, and whether it is right.
-- `case` has `method`, `target`, `timestamp` and `access_key`, which `signer` signs for; of `known` and `origins` see
-- `ncp.cli.slips`.
function diagnosis.of(text, case, signer, known, origins)
    local signature, form = normalize(text)
    if not signature then return form, false end
    local right = {
        method = case.method, target = case.target, timestamp = case.timestamp, access_key = case.access_key,
        layout = slips.LAYOUT, key = known.secret_key, signer = signer,
    }
    right.right = right
    local found = mistakes_of(signature, right, known, origins)
    if not found then
        return "is of another secret key, or of something else than method, target, timestamp and access key", false
    end
    if form then table.insert(found, 1, form) end
    if not found[1] then return "is right", true end
    return table.concat(found, ", and "), false
end

return diagnosis
