--- text(report) → the summary and the findings as text of 80 columns.
local WIDTH = 80
local KEY_WIDTH, OWNER_WIDTH = 28, 18

-- Names come from many hands: what moves a terminal's cursor (U+0080 to U+009F too) has no place in them.
local function printable(text)
    return (text:gsub("%c", "?"):gsub("\194[\128-\159]", "?"))
end

-- The characters of a text as a list; each takes one column.
local function characters(text)
    local list = {}
    for character in text:gmatch("[^\128-\191][\128-\191]*") do list[#list + 1] = character end
    return list
end

local function pad(text, width)
    return text .. (" "):rep(width - #characters(text))
end

-- Breaks a text into lines of at most `width` characters, between words where that is possible.
local function wrap(text, width)
    local lines, line = {}, {}
    for word in text:gmatch("%S+") do
        local letters = characters(word)
        if #line > 0 and #line + 1 + #letters > width then lines[#lines + 1], line = table.concat(line), {} end
        if #line > 0 then line[#line + 1] = " " end
        for _, letter in ipairs(letters) do
            if #line == width then lines[#lines + 1], line = table.concat(line), {} end
            line[#line + 1] = letter
        end
    end
    lines[#lines + 1] = table.concat(line)
    return lines
end

local function add_columns(lines, cells, widths)
    local wrapped, height = {}, 0
    for i, cell in ipairs(cells) do
        wrapped[i] = wrap(printable(cell), widths[i])
        height = math.max(height, #wrapped[i])
    end
    for row = 1, height do
        local parts = {}
        for i, width in ipairs(widths) do parts[i] = pad(wrapped[i][row] or "", width) end
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

return function(report)
    local summary, at = report.summary, report.at:gsub("%.%d+Z", "Z")
    local lines = {
        ("Audit of access keys, cloud %s, %s"):format(report.cloud, at),
        ("%d accounts, %d keys, %d of them active"):format(summary.accounts, summary.keys, summary.active_keys),
        ("findings: %d high, %d medium, %d low, %d unknown; %d exempt"):format(
            summary.high, summary.medium, summary.low, summary.unknown, summary.exempt),
    }
    if not report.complete then
        lines[#lines + 1] = ("INCOMPLETE: %d accounts could not be read in full"):format(summary.unread)
    end
    add_untold(lines, report)
    add_findings(lines, report)
    return table.concat(lines, "\n") .. "\n"
end
