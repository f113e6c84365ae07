--- text(report) → the summary and the findings as text of 80 columns.
local cells = require("ncp.base.cells")
local core = require("ncp.core")
local quantity = require("ncp.base.quantity")

local WIDTH = 80
local KEY_WIDTH, OWNER_WIDTH = 28, 18

-- Breaks a text into lines of at most `width` columns, between words where that is possible.
local function wrap(text, width)
    local lines, line = {}, ""
    for word in text:gmatch("%S+") do
        local longer = line == "" and word or line .. " " .. word
        if line ~= "" and cells.width(longer) > width then lines[#lines + 1], longer = line, word end
        local rest
        line, rest = cells.cut(longer, width)
        while rest ~= "" do
            lines[#lines + 1] = line
            line, rest = cells.cut(rest, width)
        end
    end
    lines[#lines + 1] = line
    return lines
end

local function add_columns(lines, texts, widths)
    local wrapped, height = {}, 0
    for i, text in ipairs(texts) do
        wrapped[i] = wrap(core.visible(text), widths[i])
        height = math.max(height, #wrapped[i])
    end
    for row = 1, height do
        local parts = {}
        for i, width in ipairs(widths) do parts[i] = cells.pad(wrapped[i][row] or "", width) end
        lines[#lines + 1] = (("  " .. table.concat(parts, "  ")):gsub("%s+$", ""))
    end
end

local function detail_of(finding)
    local ended = finding.exemption_ended
    if finding.exempt then
        return ("%s (exempt until %s: %s)"):format(finding.detail, finding.exempt.expires, finding.exempt.reason)
    end
    return ended and ("%s (exemption ended %s)"):format(finding.detail, ended) or finding.detail
end

local function add_findings(lines, report)
    local titles, group = {}, nil
    for _, check in ipairs(report.summary.checks) do titles[check.check] = check.title end
    for _, finding in ipairs(report.findings) do
        local head = ("%-8s%s"):format(finding.severity:upper(), titles[finding.check])
        if head ~= group then
            lines[#lines + 1], lines[#lines + 2] = "", head
            group = head
        end
        local name, detail = finding.owner_name, detail_of(finding)
        if finding.key then
            local widths = { KEY_WIDTH, OWNER_WIDTH, WIDTH - KEY_WIDTH - OWNER_WIDTH - 6 }
            add_columns(lines, { finding.key, name, detail }, widths)
        else
            add_columns(lines, { name, detail }, { KEY_WIDTH, WIDTH - KEY_WIDTH - 4 })
        end
    end
end

local function add_untold(lines, report)
    for _, check in ipairs(report.summary.checks) do
        if check.unknown > 0 then
            lines[#lines + 1] = ("not known for %d: %s"):format(check.unknown, check.title:gsub("^%u", string.lower))
        end
    end
end

-- Those that cover nothing, or have ended.
local function add_exemptions(lines, report)
    local states = report.summary.exemptions
    if states.expired + states.unused == 0 then return end
    lines[#lines + 1], lines[#lines + 2] = "", "EXEMPTIONS that have ended or cover nothing"
    for _, exemption in ipairs(report.exemptions) do
        if exemption.state ~= "applied" then
            local subject = table.concat({ exemption.key or exemption.owner, exemption.check }, ", ")
            local detail = ("%s, until %s: %s"):format(exemption.state, exemption.expires, exemption.reason)
            add_columns(lines, { subject, detail }, { KEY_WIDTH, WIDTH - KEY_WIDTH - 4 })
        end
    end
end

return function(report)
    local summary, at = report.summary, report.at:gsub("%.%d+Z", "Z")
    local lines = {
        ("Audit of access keys, cloud %s, %s"):format(report.cloud, at),
        ("%s, %s, %d of them active"):format(
            quantity(summary.accounts, "account"), quantity(summary.keys, "key"), summary.active_keys),
        ("findings: %d high, %d medium, %d low, %d unknown; %d exempt"):format(
            summary.high, summary.medium, summary.low, summary.unknown, summary.exempt),
    }
    if not report.complete then
        lines[#lines + 1] = ("INCOMPLETE: %s could not be read in full"):format(quantity(summary.unread, "account"))
    end
    add_untold(lines, report)
    add_findings(lines, report)
    add_exemptions(lines, report)
    return table.concat(lines, "\n") .. "\n"
end
