--- What a document of an account is made of, as data: its sections, and the members of what stands in them.
--
-- A section is a map of things by name, but `settings`, which is one thing. The members have the names and the limits
-- that the model's rows of version 1 give them.
--
-- | of a section | |
-- |---|---|
-- | name, noun | `policies`, and the noun of its operations |
-- | word | what one of its things is called |
-- | key, id | names of the fields with the name and the id of a thing; `settings` has neither |
-- | most | how many there can be |
-- | members | a list, and by name |
--
-- | of a member | |
-- |---|---|
-- | name, field | and the row's field, as `core.describe` tells it |
-- | part | what it is changed with: `fields`, or a part of its own, which has the member's name |
-- | of | the section in which the names are that its value lists |
-- | required | whether a thing that is to be made needs it |
local core = require("ncp.core")

local shape = {
    --- The version of documents.
    VERSION = 1,
}

local NAME = { type = "string", min = 1, doc = "name" }
local MOST_KEYS, MOST_GROUPS = 2, 10

local function names(name, of, doc, most)
    return {
        name = name, part = name, of = of,
        field = { name = name, type = "list", item = NAME, max = most, doc = doc },
    }
end

local function id_of(word)
    return { name = "id", part = "id", field = {
        name = "id", type = "string", min = 1,
        doc = ("id of the %s, which then gets the name under which it stands here"):format(word),
    } }
end

local POLICIES = names("policies", "policies", "names of the policies attached to it")
local ENTITIES = {
    name = "entities", part = "entities",
    field = { name = "entities", type = "list", item = NAME, doc = "server instance ids, or names of services" },
}
local KEYS = {
    name = "accessKeys", part = "accessKeys",
    field = {
        name = "accessKeys", type = "integer", min = 0, max = MOST_KEYS,
        doc = "how many access keys it has at least; what is missing is made",
    },
}

-- A field of the row of an operation, of version 1 when `api` is left out.
local function field_of(noun, verb, name, api)
    for _, field in ipairs(core.describe(noun, verb, api or "v1").parameters) do
        if field.name == name then return field end
    end
end

-- The row of version 2 says the same, and takes one value of a condition without a list too.
local PERMISSIONS = {
    name = "permissions", part = "fields", required = true, field = field_of("policy", "create", "permissions", "v2"),
}

-- There are roles of more types than can be made.
local ROLE_TYPE = {
    name = "roleType", part = "fields", required = true,
    field = { name = "roleType", type = "string", min = 1, doc = field_of("role", "create", "roleType").doc },
}

-- Members that are fields of an operation, which `list` names: with ! those that are required.
local function fields(noun, verb, list)
    local members = {}
    for name, marks in list:gmatch("(%w+)(!?)") do
        members[#members + 1] = {
            name = name, part = "fields", field = field_of(noun, verb, name), required = marks == "!",
        }
    end
    return members
end

local function part(noun, verb, name)
    return { name = name, part = name, field = field_of(noun, verb, name) }
end

local function body_of(row)
    local list = {}
    for _, field in ipairs(row.parameters) do
        if field.place == "body" then list[#list + 1] = field end
    end
    return list
end

-- A setting of the tenant: the fields of the operation that sets it.
local function setting(name, verb)
    local row = core.describe("tenant", verb, "v1")
    return { name = name, part = name, verb = verb, field = {
        name = name, type = "object", fields = body_of(row), doc = row.doc,
    } }
end

local function join(...)
    local all = {}
    for _, list in ipairs({ ... }) do
        for _, member in ipairs(list) do all[#all + 1] = member end
    end
    return all
end

local ACTIVE = part("role", "set_active", "active")

--- The sections in the order in which their things are made.
shape.sections = {
    {
        name = "settings", noun = "tenant", word = "setting",
        members = {
            { name = "loginAlias", part = "loginAlias", verb = "set_login_alias",
                field = field_of("tenant", "set_login_alias", "loginAlias") },
            setting("passwordExpiration", "set_password_expiration"),
            setting("sessionExpiration", "set_session_expiration"),
            setting("idleDisable", "set_idle_disable"),
        },
    },
    {
        name = "policies", noun = "policy", word = "policy", key = "policyName", id = "policyId", most = 500,
        members = join(fields("policy", "create", "description"), { PERMISSIONS, part("policy", "create", "tags") }),
    },
    {
        name = "groups", noun = "group", word = "group", key = "groupName", id = "groupId", most = 300,
        members = { id_of("group"), POLICIES, part("group", "create", "tags") },
    },
    {
        name = "roles", noun = "role", word = "role", key = "roleName", id = "roleNo",
        members = join(
            { id_of("role"), ROLE_TYPE }, fields("role", "create", "sessionExpirationSec descCont"),
            { ACTIVE, POLICIES, ENTITIES, {
                name = "account", part = "account", field = {
                    name = "account", type = "object",
                    fields = body_of(core.describe("role", "set_account", "v1")),
                    doc = "the account whose sub accounts take the role; only version 1 of the API tells it",
                },
            } },
            { part("role", "create", "tags") }
        ),
    },
    {
        name = "subAccounts", noun = "subaccount", word = "sub account", key = "loginId", id = "subAccountId",
        most = 500,
        members = join(
            fields("subaccount", "create", [[name! email memo active canAPIGatewayAccess! canConsoleAccess!
                isMfaMandatory useConsolePermitIp]]),
            fields("subaccount", "set_console_rule", "consolePermitIps"),
            fields("subaccount", "create", "useApiAllowSource apiAllowSources"),
            { names("groups", "groups", "names of the groups that it is in", MOST_GROUPS), POLICIES, KEYS },
            { part("subaccount", "create", "tags") }
        ),
    },
}

for _, section in ipairs(shape.sections) do
    shape.sections[section.name] = section
    for _, member in ipairs(section.members) do section.members[member.name] = member end
end

return shape
