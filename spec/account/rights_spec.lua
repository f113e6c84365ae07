-- Who gains and who loses what when an account changes.
local allowed = require("ncp.permission.allowed")
local core = require("ncp.core")
local patterns = require("ncp.permission.patterns")
local principal = require("ncp.account.principal")
local rights = require("ncp.account.rights")
local sample = require("spec.support.sample")
local sentence = require("ncp.account.sentence")
local support = require("spec.support.account")

local GROUP = "nrn:PUB:IAM::1234567:Group/1"

-- A statement on all resources, unless others are named.
local function statement(effect, product, actions, resources, condition)
    return {
        effect = effect, condition = condition,
        targets = { { product = product, actions = actions, resourceNrns = resources or { patterns.all(product) } } },
    }
end

local MANAGED = {
    ADMINISTRATOR = { permissions = { statement("Allow", "*", { "*" }) } },
    MANAGER = { permissions = { statement("Allow", "IAM", { "*" }) } },
    VIEWER = { permissions = { statement("Allow", "IAM", { "View*" }) } },
    UNREAD = { id = "1" },
}

local function account(fields)
    fields.name, fields.groups = fields.name or "Ada", fields.groups or {}
    fields.policies = fields.policies or {}
    return fields
end

-- What changes for ada when her fields, policies or groups do, in words.
local function change(before, after, options)
    local documents = {}
    for i, side in ipairs({ before, after }) do
        documents[i] = {
            subAccounts = { ada = side.account and account(side.account) },
            groups = side.groups or {}, policies = side.policies or {},
        }
    end
    local effect = rights.compare(documents[1], documents[2], MANAGED, options)[1]
    if not effect then return nil end
    assert.equal("ada", effect.account)
    local words = { gained = {}, lost = {} }
    for _, way in ipairs({ "gained", "lost" }) do
        for i, right in ipairs(effect[way]) do words[way][i] = sentence.of_right(right) end
    end
    return words
end

local function policies(...)
    local held, own = {}, {}
    for i, permissions in ipairs({ ... }) do
        local name = "own" .. i
        held[i], own[name] = name, { permissions = permissions }
    end
    return { account = { policies = held }, policies = own }
end

local function holding(...)
    return { account = { policies = { ... } } }
end

describe("what changes for an account", function()
    it("is nothing while it may do the same", function()
        assert.is_nil(change(holding("VIEWER"), holding("VIEWER")))
        assert.is_nil(change(holding("VIEWER"), {
            account = { groups = { "dev" } }, groups = { dev = { policies = { "VIEWER" } } },
        }))
        assert.is_nil(change(policies({ statement("Allow", "IAM", { "View*", "Change*" }) }), holding("MANAGER")))
        assert.is_nil(change(holding("MANAGER"), holding("MANAGER", "VIEWER")))
    end)

    it("is told as widely as it can be", function()
        assert.same({ gained = { "IAM *" }, lost = {} }, change(holding(), holding("MANAGER")))
        assert.same({ gained = { "all services: *" }, lost = {} }, change(holding("VIEWER"), holding("ADMINISTRATOR")))
        assert.same({ gained = { "IAM Change*" }, lost = {} }, change(holding("VIEWER"), holding("MANAGER")))
        assert.same({ gained = {}, lost = { "IAM Change*" } }, change(holding("MANAGER"), holding("VIEWER")))
        assert.same({ gained = { "Server View/get*" }, lost = {} },
            change(holding(), policies({ statement("Allow", "Server", { "View/get", "View/get*" }) })))
    end)

    it("leaves out what a denial or another policy makes of it", function()
        local no_groups = { statement("Deny", "IAM", { "View/group.list", "View/group.get" }) }
        local denied = policies(no_groups)
        table.insert(denied.account.policies, "VIEWER")
        assert.same({ gained = { "IAM View* but for IAM View/group.get, IAM View/group.list" }, lost = {} },
            change(holding(), denied))
        assert.same({ gained = {}, lost = { "IAM View/group.get", "IAM View/group.list" } },
            change(holding("VIEWER"), denied))
        assert.same({ gained = {}, lost = { "all services: * but for IAM View*" } },
            change(holding("ADMINISTRATOR"), holding("VIEWER")))
    end)

    it("is found where a denial and what is allowed overlap", function()
        local allow = { statement("Allow", "IAM", { "View*" }, { GROUP }) }
        local deny = { statement("Deny", "IAM", { "View/group.get" }) }
        assert.same({ gained = {}, lost = { "IAM View/group.get on " .. GROUP } },
            change(policies(allow), policies(allow, deny)))
    end)

    it("is found where they overlap and neither is within the other, for the operations of the model", function()
        for _, product in ipairs({ "IAM", "*" }) do
            local allow = { statement("Allow", product, { "View/group*" }) }
            local deny = { statement("Deny", product, { "View/*.list" }) }
            assert.same({ gained = {}, lost = { "IAM View/group.list" } },
                change(policies(allow), policies(allow, deny)))
        end
    end)

    it("is told of resources with a tag where a condition asks for it", function()
        local function on(operator)
            return policies({ statement("Allow", "Server", { "Change*" }, nil,
                { [operator] = { ["ncp:resourceTag"] = { "env:dev" } } }) })
        end
        assert.same({ gained = { "Server Change* tagged env:dev" }, lost = {} }, change(holding(), on("StringEquals")))
        assert.same({ gained = { "Server Change* but for Server Change* tagged env:dev" }, lost = {} },
            change(holding(), on("StringNotEquals")))
    end)

    it("minds who it is where a condition asks for that", function()
        local function only(key, value)
            return policies({ statement("Allow", "IAM", { "View*" }, nil, { StringEquals = { [key] = { value } } }) })
        end
        assert.same({ gained = { "IAM View*" }, lost = {} }, change(holding(), only("ncp:principalId", "ada")))
        assert.is_nil(change(holding(), only("ncp:principalId", "bob")))
        assert.is_nil(change(holding(), only("ncp:principaluuid", "1")))
        assert.is_table(change(holding(), only("ncp:principaluuid", "1"), { ids = { ada = "1" } }))
        local named, renamed = only("ncp:principalName", "Ada"), only("ncp:principalName", "Ada")
        renamed.account.name = "Ada L."
        assert.same({ gained = {}, lost = { "IAM View*" } }, change(named, renamed))
    end)

    it("counts as lost where it was certain and hangs on an unknown condition now", function()
        local at_night = { DateGreaterThan = { ["ncp:currentTime"] = { "2030-01-01" } } }
        local sometimes = policies({ statement("Allow", "IAM", { "View*" }, nil, at_night) })
        assert.same({ gained = {}, lost = { "IAM View*" } }, change(holding("VIEWER"), sometimes))
        assert.same({ gained = { "IAM View*" }, lost = {} }, change(holding(), sometimes))
    end)

    it("names a policy of which nobody knows what it says", function()
        assert.same({ gained = { "what the policy UNREAD says" }, lost = {} }, change(holding(), holding("UNREAD")))
    end)
end)

describe("an account that is switched off", function()
    local function with(fields)
        fields.policies = { "VIEWER" }
        return { account = fields }
    end
    local BOTH = { "all access to the API", "all access to the console" }

    it("loses all access, in a word", function()
        assert.same({ gained = {}, lost = BOTH }, change(with({}), with({ active = false })))
        assert.same({ gained = {}, lost = BOTH }, change(with({}), {}))
        assert.same({ gained = {}, lost = { "all access to the API" } },
            change(with({}), with({ canAPIGatewayAccess = false })))
        assert.is_nil(change(with({ active = false }), {}))
    end)

    it("gains all that it may do when it is switched on", function()
        local all = { gained = { BOTH[1], BOTH[2], "IAM View*" }, lost = {} }
        assert.same(all, change(with({ active = false }), with({})))
        assert.same(all, change({}, with({})))
    end)

    it("loses nothing more", function()
        assert.is_nil(change(with({ active = false }), { account = { active = false } }))
    end)
end)

describe("a comparison", function()
    -- 500 accounts in 10 groups each, 500 policies.
    local function large(actions)
        local document = { subAccounts = {}, groups = {}, policies = {} }
        for i = 1, 500 do
            local verb = actions[i % #actions + 1]
            local names = { ("%s/thing.%d"):format(verb, i), ("%s/thing.%d*"):format(verb, i), verb .. "*" }
            document.policies["policy" .. i] = {
                permissions = { statement(i % 25 == 0 and "Deny" or "Allow", i % 5 == 0 and "IAM" or "Server" .. i % 7,
                    { names[i % 3 + 1] }, i % 11 == 0 and { GROUP .. i } or nil) },
            }
        end
        for i = 1, 300 do
            local held = {}
            for j = 1, 5 do held[j] = "policy" .. ((i * 7 + j * 31) % 500 + 1) end
            document.groups["group" .. i] = { policies = held }
        end
        for i = 1, 500 do
            local groups = {}
            for j = 1, 10 do groups[j] = "group" .. ((i * 13 + j * 29) % 300 + 1) end
            document.subAccounts["user" .. i] = account({ groups = groups })
        end
        return document
    end

    -- What is told must be as `allowed` has it; what is exempt must not be.
    local function assert_true(document, effect)
        local ada = principal.of(document, MANAGED, effect.account)
        local function is_allowed(right)
            local nrn = right.resource == "*" and patterns.all(right.product) or right.resource
            return (allowed(ada, { product = right.product, name = right.action }, { nrn = nrn, tags = {} }))
        end
        for _, right in ipairs(effect.gained) do
            if right.product then assert.is_true(is_allowed(right)) end
            for _, exempt in ipairs(right.except or {}) do assert.is_false(is_allowed(exempt)) end
        end
    end

    it("is true of many accounts, and sorted", function()
        local before, after = large({ "View", "Change" }), large({ "View", "Change" })
        assert.same({}, rights.compare(before, after, MANAGED))
        local effects = rights.compare({}, after, MANAGED)
        assert.equal(500, #effects)
        for i, effect in ipairs(effects) do
            assert.is_true(i == 1 or effects[i - 1].account < effect.account)
            assert.is_true(#effect.gained > 2)
            if i % 20 == 0 then assert_true(after, effect) end
        end
        assert.equal(core.json(effects), core.json(rights.compare({}, large({ "View", "Change" }), MANAGED)))
    end)

    it("is plain data, whose empty lists are lists", function()
        local effects = rights.compare({}, { subAccounts = { ada = account({ canConsoleAccess = false }) } }, MANAGED)
        assert.equal('[{"account":"ada","gained":[{"access":"api"}],"lost":[]}]', core.json(effects))
    end)
end)

-- Calls that can be told apart by the patterns below.
local CALLS = {}
for _, name in ipairs({ "View/group.get", "View/group.list", "View/policy.get", "Change/group.delete" }) do
    for _, nrn in ipairs({ GROUP, "nrn:PUB:IAM::1234567:Group/2", "nrn:PUB:IAM::1234567:Policy/1" }) do
        for _, tags in ipairs({ {}, { "env:dev" } }) do
            CALLS[#CALLS + 1] = { action = { product = "IAM", name = name }, resource = { nrn = nrn, tags = tags } }
        end
    end
end

local function random_permissions(random)
    local conditions = {
        false, false, false, { StringEquals = { ["ncp:principalName"] = { "Ada" } } },
        { StringEquals = { ["ncp:resourceTag"] = { "env:dev" } } },
        { StringNotLike = { ["ncp:resourceTag"] = { "env:dev" } } },
    }
    local statements = {}
    for i = 1, random:to(2) do
        statements[i] = statement(random:chance(65) and "Allow" or "Deny", random:pick({ "IAM", "IAM", "*" }),
            { random:pick({ "*", "View*", "Change*", "View/group*", "View/group.get" }) },
            { random:pick({ "nrn:*:IAM:*::*", "nrn:PUB:IAM::1234567:*", "nrn:PUB:IAM::1234567:Group/*", GROUP }) },
            random:pick(conditions) or nil)
    end
    return statements
end

local function random_document(random)
    local names = { "p1", "p2", "p3", "VIEWER", "MANAGER" }
    local document = { policies = {}, groups = {} }
    for i = 1, 3 do document.policies["p" .. i] = { permissions = random_permissions(random) } end
    for _, name in ipairs({ "g1", "g2" }) do document.groups[name] = { policies = random:some(names, 2) } end
    document.subAccounts = { ada = account({
        name = random:pick({ "Ada", "Ada L." }), policies = random:some(names, 2),
        groups = random:some({ "g1", "g2" }, 2), active = random:chance(95),
    }) }
    return document
end

local function verdicts(document)
    local list, ada = {}, principal.of(document, MANAGED, "ada")
    local is_closed = principal.closed(document.subAccounts.ada)
    for i, call in ipairs(CALLS) do list[i] = not is_closed and allowed(ada, call.action, call.resource) end
    return list
end

-- Whether a right is about the call.
local function tells(right, call)
    if right.access then return true end
    local nrn = right.resource == "*" and patterns.all(right.product) or right.resource
    return patterns.is_like(call.action.product, right.product) and patterns.is_like(call.action.name, right.action)
        and patterns.covers(nrn, call.resource.nrn) and (right.tag == nil or right.tag == call.resource.tags[1])
end

local function is_told(list, call)
    for _, right in ipairs(list) do
        if tells(right, call) then return true end
    end
    return false
end

describe("between any two accounts", function()
    it("each call that can be made no more, or now, is told of", function()
        local changed = 0
        for seed = 1, sample(150, 40) do
            local random = support.random(seed)
            local before, after = random_document(random), random_document(random)
            local effect = rights.compare(before, after, MANAGED)[1] or { gained = {}, lost = {} }
            local was, is = verdicts(before), verdicts(after)
            for i, call in ipairs(CALLS) do
                local text = ("seed %d: %s on %s %s"):format(seed, call.action.name, call.resource.nrn,
                    tostring(call.resource.tags[1]))
                if was[i] and not is[i] then assert.is_true(is_told(effect.lost, call), "lost, " .. text) end
                if is[i] and not was[i] then assert.is_true(is_told(effect.gained, call), "gained, " .. text) end
                changed = changed + (was[i] ~= is[i] and 1 or 0)
            end
            assert.same({}, rights.compare(after, after, MANAGED))
        end
        assert.is_true(changed > 50)
    end)
end)
