-- What policies let somebody do: a table of cases.
local allowed = require("ncp.permission.allowed")

local GROUP = "nrn:PUB:IAM::1234567:Group/1"
local SERVER = "nrn:PUB:Server:KR:1234567:Server/57"

-- A statement; fields of its only target may be given too.
local function statement(fields)
    return {
        effect = fields.effect or "Allow",
        targets = fields.targets or { {
            product = fields.product or "IAM",
            actions = fields.actions or { "*" },
            resourceNrns = fields.resourceNrns or { "*" },
        } },
        condition = fields.condition,
    }
end

-- What is asked in all cases, unless they say otherwise: "View/group.get" of a group with one tag.
local function ask(case)
    local statements = {}
    for i, fields in ipairs(case) do statements[i] = statement(fields) end
    return allowed(
        { statements = statements, context = {
            ["ncp:principalType"] = "IamUser", ["ncp:principalName"] = "build bot", ["ncp:principalId"] = "bot",
        } },
        { product = case.product or "IAM", name = case.action or "View/group.get" },
        { nrn = case.nrn or GROUP, tags = case.tags or { "env:dev" } }
    )
end

local function deny(fields)
    fields.effect = "Deny"
    return fields
end

local function on(condition)
    return { condition = condition }
end

local CASES = {
    ["statements"] = {
        { "none allow nothing", false, {} },
        { "one is enough", true, { { actions = { "Change*" } }, {} } },
        { "a denial wins, wherever it stands", false, { deny {}, {} } },
        { "a denial wins over several", false, { {}, {}, deny {} } },
        { "a denial of something else has no say", true, { {}, deny { actions = { "Change*" } } } },
        { "a denial alone allows nothing else", false, { deny { actions = { "Change*" } } } },
    },
    ["targets"] = {
        { "one of several is enough", true, { { targets = {
            { product = "Server", actions = { "*" }, resourceNrns = { "*" } },
            { product = "IAM", actions = { "Change*", "View*" }, resourceNrns = { SERVER, GROUP } },
        } } } },
        { "what they say is not mixed", false, { { targets = {
            { product = "IAM", actions = { "Change*" }, resourceNrns = { "*" } },
            { product = "Server", actions = { "View*" }, resourceNrns = { "*" } },
        } } } },
    },
    ["products"] = {
        { "that are another", false, { { product = "Server" } } },
        { "that are all", true, { { product = "*" } } },
        { "that differ in case", false, { { product = "iam" } } },
        { "that begin the same", false, { { product = "IA" } } },
    },
    ["actions"] = {
        { "that are all", true, { { actions = { "*" } } } },
        { "that read", true, { { actions = { "View*" } } } },
        { "that change", false, { { actions = { "Change*" } } } },
        { "by name", true, { { actions = { "View/group.get" } } } },
        { "by another name", false, { { actions = { "View/group.list" } } } },
        { "that begin the same", false, { { actions = { "View/group" } } } },
        { "whose dot is a dot", false, { { actions = { "View/group.get" } }, action = "View/group_get" } },
        { "that change, by name", true, { { actions = { "Change/group.delete" } }, action = "Change/group.delete" } },
    },
    ["resources"] = {
        { "by name", true, { { resourceNrns = { GROUP } } } },
        { "by another name", false, { { resourceNrns = { "nrn:PUB:IAM::1234567:Group/2" } } } },
        { "of a type", true, { { resourceNrns = { "nrn:PUB:IAM::1234567:Group/*" } } } },
        { "of another type", false, { { resourceNrns = { "nrn:PUB:IAM::1234567:Role/*" } } } },
        { "of another account", false, { { resourceNrns = { "nrn:PUB:IAM::7654321:Group/1" } } } },
        { "of another site", false, { { resourceNrns = { "nrn:GOV:IAM::1234567:Group/1" } } } },
        { "as all are read back", true, { { resourceNrns = { "nrn:*:IAM:*::*" } } } },
        { "as all servers are read back", true, {
            { product = "Server", resourceNrns = { "nrn:*:Server:*::*" } }, product = "Server", nrn = SERVER,
        } },
        { "as all of another service are read back", false, { { resourceNrns = { "nrn:*:Server:*::*" } } } },
        { "with several asterisks in a part", true, { { resourceNrns = { "nrn:*:IAM::*2*4*7:*o*/*" } } } },
        { "with pieces that overlap", false, { { resourceNrns = { "nrn:PUB:IAM::1234567:Group*p/1" } } } },
        { "with an asterisk within a part", true, { { resourceNrns = { "nrn:P*:IAM::123*:Gr*/1" } } } },
        { "that are no names", false, { { resourceNrns = { "Group/1", "nrn:*", "" } } } },
        { "when the call names none", false, { { resourceNrns = { GROUP, "nrn:PUB:IAM::1234567:Group/*" } },
            nrn = "nrn:PUB:IAM::1234567:" } },
        { "all, when the call names none", true, { { resourceNrns = { "nrn:*:IAM:*::*" } },
            nrn = "nrn:PUB:IAM::1234567:" } },
    },
    ["conditions"] = {
        { "StringEquals", true, { on { StringEquals = { ["ncp:principalId"] = { "other", "bot" } } } } },
        { "StringEquals, another case", false, { on { StringEquals = { ["ncp:principalId"] = { "Bot" } } } } },
        { "StringEquals takes no patterns", false, { on { StringEquals = { ["ncp:principalId"] = { "b*" } } } } },
        { "StringNotEquals", false, { on { StringNotEquals = { ["ncp:principalId"] = { "other", "bot" } } } } },
        { "StringNotEquals, others only", true, { on { StringNotEquals = { ["ncp:principalId"] = { "other" } } } } },
        { "StringLike", true, { on { StringLike = { ["ncp:principalName"] = { "build *" } } } } },
        { "StringLike, not the whole", false, { on { StringLike = { ["ncp:principalName"] = { "build" } } } } },
        { "StringNotLike", false, { on { StringNotLike = { ["ncp:principalName"] = { "*bot" } } } } },
        { "StringNotLike, others only", true, { on { StringNotLike = { ["ncp:principalName"] = { "*bat" } } } } },
        { "on a key without a value", false, { on { StringLike = { ["ncp:sourceIdentityId"] = { "*" } } } } },
        { "on a key without a value, denied", true, {
            on { StringNotEquals = { ["ncp:sourceIdentityId"] = { "bot" } } },
        } },
        { "on a tag", true, { on { StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } } } },
        { "on one of several tags", true, { on { StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } },
            tags = { "a:b", "env:dev" } } },
        { "on another tag", false, { on { StringEquals = { ["ncp:resourceTag"] = { "env:prod" } } } } },
        { "on a tag, denied", false, { on { StringNotLike = { ["ncp:resourceTag"] = { "env:*" } } } } },
        { "on the value of a tag", true, { on { StringLike = { ["ncp:resourceTag/env"] = { "d*" } } } } },
        { "on the value of another tag", false, { on { StringLike = { ["ncp:resourceTag/en"] = { "*" } } } } },
        { "of which all keys must hold", false, { on { StringEquals = {
            ["ncp:principalId"] = { "bot" }, ["ncp:principalType"] = { "IamRole" },
        } } } },
        { "of which all operators must hold", false, { on {
            StringEquals = { ["ncp:principalId"] = { "bot" } }, StringNotLike = { ["ncp:principalType"] = { "Iam*" } },
        } } },
        { "that do not hold, of a denial", true, { {}, {
            effect = "Deny", condition = { StringEquals = { ["ncp:principalType"] = { "IamRole" } } },
        } } },
    },
}

describe("allowed", function()
    for subject, cases in pairs(CASES) do
        for _, case in ipairs(cases) do
            local name, expected, question = case[1], case[2], case[3]
            it(("says %s: %s %s"):format(expected and "yes" or "no", subject, name), function()
                assert.equal(expected, (ask(question)))
            end)
        end
    end
end)

describe("the statement that decides", function()
    local UNKNOWN = { IpAddress = { ["ncp:sourceIp"] = { "10.0.0.0/8" } } }
    local allow, other = {}, { actions = { "View*" } }

    local function decides(case)
        local verdict, found = ask(case)
        return verdict, found and found.targets[1].actions[1], found and found.effect
    end

    it("is the first that allows", function()
        assert.same({ true, "View*", "Allow" }, { decides { { actions = { "Change*" } }, other, allow } })
    end)

    it("is the first denial, wherever it stands", function()
        assert.same({ false, "View*", "Deny" }, { decides { allow, deny { actions = { "View*" } }, deny {} } })
    end)

    it("is none where none applies", function()
        assert.same({ false }, { decides { { actions = { "Change*" } } } })
    end)

    it("leaves the answer open when nobody knows its condition, and others do not settle it", function()
        local open = { actions = { "View/*" }, condition = UNKNOWN }
        assert.is_nil(ask { open })
        assert.same({ n = 3, nil, "View/*", "Allow" }, { n = 3, decides { open } })
        assert.same({ true, "View*", "Allow" }, { decides { open, other } })
        assert.same({ false, "*", "Deny" }, { decides { open, deny {} } })
        local closed = deny { actions = { "View/*" }, condition = UNKNOWN }
        assert.same({ n = 3, nil, "View/*", "Deny" }, { n = 3, decides { allow, closed } })
        assert.same({ false }, { decides { closed } })
        local unmet = { IpAddress = UNKNOWN.IpAddress, StringEquals = { ["ncp:principalId"] = { "ada" } } }
        assert.same({ false }, { decides { { condition = unmet } } })
    end)
end)

describe("patterns with many asterisks", function()
    it("take no longer than the text is long", function()
        local pattern = ("*a"):rep(60) .. "b"
        assert.is_false((ask { { resourceNrns = { "nrn:PUB:IAM::1234567:" .. pattern } },
            nrn = "nrn:PUB:IAM::1234567:" .. ("a"):rep(4000) }))
    end)
end)
