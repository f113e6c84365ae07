-- Documents of accounts: what is read, what is found wrong with it, and where.
local cjson = require("cjson")

local ncp = require("ncp")
local document = require("ncp.account.document")
local normal = require("ncp.account.normal")
local program = require("spec.support.program")
local shape = require("ncp.account.shape")

local TEXT = [[
{
  "//": "the team of the shop",
  "version": 1,
  "settings": {
    "loginAlias": "shop",
    "passwordExpiration": { "usePasswordExpiration": true, "passwordExpirationDays": 90 }
  },
  "policies": {
    "shop-reader": {
      "description": "reads servers",
      "permissions": [
        { "effect": "Allow", "//": "all of them",
          "targets": [{ "product": "Server", "actions": ["View*"], "resourceNrns": ["*"] }],
          "condition": { "StringEquals": { "ncp:principalType": "SubAccount" } } }
      ],
      "tags": { "team": "shop" }
    }
  },
  "groups": {
    "shop-dev": { "policies": ["shop-reader", "NCP_SUB_ACCOUNT_VIEWER"] }
  },
  "roles": {
    "ci": { "roleType": "Server", "entities": ["2", "10"], "policies": [] }
  },
  "subAccounts": {
    "ada.kim": {
      "name": "Ada", "email": "ada@example.com", "canAPIGatewayAccess": true, "canConsoleAccess": false,
      "useApiAllowSource": true,
      "apiAllowSources": [{ "type": "VPC", "source": "7" }, { "type": "IP", "source": "10.0.0.0/24" }],
      "groups": ["shop-dev"], "accessKeys": 1
    }
  }
}
]]

-- The findings of a text as "line path message", in their order.
local function findings_of(text)
    local read, message, err = document.parse(text, "team.json")
    assert.is_nil(read)
    assert.equal("validation", err.kind)
    assert.equal(message, err.message)
    local list = {}
    for i, finding in ipairs(err.detail) do
        list[i] = ("%s %s %s"):format(finding.line or "-", finding.path, finding.message)
    end
    return list, message
end

-- A document of version 1 with these members, on its second line.
local function with(members)
    return ('{ "version": 1,\n%s }'):format(members)
end

local function account(members)
    return with(('"subAccounts": { "ada": { %s } }'):format(members))
end

describe("a document", function()
    it("is read in its normal form", function()
        local read = assert(document.parse(TEXT, "team.json"))
        assert.same({
            version = 1,
            settings = {
                loginAlias = "shop",
                passwordExpiration = { usePasswordExpiration = true, passwordExpirationDays = 90 },
            },
            policies = { ["shop-reader"] = {
                description = "reads servers",
                permissions = { {
                    effect = "Allow",
                    targets = {
                        { product = "Server", actions = { "View*" }, resourceNrns = { "nrn:*:Server:*::*" } },
                    },
                    condition = { StringEquals = { ["ncp:principalType"] = { "SubAccount" } } },
                } },
                tags = { team = "shop" },
            } },
            groups = { ["shop-dev"] = { policies = { "NCP_SUB_ACCOUNT_VIEWER", "shop-reader" } } },
            roles = { ci = { roleType = "Server", entities = { "10", "2" }, policies = {} } },
            subAccounts = { ["ada.kim"] = {
                name = "Ada", email = "ada@example.com", canAPIGatewayAccess = true, canConsoleAccess = false,
                useApiAllowSource = true,
                apiAllowSources = { { type = "IP", source = "10.0.0.0/24" }, { type = "VPC", source = "7" } },
                groups = { "shop-dev" }, accessKeys = 1,
            } },
        }, read)
    end)

    it("is the same whether it is a text, a table or a file", function()
        local read = assert(document.parse(TEXT, "team.json"))
        assert.same(read, assert(ncp.account.check(cjson.decode(TEXT))))
        local folder = program.folder()
        program.write(folder.path .. "/team.json", "\239\187\191" .. TEXT)
        assert.same(read, assert(ncp.account.read(folder.path .. "/team.json")))
        folder.remove()
    end)

    it("is written as one text, which is read as that document", function()
        local read = assert(document.parse(TEXT, "team.json"))
        local text = ncp.account.encode(read)
        assert.equal(text, ncp.account.encode(assert(document.parse(text, "again"))))
        assert.equal(text, ncp.account.encode(assert(document.check(read))))
        assert.matches('\n  "roles": {\n    "ci": {\n      "entities": [\n        "10",\n        "2"\n      ],\n' ..
            '      "policies": [],\n      "roleType": "Server"\n    }\n  },\n', text, 1, true)
        assert.matches('\n  "version": 1\n}\n$', text)
    end)

    it("may say where its schema is, and may be empty", function()
        local read = assert(document.parse('{ "$schema": "account.schema.json", "version": 1, "groups": {} }', "x"))
        assert.same({ version = 1, groups = {} }, read)
        assert.equal('{\n  "version": 1\n}\n', document.encode({ version = 1 }))
    end)

    it("keeps what only looks like a comment", function()
        local members = '"memo": "// \\u002f\\" \\ud83d\\ude00", "tags": { "/": "//" }'
        local read = assert(document.parse(account(members), "x"))
        assert.same({ ada = { memo = '// /" \240\159\152\128', tags = { ["/"] = "//" } } }, read.subAccounts)
    end)

    it("is as docs/account.md shows it", function()
        local shown = program.read("docs/account.md"):match("```json\n({.-\n})\n```")
        local read = assert(document.parse(shown, "docs/account.md"))
        assert.same({ "NCP_SUB_ACCOUNT_VIEWER", "shop-servers" }, read.groups["shop-team"].policies)
    end)

    it("that cannot be read is told of by its name", function()
        local read, message, err = ncp.account.read("/nonexistent/team.json")
        assert.is_nil(read)
        assert.equal("validation", err.kind)
        assert.matches("/nonexistent/team.json", message, 1, true)
        assert.matches("^[^\n]+$", message)
        assert.has_error(function() ncp.account.read({}) end, "account.read: the path must be a string, not table")
    end)

    it("larger than 16 MiB is not read", function()
        local folder = program.folder()
        local path = folder.path .. "/large.json"
        program.write(path, (" "):rep(16 * 1024 * 1024 + 1))
        local read, message = ncp.account.read(path)
        assert.is_nil(read)
        assert.matches("large.json", message, 1, true)
        folder.remove()
    end)
end)

describe("what is wrong with a document is found:", function()
    local cases = {
        { "no version", '{}', "1 version is required" },
        { "another version", '{ "version": 2 }', "1 version must be one of 1" },
        { "an unknown section", with('"subAcounts": {}'), "2 subAcounts is not known (did you mean 'subAccounts'?)" },
        { "an unknown member", account('"emial": "ada@example.com"'),
            "2 subAccounts.ada.emial is not known (did you mean 'email'?)" },
        { "an unknown member deep within", with('"policies": { "reader": { "permissions": [\n{ "effect": "Allow",\n' ..
            '"targets": [{ "product": "Server",\n"action": ["*"], "resourceNrns": ["*"] }] }] } }'),
            "4 policies.reader.permissions[0].targets[0].actions is required",
            "5 policies.reader.permissions[0].targets[0].action is not known (did you mean 'actions'?)" },
        { "a wrong type", account('"name": 7'), "2 subAccounts.ada.name must be a string" },
        { "a null", account('"name": null'), "2 subAccounts.ada.name must be a string, not null" },
        { "a list for an object", with('"groups": ["dev"]'), "2 groups must be an object" },
        { "an object for a list", account('"groups": { "dev": true }'), "2 subAccounts.ada.groups must be a list" },
        { "a thing that is none", with('"groups": { "dev": "NCP_ADMINISTRATOR" }'), "2 groups.dev must be an object" },
        { "what is too short", account('"name": "A"'), "2 subAccounts.ada.name must have 2 to 30 characters, not 1" },
        { "too many bytes", account('"memo": "' .. ("\195\188"):rep(151) .. '"'),
            "2 subAccounts.ada.memo must have at most 300 bytes, not 302" },
        { "a number beyond a limit", account('"accessKeys": 3'), "2 subAccounts.ada.accessKeys must be 2 or less" },
        { "half a key", account('"accessKeys": 0.5'), "2 subAccounts.ada.accessKeys must be a whole number" },
        { "a value that is not allowed", with('"settings": { "sessionExpiration": {\n' ..
            '"useSessionExpiration": true, "sessionExpirationSec": 5 } }'),
            "3 settings.sessionExpiration.sessionExpirationSec must be one of 600|1800|3600|10800" },
        { "characters of a setting", with('"settings": { "loginAlias": "The Shop" }'),
            "2 settings.loginAlias may have only characters of [a-z0-9]" },
        { "what another member asks for", with('"settings": { "passwordExpiration": {\n' ..
            '"usePasswordExpiration": true } }'), "2 settings.passwordExpiration.passwordExpirationDays " ..
            "is required when usePasswordExpiration is true" },
        { "what another member refuses", with('"roles": { "ci": { "roleType": "Server",\n' ..
            '"sessionExpirationSec": 600 } }'),
            "3 roles.ci.sessionExpirationSec must be left out when roleType is Server" },
        { "a name that is too long", with('"policies": { "' .. ("p"):rep(31) .. '": {} }'),
            "2 policies." .. ("p"):rep(31) .. " has a name that must have 3 to 30 characters, not 31" },
        { "a name with other characters", with('"subAccounts": { "ada kim": {} }'),
            '2 subAccounts["ada kim"] has a name that may have only characters of [A-Za-z0-9.@_-]' },
        { "a name that begins otherwise", with('"subAccounts": { "7up": {} }'),
            "2 subAccounts.7up has a name that must start with one of [A-Za-z]" },
        { "a name that is a number", with('"groups": { 7: {} }'), "2  a name in double quotes is expected" },
        { "what is listed twice", account('"groups": ["dev",\n"ops",\n"dev"]'),
            "4 subAccounts.ada.groups[2] is listed twice" },
        { "sources that are listed twice", account('"apiAllowSources": [{ "type": "IP", "source": "10.0.0.1" },\n' ..
            '{ "source": "10.0.0.1", "type": "IP" }]'), "3 subAccounts.ada.apiAllowSources[1] is listed twice" },
        { "a name that two things bear", with('"policies": {\n"reader": { "description": "one" },\n' ..
            '"reader": { "description": "two" } }'), "4 policies.reader is given twice, first in line 3" },
        { "an id that two things have", with('"groups": { "one": { "id": "g1" },\n"two": { "id": "g1" } }'),
            "3 groups.two.id is that of groups.one.id too" },
        { "eleven groups", account('"groups": ["a","b","c","d","e","f","g","h","i","j","k"]'),
            "2 subAccounts.ada.groups must have at most 10 elements, not 11" },
        { "101 ranges of addresses", account('"consolePermitIps": ["' .. (function()
            local ranges = {}
            for i = 1, 101 do ranges[i] = "10.0." .. i .. ".0/24" end
            return table.concat(ranges, '","')
        end)() .. '"]'), "2 subAccounts.ada.consolePermitIps must have at most 100 elements, not 101" },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            assert.same({ case[3], case[4] }, (findings_of(case[2])))
        end)
    end

    it("more things than there can be, and what else is wrong with them", function()
        local groups = {}
        for i = 1, 301 do groups[i] = ('"group%d": {%s}'):format(i, i == 300 and '"tgas": {}' or "") end
        assert.same({
            "2 groups must have at most 300 entries, not 301",
            "301 groups.group300.tgas is not known (did you mean 'tags'?)",
        }, (findings_of(with('"groups": {' .. table.concat(groups, ",\n") .. "}"))))
    end)

    it("all at once, by their lines, and the first in the message", function()
        local list, message = findings_of(with([["groups": { "dev": { "policies": ["a", "a"] },
"dev": { "polices": [] } },
"subAccounts": { "ada": { "name": "A",
    "groups": "dev" } }]]))
        assert.same({
            "3 groups.dev is given twice, first in line 2",
            "3 groups.dev.polices is not known (did you mean 'policies'?)",
            "4 subAccounts.ada.name must have 2 to 30 characters, not 1",
            "5 subAccounts.ada.groups must be a list",
        }, list)
        assert.equal("account: team.json: line 3: groups.dev is given twice, first in line 2; and 3 more (validation)",
            message)
    end)

    it("secrets, whose values are not told", function()
        for _, name in ipairs({ "password", "newPassword", "keySecret", "secret_key" }) do
            local list, message, err = findings_of(account(('"%s": "hunter2"'):format(name)))
            local sentence = "is not known, and a document never has secrets: what is made gets its own"
            assert.same({ ("2 subAccounts.ada.%s %s"):format(name, sentence) }, list)
            assert.is_nil((message .. tostring(err)):find("hunter2", 1, true))
        end
        local _, message = findings_of(account('"groups": "hunter2", "name": ["hunter2"], "accessKeys": "hunter2"'))
        assert.is_nil(message:find("hunter2", 1, true))
    end)

    it("tables that hold themselves", function()
        local group = { policies = {} }
        group.policies[1] = group
        local read, message, err = ncp.account.check({ version = 1, groups = { dev = group } })
        assert.is_nil(read)
        assert.matches("groups.dev.policies[0] holds itself", message, 1, true)
        assert.is_nil(err.detail[1].line)
        local loop = {}
        loop[1.5], loop[true], loop[loop] = loop, loop, loop
        assert.is_nil((ncp.account.check(loop)))
    end)

    it("tables that are nested without an end", function()
        local deep = {}
        for _ = 1, 100000 do deep = { deep } end
        local _, _, err = ncp.account.check({ version = 1, groups = deep })
        assert.equal("is nested more than 64 levels deep", err.detail[2].message)
        local wide = {}
        for _ = 1, 60 do wide = { wide, wide } end
        assert.is_nil((ncp.account.check({ version = 1, groups = wide })))
    end)

    it("values that only Lua has", function()
        local _, _, err = ncp.account.check({ version = 1, subAccounts = { ada = {
            name = print, accessKeys = 0 / 0, memo = "\255", email = ncp.secret("hunter2"), groups = { [2] = "dev" },
        } } })
        local list = {}
        for i, finding in ipairs(err.detail) do list[i] = finding.path .. " " .. finding.message end
        assert.same({
            "subAccounts.ada.accessKeys must be a whole number", "subAccounts.ada.email must be a string",
            "subAccounts.ada.groups must be a list", "subAccounts.ada.memo must be valid UTF-8",
            "subAccounts.ada.name must be a string",
        }, list)
        assert.is_nil((ncp.account.check({ "a list" })))
        assert.is_nil((ncp.account.check({ version = 1 / 0 })))
    end)

    it("one that many tables share, without harm", function()
        local tags = { team = "shop" }
        local groups = { one = { tags = tags }, two = { tags = tags } }
        assert.same(groups, assert(ncp.account.check({ version = 1, groups = groups })).groups)
    end)
end)

describe("a text that is no JSON is told of by line and column:", function()
    local cases = {
        { "an empty one", "", "1:1 a value is expected" },
        { "white space", " \n ", "2:2 a value is expected" },
        { "a missing comma", '{\n  "version": 1\n  "groups": {}\n}', "3:3 a comma or } is expected" },
        { "a comma too many", '{ "version": 1, }', "1:17 a name in double quotes is expected" },
        { "a comma too many in a list", '[1, ]', "1:5 a value is expected" },
        { "a missing colon", '{ "version" 1 }', "1:13 a colon is expected" },
        { "names without quotes", "{ version: 1 }", "1:3 a name in double quotes is expected" },
        { "single quotes", "{ 'version': 1 }", "1:3 a name in double quotes is expected" },
        { "what is not closed", '{ "version": 1', "1:15 a comma or } is expected" },
        { "a list that is not closed", '{ "a": [1', "1:10 a comma or ] is expected" },
        { "a string over two lines", '{ "version": "1\n" }', "1:14 the string has no end in its line" },
        { "a NUL in a string", '{ "a": "\0" }', "1:8 the string has no end in its line" },
        { "a NUL between values", '{ "a": \0 }', "1:8 a value is expected" },
        { "a string without an end", '{ "version": "1\\', "1:14 the string has no end in its line" },
        { "an unknown escape", '{ "\195\188": "\\x" }', "1:8 the string has an escape that JSON does not know" },
        { "half a surrogate", '{ "a": "\\ud800" }', "1:8 the string has an escape that JSON does not know" },
        { "more behind it", '{ "version": 1 }\n{', "2:1 the end is expected" },
        { "no UTF-8", '{\n"a": "\255" }', "2:7 byte 9 is not UTF-8" },
        { "a number that is too large", '{\n"version": 1e400 }', "2:12 the number at byte 14 is too large" },
        { "a number in octal", '{ "version": 01 }', "1:14 a value is expected" },
        { "a number in hexadecimal", '{ "version": 0x1 }', "1:14 a value is expected" },
        { "half a number", '{ "version": 1. }', "1:14 a value is expected" },
        { "a word", '{ "version": True }', "1:14 a value is expected" },
        { "no number", '{ "version": NaN }', "1:14 a value is expected" },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local read, message, err = document.parse(case[2], "team.json")
            assert.is_nil(read)
            local finding = err.detail[1]
            assert.equal(case[3], ("%d:%d %s"):format(finding.line, finding.column, finding.message))
            assert.matches(("team.json: line %d, column %d: "):format(finding.line, finding.column), message, 1, true)
        end)
    end

    it("but deep nesting, which is none that a person wrote", function()
        local _, message = document.parse(('{"a":'):rep(100000), "team.json")
        assert.matches("team.json: it is nested more than 64 levels deep", message, 1, true)
    end)

    it("as long as a text may be, in time", function()
        local many = 2 ^ 20
        for _, text in ipairs({
            ('"'):rep(many), ("["):rep(60) .. (" "):rep(many), '{"a":1,' .. ("\n"):rep(many),
            '{"' .. ("a"):rep(many) .. '":1}', "{" .. ('"\\u0061":1,'):rep(20000) .. '"b":2}',
        }) do
            assert.is_nil((document.parse(text, "team.json")))
        end
    end)
end)

describe("the normal form", function()
    local policy = shape.sections.policies.members.permissions

    it("is that of what is in it already", function()
        local read = assert(document.parse(TEXT, "team.json"))
        assert.equal(normal.text(read), normal.text(normal.document(read)))
        assert.is_nil(read.groups["shop-dev"].tags)
    end)

    it("says the same of permissions as they are sent and as they are kept", function()
        local sent = { { effect = "Allow", targets = { {
            product = "IAM", actions = { "View/getA", "Change*", "View/getA" },
            resourceNrns = { "*", "nrn:*:IAM:*::*" },
        } }, condition = {} } }
        local kept = { { effect = "Allow", condition = cjson.null, targets = { {
            product = "IAM", actions = { "Change*", "View/getA" }, resourceNrns = { "nrn:*:IAM:*::*" }, extra = 1,
        } } } }
        assert.equal(normal.text(normal.member(policy, kept)), normal.text(normal.member(policy, sent)))
    end)

    it("leaves the order of statements, and what it was given", function()
        local statements = { { effect = "Deny", targets = {} }, { effect = "Allow", targets = {} } }
        assert.same(statements, normal.member(policy, statements))
        local groups = { "b", "a" }
        assert.same({ "a", "b" }, normal.member(shape.sections.subAccounts.members.groups, groups))
        assert.same({ "b", "a" }, groups)
        assert.is_nil(normal.member(policy, cjson.null))
    end)

    it("is compared by a text that does not tell an empty list from an empty object", function()
        assert.equal(normal.text({ a = {}, b = 1 }), normal.text({ b = 1, a = require("ncp.core").array({}) }))
        assert.not_equal(normal.text({ a = "[]" }), normal.text({ a = "{}" }))
    end)
end)
