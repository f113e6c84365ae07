-- Draws what stood in a terminal as SVG: lua5.4 scripts/docs/pictures/terminal.lua TITLE <TEXT >FILE

local WIDTH, LEADING, LEFT, TOP = 8.4, 21, 20, 58 -- pixels: of a character, of a line, and of the first one's place
local COLUMNS = 92

local ENTITIES = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;" }

local COLOURS = { -- by what a line begins with
    { "^%$ ", "#7ee787" },
    { "^%+", "#79c0ff" },
    { "^ncp: ", "#ffa657" },
}

-- What is left of a line after all that was drawn over it.
local function last_state(line)
    return (line:gsub("\r$", ""):gsub("^.*\r", ""):gsub("\27%[%d*%a", ""))
end

local function colour_of(line)
    for _, entry in ipairs(COLOURS) do
        if line:find(entry[1]) then return entry[2] end
    end
    return "#e6edf3"
end

local function text_element(line, row)
    local text = line:gsub("[<>&]", ENTITIES)
    return ('<text x="%d" y="%d" fill="%s" xml:space="preserve">%s</text>'):format(
        LEFT, TOP + row * LEADING, colour_of(line), text)
end

local lines = {}
for line in io.stdin:lines() do lines[#lines + 1] = last_state(line) end

local width, height = math.floor(2 * LEFT + COLUMNS * WIDTH), TOP + #lines * LEADING
local elements = {
    ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s">'):format(
        width, height, arg[1]),
    ('<rect width="%d" height="%d" rx="8" fill="#161b22"/>'):format(width, height),
    ('<path d="M0 34h%d" stroke="#30363d"/>'):format(width),
    ('<text x="%d" y="22" fill="#9da7b3" font-family="sans-serif" font-size="13" text-anchor="middle">%s</text>')
        :format(math.floor(width / 2), arg[1]),
    '<g font-family="ui-monospace, Menlo, Consolas, \'DejaVu Sans Mono\', monospace" font-size="14">',
}
for i, line in ipairs(lines) do elements[#elements + 1] = text_element(line, i - 1) end
print(table.concat(elements, "\n") .. "\n</g>\n</svg>")
