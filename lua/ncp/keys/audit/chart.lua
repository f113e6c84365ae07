--- Histograms of days as inline SVG, with the figures as a table for those who cannot see them.
local markup = require("ncp.keys.audit.markup")
local quantity = require("ncp.base.quantity")

local escape = markup.escape

local BINS_PER_LIMIT, BINS = 3, 12 -- and one bin for all that is beyond
local LEFT, TOP, BAR, GAP, HEIGHT = 8, 34, 34, 4, 150
local STEP = BAR + GAP
local RIGHT = LEFT + (BINS + 1) * STEP
local BASE = TOP + HEIGHT
local LOWEST_BAR = 2

local STATES = { "within", "over", "disabled" }
local STATE_NAMES = { within = "in use within the limit", over = "in use over the limit", disabled = "disabled" }

local function bin_of(days, limit)
    return math.min(math.floor(days * BINS_PER_LIMIT / limit), BINS) + 1
end

-- Counts by bin and state, and the highest bin.
local function count(values, limit)
    local bins, highest = {}, 0
    for i = 1, BINS + 1 do bins[i] = { all = 0, within = 0, over = 0, disabled = 0 } end
    for _, value in ipairs(values) do
        local bin = bins[bin_of(value.days, limit)]
        bin[value.state], bin.all = bin[value.state] + 1, bin.all + 1
        highest = math.max(highest, bin.all)
    end
    return bins, highest
end

local function range_of(index, limit)
    local from = math.ceil((index - 1) * limit / BINS_PER_LIMIT)
    if index > BINS then return from .. " and more" end
    local to = math.ceil(index * limit / BINS_PER_LIMIT) - 1
    return from >= to and tostring(from) or ("%d to %d"):format(from, to)
end

local function bar(x, y, height, state)
    return ('<rect class="%s" x="%d" y="%.1f" width="%d" height="%.1f"/>'):format(state, x, y, BAR, height)
end

-- The bars of one bin, one upon the other, and their number above.
local function draw_bin(bin, index, highest)
    local x, y, parts = LEFT + (index - 1) * STEP, BASE, {}
    for _, state in ipairs(STATES) do
        if bin[state] > 0 then
            local height = math.max(LOWEST_BAR, bin[state] / highest * HEIGHT)
            y = y - height
            parts[#parts + 1] = bar(x, y, height, state)
        end
    end
    if bin.all == 0 then return "" end
    parts[#parts + 1] = ('<text class="count" x="%d" y="%.1f">%d</text>'):format(x + BAR / 2, y - 5, bin.all)
    return table.concat(parts)
end

local function draw_axis(limit)
    local parts = { ('<line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"/>'):format(LEFT, BASE, RIGHT, BASE) }
    for bin = 0, BINS, BINS_PER_LIMIT do
        local x = LEFT + bin * STEP - GAP / 2
        local days = ("%d"):format(bin / BINS_PER_LIMIT * limit)
        parts[#parts + 1] = ('<line class="axis" x1="%d" y1="%d" x2="%d" y2="%d"/>'):format(x, BASE, x, BASE + 5)
        if bin == BINS then x, days = x + STEP / 2, days .. "+" end
        parts[#parts + 1] = ('<text x="%d" y="%d">%s</text>'):format(x, BASE + 18, days)
    end
    return table.concat(parts)
end

local function draw_limit(limit)
    local x = LEFT + BINS_PER_LIMIT * STEP - GAP / 2
    return ('<line class="limit" x1="%d" y1="%d" x2="%d" y2="%d"/>'):format(x, TOP - 20, x, BASE)
        .. ('<text class="limit-name" x="%d" y="%d">limit: %s</text>'):format(x + 5, TOP - 12, quantity(limit, "day"))
end

local function describe(chart, values)
    local counts = { within = 0, over = 0, disabled = 0 }
    for _, value in ipairs(values) do counts[value.state] = counts[value.state] + 1 end
    local parts = {}
    for i, state in ipairs(STATES) do parts[i] = ("%d %s"):format(counts[state], STATE_NAMES[state]) end
    local untold = chart.untold > 0 and ("; not known for %d"):format(chart.untold) or ""
    return ("%s: %s%s. The limit is %s."):format(
        quantity(#values, "key"), table.concat(parts, ", "), untold, quantity(chart.limit, "day"))
end

local function figures(chart, bins)
    local rows = {}
    for i, bin in ipairs(bins) do
        bin.range = range_of(i, chart.limit)
        if bin.all > 0 then rows[#rows + 1] = bin end
    end
    return ("<details><summary>The figures</summary>%s</details>"):format(markup.figures(chart.title, {
        { name = "range", title = chart.axis }, { name = "within", title = "Within the limit" },
        { name = "over", title = "Over the limit" }, { name = "disabled", title = "Disabled" },
    }, rows))
end

--- chart{ id =, title =, axis =, limit = days, values =, untold = } → markup of a `figure`. `values` are
-- `{ days =, state = "within", "over" or "disabled" }`; `untold` is the number of keys without a value.
return function(chart)
    local bins, highest = count(chart.values, chart.limit)
    local description, drawn = describe(chart, chart.values), {}
    for i, bin in ipairs(bins) do drawn[i] = draw_bin(bin, i, highest) end
    return ([[
<figure>
<svg viewBox="0 0 %d %d" role="img" aria-labelledby="%s-title %s-text">
<title id="%s-title">%s</title><desc id="%s-text">%s</desc>
%s%s%s
</svg>
<figcaption><strong>%s</strong> %s</figcaption>
%s
</figure>
]]):format(RIGHT + LEFT, BASE + 26, chart.id, chart.id, chart.id, escape(chart.title), chart.id, escape(description),
        draw_axis(chart.limit), table.concat(drawn), draw_limit(chart.limit),
        escape(chart.title), escape(description), figures(chart, bins))
end
