--- The keys that stand on this machine where the tools of NAVER Cloud Platform look for them, to tell with which of
-- them a signature was made.

local configure = require("ncp.clouds.ncloud.configure")
local core = require("ncp.core")
local credentials = require("ncp.clouds.ncloud.credentials")

local known_keys = {}

-- What programs that read a line more or less carefully make of the value in it.
local READINGS = {
    function(value) return value:match("^%s*(.-)%s*$") end,
    function(value) return value:match("^%s*(.-)%s+[#;].*$") end,
    function(value) return value:match("^%s*[\"'](.-)[\"']") end,
    function(value) return value:match("^ (.*)$") end,
    function(value) return value end,
}

local function add(list, place, value)
    for _, read in ipairs(READINGS) do
        local text = read(value)
        if text and text ~= "" then list[#list + 1] = { place = place, text = text } end
    end
end

local function add_environment(known)
    for kind, variables in pairs(credentials.VARIABLES) do
        for _, name in ipairs(variables) do
            local value = core.secret_from_env(name)
            if value then add(known[kind .. "s"], name, value:reveal()) end
        end
    end
end

local function kind_of(name)
    name = name:lower()
    return name:find("secret", 1, true) and "secret_keys" or name:find("access_key", 1, true) and "access_keys"
end

local function add_file(known, path)
    local file = core.read_configure(path) and io.open(path, "rb")
    if not file then return end
    local number = 0
    for line in file:lines() do
        number = number + 1
        local name, value = line:match("^([^=]*)=(.*)$")
        local kind = name and kind_of(name)
        if kind then add(known[kind], ("%s: line %d"):format(path, number), (value:gsub("\r$", ""))) end
    end
    file:close()
end

-- The one of the secret keys with which the signer signs, nil when it is not among them, and the places that have it.
local function find_used(list, signer)
    local code, used, places = signer:code(""), nil, {}
    for _, secret in ipairs(list) do
        if core.hmac(secret.text, "") == code then used, places[secret.place] = secret.text, true end
    end
    return used, places
end

--- find(signer) → `access_keys` and `secret_keys`, lists of `{ place =, text = }`; the `secret_key` with which the
-- signer signs, nil when it stands elsewhere; and its `places`, a set. A value that can be read in several ways is
-- there in each of them.
function known_keys.find(signer)
    local known = { access_keys = {}, secret_keys = {} }
    add_environment(known)
    local path = configure.path()
    if path then add_file(known, path) end
    known.secret_key, known.places = find_used(known.secret_keys, signer)
    return known
end

return known_keys
