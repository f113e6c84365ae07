--- The state before the first call, from the options of an emulator.

local seed_check = require("ncp.emulator.engine.seed_check")
local state = require("ncp.emulator.huawei.state")

local STRING = { type = "string", min = 1 }

local function string_field(name, required)
    return { name = name, type = "string", required = required, min = 1 }
end

local function list_field(name, item, max)
    return { name = name, type = "list", item = item, max = max }
end

local DOMAIN = { string_field("id"), string_field("name", true) }

-- By the name of the list in a seed. Without an item, elements of lists are looked at one by one.
local FIELDS = {
    projects = { string_field("id"), string_field("name", true) },
    agencies = { string_field("id"), string_field("agency_name", true), list_field("roles", STRING) },
    users = {
        string_field("id"), string_field("name", true), string_field("password"), string_field("totp"),
        string_field("email"), { name = "description", type = "string" },
        { name = "enabled", type = "boolean" },
        { name = "access_mode", type = "string", allowed = { "default", "programmatic", "console" } },
        list_field("roles", STRING), list_field("credentials", nil, 2),
    },
    credentials = {
        string_field("access"), string_field("secret"), { name = "description", type = "string" },
        { name = "status", type = "string", allowed = { "active", "inactive" } },
        string_field("create_time"), string_field("last_use_time"),
    },
}

local TOP = {
    { name = "domain", type = "object", fields = DOMAIN },
    { name = "tokenLength", type = "integer", min = 64 },
    list_field("projects"), list_field("agencies"), list_field("users"),
}

-- What is there unless the options say otherwise (the ids and keys are made up).
local EXAMPLE = {
    domain = { id = "d0c1b2a3948576651423f0e1d2c3b4a5", name = "example-account" },
    projects = { { id = "f00d0000000040008000000000000001", name = "eu-de" } },
    user_id = "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
    username = "key-admin",
    password = "Example-Password-1",
    access_key = "EXAMPLEAK0000000001X",
    secret_key = "ExampleSecretKey00000000000000000000xyz1",
}

local function domain_of(given)
    return given and { id = given.id or EXAMPLE.domain.id, name = given.name } or EXAMPLE.domain
end

local function add_owner(planted, options, now)
    local owner = planted:add_user({
        id = EXAMPLE.user_id,
        name = options.username or EXAMPLE.username,
        password = options.password or EXAMPLE.password,
        is_domain_owner = true,
        roles = { "te_admin", "secu_admin", "te_agency" },
    }, now)
    planted:add_key(owner, {
        access = options.access_key or EXAMPLE.access_key,
        secret = options.secret_key or EXAMPLE.secret_key,
    }, now)
    return owner
end

local function copy(values)
    local copied = {}
    for name, value in pairs(values) do copied[name] = value end
    return copied
end

local function key_fields(place, values)
    local fields = copy(values)
    seed_check.times(place, fields, { "create_time", "last_use_time" })
    fields.created, fields.used = fields.create_time, fields.last_use_time
    return fields
end

local function add_user(planted, where, values, now)
    seed_check.unique(where, planted.users, "id", values.id)
    seed_check.unique(where, planted.users, "name", values.name)
    local fields = copy(values)
    fields.credentials = nil
    local user = planted:add_user(fields, now)
    for i, key in ipairs(values.credentials or {}) do
        local place = ("%s.credentials[%d]"):format(where, i)
        seed_check.table(place, FIELDS.credentials, key)
        if planted.keys[key.access] then seed_check.fail(place, key.access .. " is given twice") end
        planted:add_key(user, key_fields(place, key), now)
    end
end

local ADD = {
    projects = function(planted, where, values)
        seed_check.unique(where, planted.projects, "name", values.name)
        planted:add_project(values)
    end,
    agencies = function(planted, where, values)
        seed_check.unique(where, planted.agencies, "name", values.agency_name)
        planted:add_agency(values)
    end,
    users = add_user,
}

--- A state with the account's owner and what `options.seed` holds (see docs/emulator.md), and that owner.
-- @param options `username`, `password`, `access_key` and `secret_key` of the owner; `seed`; all optional
-- @param now ms
return function(options, now)
    local seed = options.seed or {}
    seed_check.table("top level", TOP, seed)
    local planted = state.new(domain_of(seed.domain), seed.tokenLength)
    local owner = add_owner(planted, options, now)
    for _, name in ipairs { "projects", "agencies", "users" } do
        for i, values in ipairs(seed[name] or EXAMPLE[name] or {}) do
            local where = ("%s[%d]"):format(name, i)
            seed_check.table(where, FIELDS[name], values)
            ADD[name](planted, where, values, now)
        end
    end
    return planted, owner
end
