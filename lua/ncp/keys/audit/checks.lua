--- The checks of an audit, as data.
--
-- | field | meaning |
-- |---|---|
-- | name | such as `key_age` |
-- | subject | `key` or `account` |
-- | severity | of what is found: `high`, `medium`, `low`, or `unknown` where nothing can be said |
-- | title | what is found; `%s` stands for the limit |
-- | unit | of the limit, if it has one |
-- | limit | the option that holds the limit, if there is one |
-- | untold | the clouds that tell nothing about it |
-- | examine | `examine(subject, limit, account)` → a verdict and the detail; nil when it does not apply |
local quantity = require("ncp.base.quantity")

local PASSED, FOUND, UNKNOWN = "passed", "found", "unknown"

local function is_in_use(key, account)
    return key.active ~= false and account.active ~= false
end

local function days(count)
    return quantity(count, "day")
end

local function compare_use(subject, limit)
    if not subject.unused_days then return UNKNOWN, "when it was last used is not known" end
    if subject.unused_days < limit then return PASSED end
    if subject.never_used then return FOUND, ("never used in %s"):format(days(subject.unused_days)) end
    return FOUND, ("not used for %s"):format(days(subject.unused_days))
end

local checks = {
    {
        name = "account_unread", subject = "account", severity = "unknown",
        title = "Accounts that could not be read in full",
        examine = function(account)
            if #account.failures == 0 then return PASSED end
            return FOUND, table.concat(account.failures, "; ")
        end,
    },
    {
        name = "account_mfa", subject = "account", severity = "high", untold = { huawei = true },
        title = "Console accounts without a second factor",
        examine = function(account)
            if account.active == false or account.console == false then return nil end
            if not account.mfa then return UNKNOWN, "whether it has a second factor is not known" end
            if account.mfa ~= "none" then return PASSED end
            return FOUND, "no second factor"
        end,
    },
    {
        name = "key_unused", subject = "key", severity = "medium", limit = "max_unused_days",
        title = "Keys not used for %s", unit = "day",
        examine = function(key, limit, account)
            if is_in_use(key, account) then return compare_use(key, limit) end
        end,
    },
    {
        name = "key_age", subject = "key", severity = "medium", limit = "max_age_days",
        title = "Keys %s old or older", unit = "day",
        examine = function(key, limit, account)
            if not is_in_use(key, account) then return nil end
            if not key.age_days then return UNKNOWN, "when it was made is not known" end
            if key.age_days < limit then return PASSED end
            return FOUND, days(key.age_days) .. " old"
        end,
    },
    {
        name = "key_open", subject = "key", severity = "medium", untold = { huawei = true },
        title = "Keys that work from any address",
        examine = function(key, _, account)
            if not is_in_use(key, account) then return nil end
            if not account.sources then return UNKNOWN, "from where it works is not known" end
            if account.sources == "limited" then return PASSED end
            return FOUND, "its sources are not limited"
        end,
    },
    {
        name = "account_unused", subject = "account", severity = "medium", limit = "max_unused_days",
        untold = { huawei = true },
        title = "Accounts not used for %s", unit = "day",
        examine = function(account, limit)
            if account.active ~= false then return compare_use(account, limit) end
        end,
    },
    {
        name = "account_keys", subject = "account", severity = "low", limit = "max_active_keys",
        title = "Accounts with more active keys than %s",
        examine = function(account, limit)
            if account.active == false then return nil end
            if not account.active_keys then return UNKNOWN, "which keys it has is not known" end
            if account.active_keys <= limit then return PASSED end
            return FOUND, quantity(account.active_keys, "active key")
        end,
    },
    {
        name = "key_leftover", subject = "key", severity = "low",
        title = "Disabled keys that were not deleted",
        examine = function(key, _, account)
            if key.active == false then return FOUND, "disabled" end
            if account.active == false then return FOUND, "its account is disabled" end
            return PASSED
        end,
    },
}

--- is_in_use(key, account) → whether the key works, as far as is known.
checks.is_in_use = is_in_use

return checks
