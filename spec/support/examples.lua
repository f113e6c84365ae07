--- Clients of emulators in which there is what the examples of the reference name.
--
-- The ids are those among the arguments of the wire cases that the examples are written from. What has such an
-- id gets the values that the example of its `create` gives for the fields that it needs.

local core = require("ncp.core")
local emulator = require("ncp.emulator")
local huawei = require("ncp.huawei")
local iam_emulator = require("ncp.emulator.huawei")
local ncp = require("ncp")
local new_transport = require("ncp.transport.emulator").new

local cases = require("spec.wire.cases")
local lists = require("ncp.emulator.ncloud.seed_kinds").lists

local examples = {}

local ACCESS_KEY, SECRET_KEY = "ncp_iam_EXAMPLECALLER0000001", "ncp_iam_EXAMPLECALLERSECRET0000000000001"

local IAM = "https://iam.example.com"

-- Some operations are only for the keys of sub accounts.
local CALLER = {
    loginId = "caller", name = "caller",
    policies = { "33333333-0000-4000-8000-000000000001" }, -- NCP_ADMINISTRATOR
    mfaList = { { mfaType = "OTP" } },
    accessKeys = { { accessKey = ACCESS_KEY, keySecret = SECRET_KEY } },
}

-- No operation creates one.
local SUBJECT = { x509Subject = "CN=host-1, OU=Ops, O=Example, C=KR" }

-- An id has another name in a field of this name.
local OTHER_NAMES = { roleId = "roleNo" }

-- The arguments of a case by name.
local function named_arguments(case, row)
    local named, position = {}, 0
    for _, field in ipairs(row.parameters) do
        if field.positional then
            position = position + 1
            named[field.name] = case.arguments[position]
        end
    end
    for name, value in pairs(case.arguments[position + 1] or {}) do named[name] = value end
    return named
end

-- The row of a case's operation, such as "v2.group.get".
local function row_of(id)
    local api, noun, verb = id:match("^(v2)%.(.*)%.([^.]+)$")
    if not api then noun, verb = id:match("^(.*)%.([^.]+)$") end
    return core.describe(noun, verb, api)
end

-- Named arguments of each operation's example.
local function read_examples()
    local read = {}
    for _, case in ipairs(cases) do
        if case.result and not read[case.operation] then
            read[case.operation] = named_arguments(case, row_of(case.operation))
        end
    end
    return read
end

local arguments = read_examples()

-- The name of the id in an argument: policyId of policyIdList and policyIds.
local function id_name(argument)
    local name = argument:gsub("List$", ""):gsub("s$", "")
    return OTHER_NAMES[name] or name
end

local function texts_in(value)
    if type(value) == "table" then return value end
    return type(value) == "string" and { value } or {}
end

-- Sorted ids of one kind, and for each the arguments beside which it stands.
local function ids_named(kind)
    local ids, beside = {}, {}
    for _, named in pairs(arguments) do
        for name, value in pairs(named) do
            for _, id in ipairs(id_name(name) == kind and texts_in(value) or {}) do
                if not beside[id] then ids[#ids + 1] = id end
                beside[id] = named
            end
        end
    end
    table.sort(ids)
    return ids, beside
end

-- The noun of which `get` reads the things with this id.
local function noun_with(id)
    for _, noun in ipairs(core.describe().nouns) do
        local row = core.describe(noun.name, "get")
        if row and row.path:match("{(%w+)}$") == id then return noun.name end
    end
end

local function accepts(list, name)
    for _, field in ipairs(list.fields) do
        if field.name == name then return true end
    end
    return false
end

local function merge(...)
    local merged = {}
    for i = 1, select("#", ...) do
        for name, value in pairs(select(i, ...) or {}) do merged[name] = value end
    end
    return merged
end

local function is_needed(field, values)
    local condition = field.required_if
    return field.required or condition and tostring(values[condition.field] or false) == condition.equals[1]
end

-- Those of `values` that `create` needs, and the ids in its path from `beside`.
local function needed_values(list, noun, values, beside)
    local row, needed = core.describe(noun, "create"), {}
    if not row then return SUBJECT end
    for _, field in ipairs(row.parameters) do
        local given = field.place == "path" and beside or values
        if is_needed(field, values) and accepts(list, field.name) then needed[field.name] = given[field.name] end
    end
    return needed
end

local function keys_of(account)
    local keys, seen = {}, {}
    for _, named in pairs(arguments) do
        local key = named.subAccountId == account and named.accessKey
        if key and not seen[key] then keys[#keys + 1], seen[key] = { accessKey = key }, true end
    end
    return keys
end

local function things(list, changes)
    local made, noun = {}, noun_with(list.id)
    local values = merge(arguments[noun .. ".create"], changes)
    local ids, beside = ids_named(list.id)
    for i, id in ipairs(ids) do
        local thing = merge(needed_values(list, noun, values, beside[id]), changes)
        thing[list.id] = id
        if list.unique then thing[list.unique] = thing[list.unique] .. "-" .. i end
        if accepts(list, "tags") then thing.tags = { env = "dev" } end
        if accepts(list, "accessKeys") then thing.accessKeys = keys_of(id) end
        made[i] = thing
    end
    return made
end

local function new_seed(changes)
    local seed = {}
    for _, list in ipairs(lists) do seed[list.name] = things(list, changes[list.name]) end
    table.insert(seed.subAccounts, CALLER)
    return seed
end

local NO_CHANGES = {}
local seeds = {} -- by their changes

local function seed_with(changes)
    seeds[changes] = seeds[changes] or new_seed(changes)
    return seeds[changes]
end

--- An emulator in which there is what the examples name. `changes`, by list of the seed, has values for all
-- things in that list, such as `{ roles = { roleType = "Server" } }`. `now` is its clock, see `ncp.emulator`.
function examples.emulator(changes, now)
    return emulator.new { seed = seed_with(changes or NO_CHANGES), now = now }
end

--- The key of a sub account in it that may do everything.
examples.pair = { access_key = ACCESS_KEY, secret_key = SECRET_KEY }

--- A client with this key, of such an emulator. `api` is "v1" when left out.
function examples.client(changes, api)
    local transport = new_transport(examples.emulator(changes))
    return assert(ncp.new { transport = transport, access_key = ACCESS_KEY, secret_key = SECRET_KEY, api = api })
end

-- An account whose owner is the user that logs in, and has the key that is named.
local function iam_account()
    local user = arguments["huawei.token.create"].auth.identity.password.user
    return {
        username = user.name,
        password = user.password,
        access_key = arguments["huawei.accesskey.get"].access_key,
        seed = { domain = { name = user.domain.name } },
    }
end

--- The same for Huawei-style IAM, and options of a client by which the account's owner logs in.
function examples.iam_emulator(now)
    local account = iam_account()
    account.now = now
    local iam = iam_emulator.new(account)
    local named = arguments["huawei.token.validate"]["x-subject-token"]
    iam.state:issue_token({ text = named, user = iam.owner, methods = { "password" } }, iam.now())
    local username, password, domain = iam:login()
    return iam, { username = username, password = password, domain = domain }
end

--- A client of the account's owner, with a token.
function examples.iam()
    local iam, options = examples.iam_emulator()
    options.transport, options.endpoint = new_transport(iam), IAM
    return assert(huawei.new(options))
end

return examples
