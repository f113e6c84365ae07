-- Draws plots as SVG: lines over two logarithmic axes, and bars.

local plot = {}

local WIDTH, HEIGHT = 760, 420
local LEFT, RIGHT, TOP, BOTTOM = 80, 200, 44, 56 -- margins; the legend is on the right
local COLOURS = { "#1f5fbf", "#d9480f", "#2b8a3e", "#862e9c", "#c2255c", "#0b7285", "#5f3dc4", "#868e96" }

local escapes = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }

local function text_at(x, y, text, attributes)
    return ('<text x="%.1f" y="%.1f" %s>%s</text>'):format(x, y, attributes or "", (text:gsub("[&<>]", escapes)))
end

local function line_between(x1, y1, x2, y2, attributes)
    return ('<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" %s/>'):format(x1, y1, x2, y2, attributes)
end

local function number(value)
    if value < 10000 then return ("%g"):format(value) end
    if value < 1000000 then return ("%gk"):format(value / 1000) end
    return ("%gM"):format(value / 1000000)
end

local function page(title, parts)
    local head = {
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">'):format(
            WIDTH, HEIGHT),
        ('<rect width="%d" height="%d" fill="white"/>'):format(WIDTH, HEIGHT),
        text_at(LEFT, 26, title, 'font-size="15" font-weight="bold"'),
    }
    return table.concat(head, "\n") .. "\n" .. table.concat(parts, "\n") .. "\n</svg>\n"
end

-- A function from values to places between `first` and `last`, logarithmic.
local function scale(lowest, highest, first, last)
    local low, range = math.log(lowest), math.log(highest) - math.log(lowest)
    return function(value) return first + (math.log(value) - low) / range * (last - first) end
end

local function range_of(series, coordinate)
    local lowest, highest = math.huge, 0
    for _, curve in ipairs(series) do
        for _, point in ipairs(curve.points) do
            lowest, highest = math.min(lowest, point[coordinate]), math.max(highest, point[coordinate])
        end
    end
    return lowest, highest
end

-- The numbers 1, 2 and 5 times a power of ten that enclose the range.
local function ticks_around(lowest, highest)
    local ticks = {}
    for power = -6, 9 do
        for _, factor in ipairs { 1, 2, 5 } do ticks[#ticks + 1] = factor * 10.0 ^ power end
    end
    while ticks[2] <= lowest do table.remove(ticks, 1) end
    while ticks[#ticks - 1] >= highest do table.remove(ticks) end
    return ticks
end

local GRID = 'stroke="#dee2e6"'

local function draw_x_axis(parts, axis, to_x)
    for _, tick in ipairs(axis.ticks) do
        parts[#parts + 1] = line_between(to_x(tick), TOP, to_x(tick), HEIGHT - BOTTOM, GRID)
        parts[#parts + 1] = text_at(to_x(tick), HEIGHT - BOTTOM + 18, number(tick), 'text-anchor="middle"')
    end
    parts[#parts + 1] = text_at((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 14, axis.label, 'text-anchor="middle"')
end

local function draw_y_axis(parts, axis, ticks, to_y)
    for _, tick in ipairs(ticks) do
        parts[#parts + 1] = line_between(LEFT, to_y(tick), WIDTH - RIGHT, to_y(tick), GRID)
        parts[#parts + 1] = text_at(LEFT - 8, to_y(tick) + 4, number(tick), 'text-anchor="end"')
    end
    local middle = (TOP + HEIGHT - BOTTOM) / 2
    local upwards = ('text-anchor="middle" transform="rotate(-90 20 %.1f)"'):format(middle)
    parts[#parts + 1] = text_at(20, middle, axis.label, upwards)
end

local function draw_curve(parts, curve, index, to_x, to_y)
    local colour, places = COLOURS[curve.colour or index], {}
    local stroke = ('stroke="%s" stroke-width="2" %s'):format(colour, curve.dashed and 'stroke-dasharray="5 4"' or "")
    for i, point in ipairs(curve.points) do
        places[i] = ("%.1f,%.1f"):format(to_x(point[1]), to_y(point[2]))
        if not curve.dashed then
            parts[#parts + 1] = ('<circle cx="%.1f" cy="%.1f" r="3" fill="%s"/>'):format(
                to_x(point[1]), to_y(point[2]), colour)
        end
    end
    parts[#parts + 1] = ('<polyline points="%s" fill="none" %s/>'):format(table.concat(places, " "), stroke)
    local x, y = WIDTH - RIGHT + 16, TOP + 20 * index
    parts[#parts + 1] = line_between(x, y - 4, x + 22, y - 4, stroke)
    parts[#parts + 1] = text_at(x + 28, y, curve.name)
end

--- lines{ title=, x = { label=, ticks= }, y = { label= }, series = { { name=, points = { { x, y }, … },
-- dashed=, colour= }, … } } → SVG. Both axes are logarithmic; all numbers are above 0. `colour` is the number of
-- the curve whose colour it shares.
function plot.lines(given)
    local parts, first_x, last_x = {}, range_of(given.series, 1)
    local ticks = ticks_around(range_of(given.series, 2))
    local to_x = scale(first_x, last_x, LEFT, WIDTH - RIGHT)
    local to_y = scale(ticks[1], ticks[#ticks], HEIGHT - BOTTOM, TOP)
    draw_x_axis(parts, given.x, to_x)
    draw_y_axis(parts, given.y, ticks, to_y)
    for index, curve in ipairs(given.series) do draw_curve(parts, curve, index, to_x, to_y) end
    return page(given.title, parts)
end

--- bars{ title=, bars = { { name=, value=, ours= }, … }, unit= } → SVG, from 0. What is ours stands out.
function plot.bars(given)
    local parts, most = {}, 0
    local left, step = 220, (HEIGHT - TOP - 30) / #given.bars
    for _, bar in ipairs(given.bars) do most = math.max(most, bar.value) end
    for index, bar in ipairs(given.bars) do
        local y, width = TOP + (index - 1) * step, bar.value / most * (WIDTH - left - 110)
        parts[#parts + 1] = ('<rect x="%d" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>'):format(
            left, y + step * 0.15, width, step * 0.7, bar.ours and COLOURS[1] or COLOURS[8])
        parts[#parts + 1] = text_at(left - 10, y + step / 2 + 4, bar.name, 'text-anchor="end"')
        local label = ("%.0fk%s"):format(bar.value / 1000, given.unit)
        parts[#parts + 1] = text_at(left + width + 8, y + step / 2 + 4, label)
    end
    return page(given.title, parts)
end

return plot
