--- Whose a certificate is, which luasec does not look at (RFC 6125).
local certificate = {}

local ALTERNATIVE_NAMES = "2.5.29.17" -- the extension's number

-- A star stands for the first label, whole, and never for one of a top level domain.
local function is_name_of(pattern, host)
    pattern, host = pattern:lower(), host:lower()
    if pattern == host then return true end
    local parent = pattern:match("^%*(%.[^.*]+%.[^*]+)$")
    return parent ~= nil and host:match("^[^.]+(%..+)$") == parent
end

local function is_listed(list, host, matches)
    for _, value in ipairs(list or {}) do
        if matches(value, host) then return true end
    end
    return false
end

local function is_same(one, other)
    return one == other
end

--- is_of(found, host) → whether a certificate, as luasec gives it, names the host: among its alternative names only.
function certificate.is_of(found, host)
    local names = found:extensions()[ALTERNATIVE_NAMES]
    if not names then return false end
    if host:find("^[%d.]+$") or host:find(":", 1, true) then return is_listed(names.iPAddress, host, is_same) end
    return is_listed(names.dNSName, host, is_name_of)
end

return certificate
