local core = require "ncp.core"
local cases = require "spec.wire.cases"
local emulator = require "ncp.emulator"

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
}

local model = core.describe()

--- Calls `check(row, id)` for every operation; `id` is "noun.verb".
local function each_row(check)
    for _, noun in ipairs(model.nouns) do
        for _, verb in ipairs(noun.operations) do
            check(core.describe(noun.name, verb), noun.name .. "." .. verb)
        end
    end
end

--- Calls `check(field, id, siblings)` for every field and element below `fields`.
local function each_field_of(fields, id, check)
    local function visit(field, path, siblings)
        check(field, path, siblings)
        if field.item then visit(field.item, path .. "[]", {}) end
        for _, member in ipairs(field.fields or {}) do
            visit(member, path .. "." .. member.name, field.fields)
        end
    end
    for _, field in ipairs(fields) do visit(field, id .. " " .. field.name, fields) end
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

local function set_of(list)
    local set = {}
    for _, element in ipairs(list) do set[element] = true end
    return set
end

describe("the model", function()
    it("has every operation of the reference and no other", function()
        local found, expected = {}, {}
        for _, noun in ipairs(model.nouns) do found[noun.name] = set_of(noun.operations) end
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
            public = "subaccount.apigw.ntruss.com",
            gov = "subaccount.apigw.gov-ntruss.com",
            fin = "subaccount.apigw.fin-ntruss.com",
        }, model.services.subaccount)
    end)

    it("has a wire case of success for every operation", function()
        local covered = {}
        for _, case in ipairs(cases) do
            if case.result then covered[case.operation] = true end
        end
        each_row(function(_, id) assert.is_true(covered[id], id) end)
    end)

    it("has an emulator route for every operation", function()
        each_row(function(row, id) assert.is_true(emulator.handles(row.noun, row.name), id) end)
    end)
end)

describe("every operation", function()
    it("says what it does, where it is documented, which service it belongs to and on which path", function()
        each_row(function(row, id)
            assert.truthy(row.doc and #row.doc > 0 and not row.doc:find("[\n.]$"), id)
            assert.truthy(row.source and row.source:match("^[%w-]+$"), id)
            assert.truthy(model.services[row.service], id)
            assert.truthy(row.path:match("^/api/v1/[%w/{}-]+$"), id)
        end)
    end)

    it("may be repeated when it reads, replaces or removes, but not when it creates", function()
        each_row(function(row, id)
            if row.name:find("^create") then
                assert.is_nil(row.idempotent, id)
            elseif row.method ~= "POST" then
                assert.is_true(row.idempotent, id)
            end
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

    it("has no body when it reads, and no query when it writes", function()
        each_row(function(row, id)
            local outside = row.method == "GET" and "body" or "query"
            for _, field in ipairs(row.parameters) do
                assert.is_not.equal(outside, field.place, id .. " " .. field.name)
            end
        end)
    end)

    it("documents errors by status, code and meaning", function()
        each_row(function(row, id)
            for _, err in ipairs(row.errors) do
                assert.is_true(err.status >= 400 and err.status < 600, id)
                assert.is_true(err.code > 0 and #err.name > 0, id)
            end
        end)
    end)

    it("pages by integer query fields", function()
        each_row(function(row, id)
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
                local read = assert(core.describe(row.noun, verb), id)
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

    it("that is required on a condition depends on a boolean beside it", function()
        each_parameter(function(field, id, siblings)
            if not field.required_if then return end
            assert.is_nil(field.required, id)
            local sibling = assert(find(siblings, field.required_if.field), id)
            assert.truthy(sibling.type == "boolean" or sibling.type == "string", id)
        end)
    end)

    it("that holds a password or a secret key is sensitive", function()
        each_field(function(field, id)
            local holds_secret = field.type == "string" and field.name
                and (field.name:find("[pP]assword$") or field.name:find("Secret$"))
            assert.equal(holds_secret and true or nil, field.sensitive, id)
        end)
    end)
end)
