--- UTF-8, percent-encoding and lists in plain Lua.

local text = {}

-- Sequences of RFC 3629 by their first byte: no overlong forms, no surrogates, nothing above U+10FFFF.
local SEQUENCES = {
    "^[\194-\223][\128-\191]",
    "^\224[\160-\191][\128-\191]",
    "^[\225-\236\238\239][\128-\191][\128-\191]",
    "^\237[\128-\159][\128-\191]",
    "^\240[\144-\191][\128-\191][\128-\191]",
    "^[\241-\243][\128-\191][\128-\191][\128-\191]",
    "^\244[\128-\143][\128-\191][\128-\191]",
}

local function sequence_end(s, start)
    if s:byte(start) < 128 then return start end
    for _, pattern in ipairs(SEQUENCES) do
        local _, last = s:find(pattern, start)
        if last then return last end
    end
end

--- Number of characters (code points) of `s`, or nil when it is not UTF-8.
function text.characters(s)
    if not s:find("[\128-\255]") then return #s end
    local count, position = 0, 1
    while position <= #s do
        local last = sequence_end(s, position)
        if not last then return nil end
        count, position = count + 1, last + 1
    end
    return count
end

--- `s` without the spaces around it.
function text.trim(s)
    return s:match("^%s*(.-)%s*$")
end

--- Whether all characters of `s` are of `class`, such as "A-Za-z0-9._-".
function text.is_of_class(s, class)
    return s:find("^[" .. class:gsub("[%%%]%^]", "%%%0") .. "]*$") ~= nil
end

--- The pieces of `s` between single-character separators; one empty piece for "".
function text.split(s, separator)
    local pieces = {}
    for piece in (s .. separator):gmatch("(.-)%" .. separator) do pieces[#pieces + 1] = piece end
    return pieces
end

--- Undoes percent-encoding; `+` stays `+`. Returns nil for a stray `%` or what is not UTF-8.
function text.unescape(s)
    if s:gsub("%%%x%x", ""):find("%", 1, true) then return nil end
    local plain = s:gsub("%%(%x%x)", function(hex) return string.char(tonumber(hex, 16)) end)
    return text.characters(plain) and plain
end

return text
