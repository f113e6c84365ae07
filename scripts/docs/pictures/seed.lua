-- Prints the seed of the emulator for the pictures: a tenant whose keys are of all ages, counted back from today.

local cjson = require "cjson"

local DAY = 86400

local function days_ago(days)
    return days and os.date("!%Y-%m-%dT%H:%M:%SZ", os.time() - days * DAY) or nil
end

-- Login id, key, days since it was made and since it was used, addresses from which it works, and whether the account
-- has a console without a second factor.
local ROWS = {
    { "build-bot", "ncp_iam_EXAMPLEBUILD00000001", 410, 1, "192.0.2.10" },
    { "build-bot", "ncp_iam_EXAMPLEBUILD00000002", 12, 0, "192.0.2.10" },
    { "backup-bot", "ncp_iam_EXAMPLEBACKUP0000001", 640, 2 },
    { "deploy-bot", "ncp_iam_EXAMPLEDEPLOY0000001", 95, 0, "192.0.2.11" },
    { "metrics-bot", "ncp_iam_EXAMPLEMETRICS000001", 30, 0, "192.0.2.12" },
    { "registry-bot", "ncp_iam_EXAMPLEREGISTRY00001", 61, 0, "192.0.2.13" },
    { "ada", "ncp_iam_EXAMPLEADA0000000001", 200, 170, "192.0.2.0/24", console = true },
    { "grace", "ncp_iam_EXAMPLEGRACE00000001", 45, 3, "192.0.2.0/24" },
    { "alan", "ncp_iam_EXAMPLEALAN000000001", 20, 1, "192.0.2.0/24" },
    { "printer", "ncp_iam_EXAMPLEPRINTER000001", 900, nil, "192.0.2.77" },
}

local accounts, by_name = {}, {}
for _, row in ipairs(ROWS) do
    local name, key, made, used, source = row[1], row[2], row[3], row[4], row[5]
    local account = by_name[name]
    if not account then
        account = {
            loginId = name, name = name, canConsoleAccess = row.console or false, createTime = days_ago(1000),
            useApiAllowSource = source ~= nil, apiAllowSources = source and { { type = "IP", source = source } } or nil,
            accessKeys = {},
        }
        by_name[name], accounts[#accounts + 1] = account, account
    end
    table.insert(account.accessKeys, {
        accessKey = key, createTime = days_ago(made), lastUsed = used and days_ago(used),
    })
end
print(cjson.encode({ subAccounts = accounts }))
