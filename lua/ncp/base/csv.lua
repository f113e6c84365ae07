--- CSV as of RFC 4180 that a spreadsheet shows and does not run.

local csv = {}

-- What makes spreadsheets take a cell for a formula, and its forms of full width; OWASP, "CSV Injection".
local FORMULAS = { "^[=+@\t\r\n-]", "^\239\188[\139\141\157\160]" }
-- A spreadsheet of another country may part cells at semicolons or tabs.
local SPECIAL = '[",;\t\r\n]'

local function is_formula(text)
    for _, pattern in ipairs(FORMULAS) do
        if text:find(pattern) then return true end
    end
    return false
end

--- line(cells) → the texts as a line. One that a spreadsheet would take for a formula gets an apostrophe in front.
function csv.line(cells)
    local quoted = {}
    for i, text in ipairs(cells) do
        if is_formula(text) then text = "'" .. text end
        quoted[i] = text:find(SPECIAL) and '"' .. text:gsub('"', '""') .. '"' or text
    end
    return table.concat(quoted, ",") .. "\r\n"
end

return csv
