-- The table of results, and where it stands in the documentation.
--
-- A row has `what` was measured, `against` what it is held, `theirs` and `ours` (numbers of a `unit`, by the
-- Lua; `theirs` may be one number for both, or missing), `ratios` by the Lua if they are not those of the numbers, and
-- the goal of the ratio: `at_least` or `at_most`.

local report = {}

local LUAS = { "5.4", "luajit" }
local FIRST, LAST = "<!-- begin of what scripts/bench writes -->", "<!-- end of what scripts/bench writes -->"

local function with_commas(text)
    local grouped = text:reverse():gsub("(%d%d%d)", "%1,"):reverse()
    return (grouped:gsub("^,", ""))
end

local function number(value)
    if math.abs(value) >= 1000 then return with_commas(("%.0f"):format(value)) end
    if math.abs(value) >= 100 then return ("%.0f"):format(value) end
    return ("%.3g"):format(value)
end

local function quantity(value, unit)
    if not value then return "–" end
    if type(value) ~= "table" then return number(value) .. unit end
    local parts = {}
    for i, lua in ipairs(LUAS) do parts[i] = number(value[lua]) end
    return table.concat(parts, ", ") .. unit
end

local function their_number(row, lua)
    if type(row.theirs) == "table" then return row.theirs[lua] end
    return row.theirs
end

local function is_missed(row, ratio)
    return row.at_least and ratio < row.at_least or row.at_most and ratio > row.at_most
end

local function ratio_cell(row, lua)
    local ours, theirs = row.ours[lua], their_number(row, lua)
    if not ours or not theirs then return "–" end
    local ratio = row.ratios and row.ratios[lua] or ours / theirs
    local text = ratio < 10 and ("%.2f"):format(ratio) or number(ratio)
    return is_missed(row, ratio) and "**" .. text .. "**" or text
end

local function goal_cell(row)
    if row.at_least then return ("≥ %.2f"):format(row.at_least) end
    if row.at_most then return ("≤ %.2f"):format(row.at_most) end
    return ""
end

local function line(row)
    local cells = { row.what, row.against, quantity(row.theirs, row.unit) }
    for _, lua in ipairs(LUAS) do
        cells[#cells + 1] = quantity(row.ours[lua], row.unit)
        cells[#cells + 1] = ratio_cell(row, lua)
    end
    cells[#cells + 1] = goal_cell(row)
    return "| " .. table.concat(cells, " | ") .. " |"
end

--- table(rows, about) → the Markdown; `about` is a line on the machine, the versions and the date.
function report.table(rows, about)
    local lines = {
        about .. " Ratios that miss their goal are bold.",
        "",
        "| what | held against | it | Lua 5.4 | ratio | LuaJIT | ratio | goal |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    }
    for _, row in ipairs(rows) do lines[#lines + 1] = line(row) end
    return table.concat(lines, "\n")
end

--- rewrite(text, markdown) → the text of a page with what stands between its two marks replaced.
function report.rewrite(text, markdown)
    local before, after = text:find(FIRST, 1, true), text:find(LAST, 1, true)
    assert(before and after, "the page has no marks")
    return text:sub(1, before - 1) .. FIRST .. "\n\n" .. markdown .. "\n\n" .. text:sub(after)
end

return report
