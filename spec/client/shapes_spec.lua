-- The shapes of groups, policies, roles, external access and temporary credentials: what is refused before
-- anything is sent, which host it goes to, what may be sent again, and both envelopes of paged lists.
local bodies = require("spec.support.answers")
local core = require("ncp.core")
local ncp = require("ncp")
local support = require("spec.support.client")

local unpack = table.unpack or unpack -- luacheck: ignore 113 143

local ID = "5befa3a0-0000-11ee-8000-246e96591a38"
local OTHER_ID = "b97aff71-0000-4000-8000-0bb2c9c5652f"

--- A statement that is right but for `changes`, and but for the field `without`.
local function statement(changes, without)
    local made = {
        effect = "Allow",
        targets = { { product = "Server", actions = { "View*" }, resourceNrns = { "*" } } },
    }
    for name, value in pairs(changes or {}) do made[name] = value end
    if without then made[without] = nil end
    return made
end

--- A statement whose only target is right but for `changes`, and but for the field `without`.
local function target(changes, without)
    local made = statement()
    for name, value in pairs(changes or {}) do made.targets[1][name] = value end
    if without then made.targets[1][without] = nil end
    return made
end

local function condition(value)
    return statement({ condition = value })
end

--- The call policy.create with these statements.
local function create_policy(...)
    return "policy", "create", { policyName = "my-policy", permissions = { ... } }
end

local function create_role(fields)
    fields.roleName = "role000"
    return "role", "create", fields
end

local function create_anchor(source)
    return "trust_anchor", "create", { name = "anchor", source = source }
end

local function create_profile(fields)
    fields.name = fields.name or "profile000"
    return "profile", "create", fields
end

local function many_tags()
    local tags = {}
    for i = 1, 21 do tags["k" .. i] = "v" end
    return tags
end

describe("fields of the new shapes that the program got wrong raise:", function()
    local client = support.stubbed({})

    local cases = {
        { "an unknown field of a target", function()
            client.policy.create({ policyName = "my-policy", permissions = { target({ produkt = "Server" }) } })
        end, "policy.create: unknown field 'permissions[0].targets[0].produkt' (did you mean 'product'?)" },
        { "an unknown field of a statement", function()
            client.policy.update(ID, { permissions = { statement(), statement({ conditions = {} }) } })
        end, "policy.update: unknown field 'permissions[1].conditions' (did you mean 'condition'?)" },
        { "an unknown field of an object in an object", function()
            client.trust_anchor.update(ID, { source = { sourceType = "NCP_PCA", sourceData = { caID = 1 } } })
        end, "trust_anchor.update: unknown field 'source.sourceData.caID' (did you mean 'caId'?)" },
        { "the name of reading where another one is written", function()
            client.profile.update(ID, { roleNrnList = {} })
        end, "profile.update: unknown field 'roleNrnList'" },
        { "a field that only create has", function() client.profile.update(ID, { enabled = true }) end,
            "profile.update: unknown field 'enabled'" },
        { "a table of fields where a list is an argument of its own", function()
            client.policy.delete_many({ ID }, {}, {})
        end, "policy.delete_many: takes (policyIds, options), but got 3 arguments" },
        { "a list without the argument that goes into the query", function()
            client.role.set_active_many({ ID })
        end, "role.set_active_many: takes (roleNos, active, options), but got 1 argument" },
        { "one id where there are two in the path", function() client.crl.get(ID) end,
            "crl.get: takes (trustAnchorId, crlId, options), but got 1 argument" },
        { "each of a list without pages", function() client.trust_anchor.each() end,
            "unknown operation 'trust_anchor.each'" },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local returned, message = pcall(case[2])
            assert.is_false(returned)
            assert.truthy(message:find(case[3], 1, true), message)
            assert.truthy(message:find("shapes_spec.lua:%d+: "), "no position of the caller in: " .. message)
        end)
    end
end)

describe("values of the new shapes are refused before sending:", function()
    local cases = {
        -- The permission document.
        { "no permissions", "permissions", "is required", "policy", "create", { policyName = "my-policy" } },
        { "permissions without a statement", "permissions", "must have at least 1 elements, not 0", create_policy() },
        { "one statement in place of a list", "permissions", "must be a list without holes or named entries",
            "policy", "create", { policyName = "my-policy", permissions = statement() } },
        { "a statement that is a string", "permissions[0]", "must be a table, not a string", create_policy("Allow") },
        { "a statement that is null", "permissions[1]", "must be a table, not null",
            create_policy(statement(), ncp.null) },
        { "a statement without an effect", "permissions[0].effect", "is required",
            create_policy(statement(nil, "effect")) },
        { "an unknown effect", "permissions[1].effect", "must be one of Allow|Deny",
            create_policy(statement(), statement({ effect = "allow" })) },
        { "a statement without targets", "permissions[0].targets", "is required",
            create_policy(statement(nil, "targets")) },
        { "an empty list of targets", "permissions[2].targets", "must have at least 1 elements, not 0",
            create_policy(statement(), statement(), statement({ targets = {} })) },
        { "a target that is a string", "permissions[0].targets[0]", "must be a table, not a string",
            create_policy(statement({ targets = { "Server" } })) },
        { "a target without a product", "permissions[2].targets[0].product", "is required",
            create_policy(statement(), statement(), target(nil, "product")) },
        { "a product that is a number", "permissions[0].targets[0].product", "must be a string, not a number",
            create_policy(target({ product = 1 })) },
        { "a target without actions", "permissions[0].targets[0].actions", "is required",
            create_policy(target(nil, "actions")) },
        { "an empty list of actions", "permissions[0].targets[0].actions", "must have at least 1 elements, not 0",
            create_policy(target({ actions = {} })) },
        { "one action in place of a list", "permissions[0].targets[0].actions", "must be a list, not a string",
            create_policy(target({ actions = "View*" })) },
        { "an empty action", "permissions[0].targets[0].actions[1]", "must have at least 1 characters, not 0",
            create_policy(target({ actions = { "View*", "" } })) },
        { "an empty list of resources", "permissions[0].targets[0].resourceNrns",
            "must have at least 1 elements, not 0", create_policy(target({ resourceNrns = {} })) },
        { "a resource that is a table", "permissions[0].targets[0].resourceNrns[0]", "must be a string, not a table",
            create_policy(target({ resourceNrns = { {} } })) },
        { "a condition that is a list", "permissions[0].condition", "must have strings as keys",
            create_policy(condition({ "StringEquals" })) },
        { "a condition that is true", "permissions[0].condition", "must be a table, not a boolean",
            create_policy(condition(true)) },
        { "an operator that is a string", "permissions[0].condition.StringEquals", "must be a table, not a string",
            create_policy(condition({ StringEquals = "IamUser" })) },
        { "an operator that is a list", "permissions[0].condition.StringEquals", "must have strings as keys",
            create_policy(condition({ StringEquals = { "IamUser" } })) },
        { "a condition key with one value in place of a list",
            "permissions[1].condition.StringEquals.ncp:principalType", "must be a list, not a string",
            create_policy(statement(), condition({ StringEquals = { ["ncp:principalType"] = "IamUser" } })) },
        { "a condition key with a map in place of a list", "permissions[0].condition.Null.ncp:principalId",
            "must be a list without holes or named entries",
            create_policy(condition({ Null = { ["ncp:principalId"] = { value = "true" } } })) },
        { "a condition value that is a number", "permissions[0].condition.StringLike.ncp:principalId[1]",
            "must be a string, not a number",
            create_policy(condition({ StringLike = { ["ncp:principalId"] = { "1", 2 } } })) },
        { "a condition value that is not UTF-8", "permissions[0].condition.StringLike.ncp:principalId[0]",
            "must be valid UTF-8", create_policy(condition({ StringLike = { ["ncp:principalId"] = { "\255" } } })) },
        { "a condition key that is not UTF-8", "permissions[0].condition.StringLike", "has a key that is not UTF-8",
            create_policy(condition({ StringLike = { ["\255"] = { "a" } } })) },
        { "an unknown effect in an update", "permissions[0].effect", "must be one of Allow|Deny",
            "policy", "update", ID, { permissions = { statement({ effect = "Refuse" }) } } },
        { "an unknown effect to validate", "permissions[0].effect", "must be one of Allow|Deny",
            "policy", "validate", { policyName = "my-policy", permissions = { statement({ effect = "" }) } } },

        -- Conditions on other fields.
        { "a session for a role of servers", "sessionExpirationSec", "must be left out when roleType is Server",
            create_role({ roleType = "Server", sessionExpirationSec = 600 }) },
        { "no session for a role of an account", "sessionExpirationSec", "is required when roleType is Account",
            create_role({ roleType = "Account" }) },
        { "a session for a changed role of servers", "sessionExpirationSec",
            "must be left out when roleType is Server",
            "role", "update", ID, { roleType = "Server", sessionExpirationSec = 600 } },
        { "another account without its name", "accountName", "is required when isMyAccount is false",
            "role", "set_account", ID, { isMyAccount = false, loginId = "partner" } },
        { "another account without its login ID", "loginId", "is required when isMyAccount is false",
            "role", "set_account", ID, { isMyAccount = false, accountName = "Partner" } },
        { "a Private CA without its id", "source.sourceData.caId", "is required when source.sourceType is NCP_PCA",
            create_anchor({ sourceType = "NCP_PCA", sourceData = {} }) },
        { "a bundle without certificates", "source.sourceData.x509CertificateData",
            "is required when source.sourceType is CERTIFICATE_BUNDLE",
            create_anchor({ sourceType = "CERTIFICATE_BUNDLE", sourceData = { caId = 1234 } }) },
        { "a source without its type", "source.sourceType", "is required", create_anchor({ sourceData = {} }) },
        { "a source of an unknown type", "source.sourceType", "must be one of NCP_PCA|CERTIFICATE_BUNDLE",
            create_anchor({ sourceType = "PCA", sourceData = {} }) },
        { "a source without data", "source.sourceData", "is required", create_anchor({ sourceType = "NCP_PCA" }) },
        { "a changed source without its type", "source.sourceType", "is required",
            "trust_anchor", "update", ID, { source = { sourceData = { caId = 1 } } } },

        -- Null where it means nothing.
        { "null for a name", "name", "must be a string, not null", "profile", "update", ID, { name = ncp.null } },
        { "null for a number", "durationSeconds", "must be a whole number, not null",
            "profile", "update", ID, { durationSeconds = ncp.null } },
        { "null for a flag", "active", "must be true or false, not null", "role", "set_active", ID, ncp.null },
        { "null for a list", "policyIdList", "must be a list, not null", "group", "attach_policies", ID, ncp.null },
        { "null for an object", "source", "must be a table, not null",
            "trust_anchor", "update", ID, { source = ncp.null } },
        { "null for a map", "tags", "must be a table, not null",
            "group", "create", { groupName = "group000", tags = ncp.null } },
        { "null among the elements of what may be null", "roleIdList[1]", "must be a string, not null",
            "profile", "update", ID, { roleIdList = { ID, ncp.null } } },
        { "null for an id", "profileId", "must be a string, not null", "profile", "get", ncp.null },

        -- Bodies that are a list.
        { "no list", "policyIds", "is required", "policy", "delete_many", nil },
        { "one id for a list", "policyIds", "must be a list, not a string", "policy", "delete_many", ID },
        { "an object around a list", "policyIds", "must be a list without holes or named entries",
            "policy", "delete_many", { policyId = { ID } } },
        { "null for a bare list", "roleNrns", "must be a list, not null", "switchable_role", "remove", ncp.null },
        { "an empty list", "roleNos", "must have at least 1 elements, not 0", "role", "set_active_many", {}, false },
        { "a list with a hole", "roleNos", "must be a list without holes or named entries",
            "role", "set_active_many", { ID, nil, OTHER_ID }, false },
        { "a number in a list", "roleNos[1]", "must be a string, not a number",
            "role", "set_active_many", { ID, 7 }, false },
        { "a word for the flag beside a list", "active", "must be true or false, not a string",
            "role", "set_active_many", { ID }, "false" },

        -- Ids in the path.
        { "an empty id", "groupId", "must not be empty", "group", "get", "" },
        { "the id .", "roleNo", "must not be . or ..", "role", "delete", "." },
        { "the id .. before a word of the path", "trustAnchorId", "must not be . or ..", "crl", "list", ".." },
        { "the id .. as the second one", "crlId", "must not be . or ..", "crl", "delete", ID, ".." },
        { "a newline in an id", "subjectId", "must have no control characters", "subject", "get", "a\nb" },
        { "an id that is a number", "crlId", "must be a string, not a number", "crl", "enable", ID, 7 },

        -- Limits.
        { "a group name too short", "groupName", "must have 3 to 30 characters, not 2",
            "group", "create", { groupName = "개발" } },
        { "too many tags", "tags", "must have at most 20 entries, not 21",
            "group", "create", { groupName = "group000", tags = many_tags() } },
        { "too many bytes", "descCont", "must have at most 300 bytes, not 303",
            create_role({ roleType = "Service", descCont = ("설"):rep(101) }) },
        { "a session of another length", "sessionExpirationSec", "must be one of 600|1800|3600|10800",
            create_role({ roleType = "Account", sessionExpirationSec = 601 }) },
        { "an entity of another kind", "roleEntityList[1].type", "must be one of Server|Service",
            "role", "add_entities", ID, { { type = "Server", id = "1" }, { type = "server", id = "2" } } },
        { "credentials for too short", "durationSeconds", "must be 600 or more",
            create_profile({ durationSeconds = 599 }) },
        { "credentials for too long", "durationSec", "must be 43200 or less",
            "sts", "create", { durationSec = 43201 } },
        { "a one-time code in quotes", "tokenCode", "must be a whole number, not a string",
            "sts", "create", { tokenCode = "123456" } },
        { "a one-time code with a fraction", "tokenCode", "must be a whole number up to 2^53",
            "sts", "create", { tokenCode = 123456.5 } },
    }
    for _, case in ipairs(cases) do
        it(case[1], function()
            local client, stub = support.stubbed({})
            local out, message, err = client[case[4]][case[5]](unpack(case, 6, math.max(#case, 6)))
            assert.is_nil(out)
            assert.equal("validation", err.kind)
            assert.equal(case[2], err.field)
            local expected = ("%s.%s: %s %s (validation)"):format(case[4], case[5], case[2], case[3])
            assert.equal(expected, message)
            assert.is_false(err.sent)
            assert.equal(0, #stub.requests)
        end)
    end
end)

describe("values of the new shapes that are right", function()
    local function request_of(noun, verb, ...)
        local client, stub = support.stubbed({ { body = bodies.full(core.describe(noun, verb)) } })
        assert(client[noun][verb](...))
        return stub.requests[1]
    end

    it("tell nothing, null and an empty list apart", function()
        assert.equal("{}", request_of("profile", "update", ID).body)
        assert.equal('{"roleIdList":null}', request_of("profile", "update", ID, { roleIdList = ncp.null }).body)
        assert.equal('{"roleIdList":[]}', request_of("profile", "update", ID, { roleIdList = {} }).body)
    end)

    it("keep maps and lists apart when they are empty, four deep", function()
        local body = request_of(create_policy(condition({ Null = {}, StringEquals = { key = {} } }))).body
        assert.truthy(body:find('"condition":{"Null":{},"StringEquals":{"key":[]}}', 1, true), body)
    end)

    it("put any text into condition keys", function()
        local body = request_of(create_policy(condition({ StringLike = { ['ncp:resourceTag/"팀"'] = { "a*" } } }))).body
        assert.truthy(body:find('{"StringLike":{"ncp:resourceTag/\\"팀\\"":["a*"]}}', 1, true), body)
    end)

    it("make a bare list the body, also on DELETE and beside a query", function()
        local request = request_of("role", "set_active_many", { "a", "b" }, true)
        assert.equal('["a","b"]', request.body)
        assert.equal("/api/v1/roles?active=true", request.target)
        request = request_of("switchable_role", "remove", { "nrn:PUB:IAM::1:Role/a" })
        assert.equal("DELETE", request.method)
        assert.equal('["nrn:PUB:IAM::1:Role/a"]', request.body)
    end)

    it("are escaped in every segment of the path", function()
        local request = request_of("crl", "update", "a/b?c", "한 %", { name = "crl000" })
        assert.equal("/api/v1/trust-anchors/a%2Fb%3Fc/crls/%ED%95%9C%20%25", request.target)
    end)

    it("that say when another field is needed may say that it is not", function()
        assert.equal('{"isMyAccount":true}', request_of("role", "set_account", ID, { isMyAccount = true }).body)
        assert.equal('{"roleName":"role000","roleType":"Server"}',
            request_of(create_role({ roleType = "Server" })).body)
    end)
end)

describe("secrets of temporary credentials", function()
    it("hide the one-time code in a dry run, and send it", function()
        local client, stub = support.stubbed({ { body = bodies.full(core.describe("sts", "create")) } })
        local fields = { durationSec = 600, tokenCode = 123456 }
        local shown = assert(client.sts.create(fields, { dry_run = true }))
        assert.equal('{"durationSec":600,"tokenCode":"***"}', shown.body)
        assert.equal(0, #stub.requests)
        assert(client.sts.create(fields))
        assert.equal('{"durationSec":600,"tokenCode":123456}', stub.requests[1].body)
    end)
end)

describe("each service", function()
    local function origin_of(site, noun, verb)
        local client, stub = support.stubbed({ { body = bodies.full(core.describe(noun, verb)) } }, { site = site })
        local out, message, err = client[noun][verb]()
        if not out then return nil, message, err end
        return stub.requests[1].origin
    end

    it("is called at its own host of the site", function()
        assert.equal("https://subaccount.apigw.gov-ntruss.com", origin_of("gov", "policy", "list"))
        assert.equal("https://externalaccess.apigw.ntruss.com", origin_of("public", "trust_anchor", "list"))
        assert.equal("https://externalaccess.gov-apigw.gov-ntruss.com", origin_of("gov", "trust_anchor", "list"))
        assert.equal("https://sts.apigw.ntruss.com", origin_of("public", "sts", "create"))
    end)

    it("that has no host on a site is not called there", function()
        local origin, message, err = origin_of("fin", "sts", "create")
        assert.is_nil(origin)
        assert.equal("validation", err.kind)
        assert.truthy(message:find("no host of service sts is documented for site fin", 1, true), message)
    end)
end)

describe("after an answer that got lost,", function()
    local lost = { failure = { kind = "network", sent = true }, message = "the connection was closed" }
    local cases = {
        { 1, "group", "create", { groupName = "group000" } },
        { 1, create_policy(statement()) },
        { 1, create_role({ roleType = "Server" }) },
        { 1, create_profile({}) },
        { 1, "crl", "create", ID, { name = "crl000", crlData = "MIIB" } },
        { 1, "sts", "create", {} },
        { 2, "profile", "update", ID, { description = "" } },
        { 2, "trust_anchor", "disable", ID },
        { 2, "group", "add_members", ID, { OTHER_ID } },
        { 2, "role", "set_account", ID, { isMyAccount = true } },
        { 2, "policy", "validate", { policyName = "my-policy", permissions = { statement() } } },
    }
    for _, case in ipairs(cases) do
        it(("%s.%s is sent %s"):format(case[2], case[3], case[1] == 1 and "once" or "again"), function()
            local done = bodies.full(core.describe(case[2], case[3]))
            local client, stub = support.stubbed({ lost, { body = done } })
            local out = client[case[2]][case[3]](unpack(case, 4))
            assert.equal(case[1], #stub.requests)
            assert.equal(case[1] == 2, out ~= nil)
        end)
    end
end)

-- Page `number` of a list with `total` rows, `size` of which make a page, holding `ids`.
local envelopes = {
    items = {
        noun = "group", path = "/api/v1/groups", id = "groupId",
        page = function(number, total, size, rows)
            return { page = number, totalPages = math.ceil(total / size), totalItems = total, items = rows }
        end,
    },
    content = {
        noun = "profile", path = "/api/v1/profiles", id = "profileId",
        page = function(number, total, size, rows)
            return { pageNo = number, totalElements = total, pageSize = size, content = rows }
        end,
    },
}

for name, envelope in pairs(envelopes) do
    describe("each over pages of " .. name, function()
        local function page(number, total, size, ids)
            local rows = core.array({})
            for i, id in ipairs(ids) do rows[i] = { [envelope.id] = id } end
            return { body = envelope.page(number, total, size, rows) }
        end

        local function collect(answers, fields)
            local client, stub = support.stubbed(answers)
            local ids = {}
            local returned, message = pcall(function()
                for row in client[envelope.noun].each(fields) do ids[#ids + 1] = row[envelope.id] end
            end)
            return table.concat(ids, " "), stub.requests, not returned and message or nil
        end

        it("yields the rows of all pages", function()
            local answers = { page(0, 5, 2, { "a", "b" }), page(1, 5, 2, { "c", "d" }), page(2, 5, 2, { "e" }) }
            local ids, requests, message = collect(answers, { size = 2 })
            assert.is_nil(message)
            assert.equal("a b c d e", ids)
            assert.equal(envelope.path .. "?page=2&size=2", requests[3].target)
        end)

        it("goes by the size of page that the service gives", function()
            local answers = { page(0, 3, 2, { "a", "b" }), page(1, 3, 2, { "c" }) }
            local ids, requests, message = collect(answers)
            assert.is_nil(message)
            assert.equal("a b c", ids)
            assert.equal(envelope.path .. "?page=1&size=100", requests[2].target)
        end)

        it("yields nothing for an empty list", function()
            local ids, requests, message = collect({ page(0, 0, 20, {}) })
            assert.is_nil(message)
            assert.equal("", ids)
            assert.equal(1, #requests)
        end)

        it("raises for an empty page before the last", function()
            local ids, _, message = collect({ page(0, 5, 2, { "a", "b" }), page(1, 5, 2, {}) })
            assert.equal("a b", ids)
            assert.truthy(message:find(envelope.noun .. ".list: the list broke off: page 1 of 3 is empty (protocol)", 1,
                true), message)
        end)

        it("raises for an answer without what a page has", function()
            for member in pairs(envelope.page(0, 1, 20, {})) do
                local answer = page(0, 1, 20, { "a" })
                local is_needed = member ~= "page" and member ~= "pageNo" and member ~= "totalItems"
                answer.body[member] = nil
                local _, _, message = collect({ answer })
                local told = tostring(message):match(envelope.noun .. "%.list: the answer .*has no (%w+) %(protocol")
                assert.equal(is_needed and member or nil, told)
            end
        end)
    end)
end

describe("each over pages of content", function()
    it("raises for pages that hold no rows", function()
        local answer = { body = { pageNo = 0, totalElements = 5, pageSize = 0, content = core.array({}) } }
        local client = support.stubbed({ answer })
        local returned, message = pcall(client.profile.each())
        assert.is_false(returned)
        assert.truthy(message:find("profile.list: pageSize of the answer is 0", 1, true), message)
    end)

    it("takes the arguments of the path before the fields, as the list does", function()
        local function page(number, issuer)
            return { body = { pageNo = number, totalElements = 2, pageSize = 1, content = { { issuer = issuer } } } }
        end
        local client, stub = support.stubbed({ page(0, "CN=a"), page(1, "CN=b") })
        local issuers = {}
        for use in client.subject.each_activity(ID, { size = 1 }, { timeout = 3 }) do
            issuers[#issuers + 1] = use.issuer
        end
        assert.same({ "CN=a", "CN=b" }, issuers)
        assert.equal("/api/v1/subjects/" .. ID .. "/credentials?page=1&size=1", stub.requests[2].target)
        assert.equal(3, stub.requests[2].timeout)
    end)
end)
