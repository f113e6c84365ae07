--- How much room texts take on a terminal.

local width = {}

-- Han, Hangul, Kana, full-width forms and what lies beyond the first plane take two columns each.
local WIDE = { "[\227-\237][\128-\191][\128-\191]", "\239[\188-\189][\128-\191]", "[\240-\244][\128-\191]+" }
local CONTINUATION = "[\128-\191]"

local function count(text, pattern)
    return select(2, text:gsub(pattern, ""))
end

--- of(text) → columns.
function width.of(text)
    local columns = #text - count(text, CONTINUATION)
    for _, pattern in ipairs(WIDE) do columns = columns + count(text, pattern) end
    return columns
end

--- pad(text, columns) → the text with spaces behind it.
function width.pad(text, columns)
    return text .. (" "):rep(columns - width.of(text))
end

--- visible(text) → the text without control characters, which could move the cursor or change what is on the screen.
function width.visible(text)
    return (text:gsub("%c", function(character)
        return character == "\n" and "\\n" or ("\\x%02x"):format(character:byte())
    end))
end

return width
