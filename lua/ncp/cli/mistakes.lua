--- The usual mistakes of those who sign requests by hand (api/ncp-gateway 1 and 4).

local mistakes = {}

local TEN_DIGITS, FIFTEEN_DIGITS = ("%d?"):rep(10), ("%d"):rep(15)
local KEY, OLD_KEY = "^ncp_iam_" .. ("[%w_]"):rep(20) .. "$", "^" .. ("%w"):rep(20) .. "$"
local LONGEST_ACCESS_KEY = 32

-- The value of that name must match one of the patterns, or never match a pattern.
local RULES = {
    { "method", must = { "^%u+$" }, says = "the method is signed in upper case" },
    { "target", never = "^%a+://", says = "the host is not signed: leave out what stands before the path" },
    { "target", must = { "^/", "^%a+://" }, says = "the target starts with /" },
    { "target", never = "#", says = "a fragment (#) is not sent, so it is not signed" },
    { "target", never = "[^!-~]", says = "the target is signed as it is sent: percent-encoded" },
    { "target", never = "%?$", says = "an empty query is left out, with its ?" },
    { "timestamp", must = { "^%d+$" }, says = "the timestamp is a whole number" },
    { "timestamp", never = "^%d" .. TEN_DIGITS .. "$", says = "the timestamp is in seconds; it counts milliseconds" },
    { "timestamp", never = "^" .. FIFTEEN_DIGITS, says = "the timestamp is finer than milliseconds, which it counts" },
    { "access_key", must = { KEY, OLD_KEY }, says = "the access key is not of a known form (ncp_iam_ and 20 " ..
        "characters, or 20 letters and digits): is it the secret, or another service's?" },
    { "secret_key", never = KEY, says = "the secret key has the form of an access key" },
    { "secret_key", never = OLD_KEY, says = "the secret key has the form of an access key" },
    { "secret_key", never = "^%s", says = "the secret key begins with white space" },
    { "secret_key", never = "%s$", says = "the secret key ends with white space" },
    { "secret_key", never = "^[\"']", says = "the secret key begins with a quotation mark" },
}

local function is_broken(rule, value)
    if rule.never then return value:find(rule.never) ~= nil end
    for _, pattern in ipairs(rule.must) do
        if value:find(pattern) then return false end
    end
    return true
end

--- find(case) → the mistakes in a table of `method`, `target`, `timestamp`, `access_key`, `secret_key`, as a list of
-- texts. All values are texts; one that is nil is not looked at.
function mistakes.find(case)
    local found = {}
    for _, rule in ipairs(RULES) do
        local value = case[rule[1]]
        if value and is_broken(rule, value) then found[#found + 1] = rule.says end
    end
    return found
end

--- shown(access_key) → what may be shown of it, nil for nil: none that is as long as a secret, which was put in its
-- place.
function mistakes.shown(access_key)
    return access_key and #access_key > LONGEST_ACCESS_KEY and "***" or access_key
end

return mistakes
