--- Pieces of HTML.
local core = require("ncp.core")

local markup = {}

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

--- escape(text or number) → the same as it may stand in content and in quoted attributes, with what cannot be seen
-- made visible.
function markup.escape(text)
    return (core.visible(tostring(text)):gsub("[&<>\"']", ENTITIES))
end

local escape = markup.escape

--- cell(name, text, class) → a `td` or `th`, its text escaped. `name` may have attributes.
function markup.cell(name, text, class)
    local head = class and ('%s class="%s"'):format(name, class) or name
    return ("<%s>%s</%s>"):format(head, escape(text), name:match("^%w+"))
end

local function head_of(columns)
    local cells = {}
    for i, column in ipairs(columns) do cells[i] = markup.cell('th scope="col"', column.title, column.class) end
    return "<thead><tr>" .. table.concat(cells) .. "</tr></thead>"
end

--- table(caption, columns, body) → a table that scrolls by itself where it is too wide. `columns` is a list of
-- `{ title =, class = }`, the class may be left out; `body` is markup.
function markup.table(caption, columns, body)
    return ([[
<div class="scroll" role="region" aria-label="%s" tabindex="0"><table>
<caption>%s</caption>
%s
%s
</table></div>
]]):format(escape(caption), escape(caption), head_of(columns), body)
end

--- body(columns, rows, text_of) → the `tbody` of such a table; `text_of(column, row)` is the text of a cell, and
-- the first cell names its row.
function markup.body(columns, rows, text_of)
    local lines = {}
    for i, row in ipairs(rows) do
        local cells = {}
        for j, column in ipairs(columns) do
            cells[j] = markup.cell(j == 1 and 'th scope="row"' or "td", text_of(column, row), column.class)
        end
        lines[i] = "<tr>" .. table.concat(cells) .. "</tr>"
    end
    return "<tbody>" .. table.concat(lines, "\n") .. "</tbody>"
end

local function field_of(column, row)
    return row[column.name]
end

--- figures(caption, columns, rows) → a table of `row[column.name]`: the first a text, the others numbers.
function markup.figures(caption, columns, rows)
    for i = 2, #columns do columns[i].class = "number" end
    return markup.table(caption, columns, markup.body(columns, rows, field_of))
end

return markup
