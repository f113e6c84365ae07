--- The command `ncp keys audit`.

local audit = require("ncp.keys.audit")
local quantity = require("ncp.base.quantity")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local input = require("ncp.cli.input")
local numbers = require("ncp.cli.numbers")
local progress = require("ncp.cli.progress")
local stdout = require("ncp.cli.stdout")

local M = {}

local LIMITS = {
    { "max_age_days", "days after which a key is due to be replaced; 90 when left out", numbers.days },
    { "max_unused_days", "days without use after which a key or account is due to be disabled; 45 when left out",
        numbers.days },
    { "max_active_keys", "active keys that an account may have; 1 when left out", numbers.plain },
}

local SEVERITIES = { "high", "medium", "low" }

function M.declare(command)
    command:description("Tells what is wrong with access keys and the accounts that hold them. It changes nothing.")
    clients.declare_cloud(command)
    for _, limit in ipairs(LIMITS) do
        local flag = "--" .. limit[1]:gsub("_", "-")
        command:option(flag, limit[2]):argname("<n>"):convert(limit[3](flag))
    end
    command:option("--exemptions", "file with a JSON list of findings that are accepted"):argname("<path>")
    command:option("--concurrency", "accounts read at once; 32 when left out"):argname("<n>")
        :convert(numbers.plain("--concurrency"))
    command:option("--fail-on", "end with status 5 when something as severe as this, or more so, is found")
        :argname("<severity>"):choices(SEVERITIES)
    command:mutex(
        command:flag("--json", "print all of it as JSON"),
        command:option("--csv", "print one of its lists as CSV"):argname("<list>")
            :choices({ "findings", "keys", "accounts", "exemptions" }),
        command:flag("--html", "print it as a page")
    )
end

local function format(options, report)
    if options.json then return audit.json(report) .. "\n" end
    if options.csv then return audit.csv(report, options.csv) end
    if options.html then return audit.html(report) end
    return audit.table(report)
end

local function note_exemptions(states)
    if states.expired + states.unused == 0 then return end
    failure.note(("of the exemptions %d expired, %d unused"):format(states.expired, states.unused))
end

-- How many findings are as severe as `least`, or more so; those that are exempt do not count.
local function count_severe(summary, least)
    local count = 0
    for _, severity in ipairs(SEVERITIES) do
        count = count + summary[severity]
        if severity == least then return count end
    end
end

local function status_of(options, report)
    local severe = options.fail_on and count_severe(report.summary, options.fail_on) or 0
    if severe > 0 then
        failure.note(("%s as severe as %s, or more so"):format(quantity(severe, "finding"), options.fail_on))
    end
    if not report.complete then
        failure.note(("%s could not be read"):format(quantity(report.summary.unread, "account")))
    end
    if severe > 0 then return failure.FOUND end
    return report.complete and 0 or failure.status_of(nil)
end

function M.run(options)
    local given = { rate = options.rate, on_progress = progress.new("accounts") }
    given.concurrency = options.concurrency or 32
    for _, limit in ipairs(LIMITS) do given[limit[1]] = options[limit[1]] end
    if options.exemptions then given.exemptions = input.json(input.text(options.exemptions), "--exemptions") end
    local report = failure.must(audit(clients.new(options.cloud, options), given))
    stdout.write(format(options, report))
    note_exemptions(report.summary.exemptions)
    return status_of(options, report)
end

return M
