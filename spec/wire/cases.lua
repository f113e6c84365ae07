--- The wire cases: what a call sends, byte for byte, and what it makes of the answer.
-- Each JSON file of this folder is an array of cases. A case has
-- `name`, `operation` ("noun.verb", or "cloud.noun.verb", where "v2" is the second version of the API) and
-- `arguments` of the call, a null in them being `ncp.null`;
-- `request` (`method`, `target`, `body` with the members of its objects in order of their names, `exact_body`
-- byte for byte, `headers` besides those of every request, and `anonymous` when it is not authenticated) and
-- `response` (`status`, `headers`, `body`), or an array `exchanges` of such pairs, or neither when nothing
-- may be sent;
-- `result`, which is what the call returns, a secret in it written as { "$secret": text }, and `meta`, some
-- of what comes beside it; or `error`, with `kind`, `code`, `status` and, when given, `detail`, `request_id`
-- `field` and `retry_after` of the error object, and `says`, a part of the message.

local cjson = require("cjson").new()
local program = require("spec.support.program")

local FILES = {
    "subaccount", "accesskey", "tenant", "group", "policy", "role", "switchable_role",
    "trust_anchor", "crl", "profile", "subject", "sts", "errors",
    "v2_subaccount", "v2_accesskey", "v2_tenant", "v2_group", "v2_policy", "v2_role", "v2_switchable_role",
    "huawei_accesskey", "huawei_token", "huawei_securitytoken", "huawei_user", "huawei_domain",
    "huawei_project", "huawei_version",
    "huawei_errors",
}

local function read(name)
    return cjson.decode(program.read("spec/wire/" .. name .. ".json"))
end

local cases = {}
for _, name in ipairs(FILES) do
    for _, case in ipairs(read(name)) do cases[#cases + 1] = case end
end
return cases
