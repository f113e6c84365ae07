local core = require "ncp.core"
local cases = require "spec.wire.cases"

local OPERATIONS = {
    subaccount = {
        "list", "get", "create", "update", "delete", "set_active", "reset_password",
        "attach_policies", "detach_policies", "add_groups", "remove_groups",
        "get_console_rule", "set_console_rule", "get_api_rule", "set_api_rule",
        "get_mfa", "get_last_access", "get_user", "find_ids", "list_tags", "add_tag", "remove_tag",
    },
    accesskey = { "list", "create", "set_active", "delete" },
    tenant = {
        "get_login_alias", "set_login_alias", "check_login_id", "check_password",
        "get_password_expiration", "set_password_expiration",
        "get_session_expiration", "set_session_expiration", "get_idle_disable", "set_idle_disable",
    },
    group = {
        "list", "get", "create", "update", "delete", "add_members", "remove_members",
        "attach_policies", "detach_policies", "list_tags", "add_tag", "remove_tag",
    },
    policy = {
        "list", "get", "create", "update", "validate", "delete", "delete_many", "list_resources",
        "list_tags", "add_tag", "remove_tag",
    },
    role = {
        "list", "get", "create", "update", "delete", "set_active", "set_active_many",
        "attach_policies", "detach_policies", "add_entities", "remove_entities",
        "get_account", "set_account", "remove_account", "list_tags", "add_tag", "remove_tag",
    },
    switchable_role = { "list", "add", "update", "remove" },
    ["v2.subaccount"] = {
        "list", "get", "create", "update", "delete", "set_active", "reset_password",
        "attach_policies", "detach_policies", "add_groups", "remove_groups",
        "get_console_rule", "set_console_rule", "get_api_rule", "set_api_rule",
        "get_mfa", "get_last_access", "get_user", "find_ids", "list_tags", "add_tag", "remove_tag",
    },
    ["v2.accesskey"] = { "list", "create", "set_active", "delete" },
    ["v2.tenant"] = {
        "get_login_alias", "set_login_alias", "check_login_id", "check_password",
        "get_password_expiration", "set_password_expiration",
        "get_session_expiration", "set_session_expiration", "get_idle_disable", "set_idle_disable",
    },
    ["v2.group"] = {
        "list", "get", "create", "update", "delete", "add_members", "remove_members",
        "attach_policies", "detach_policies", "list_tags", "add_tag", "remove_tag",
    },
    ["v2.policy"] = {
        "list", "get", "create", "update", "validate", "delete", "delete_many", "list_resources",
        "list_tags", "add_tag", "remove_tag",
    },
    ["v2.role"] = {
        "list", "get", "create", "update", "delete", "set_active", "set_active_many",
        "attach_policies", "detach_policies", "add_entities", "remove_entities",
        "set_account", "remove_account", "list_tags", "add_tag", "remove_tag",
    },
    ["v2.switchable_role"] = { "list", "get", "add", "update", "remove", "remove_many" },
    trust_anchor = { "list", "get", "create", "update", "delete", "enable", "disable" },
    crl = { "list", "get", "create", "update", "delete", "enable", "disable" },
    profile = { "list", "get", "create", "update", "delete", "enable", "disable" },
    subject = { "list", "get", "list_activity" },
    sts = { "get", "create" },
    ["huawei.accesskey"] = { "list", "get", "create", "update", "set_active", "delete" },
    ["huawei.token"] = { "create", "validate", "revoke" },
    ["huawei.securitytoken"] = { "create" },
    ["huawei.user"] = { "list", "get", "get_keystone", "update", "set_enabled" },
    ["huawei.domain"] = { "list" },
    ["huawei.project"] = { "list" },
    ["huawei.version"] = { "get" },
}

-- How pages and paths of a cloud's reference look, and its emulator.
local CLOUDS = {
    ncp = {
        source = "^[%w-]+$", path = "^/api/v[12]/[%w/{}-]+$",
        emulator = require "ncp.emulator",
    },
    huawei = {
        source = "^[%l_]+/[%l%d_.]+$", path = "^/v3[%w/{}._-]*$",
        emulator = require "ncp.emulator.huawei",
    },
}

local model = core.describe()

local function title_of(noun)
    return (noun.api == "v2" and "v2." or "") .. noun.name
end

--- Calls `check(row, id)` for every operation; `id` is "noun.verb", or "v2.noun.verb".
local function each_row(check)
    for _, noun in ipairs(model.nouns) do
        for _, verb in ipairs(noun.operations) do
            check(core.describe(noun.name, verb, noun.api), title_of(noun) .. "." .. verb)
        end
    end
end

--- Calls `check(field, id, fields)` for every field and element of and below `fields`.
local function each_field_of(fields, id, check)
    local function visit(field, path)
        check(field, path, fields)
        if field.item then visit(field.item, path .. "[]") end
        for _, member in ipairs(field.fields or {}) do visit(member, path .. "." .. member.name) end
    end
    for _, field in ipairs(fields) do visit(field, id .. " " .. field.name) end
end

local function each_parameter(check)
    each_row(function(row, id) each_field_of(row.parameters, id, check) end)
end

local function each_field(check)
    each_parameter(check)
    each_row(function(row, id) each_field_of(row.result, id .. " →", check) end)
end

local function find(fields, name)
    for _, field in ipairs(fields) do
        if field.name == name then return field end
    end
end

--- The field at a path such as "source.sourceType".
local function find_path(fields, path)
    local field
    for name in path:gmatch("[^.]+") do
        field = find(field and field.fields or fields, name)
        if not field then return nil end
    end
    return field
end

local function set_of(list)
    local set = {}
    for _, element in ipairs(list) do set[element] = true end
    return set
end

local SECRETS = { "password$", "secret$", "^tokencode$", "^passcode$", "token$" }

--- Whether a field, which stands at the path `id`, holds what others must not see.
local function holds_secret(field, id)
    if field.type ~= "string" and field.type ~= "integer" then return false end
    if id:find("token%.id$") or id:find("huawei%.token%.%a+ → id$") then return true end
    for _, pattern in ipairs(SECRETS) do
        if field.name and field.name:lower():find(pattern) then return true end
    end
    return false
end

--- Whether an operation of version 1's noun has a field of that name.
local function is_elsewhere(noun, name)
    local found = false
    each_row(function(row, id)
        if row.noun ~= noun or row.api ~= "v1" then return end
        each_field_of(row.parameters, id, function(field) found = found or field.name == name end)
    end)
    return found
end

describe("the model", function()
    it("has every operation of the reference and no other", function()
        local found, expected = {}, {}
        for _, noun in ipairs(model.nouns) do found[title_of(noun)] = set_of(noun.operations) end
        for noun, verbs in pairs(OPERATIONS) do expected[noun] = set_of(verbs) end
        assert.same(expected, found)
    end)

    it("has each operation once", function()
        local seen = {}
        each_row(function(_, id)
            assert.is_nil(seen[id], id)
            seen[id] = true
        end)
    end)

    it("knows the documented hosts", function()
        assert.same({
            subaccount = {
                public = "subaccount.apigw.ntruss.com",
                gov = "subaccount.apigw.gov-ntruss.com",
                fin = "subaccount.apigw.fin-ntruss.com",
            },
            externalaccess = {
                public = "externalaccess.apigw.ntruss.com",
                gov = "externalaccess.gov-apigw.gov-ntruss.com",
            },
            sts = { public = "sts.apigw.ntruss.com" },
        }, model.services)
    end)

    it("has a wire case of success for every operation", function()
        local covered = {}
        for _, case in ipairs(cases) do
            if case.result then covered[case.operation] = true end
        end
        each_row(function(_, id) assert.is_true(covered[id], id) end)
    end)

    it("has an emulator route for every operation", function()
        each_row(function(row, id)
            assert.is_true(CLOUDS[row.cloud or "ncp"].emulator.handles(row.noun, row.name, row.api), id)
        end)
    end)
end)

describe("every operation", function()
    it("says what it does, where it is documented, which service it belongs to and on which path", function()
        each_row(function(row, id)
            assert.truthy(row.doc and #row.doc > 0 and not row.doc:find("[\n.]$"), id)
            local cloud = CLOUDS[row.cloud or "ncp"]
            assert.truthy(row.source and row.source:match(cloud.source), id)
            assert.truthy(row.path:match(cloud.path), id)
            assert.equal(not row.cloud, model.services[row.service] ~= nil, id)
        end)
    end)

    it("may be repeated unless it creates", function()
        each_row(function(row, id)
            local creates = row.name == "create"
            assert.equal(not creates and true or nil, row.idempotent, id)
            if creates then assert.equal("POST", row.method, id) end
        end)
    end)

    it("names a parameter once", function()
        each_row(function(row, id)
            local seen = {}
            for _, field in ipairs(row.parameters) do
                assert.is_nil(seen[field.name], id .. " " .. field.name)
                seen[field.name] = true
            end
        end)
    end)

    it("fills the path from required positional strings, and has no other path parameters", function()
        each_row(function(row, id)
            local in_path = {}
            for name in row.path:gmatch("{([^}]*)}") do
                in_path[name] = true
                local field = assert(find(row.parameters, name), id)
                assert.equal("path", field.place, id)
                assert.equal("string", field.type, id)
                assert.is_true(field.required and field.positional, id)
            end
            for _, field in ipairs(row.parameters) do
                local stray = field.place == "path" and not in_path[field.name]
                assert.is_false(stray, id .. " " .. field.name)
            end
        end)
    end)

    it("takes positional arguments before the table of fields, path first", function()
        each_row(function(row, id)
            local stage = 1
            for _, field in ipairs(row.parameters) do
                local own = field.place == "path" and 1 or field.positional and 2 or 3
                assert.is_true(own >= stage, id .. " " .. field.name)
                stage = own
            end
        end)
    end)

    it("has no body when it reads; only Huawei has a query beside fields of a body", function()
        each_row(function(row, id)
            local places, whole_body = {}, false
            for _, field in ipairs(row.parameters) do
                places[field.place], whole_body = true, whole_body or field.whole_body
            end
            if row.method == "GET" then
                assert.is_nil(places.body, id)
            elseif places.query and not row.cloud then
                assert.is_true(not places.body or whole_body, id)
            end
        end)
    end)

    it("whose body is one value has nothing else in the body", function()
        each_row(function(row, id)
            local in_body, whole = 0, nil
            for _, field in ipairs(row.parameters) do
                if field.place == "body" then in_body = in_body + 1 end
                if field.whole_body then whole = field end
            end
            if not whole then return end
            assert.equal(1, in_body, id)
            assert.equal("body", whole.place, id)
            assert.is_true(whole.required and whole.positional, id)
        end)
    end)

    it("that gives a verdict answers whether it is a good one", function()
        each_row(function(row, id)
            if row.verdict then assert.equal("boolean", row.result[1].type, id) end
        end)
    end)

    it("documents errors by status, code and meaning; other clouds may leave the code out", function()
        each_row(function(row, id)
            for _, err in ipairs(row.errors) do
                local is_code = row.api == "v2" and tostring(err.code):find("^%u%a+$")
                    or row.api ~= "v2" and (err.code > 0 or row.cloud ~= nil and err.code == 0)
                assert.is_true(err.status >= 400 and err.status < 600, id)
                assert.truthy(is_code, id)
                assert.is_true(#err.name > 0, id)
            end
        end)
    end)

    it("is in the version of the API that its path names", function()
        each_row(function(row, id)
            local in_path = row.path:match("^/api/(v%d)/")
            if row.api then assert.equal(row.api, in_path, id) end
        end)
    end)

    it("that there are two versions of names its counterpart in the other, or says what to use instead", function()
        each_row(function(row, id)
            if not row.api then
                assert.is_nil(row.counterpart or row.instead, id)
                return
            end
            assert.is_true((row.counterpart == nil) ~= (row.instead == nil), id)
            if not row.counterpart then return end
            assert.truthy(core.describe(row.noun, row.counterpart, row.api == "v1" and "v2" or "v1"), id)
            if row.counterpart == row.name then return end
            for _, field in ipairs(row.parameters) do assert.is_true(field.positional, id) end
        end)
    end)

    it("has the name of another cloud before that of its noun, and no host", function()
        for _, noun in ipairs(model.nouns) do
            assert.equal(noun.cloud, noun.name:match("^(%a+)%."))
        end
    end)

    it("that wraps its body has fields there, and gets its answer wrapped likewise", function()
        each_row(function(row, id)
            if not row.wrapper then return end
            local in_body = false
            for _, field in ipairs(row.parameters) do
                in_body = in_body or field.place == "body"
                assert.is_nil(field.whole_body, id)
            end
            assert.is_true(in_body, id)
            assert.equal(row.wrapper, row.member, id)
        end)
    end)

    it("that needs one of its fields requires none of them", function()
        each_row(function(row, id)
            if not row.some_field then return end
            local named = 0
            for _, field in ipairs(row.parameters) do
                if not field.positional and not field.carried then
                    named = named + 1
                    assert.is_nil(field.required, id .. " " .. field.name)
                end
            end
            assert.is_true(named > 1, id)
        end)
    end)

    it("that is a batch has one list, which is not empty and of a largest size, and answers nothing", function()
        each_row(function(row, id)
            local lists = {}
            for _, field in ipairs(row.parameters) do
                if field.type == "list" and field.positional then lists[#lists + 1] = field end
            end
            local is_batch = row.api == "v2" and #row.result == 0 and lists[1] ~= nil
            assert.equal(is_batch and true or nil, row.batch, id)
            if not row.batch then return end
            assert.equal(1, #lists, id)
            assert.is_true(lists[1].min == 1 and lists[1].max >= 10, id)
        end)
    end)

    it("is authenticated unless it obtains what authenticates, or comes before that", function()
        local anonymous = set_of { "huawei.token.create", "huawei.version.get" }
        each_row(function(row, id)
            assert.equal(anonymous[id], row.anonymous, id)
            if row.authenticated_if then assert.is_true(row.anonymous, id) end
        end)
    end)

    it("ends the tokens of a user when it changes a key of a Huawei user", function()
        each_row(function(row, id)
            local changes_key = row.noun == "huawei.accesskey" and row.method ~= "GET"
            assert.equal(changes_key and true or nil, row.ends_tokens, id)
        end)
    end)

    it("pages by integer query fields", function()
        each_row(function(row, id)
            assert.equal(row.paging ~= nil, (find(row.parameters, "page") or find(row.parameters, "pageNo")) ~= nil, id)
            if not row.paging then return end
            for _, name in ipairs { row.paging.page, row.paging.size } do
                local field = assert(find(row.parameters, name), id)
                assert.equal("query", field.place, id)
                assert.equal("integer", field.type, id)
            end
        end)
    end)

    it("that carries fields names the reads that answer them", function()
        each_row(function(row, id)
            local answered = {}
            for _, verb in ipairs(row.reads or {}) do
                local read = assert(core.describe(row.noun, verb, row.api), id)
                assert.equal("GET", read.method, id)
                for _, field in ipairs(read.result) do answered[field.name] = field.type end
            end
            for _, field in ipairs(row.parameters) do
                local name = field.carried and field.name
                if name then assert.equal(field.type, answered[name], id .. " " .. name) end
            end
        end)
    end)
end)

describe("every field", function()
    it("says what it is", function()
        each_field(function(field, id)
            if field.name then assert.truthy(field.doc and not field.doc:find("[\n.]$"), id) end
        end)
    end)

    it("has elements when it is a list or map, and fields when it is an object", function()
        each_field(function(field, id)
            local holds_elements = field.type == "list" or field.type == "map"
            assert.equal(holds_elements, field.item ~= nil, id)
            assert.equal(field.type == "object", field.fields ~= nil, id)
        end)
    end)

    it("has limits that can be met", function()
        each_field(function(field, id)
            local min, max = field.min or 0, field.max or 0
            assert.is_true(min >= 0 and (max == 0 or max >= min), id)
            if field.bytes or field.characters or field.first then assert.equal("string", field.type, id) end
        end)
    end)

    it("allows distinct values of its own type", function()
        each_field(function(field, id)
            local seen = {}
            for _, value in ipairs(field.allowed or {}) do
                assert.is_nil(seen[value], id)
                seen[value] = true
                if field.type == "integer" then assert.truthy(value:match("^%d+$"), id) end
            end
            if field.allowed then assert.truthy(field.type == "integer" or field.type == "string", id) end
        end)
    end)

    it("with a condition depends on a value that another field can have", function()
        each_parameter(function(field, id, parameters)
            if field.required_if then assert.is_nil(field.required, id) end
            for _, condition in pairs { field.required_if, field.refused_if } do
                local other = assert(find_path(parameters, condition.field), id)
                local values = other.type == "boolean" and { "true", "false" } or (other.item or other).allowed or {}
                for _, value in ipairs(condition.equals) do assert.is_true(set_of(values)[value], id) end
            end
        end)
    end)

    it("with a condition on a member depends on objects that were checked before", function()
        local function check(parameters, condition, id)
            local path = condition and condition.field or ""
            for above in path:gmatch("()%.") do
                local object = assert(find_path(parameters, path:sub(1, above - 1)), id)
                assert.same({ "object", true }, { object.type, object.required }, id)
            end
            return path:match("^.*%.")
        end
        each_parameter(function(field, id, parameters)
            for _, condition in pairs { field.required_if, field.refused_if } do
                local above = check(parameters, condition, id)
                if above then assert.truthy(id:find(" " .. above, 1, true), id) end
            end
        end)
        each_row(function(row, id) check(row.parameters, row.authenticated_if, id) end)
    end)

    it("that version 1 calls by another name has that name there", function()
        each_row(function(row, id)
            if row.api ~= "v2" or not row.counterpart then return end
            local first = core.describe(row.noun, row.counterpart, "v1")
            local names = {}
            local function note(field) names[field.name or ""] = true end
            each_field_of(first.parameters, id, note)
            each_field_of(first.result, id, note)
            for _, field in ipairs(row.parameters) do
                if field.was then
                    assert.is_true(names[field.was] or is_elsewhere(row.noun, field.was), id .. " " .. field.name)
                    assert.is_nil(find(row.parameters, field.was), id .. " " .. field.name)
                end
            end
        end)
    end)

    it("that can be null stands in a body", function()
        each_field(function(field, id)
            if field.nullable then assert.equal("body", field.place, id) end
        end)
    end)

    it("that has words for true and false is a boolean in a body, and they differ", function()
        each_field(function(field, id)
            if not field.words then return end
            assert.equal("boolean", field.type, id)
            assert.equal("body", field.place, id)
            assert.equal(2, #field.words, id)
            assert.is_not.equal(field.words[1], field.words[2], id)
        end)
    end)

    it("that travels in a header is text, and is named as headers are", function()
        each_field(function(field, id)
            if field.place ~= "header" then return end
            assert.equal("string", field.type, id)
            assert.truthy(field.name:match("^x%-[%l-]+$"), id)
        end)
    end)

    it("that is answered under another name is one that is checked", function()
        each_field(function(field, id)
            if field.alias then assert.is_true(field.required or field.either or field.sensitive, id) end
        end)
    end)

    it("that is answered in a header is a secret: all else is in the body", function()
        each_field(function(field, id)
            local header = (field.alias or ""):match("^header:(.*)$")
            if not header then return end
            assert.truthy(header:match("^[%l-]+$"), id)
            assert.is_true(field.sensitive, id)
        end)
    end)

    it("that holds a password, a secret key, a token or a one-time code is sensitive", function()
        each_field(function(field, id)
            assert.equal(holds_secret(field, id) and true or nil, field.sensitive, id)
        end)
    end)
end)
