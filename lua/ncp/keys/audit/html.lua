--- html(report) → a page that needs nothing but itself: no script, no request, a strict policy.
local chart = require("ncp.keys.audit.chart")
local check_list = require("ncp.keys.audit.checks")
local columns = require("ncp.keys.audit.columns")
local markup = require("ncp.keys.audit.markup")
local quantity = require("ncp.base.quantity")
local style = require("ncp.keys.audit.style")

local cell, escape = markup.cell, markup.escape

local CLOUDS = { ncp = "NAVER Cloud Platform", huawei = "Huawei-style IAM" }

local UNSEEN = {
    ncp = "The main account's own keys and log-in are not part of this interface: look at them in the console.",
    huawei = "This interface does not tell second factors, allowed sources and log-ins of users: look at them in "
        .. "the console.",
}

local LEGEND = {
    { "within", "in use, within the limit" }, { "over", "in use, over the limit" },
    { "disabled", "disabled, or its account is" },
}

local function warning(report)
    if report.complete then return "" end
    return ('<p class="warning"><strong>Incomplete.</strong> %d of %s could not be read in full. '
        .. "What could not be read is not known to be well.</p>"):format(
        report.summary.unread, quantity(report.summary.accounts, "account"))
end

local function idle_exemptions(report)
    local states = report.summary.exemptions
    if states.expired + states.unused == 0 then return "" end
    return ('<p class="warning"><strong>Exemptions:</strong> %d expired, %d unused; see below.</p>'):format(
        states.expired, states.unused)
end

local function tiles(summary)
    local parts = {}
    for i, tile in ipairs({
        { "Accounts", "accounts" }, { "Keys", "keys" }, { "Active keys", "active_keys" }, { "High", "high" },
        { "Medium", "medium" }, { "Low", "low" }, { "Unknown", "unknown" }, { "Exempt", "exempt" },
    }) do
        local class = summary[tile[2]] > 0 and tile[2] or ""
        parts[i] = ('<div><dt>%s</dt><dd class="%s">%d</dd></div>'):format(tile[1], class, summary[tile[2]])
    end
    return "<dl>" .. table.concat(parts) .. "</dl>\n"
end

local function legend()
    local items = {}
    for i, item in ipairs(LEGEND) do
        items[i] = ('<li><svg viewBox="0 0 14 14" aria-hidden="true"><rect class="%s" x="1" y="1" width="12" '
            .. 'height="12"/></svg>%s</li>'):format(item[1], item[2])
    end
    return '<ul class="legend">' .. table.concat(items) .. "</ul>\n"
end

-- The same keys count as the checks examine: those that are in use.
local function state_of(key, account, days, limit)
    if not check_list.is_in_use(key, account) then return "disabled" end
    return days >= limit and "over" or "within"
end

local function chart_of(report, name, parts)
    local accounts = {}
    for _, account in ipairs(report.accounts) do accounts[account.id] = account end
    parts.values, parts.untold = {}, 0
    for _, key in ipairs(report.keys) do
        local days, account = key[name], accounts[key.owner]
        if days then
            table.insert(parts.values, { days = days, state = state_of(key, account, days, parts.limit) })
        elseif check_list.is_in_use(key, account) then
            parts.untold = parts.untold + 1
        end
    end
    return chart(parts)
end

local function charts(report)
    return '<h2>Keys by age and by use</h2>\n' .. legend() .. '<div class="charts">\n'
        .. chart_of(report, "age_days", {
            id = "age", title = "Age of keys.", axis = "Days of age", limit = report.limits.max_age_days,
        })
        .. chart_of(report, "unused_days", {
            id = "use", title = "Days since the last use.", axis = "Days without use",
            limit = report.limits.max_unused_days,
        })
        .. "</div>\n"
end

local function checks(report)
    return "<h2>Checks</h2>\n" .. markup.figures("What was examined, and how often each came out.", {
        { name = "title", title = "Check" }, { name = "found", title = "Found" },
        { name = "exempt", title = "Exempt" }, { name = "unknown", title = "Unknown" },
        { name = "passed", title = "Passed" },
    }, report.summary.checks)
end

local function detail_of(finding)
    if finding.exempt then
        return ("%s. Exempt until %s: %s"):format(finding.detail, finding.exempt.expires, finding.exempt.reason)
    end
    if not finding.exemption_ended then return finding.detail end
    return ("%s. Its exemption ended on %s"):format(finding.detail, finding.exemption_ended)
end

local function finding_row(finding)
    return table.concat({
        finding.exempt and '<tr class="exempt">' or "<tr>",
        cell('th scope="row"', finding.owner_name), cell("td", finding.key or "", "code"),
        cell("td", detail_of(finding)), "</tr>",
    })
end

local function group_row(finding, titles)
    return ('<tr class="group"><th colspan="3" scope="rowgroup"><span class="severity %s">%s</span> %s</th></tr>')
        :format(finding.severity, finding.severity, escape(titles[finding.check]))
end

local function findings(report)
    if #report.findings == 0 then return "<h2>Findings</h2>\n<p>None.</p>\n" end
    local titles, rows, group = {}, {}, nil
    for _, check in ipairs(report.summary.checks) do titles[check.check] = check.title end
    for _, finding in ipairs(report.findings) do
        local of_group = finding.severity .. finding.check
        if of_group ~= group then
            rows[#rows + 1] = (group and "</tbody>" or "") .. "<tbody>" .. group_row(finding, titles)
            group = of_group
        end
        rows[#rows + 1] = finding_row(finding)
    end
    return "<h2>Findings</h2>\n" .. markup.table("The worst first.",
        { { title = "Account" }, { title = "Key" }, { title = "Detail" } }, table.concat(rows, "\n") .. "</tbody>")
end

local function says_something(column, rows)
    for _, row in ipairs(rows) do
        if columns.text(column, row) ~= "" then return true end
    end
    return false
end

local function columns_of_page(part, rows)
    local shown = {}
    for _, column in ipairs(columns[part]) do
        if column.title and says_something(column, rows) then shown[#shown + 1] = column end
    end
    return shown
end

-- The day is enough for readers; the formats for programs have the time.
local function text_of_page(column, row)
    local text = columns.text(column, row)
    return column.class == "date" and text:match("^%d+%-%d+%-%d+") or text
end

local function inventory(report, part, title, caption)
    local rows = report[part]
    if #rows == 0 then
        return ("<h2>%s</h2>\n<p>None%s.</p>\n"):format(title, report.complete and "" or " in what could be read")
    end
    local shown = columns_of_page(part, rows)
    return ("<h2>%s</h2>\n"):format(title)
        .. markup.table(caption, shown, markup.body(shown, rows, text_of_page))
end

local function notes(report)
    return ([[
<h2>How to read this</h2>
<p>Days are whole days up to the time of the audit. A key or account that was never used counts as unused since it was
made. A key is due from day %d of its age on, and from day %d without use. Keys that are disabled, or whose account is,
are only examined as leftovers. Unknown is what the service did not tell or what could not be read.</p>
<p>%s</p>
]]):format(report.limits.max_age_days, report.limits.max_unused_days, UNSEEN[report.cloud])
end

local POLICY = "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'"

local PAGE = [[
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="%s">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>%s</title>
<style>%s</style>
</head>
<body>
<main>
<h1>Audit of access keys</h1>
<p class="muted">%s, <time datetime="%s">%s</time></p>
%s
</main>
</body>
</html>
]]

return function(report)
    local cloud, at = CLOUDS[report.cloud], report.at:gsub("T", " "):gsub("%.%d+Z", " UTC")
    local sections = {
        warning(report), idle_exemptions(report), tiles(report.summary), charts(report), findings(report),
        checks(report),
        inventory(report, "exemptions", "Exemptions", "What somebody has accepted, why, and until when."),
        inventory(report, "keys", "Keys", "Every key that could be read."),
        inventory(report, "accounts", "Accounts", "Every account, also those that could not be read."),
        notes(report),
    }
    local title = ("Audit of access keys: %s, %s"):format(cloud, report.at:sub(1, 10))
    return PAGE:format(POLICY:format(style.hash), title, style.css, cloud, report.at, at, table.concat(sections, "\n"))
end
