--- From what is known of accounts and keys to what is wrong with them.
local checks = require("ncp.keys.audit.checks")
local core = require("ncp.core")
local exemptions = require("ncp.keys.audit.exemptions")
local quantity = require("ncp.base.quantity")

local RANKS = { high = 1, medium = 2, low = 3, unknown = 4 }

local function new_tally(check, limit)
    return {
        check = check.name,
        severity = check.severity,
        title = check.title:format(check.unit and quantity(limit, check.unit) or limit),
        passed = 0, found = 0, exempt = 0, unknown = 0,
    }
end

local function new_finding(check, verdict, subject, account, detail)
    return {
        check = check.name,
        severity = verdict == "unknown" and "unknown" or check.severity,
        key = check.subject == "key" and subject.id or nil,
        owner = account.id,
        owner_name = account.name,
        detail = detail,
    }
end

-- Whether something unknown has been said once for all: what could not be read is a finding of its own.
local function is_said(report, check, account)
    return #account.failures > 0 or (check.untold and check.untold[report.cloud])
end

-- Examines one subject: counts the verdict, and adds a finding unless all is well or all is said.
local function examine(report, check, tally, subject, account)
    local verdict, detail = check.examine(subject, report.limits[check.limit], account)
    if not verdict then return end
    local finding = verdict ~= "passed" and new_finding(check, verdict, subject, account, detail)
    if finding then exemptions.apply(report.exemptions, finding) end
    local counted = finding and finding.exempt and "exempt" or verdict
    tally[counted] = tally[counted] + 1
    if not finding or (verdict == "unknown" and is_said(report, check, account)) then return end
    table.insert(report.findings, finding)
end

local function run_check(report, check, accounts)
    local tally = new_tally(check, report.limits[check.limit])
    for _, account in ipairs(report.accounts) do
        if check.subject == "account" then examine(report, check, tally, account, account) end
    end
    for _, key in ipairs(report.keys) do
        if check.subject == "key" then examine(report, check, tally, key, accounts[key.owner]) end
    end
    return tally
end

local function sort(findings)
    local positions = {}
    for i, check in ipairs(checks) do positions[check.name] = i end
    local function rank(finding)
        return ("%d %02d"):format(RANKS[finding.severity], positions[finding.check])
    end
    table.sort(findings, function(a, b)
        local left, right = rank(a), rank(b)
        if left ~= right then return left < right end
        if a.owner ~= b.owner then return a.owner_name .. a.owner < b.owner_name .. b.owner end
        return (a.key or "") < (b.key or "")
    end)
end

local function summarize(report)
    local summary = {
        accounts = #report.accounts, unread = 0, keys = #report.keys, active_keys = 0,
        high = 0, medium = 0, low = 0, unknown = 0, exempt = 0,
        exemptions = { applied = 0, unused = 0, expired = 0 },
    }
    for _, exemption in ipairs(report.exemptions) do
        summary.exemptions[exemption.state] = summary.exemptions[exemption.state] + 1
    end
    for _, finding in ipairs(report.findings) do
        local counted = finding.exempt and "exempt" or finding.severity
        summary[counted] = summary[counted] + 1
    end
    for _, account in ipairs(report.accounts) do
        if #account.failures > 0 then summary.unread = summary.unread + 1 end
    end
    for _, key in ipairs(report.keys) do
        if key.active ~= false then summary.active_keys = summary.active_keys + 1 end
    end
    return summary
end

--- Adds `findings` and `summary` to a report that has all else.
return function(report)
    local accounts = {}
    for _, account in ipairs(report.accounts) do accounts[account.id] = account end
    report.findings = core.array({})
    local tallies = core.array({})
    for i, check in ipairs(checks) do tallies[i] = run_check(report, check, accounts) end
    sort(report.findings)
    report.summary = summarize(report)
    report.summary.checks = tallies
end
