--- What both versions of NAVER Cloud Platform's API tell, in one form: what works with these
-- records need not know which version a client speaks.
--
-- | record | fields |
-- |---|---|
-- | account | `id nrn login name email active console limited sources groups policies created last_login` |
-- | key | `id active created` |
-- | group | `id name policies members created` |
-- | policy | `id name type description permissions created` |
-- | role | `id name type active description session_seconds policies entities created last_used` |
-- | last_access | when an account was used: `last_login last_git_login last_used keys unused_days` |
-- | key_use | one of its `keys`: `id last_used` |
-- | second_factor | `required means` |
-- | source_rule | from where an account's keys work: `limited sources` |
--
-- Values are as the service gives them; what it does not tell is nil, and so is null. Groups,
-- policies and members of another thing are records too.
local core = require("ncp.core")
local json = require("ncp.base.json")
local nouns = require("ncp.clouds.nouns")

local records = {}

-- By kind of record: what version 1 calls its fields; what version 2 calls them the rows of `noun` tell. `of` has the
-- kinds of the records within.
local KINDS = {
    account = {
        noun = "subaccount",
        of = { groups = "group", policies = "policy" },
        names = {
            id = "subAccountId", nrn = "nrn", login = "loginId", name = "name", email = "email", active = "active",
            console = "canConsoleAccess", limited = "useApiAllowSource", sources = "apiAllowSources",
            groups = "groups", policies = "policies", created = "createTime", last_login = "lastLoginTime",
        },
    },
    key = { noun = "accesskey", names = { id = "accessKey", active = "active", created = "createTime" } },
    group = {
        noun = "group",
        of = { policies = "policy", members = "account" },
        names = {
            id = "groupId", name = "groupName", policies = "policies", members = "subAccounts",
            created = "createTime",
        },
    },
    policy = {
        noun = "policy",
        names = {
            id = "policyId", name = "policyName", type = "policyType", description = "policyDesc",
            permissions = "permissions", created = "createTime",
        },
    },
    role = {
        noun = "role",
        of = { policies = "policy" },
        names = {
            id = "roleNo", name = "roleName", type = "roleType", active = "active", description = "descCont",
            session_seconds = "sessionExpirationSec", policies = "policies", entities = "entities",
            created = "createTime", last_used = "lastUseTime",
        },
    },
    last_access = {
        noun = "subaccount",
        of = { keys = "key_use" },
        names = {
            last_login = "lastLogin", last_git_login = "lastGitLogin", last_used = "lastUsedTime",
            keys = "lastAccessKeyUsed", unused_days = "unusedDays",
        },
    },
    key_use = { noun = "subaccount", names = { id = "accessKey", last_used = "lastUsed" } },
    second_factor = { noun = "subaccount", names = { required = "isMfaMandatory", means = "mfaList" } },
    source_rule = { noun = "subaccount", names = { limited = "useApiAllowSource", sources = "apiAllowSources" } },
}

local function add_names(names, fields)
    for _, field in ipairs(fields) do
        local inner = field.fields or field.item and field.item.fields
        if field.was then names[field.was] = field.name end
        if inner then add_names(names, inner) end
    end
end

local function read_names(noun)
    local names = {}
    for _, found in ipairs(core.describe().nouns) do
        for _, verb in ipairs(found.name == noun and found.api == "v2" and found.operations or {}) do
            local row = core.describe(noun, verb, "v2")
            add_names(names, row.parameters)
            add_names(names, row.result)
        end
    end
    return names
end

local second_names = {} -- by noun: the names of version 2 by those of version 1

-- Where the version is open and cannot be told now, the call for which this is will say so.
local function speaks_second(client)
    if client.api == "auto" then return nouns.version(client) == "v2" end
    return client.api == "v2"
end

local function wire_name(client, noun, first)
    if not speaks_second(client) then return first end
    second_names[noun] = second_names[noun] or read_names(noun)
    return second_names[noun][first] or first
end

--- name(client, noun, name) → what the client's version of the API calls a field that version 1 calls `name`.
records.name = wire_name

--- value(client, noun, object, name) → the value of that field in what an operation answered; nil for null.
function records.value(client, noun, object, name)
    local value = object[wire_name(client, noun, name)]
    if value ~= json.null then return value end
end

-- What is no list is not told, and what is no object is none.
local function read_list(client, kind, list)
    if type(list) ~= "table" then return nil end
    local read = {}
    for _, object in ipairs(list) do
        if type(object) == "table" then read[#read + 1] = records.read(client, kind, object) end
    end
    return read
end

--- read(client, kind, object) → a record of this kind, from what an operation answered.
function records.read(client, kind, object)
    local record, within = {}, KINDS[kind].of or {}
    for name, first in pairs(KINDS[kind].names) do
        local value = records.value(client, KINDS[kind].noun, object, first)
        if within[name] then value = read_list(client, within[name], value) end
        record[name] = value
    end
    return record
end

--- fields(client, noun, fields) → the same table of fields, with the names that they have in the client's version of
-- the API: `fields` has those of version 1.
function records.fields(client, noun, fields)
    local renamed = {}
    for first, value in pairs(fields) do renamed[wire_name(client, noun, first)] = value end
    return renamed
end

--- id_of(client, kind, object) → the id of what a create made: version 1 answers nothing else.
function records.id_of(client, kind, object)
    return object.id or records.read(client, kind, object).id
end

--- takes_slot(client, key) → whether a key record counts among the two keys that an account may have: version 2
-- counts those that are active.
function records.takes_slot(client, key)
    return not speaks_second(client) or key.active ~= false
end

return records
