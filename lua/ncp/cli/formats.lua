--- The forms in which results are printed: `table`, `csv`, `json`. Each has
--
-- * `rows(columns, room)` → a writer of rows: `row(object)` takes one, `finish()` comes last. A table leaves out
--   columns that do not fit into `room` characters, if that is given;
-- * `object(columns, object)`, which prints a single one.
--
-- `columns` are the names of what is printed; values are such as `core.json` takes.

local core = require("ncp.core")
local json = require("ncp.json")

local failure = require("ncp.cli.failure")
local stdout = require("ncp.cli.stdout")
local width = require("ncp.cli.width")

local formats = { table = {}, csv = {}, json = {} }

local ROWS_FOR_WIDTHS = 100
local GAP = "  "

local function text_of(value)
    if value == nil or value == json.null then return "" end
    return type(value) == "string" and value or assert(core.json(value))
end

local function cells_of(columns, object)
    local cells = {}
    for i, name in ipairs(columns) do cells[i] = width.visible(text_of(object[name])) end
    return cells
end

-- Writes the cells whose widths are given, by their index.
local function write_cells(cells, widths)
    local padded = {}
    for i, cell in ipairs(cells) do
        if widths[i] then padded[#padded + 1] = width.pad(cell, widths[i]) end
    end
    stdout.write((table.concat(padded, GAP):gsub(" +$", "")), "\n")
end

-- By index; a column that would go beyond `room` has none.
local function widths_of(lines, room)
    local widths, used = {}, -#GAP
    for i in ipairs(lines[1] or {}) do
        local widest = 0
        for _, cells in ipairs(lines) do widest = math.max(widest, width.of(cells[i])) end
        if not room or used + #GAP + widest <= room then
            widths[i], used = widest, used + #GAP + widest
        end
    end
    return widths
end

local function note_missing(columns, widths)
    local missing = {}
    for i, name in ipairs(columns) do missing[#missing + 1] = not widths[i] and name or nil end
    if not missing[1] then return end
    failure.note(("columns that do not fit: %s; see --columns, --json, --csv"):format(table.concat(missing, ", ")))
end

--- The first rows decide how wide the columns are; those that follow are printed as they come.
function formats.table.rows(columns, room)
    local waiting, widths = { columns }, nil
    local function settle()
        widths = widths_of(waiting, room)
        for _, cells in ipairs(waiting) do write_cells(cells, widths) end
        waiting = nil
    end
    return {
        row = function(object)
            local cells = cells_of(columns, object)
            if not waiting then return write_cells(cells, widths) end
            waiting[#waiting + 1] = cells
            if #waiting > ROWS_FOR_WIDTHS then settle() end
        end,
        finish = function()
            if waiting then settle() end
            note_missing(columns, widths)
        end,
    }
end

function formats.table.object(columns, object)
    local lines = {}
    for _, name in ipairs(columns) do
        if object[name] ~= nil then lines[#lines + 1] = { name, width.visible(text_of(object[name])) } end
    end
    local widths = widths_of(lines)
    for _, cells in ipairs(lines) do write_cells(cells, widths) end
end

local function csv_line(cells)
    for i, cell in ipairs(cells) do
        if cell:find('[,"\r\n]') then cells[i] = '"' .. cell:gsub('"', '""') .. '"' end
    end
    stdout.write(table.concat(cells, ","), "\r\n")
end

function formats.csv.rows(columns)
    csv_line({ (table.unpack or unpack)(columns) })
    return {
        row = function(object)
            local cells = {}
            for i, name in ipairs(columns) do cells[i] = text_of(object[name]) end
            csv_line(cells)
        end,
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
