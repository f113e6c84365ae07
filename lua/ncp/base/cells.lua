--- Texts in columns, by the room that they take on a terminal.

local cells = {}

-- Han, Hangul, Kana, full-width forms and what lies beyond the first plane take two columns each.
local WIDE = { "[\227-\237][\128-\191][\128-\191]", "\239[\188-\189][\128-\191]", "[\240-\244][\128-\191]+" }
local CONTINUATION = "[\128-\191]"
local CHARACTER = "[^\128-\191][\128-\191]*"
local MORE = "…"

local function count(text, pattern)
    return select(2, text:gsub(pattern, ""))
end

--- width(text) → columns.
function cells.width(text)
    local columns = #text - count(text, CONTINUATION)
    for _, pattern in ipairs(WIDE) do columns = columns + count(text, pattern) end
    return columns
end

--- pad(text, columns) → the text with spaces behind it.
function cells.pad(text, columns)
    return text .. (" "):rep(columns - cells.width(text))
end

--- cut(text, columns) → its beginning, as much of it as fits, and the rest.
function cells.cut(text, columns)
    local used, size = 0, 0
    for character in text:gmatch(CHARACTER) do
        used = used + cells.width(character)
        if used > columns then break end
        size = size + #character
    end
    return text:sub(1, size), text:sub(size + 1)
end

--- shorten(text, columns) → the text if it fits, else its beginning and a mark that there was more.
function cells.shorten(text, columns)
    if cells.width(text) <= columns then return text end
    return (cells.cut(text, columns - 1)) .. MORE
end

return cells
