-- Plans that are applied to the emulator, over both versions of the API.
local applying = require("spec.support.applying")
local core = require("ncp.core")
local json = require("ncp.base.json")
local program = require("spec.support.program")
local support = require("spec.support.client")

local world

local function open(api, seed)
    world = applying.new(api or "v1", seed)
    return world
end

after_each(function()
    if world then world:close() end
    world = nil
end)

-- What a plan is worth: planned again there is nothing to do.
local function assert_is(document)
    local left = world:plan(document).steps
    assert.equal(0, #left, left[1] and left[1].operation .. " of " .. left[1].name)
end

local function assert_failed(kind, text, result, message, err)
    assert.is_nil(result)
    assert.equal(kind, err.kind, message)
    assert.truthy(message:find(text, 1, true), message)
    return err
end

local function states_of(result)
    local states = {}
    for i, step in ipairs(result.steps) do states[i] = step.state end
    return table.concat(states, " ")
end

local function operations_of(plan)
    local operations = {}
    for i, step in ipairs(plan.steps) do operations[i] = step.operation end
    return table.concat(operations, " ")
end

-- Plans that only add to what is there.
local GROUPS = {
    groups = { dev = { policies = { "reader" }, tags = {} } }, policies = { reader = applying.policy_of("r") },
}

for _, api in ipairs({ "v1", "v2" }) do
    describe("apply over " .. api, function()
        it("makes the account what the document says, and hands out each secret once", function()
            local document = applying.team(3)
            open(api)
            local plan = world:plan(document)
            local result = assert(world:apply(plan))
            assert.same({ #plan.steps, 0, 0 }, { result.done, result.skipped, result.failed })
            assert.equal(world.journal, result.journal)
            assert_is(document)
            for i = 1, 3 do
                assert.is_true(world:has_working_key("user" .. i))
                assert.is_true(world:has_last_password("user" .. i))
            end
            assert.equal("user1", world:file("user1.key.json").login_id)
        end)

        it("changes and deletes what is there", function()
            local document = applying.team(2)
            open(api)
            assert(world:apply(world:plan(document)))
            local staff, user = document.groups.staff, document.subAccounts.user1
            staff.policies, staff.tags = { "NCP_SUB_ACCOUNT_VIEWER", "writer" }, { team = "y", more = "z" }
            user.name, user.groups, user.policies = "Another", {}, {}
            document.roles.builder.active = false
            document.policies.reader, document.subAccounts.user2 = nil, nil
            document.settings = { sessionExpiration = { useSessionExpiration = true, sessionExpirationSec = 3600 } }
            local plan = world:plan(document, { prune = true })
            assert(world:apply(plan))
            assert_is(document)
            assert.is_nil(world:account("user2"))
            assert.is_nil(world:policy("reader"))
            assert.equal("Another", world:account("user1").name)
        end)

        it("gives a thing the name that the document has for its id", function()
            open(api, { groups = { { groupId = "g-1", groupName = "old" } } })
            local document = { groups = { new = { id = "g-1", policies = { "NCP_SUB_ACCOUNT_VIEWER" } } } }
            assert(world:apply(world:plan(document)))
            assert.equal("g-1", world:group("new").groupId)
            assert.is_nil(world:group("old"))
        end)

        it("cuts lists into what a call may have", function()
            local document = { groups = { dev = { policies = {} } }, policies = {} }
            for i = 1, 25 do
                local name = ("policy%02d"):format(i)
                document.policies[name], document.groups.dev.policies[i] = applying.policy_of(name), name
            end
            open(api)
            local calls = 0
            local client = world:new_client({ on_event = function(event)
                if event.event == "done" and event.operation == "group.attach_policies" then calls = calls + 1 end
            end })
            assert(world:apply(world:plan(document), nil, client))
            assert.equal(api == "v2" and 3 or 1, calls)
            assert_is(document)
        end)

        it("goes on after a failure, and does no step twice", function()
            local document = applying.team(2)
            open(api)
            local plan = world:plan(document)
            world.emulator:fault({ kind = "error", operation = "group.attach_policies", status = 403 })
            local err = assert_failed("permission", "group.attach_policies of staff", world:apply(plan))
            assert.equal(world.journal, err.journal)
            assert.equal("group.attach_policies", err.detail[1].operation)
            assert.equal("failed left", err.detail[1].state .. " " .. err.detail[2].state)
            local made = {}
            local client = world:new_client({ on_event = function(event)
                local is_create = event.event == "done" and event.operation:find("%.create$")
                if is_create then made[#made + 1] = event.operation end
            end })
            local result = assert(world:apply(plan, nil, client))
            assert.equal(#plan.steps, result.done)
            assert.equal("accesskey.create accesskey.create", table.concat(made, " "))
            assert_is(document)
        end)

        it("finds what a create has made whose answer was lost", function()
            local document = applying.team(1)
            for _, operation in ipairs({ "policy.create", "group.create", "role.create" }) do
                open(api)
                world.emulator:fault({ kind = "close", applied = true, operation = operation })
                assert(world:apply(world:plan(document)))
                assert_is(document)
                world:close()
            end
            open(api)
        end)

        it("goes on after changes whose first answer was lost", function()
            open(api)
            local document = applying.team(2)
            assert(world:apply(world:plan(document)))
            local staff, user = document.groups.staff, document.subAccounts.user1
            staff.policies, staff.tags, user.groups, user.policies = { "writer" }, {}, {}, {}
            document.roles.builder.policies, document.subAccounts.user2 = {}, nil
            local plan, seen = world:plan(document, { prune = true }), {}
            for _, step in ipairs(plan.steps) do
                local fault = { kind = "close", applied = true, operation = step.operation }
                if not seen[step.operation] then world.emulator:fault(fault) end
                seen[step.operation] = true
            end
            assert.equal(#plan.steps, assert(world:apply(plan)).done)
            assert_is(document)
        end)

        it("fails when a create was lost, and makes the thing when it goes on", function()
            open(api)
            local plan = world:plan(GROUPS)
            world.emulator:fault({ kind = "close", operation = "group.create" })
            assert_failed("network", "group.create of dev", world:apply(plan))
            assert.is_nil(world:group("dev"))
            assert.equal(3, assert(world:apply(plan)).done)
            assert_is(GROUPS)
        end)

        it("sets a password anew whose answer was lost, and hands out that one", function()
            local document = applying.team(1)
            open(api)
            world.emulator:fault({ kind = "close", applied = true, operation = "subaccount.create" })
            assert(world:apply(world:plan(document)))
            assert.is_not_nil(world.passwords[world:account("user1").subAccountId])
            assert.is_true(world:has_last_password("user1"))
            assert_is(document)
        end)

        it("removes a key whose secret was lost, and makes another", function()
            local document = applying.team(1)
            open(api)
            world.emulator:fault({ kind = "truncate", operation = "accesskey.create" })
            assert(world:apply(world:plan(document)))
            assert.equal(1, #world:account("user1").keys)
            assert.is_true(world:has_working_key("user1"))
        end)

        it("fails when it cannot be told what is there", function()
            open(api)
            local plan = world:plan(GROUPS)
            for kind, expected in pairs({ throttle = "throttled", close = "network", garbage = "protocol" }) do
                for _, operation in ipairs({ "group.list", "policy.list", "group.get" }) do
                    os.remove(world.journal)
                    world.emulator:reset()
                    world.emulator:fault({ kind = kind, operation = operation, times = 20 })
                    local client = world:new_client({ max_attempts = 2 })
                    local _, message, err = world:apply(plan, nil, client)
                    assert.equal(expected, err.kind, message)
                    assert.is_nil(world:group("dev") and world:group("dev").policies[1])
                end
            end
        end)
    end)
end

describe("a step whose world has changed", function()
    -- A group with a policy; the plan gives it another one.
    local function prepare()
        open("v1", { groups = { { groupId = "g-1", groupName = "dev", policies = {} } } })
        return world:plan({ groups = { dev = { policies = { "NCP_SUB_ACCOUNT_VIEWER" } } } })
    end

    local function attach(...)
        assert(world.client.group.attach_policies("g-1", { ... }))
    end

    local function id_of(name)
        return world:policy(name).policyId
    end

    it("is refused, and the difference is shown", function()
        local plan = prepare()
        attach(id_of("NCP_ADMINISTRATOR"))
        local err = assert_failed("conflict", 'policies is ["NCP_ADMINISTRATOR"], not []', world:apply(plan))
        assert.equal("account.apply", err.operation)
        assert.equal(1, #world:group("dev").policies)
    end)

    it("is refused for a field that has changed, which is named", function()
        open("v1", { subAccounts = { { subAccountId = "a-1", loginId = "ada", name = "Ada", memo = "old" } } })
        local plan = world:plan({ subAccounts = { ada = { name = "Bea", memo = "new" } } })
        assert(world.client.subaccount.update("a-1", { name = "Ada", memo = "somebody's" }))
        local _, message = world:apply(plan)
        assert.truthy(message:find('memo is "somebody\'s", not "old"', 1, true), message)
        assert.is_nil(message:find("name is", 1, true))
        assert.equal("Ada", world:account("ada").name)
    end)

    it("is skipped when it is as the step would make it", function()
        local plan = prepare()
        attach(id_of("NCP_SUB_ACCOUNT_VIEWER"))
        local result = assert(world:apply(plan))
        assert.same({ 0, 1, 0 }, { result.done, result.skipped, result.failed })
        assert.equal("skipped", states_of(result))
    end)

    it("is refused when the thing is gone", function()
        local plan = prepare()
        assert(world.client.group.delete("g-1"))
        assert_failed("conflict", "the group dev is not there any more", world:apply(plan))
    end)

    it("is refused when a name stands for nothing any more", function()
        open("v1", { policies = { { policyId = "p-1", policyName = "reader",
            permissions = applying.policy_of("").permissions } } })
        local plan = world:plan({ groups = { dev = { policies = { "reader" } } } })
        assert(world.client.policy.delete("p-1"))
        assert_failed("conflict", "there is no reader in the policies any more", world:apply(plan))
    end)

    it("that makes something is refused when the name is taken", function()
        open("v1")
        local plan = world:plan(GROUPS)
        assert(world.client.group.create({ groupName = "dev" }))
        assert_failed("conflict", "there is a group dev now, which the plan was to make", world:apply(plan))
    end)

    it("that makes something is refused when somebody makes another one after the create was lost", function()
        open("v1")
        local plan = world:plan(GROUPS)
        world.emulator:fault({ kind = "close", operation = "policy.create" })
        assert_failed("network", "policy.create of reader", world:apply(plan))
        local other = applying.policy_of("another")
        assert(world.client.policy.create({ policyName = "reader", permissions = other.permissions,
            description = other.description }))
        assert_failed("conflict", 'the policy reader is there now, but not as it was to be made: ' ..
            'description is "another", not "r"', world:apply(plan))
        assert.is_nil(world:group("dev"))
    end)

    it("that deletes something is refused when that has changed, and skipped when it is gone", function()
        local seed = { groups = { { groupId = "g-1", groupName = "dev" }, { groupId = "g-2", groupName = "ops" } } }
        open("v1", seed)
        local plan = world:plan({ groups = { ops = {} } }, { prune = true })
        assert(world.client.group.attach_policies("g-1", { world:policy("NCP_ADMINISTRATOR").policyId }))
        assert_failed("conflict", 'of dev, policies is ["NCP_ADMINISTRATOR"], not []', world:apply(plan))
        assert(world.client.group.delete("g-1"))
        assert.equal("skipped", states_of(assert(world:apply(plan))))
    end)

    it("looks at the fields only that the step stands on", function()
        open("v1", { subAccounts = { { subAccountId = "a-1", loginId = "ada", name = "Ada" } } })
        local plan = {
            plan = 1, api = "v1", steps = { {
                operation = "subaccount.update", section = "subAccounts", name = "ada", id = "a-1", part = "fields",
                arguments = { name = "Bea" }, before = { name = "Ada" }, after = { name = "Bea" },
            } },
        }
        assert(world.client.subaccount.update("a-1", { name = "Ada", memo = "somebody's" }))
        assert(world:apply(plan))
        assert.equal("Bea", world:account("ada").name)
    end)

    it("sees keys that somebody made meanwhile", function()
        open("v1", { subAccounts = { { subAccountId = "a-1", loginId = "ada", name = "Ada" } } })
        local plan = world:plan({ subAccounts = { ada = { accessKeys = 2 } } })
        assert(world.client.accesskey.create("a-1"))
        local result = assert(world:apply(plan))
        assert.equal("skipped done", states_of(result))
        assert.equal(2, #world:account("ada").keys)
    end)

    it("makes no key where there are fewer than the plan stands on", function()
        open("v1", { subAccounts = { { subAccountId = "a-1", loginId = "ada", name = "Ada" } } })
        local first = assert(world.client.accesskey.create("a-1"))
        local plan = world:plan({ subAccounts = { ada = { accessKeys = 2 } } })
        assert(world.client.accesskey.set_active("a-1", first.accessKey, false))
        assert(world.client.accesskey.delete("a-1", first.accessKey))
        assert_failed("conflict", "ada has 0 access keys, not 1", world:apply(plan))
        assert.equal(0, #world:account("ada").keys)
    end)

    it("makes no key where there are more than it wants", function()
        open("v1", { subAccounts = { { subAccountId = "a-1", loginId = "ada", name = "Ada" } } })
        local plan = world:plan({ subAccounts = { ada = { accessKeys = 1 } } })
        for _ = 1, 2 do assert(world.client.accesskey.create("a-1")) end
        assert.equal("skipped", states_of(assert(world:apply(plan))))
        assert.equal(2, #world:account("ada").keys)
    end)
end)

describe("items of a list that failed", function()
    local function prepare()
        open("v1", { groups = { { groupId = "g-1", groupName = "dev", policies = {} } } })
        return world:plan({ groups = { dev = { policies = { "NCP_SUB_ACCOUNT_VIEWER", "NCP_ADMINISTRATOR" } } } })
    end

    it("are named", function()
        local plan = prepare()
        world.emulator:fault({ kind = "failed_items", operation = "group.attach_policies", count = 1 })
        assert_failed("rejected", "NCP_ADMINISTRATOR", world:apply(plan))
        assert(world:apply(plan))
        assert.equal(2, #world:group("dev").policies)
    end)

    it("count as done when they are as they were wanted", function()
        local plan = prepare()
        world.before = function(request)
            if request.method ~= "POST" then return end
            world.before = nil
            assert(world.client.group.attach_policies("g-1", { world:policy("NCP_ADMINISTRATOR").policyId }))
        end
        assert.equal("done", states_of(assert(world:apply(plan))))
        assert.equal(2, #world:group("dev").policies)
    end)
end)

describe("the journal of apply", function()
    it("has one run after the other, each with its plan and without secrets", function()
        open()
        local document = applying.team(1)
        assert(world:apply(world:plan(document)))
        document.groups.staff.tags = { team = "y" }
        assert(world:apply(world:plan(document)))
        local text = program.read(world.journal)
        assert.equal(2, select(2, text:gsub('"step":"plan"', "")))
        assert.equal(2, select(2, text:gsub('"step":"end"', "")))
        assert.is_nil(text:find(world:file("user1.key.json").secret_key, 1, true))
        assert.is_nil(text:find(world:file("user1.password.json").password, 1, true))
    end)

    it("goes on with its own plan, and refuses another one", function()
        open()
        local plan = world:plan(GROUPS)
        world.emulator:fault({ kind = "error", status = 403, operation = "group.create" })
        assert_failed("permission", "group.create", world:apply(plan))
        local other = world:plan({ groups = { ops = { tags = { a = "b" } } } })
        assert_failed("validation", "a run of another plan, which did not end: apply it without a plan to go on",
            world:apply(other))
        assert.is_nil(world:group("ops"))
        local same = assert(json.decode(assert(core.json(plan))))
        world.emulator:fault({ kind = "error", status = 403, operation = "group.create" })
        assert_failed("permission", "group.create", world:apply(same))
        assert.equal(#plan.steps, assert(world:apply(nil)).done)
        assert_failed("validation", "has no run to go on with", world:apply(nil))
        assert(world:apply(other))
    end)

    it("is held by one run at a time", function()
        open()
        local plan = world:plan(GROUPS)
        local second
        world.before = function()
            world.before = nil
            second = { world:apply(plan) }
        end
        assert(world:apply(plan))
        assert_failed("journal", "is in use by another run", second[1], second[2], second[3])
    end)

    it("is needed, and must be one of apply", function()
        open()
        local plan = world:plan(GROUPS)
        assert_failed("validation", "option journal is needed", world:apply(plan, { journal = false }))
        assert(core.write_file(world.journal, "something else\n"))
        assert_failed("journal", "is not a journal", world:apply(plan))
    end)
end)

describe("apply with keep_going", function()
    it("leaves out what needs a step that failed, and does the rest", function()
        local document = applying.team(2)
        open()
        local plan, seen = world:plan(document), {}
        world.emulator:fault({ kind = "error", status = 400, operation = "group.create" })
        local result = assert(world:apply(plan, { keep_going = true, on_event = function(step)
            seen[#seen + 1] = step
        end }))
        assert.equal(#plan.steps, #seen)
        assert.equal(1, result.failed)
        for _, step in ipairs(result.steps) do
            local needs = step.name == "staff" or step.operation == "subaccount.add_groups"
            local expected = step.operation == "group.create" and "failed" or needs and "skipped" or "done"
            assert.equal(expected, step.state, step.operation)
            if step.state == "skipped" then assert.matches("needs step %d+, which failed", step.message) end
        end
        assert.is_true(world:has_working_key("user2"))
        assert.equal(#plan.steps, assert(world:apply(plan)).done)
        assert_is(document)
    end)
end)

describe("deletions", function()
    local function prepare(count, deleted)
        local seed, document = { groups = {} }, { groups = {} }
        for i = 1, count do
            seed.groups[i] = { groupId = "g-" .. i, groupName = "group" .. i }
            if i > deleted then document.groups["group" .. i] = {} end
        end
        open("v1", seed)
        return world:plan(document, { prune = true })
    end

    it("of more than a tenth of a section are refused before anything is done", function()
        local plan = prepare(20, 3)
        assert_failed("validation", "3 of 20 groups, which is more than a tenth: option allow_deletes must be 3",
            world:apply(plan, { allow_deletes = 2 }))
        assert.equal(20, #world.state.groups:list())
        assert(world:apply(plan, { allow_deletes = 3 }))
        assert.equal(17, #world.state.groups:list())
    end)

    it("that were refused do not stand in the way of another plan", function()
        local plan = prepare(20, 3)
        assert_failed("validation", "option allow_deletes must be 3", world:apply(plan))
        assert(world:apply(world:plan({ groups = { ops = {} } })))
        assert.equal(21, #world.state.groups:list())
    end)

    it("of a tenth, and of one thing, need no word", function()
        for _, case in ipairs({ { 20, 2 }, { 3, 1 } }) do
            local plan = prepare(case[1], case[2])
            assert(world:apply(plan))
            assert.equal(case[1] - case[2], #world.state.groups:list())
        end
    end)

    it("need a plan that prunes", function()
        local plan = prepare(3, 1)
        plan.prune = false
        assert_failed("validation", "a plan without prune deletes nothing", world:apply(plan))
    end)

    it("allowed once are allowed when the run goes on", function()
        local plan = prepare(20, 5)
        world.emulator:fault({ kind = "error", status = 403, operation = "group.delete" })
        assert_failed("permission", "group.delete", world:apply(plan, { allow_deletes = 5 }))
        assert(world:apply(nil))
        assert.equal(15, #world.state.groups:list())
    end)
end)

describe("what comes as a plan", function()
    local function with(change)
        open()
        local plan = world:plan(GROUPS)
        change(plan)
        local result, message, err = world:apply(plan)
        assert.is_nil(result)
        assert.equal("validation", err.kind)
        assert.is_false(program.exists(world.journal))
        world:close()
        return message, err
    end

    it("is looked at before anything is done", function()
        local cases = {
            { "it has no member plan", function(plan) plan.plan = nil end },
            { "is of version 2", function(plan) plan.plan = 2 end },
            { "api: must be v1 or v2", function(plan) plan.api = "v3" end },
            { "steps: must be a list", function(plan) plan.steps = { first = {} } end },
            { "steps[0]: must be an object", function(plan) plan.steps[1] = "group.create" end },
            { "steps[0].operation: no plan has subaccount.reset_password",
                function(plan) plan.steps[1].operation = "subaccount.reset_password" end },
            { "steps[0].operation: no plan has crl.delete", function(plan) plan.steps[1].operation = "crl.delete" end },
            { "steps[0].section: must be policies", function(plan) plan.steps[1].section = "groups" end },
            { "steps[0].arguments.permission: policy.create takes no such field",
                function(plan) plan.steps[1].arguments.permission = {} end },
            { "steps[1].name: must be a string", function(plan) plan.steps[2].name = nil end },
            { "steps[1].name: is made by an earlier step already", function(plan) plan.steps[2] = plan.steps[1] end },
            { "steps[1].id: is needed: no earlier step makes this", function(plan) table.remove(plan.steps, 2) end },
            { "steps[2].arguments: must be a list of names", function(plan) plan.steps[3].arguments = { 1 } end },
            { "steps[2].part: group.attach_policies does not change that",
                function(plan) plan.steps[3].part = "tags" end },
            { "steps[2].before: must be a list of names", function(plan) plan.steps[3].before = nil end },
            { "sizes.things: is not the number", function(plan) plan.sizes.things = 1 end },
        }
        for _, case in ipairs(cases) do
            local message = with(case[2])
            assert.truthy(message:find(case[1], 1, true), message)
        end
    end)

    it("is told all that is wrong with it", function()
        local message, err = with(function(plan)
            for _, step in ipairs(plan.steps) do step.section = "settings" end
        end)
        assert.equal(3, #err.detail)
        assert.matches("and 2 findings more", message)
    end)

    it("is of the version of the API that the client speaks", function()
        open("v1")
        local plan = world:plan(GROUPS)
        assert_failed("validation", "made with version 1 of the API, and the client speaks 2",
            world:apply(plan, nil, world:new_client({ api = "v2" })))
    end)
end)

describe("secrets of apply", function()
    local function planned(keys)
        open("v1")
        return world:plan({ subAccounts = { ["a.d-a_1"] = {
            name = "Ada", canAPIGatewayAccess = true, canConsoleAccess = true, accessKeys = keys,
        } } })
    end

    it("need a sink before anything is done", function()
        local plan = planned(0)
        assert_failed("validation", "subaccount.create of a.d-a_1 makes a password: option sink is needed",
            world:apply(plan, { sink = false }))
        assert.is_nil(world:account("a.d-a_1"))
    end)

    it("go into files of their own, of which none is written over", function()
        local plan = planned(2)
        assert(core.write_file(world.folder .. "/a.d-a_1.password.json", "{}"))
        assert_failed("delivery", "a.d-a_1.password.json", world:apply(plan))
        assert.is_nil(world:account("a.d-a_1"))
        os.remove(world.folder .. "/a.d-a_1.password.json")
        assert(world:apply(plan))
        local second = world:account("a.d-a_1").keys[2].accessKey
        assert.is_true(world:has_working_key("a.d-a_1"))
        assert.is_true(world:has_working_key("a.d-a_1", ("a.d-a_1.%s.key.json"):format(second)))
        local pipe = assert(io.popen("stat -c %a " .. world.folder .. "/*.json | sort -u"))
        assert.equal("600\n", pipe:read("*a"))
        pipe:close()
    end)

    it("leave a folder again, but for those of other keys", function()
        local sinks = require("ncp.keys.sinks")
        open()
        local sink = sinks.new({ folder = world.folder }, { form = sinks.KEY, login_id = "ada" })
        assert(sink:deliver("FIRST", core.secret("one")))
        assert(sink:deliver("SECOND", core.secret("two")))
        assert.is_true(sink:withdraw("SECOND"))
        assert.is_nil(world:file("ada.SECOND.key.json"))
        assert.equal("one", sink:read("FIRST"):reveal())
        assert.is_true(sink:withdraw("FIRST"))
        assert.is_nil(world:file("ada.key.json"))
    end)

    it("have names that cannot leave the folder", function()
        local sinks = require("ncp.keys.sinks")
        open()
        local sink = sinks.new({ folder = world.folder }, { form = sinks.PASSWORD, login_id = "../a b/.c" })
        assert(sink:deliver("../a b/.c", core.secret("hidden")))
        assert.equal("hidden", world:file("%2E.%2Fa%20b%2F.c.password.json").password)
        assert.equal("hidden", sink:read("../a b/.c"):reveal())
    end)

    it("go to a command, one after the other", function()
        local plan = planned(1)
        assert(world:apply(plan, { sink = { command = { "sh", "-c", "cat >>" .. world.folder .. "/all" } } }))
        local password, key = program.read(world.folder .. "/all"):match("^(.-)\n(.-)\n$")
        assert.equal(world.passwords["a.d-a_1"], json.decode(password).password)
        assert.equal(world:account("a.d-a_1").keys[1].keySecret, json.decode(key).secret_key)
    end)

    it("are made anew when nobody confirmed to have them", function()
        local plan, outcomes, got = planned(1), { false, true, false, true }, {}
        local sink = { fn = function(id, secret, what)
            if not table.remove(outcomes, 1) then return nil, "no, not " .. secret:reveal() end
            got[what.kind] = { id = id, secret = secret:reveal(), login_id = what.login_id }
            return true
        end }
        assert_failed("delivery", "function: no, not ***", world:apply(plan, { sink = sink }))
        assert.is_not_nil(world:account("a.d-a_1"))
        assert_failed("delivery", "accesskey.create", world:apply(plan, { sink = sink }))
        assert.equal(0, #world:account("a.d-a_1").keys)
        assert(world:apply(plan, { sink = sink }))
        local account = world:account("a.d-a_1")
        local key = account.keys[1]
        assert.same({ id = key.accessKey, secret = key.keySecret, login_id = "a.d-a_1" }, got.key)
        assert.same({ id = "a.d-a_1", secret = world.passwords[account.subAccountId], login_id = "a.d-a_1" },
            got.password)
    end)
end)

describe("an apply that would take from who carries it out", function()
    it("is refused before anything is done, also when it goes on", function()
        open("v1", { groups = {}, subAccounts = { {
            subAccountId = "a-1", loginId = "ada", name = "Ada", policies = { support.ADMINISTRATOR },
        } } })
        local plan = world:plan({
            groups = { dev = { tags = {} } }, subAccounts = { ada = { policies = { "NCP_SUB_ACCOUNT_VIEWER" } } },
        })
        local key = assert(world.client.accesskey.create("a-1"))
        local own = world:new_client({ access_key = key.accessKey, secret_key = key.keySecret })
        assert_failed("validation", "would take from it", world:apply(plan, nil, own))
        assert.is_nil(world:group("dev"))
        world.emulator:fault({ kind = "error", status = 403, operation = "subaccount.detach_policies" })
        assert_failed("permission", "subaccount.detach_policies", world:apply(plan))
        assert_failed("validation", "would take from it", world:apply(nil, nil, own))
        assert(world:apply(nil))
    end)
end)

describe("a dry run of apply", function()
    it("changes nothing and checks what can be checked", function()
        open()
        local plan = world:plan(GROUPS)
        local result = assert(world:apply(plan, { dry_run = true }))
        assert.equal("left left left", states_of(result))
        assert.equal("policy.create group.create group.attach_policies", operations_of(plan))
        assert.is_nil(world:group("dev"))
        assert.is_false(program.exists(world.journal))
    end)
end)

describe("events of apply", function()
    it("tell each step to who listens to the client, without secrets", function()
        open()
        local plan, seen = world:plan(applying.team(1)), {}
        local client = world:new_client({ on_event = function(event)
            if event.event == "step" and event.state then seen[#seen + 1] = event end
        end })
        assert(world:apply(plan, nil, client))
        assert.equal(#plan.steps, #seen)
        assert.equal("account.apply policy.create policies/reader done",
            table.concat({ seen[1].operation, seen[1].step, seen[1].thing, seen[1].state }, " "))
    end)
end)
