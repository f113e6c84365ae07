--- What a seed may hold: the lists in the order in which they are planted, since a thing can only refer
-- to those planted before it.

local core = require("ncp.core")

local STRING, OBJECT = { type = "string" }, { type = "object", fields = {} }

local function string_field(name, required)
    return { name = name, type = "string", required = required, min = 1 }
end

local function boolean_field(name)
    return { name = name, type = "boolean" }
end

-- Without an item, the elements are looked at one by one.
local function list_field(name, item, max)
    return { name = name, type = "list", item = item, max = max }
end

local function copy(values)
    local copied = {}
    for name, value in pairs(values) do copied[name] = value end
    return copied
end

local function set_of(words)
    local set = {}
    for word in (words or ""):gmatch("%S+") do set[word] = true end
    return set
end

-- The fields that only a seed has, then the parameters of the noun's create. Of these, `optional` need not
-- be given here, and those `without` are left out: two strings of names.
local function fields_of(noun, own, optional, without)
    local fields = copy(own)
    optional, without = set_of(optional), set_of(without)
    for _, parameter in ipairs(core.describe(noun, "create").parameters) do
        local field = copy(parameter)
        if optional[field.name] then field.required = nil end
        if not without[field.name] then fields[#fields + 1] = field end
    end
    return fields
end

local ACTIVITY = {
    type = "object",
    fields = {
        string_field("issuer"), string_field("serialNumber"), string_field("x509CertificateData"),
        boolean_field("failed"), string_field("seenTime"),
    },
}

local POLICY_TYPE = { name = "policyType", type = "string", allowed = { "SYSTEM_MANAGED", "USER_CREATED" } }

local kinds = {
    -- Fields of an access key of a sub account.
    key = {
        string_field("accessKey"), string_field("keySecret"), boolean_field("active"),
        string_field("createTime"), string_field("lastUsed"),
    },
}

-- A list has the name that a seed gives it, the `store` of the state, the names of the `id` and of another
-- `unique` field, the `fields`, and by field the store to which it `refers`.
kinds.lists = {
    {
        name = "policies", store = "policies", id = "policyId", unique = "policyName",
        fields = fields_of("policy", { string_field("policyId"), POLICY_TYPE }, "permissions"),
    },
    {
        name = "groups", store = "groups", id = "groupId", unique = "groupName",
        fields = fields_of("group", { string_field("groupId"), list_field("policies", STRING) }),
        refers = { policies = "policies" },
    },
    {
        name = "roles", store = "roles", id = "roleNo", unique = "roleName",
        fields = fields_of("role", {
            string_field("roleNo"), boolean_field("active"),
            list_field("policies", STRING), list_field("entities", STRING),
        }),
        refers = { policies = "policies" },
    },
    {
        name = "trustAnchors", store = "trust_anchors", id = "trustAnchorId",
        fields = fields_of("trust_anchor", { string_field("trustAnchorId") }),
    },
    {
        name = "crls", store = "crls", id = "crlId",
        fields = fields_of("crl", { string_field("crlId") }),
        refers = { trustAnchorId = "trust_anchors" },
    },
    {
        name = "profiles", store = "profiles", id = "profileId",
        fields = fields_of("profile", { string_field("profileId") }),
        refers = { roleIdList = "roles" },
    },
    {
        name = "subjects", store = "subjects", id = "subjectId",
        fields = {
            string_field("subjectId"), string_field("x509Subject", true), boolean_field("enabled"),
            string_field("lastSeenTime"), list_field("activity", ACTIVITY),
        },
    },
    {
        name = "subAccounts", store = "accounts", id = "subAccountId", unique = "loginId", max = 500,
        -- No password is kept, so none is asked for.
        fields = fields_of("subaccount", {
            string_field("subAccountId"), list_field("groups", STRING, 10), list_field("policies", STRING),
            list_field("accessKeys", nil, 2), list_field("mfaList", OBJECT),
            string_field("createTime"), string_field("lastLoginTime"),
        }, "canAPIGatewayAccess canConsoleAccess needPasswordReset", "password needPasswordGenerate"),
        refers = { groups = "groups", policies = "policies" },
    },
}

--- Fields of the seed itself.
kinds.top = { string_field("loginAlias"), list_field("products", STRING) }
for _, list in ipairs(kinds.lists) do kinds.top[#kinds.top + 1] = list_field(list.name, nil, list.max) end

return kinds
