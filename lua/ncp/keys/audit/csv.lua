--- csv(report [, part]) → a part of a report as CSV (RFC 4180): `findings` (when left out), `keys`, `accounts`
-- or `exemptions`.
--
-- A cell that a spreadsheet would take for a formula gets an apostrophe in front. What is not known is
-- `unknown`.
local columns = require("ncp.keys.audit.columns")
local csv = require("ncp.base.csv")
local options_of = require("ncp.base.options")

local parts = { "findings", "keys", "accounts", "exemptions" }

return function(report, part)
    part = part or "findings"
    local of_part = columns[part]
    if type(of_part) ~= "table" then
        error(("csv: unknown part '%s'%s"):format(tostring(part), options_of.did_you_mean(part, parts)), 2)
    end
    local names = {}
    for i, column in ipairs(of_part) do names[i] = column.name end
    local lines = { csv.line(names) }
    for _, row in ipairs(report[part]) do
        local cells = {}
        for i, column in ipairs(of_part) do cells[i] = columns.text(column, row) end
        lines[#lines + 1] = csv.line(cells)
    end
    return table.concat(lines)
end
