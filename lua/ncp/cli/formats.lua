--- The forms in which results are printed: `table`, `csv`, `json`. Each has
--
-- * `rows(columns, room)` → a writer of rows: `row(object)` takes one, `finish()` comes last. A table shows
--   what fits into `room` columns of a terminal, if that is given, and says what does not;
-- * `object(columns, object)`, which prints a single one.
--
-- `columns` are the names of what is printed; values are such as `core.json` takes.

local core = require("ncp.core")
local csv = require("ncp.base.csv")
local json = require("ncp.base.json")

local failure = require("ncp.cli.failure")
local layouts = require("ncp.cli.layout")
local stdout = require("ncp.cli.stdout")

local formats = { table = {}, csv = {}, json = {} }

local ROWS_FOR_WIDTHS = 100

local function text_of(value)
    if value == nil or value == json.null then return "" end
    return type(value) == "string" and value or assert(core.json(value))
end

local function texts_of(columns, object)
    local texts = {}
    for i, name in ipairs(columns) do texts[i] = text_of(object[name]) end
    return texts
end

local function cells_of(columns, object)
    local cells = texts_of(columns, object)
    for i, text in ipairs(cells) do cells[i] = core.visible(text) end
    return cells
end

--- The first rows decide how wide the columns are; those that follow are printed as they come.
function formats.table.rows(columns, room)
    local waiting, layout = { columns }, nil
    local function settle()
        layout = layouts.new(columns, waiting, room)
        for _, cells in ipairs(waiting) do stdout.write(layout:line(cells), "\n") end
        waiting = nil
    end
    return {
        row = function(object)
            local cells = cells_of(columns, object)
            if not waiting then return stdout.write(layout:line(cells), "\n") end
            waiting[#waiting + 1] = cells
            if #waiting > ROWS_FOR_WIDTHS then settle() end
        end,
        finish = function()
            if waiting then settle() end
            local note = layout:note()
            if note then failure.note(note) end
        end,
    }
end

function formats.table.object(columns, object)
    local lines = {}
    for _, name in ipairs(columns) do
        if object[name] ~= nil then lines[#lines + 1] = { name, core.visible(text_of(object[name])) } end
    end
    if not lines[1] then failure.note(columns[1] and "the answer is empty" or "done") end
    local layout = layouts.new({ "name", "value" }, lines)
    for _, cells in ipairs(lines) do stdout.write(layout:line(cells), "\n") end
end

function formats.csv.rows(columns)
    stdout.write(csv.line(columns))
    return {
        row = function(object) stdout.write(csv.line(texts_of(columns, object))) end,
        finish = function() end,
    }
end

function formats.csv.object(columns, object)
    formats.csv.rows(columns).row(object)
end

--- An array with a line for each row.
function formats.json.rows()
    local separator = "[\n"
    return {
        row = function(object)
            stdout.write(separator, assert(core.json(object)))
            separator = ",\n"
        end,
        finish = function()
            stdout.write(separator == "[\n" and "[]\n" or "\n]\n")
        end,
    }
end

function formats.json.object(_, object)
    stdout.write(assert(core.json(object)), "\n")
end

return formats
