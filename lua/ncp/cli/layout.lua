--- Which columns of a table there is room for, and how wide they are.
--
-- A terminal is rarely wide enough for all of them. The most important get room first: whether a thing works, its id,
-- its names, what went wrong with it; then the others in their order. Names and messages may be shortened, ids never:
-- they are copied.

local cells = require("ncp.base.cells")

local layout = {}

local GAP = "  "
local SHORTEST = 10 -- columns that a shortened text needs to be of use

local ID, OTHER = 2, 5

-- The importance of columns by their names; the first match counts.
local RANKS = {
    { rank = 1, "^active$", "^enabled$", "^success$", "^failed$", "^status$", "^state$" },
    { rank = 3, "[nN]ame$", "^loginId$", shortens = true },
    { rank = ID, "^id$", "^access$", "^accessKey$", "Id$", "No$" },
    { rank = 4, "^message$", shortens = true },
    { rank = 6, "^nrn$", "Nrn$" },
}

local function rank_of(name)
    for _, entry in ipairs(RANKS) do
        for _, pattern in ipairs(entry) do
            if name:find(pattern) then return entry.rank, entry.shortens or false end
        end
    end
    return OTHER, false
end

-- The indices of the columns, the most important first, and which of them may be shortened. Only the first id is the
-- thing's own.
local function by_importance(columns)
    local order, ranks, shortens, has_id = {}, {}, {}, false
    for i, name in ipairs(columns) do
        local rank
        rank, shortens[i] = rank_of(name)
        order[i], ranks[i] = i, rank == ID and has_id and OTHER or rank
        has_id = has_id or rank == ID
    end
    table.sort(order, function(a, b)
        if ranks[a] ~= ranks[b] then return ranks[a] < ranks[b] end
        return a < b
    end)
    return order, shortens
end

local function widest(lines, index)
    local columns = 0
    for _, line in ipairs(lines) do columns = math.max(columns, cells.width(line[index])) end
    return columns
end

local Layout = {}
Layout.__index = Layout

--- new(columns, lines, room) → how to print lists of cells under the names `columns`. `lines` are those from which
-- the widths are taken; `room` is the width of the terminal, nil when there is room for all.
function layout.new(columns, lines, room)
    local order, shortens = by_importance(columns)
    local self = setmetatable({ columns = columns, widths = {}, shortens = shortens, shortened = {} }, Layout)
    local left = (room or math.huge) + #GAP
    if not room then self.shortens = {} end
    for _, i in ipairs(order) do
        local width, most = widest(lines, i), left - #GAP
        if self.shortens[i] and most >= SHORTEST then width = math.min(width, most) end
        if width <= most then self.widths[i], left = width, most - width end
    end
    return self
end

--- line(line) → the cells of a line side by side.
function Layout:line(line)
    local padded = {}
    for i, cell in ipairs(line) do
        local width = self.widths[i]
        local shown = width and self.shortens[i] and cells.shorten(cell, width) or cell
        if shown ~= cell then self.shortened[i] = true end
        if width then padded[#padded + 1] = cells.pad(shown, width) end
    end
    return (table.concat(padded, GAP):gsub(" +$", ""))
end

local function names_of(columns, is_meant)
    local names = {}
    for i, name in ipairs(columns) do names[#names + 1] = is_meant(i) and name or nil end
    return names[1] and table.concat(names, ", ") or nil
end

--- note() → what could not be shown of the lines so far, in words; nil when all was.
function Layout:note()
    local missing = names_of(self.columns, function(i) return not self.widths[i] end)
    local shortened = names_of(self.columns, function(i) return self.shortened[i] end)
    if not missing and not shortened then return nil end
    local parts = {}
    parts[#parts + 1] = missing and "columns that do not fit: " .. missing
    parts[#parts + 1] = shortened and "shortened: " .. shortened
    return table.concat(parts, "; ") .. "; see --columns, --json, --csv"
end

return layout
