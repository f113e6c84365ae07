-- Work that one machine of a fleet does at a time: what others are told, what becomes of it when its lease is lost, and
-- when Redis is.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local ncp = require("ncp")
local redis = require("spec.support.redis")
local rotation = require("spec.support.rotation")

if not redis.is_here() then return end

local LEASE = 0.4 -- seconds, of what begins again where a busy machine loses it by itself
local LONG_LEASE = 2 -- and of what does not

-- An account in an emulator on the clock of Redis, and machines that work on it.
local World = {}
World.__index = World

local function new_world(lines)
    local self = setmetatable({ store = redis.start(lines), emulated = rotation.new("ncp") }, World)
    self.emulated.transport.emulator:set_clock(curl.clock.now)
    return self
end

function World:close()
    self.store:stop()
    self.emulated:close()
end

-- A machine: its client, whose leases last for so many seconds, and the list of changes that it sends. `before(count)`
-- is called before each request.
function World:machine(name, lease, before)
    local changes, count = {}, 0
    local access_key, secret_key = self.emulated.transport.emulator:credentials()
    local client = assert(ncp.new({
        access_key = access_key, secret_key = secret_key, server_role = false, max_attempts = 1,
        fleet = self.store:fleet({ name = name, lease = lease, timeout = lease / 2 }),
        transport = { clock = curl.clock, send = function(request)
            count = count + 1
            if request.method ~= "GET" then changes[#changes + 1] = count end
            if before then before(count, #changes) end
            return self.emulated.transport.send(request)
        end },
    }))
    return client, changes
end

function World:rotate(client, options)
    options = self.emulated:options(options)
    options.journal = "fleet:bot"
    return ncp.keys.rotate(client, self.emulated.owner, options)
end

-- Goes on when it may: others hold their leases until these end, and Redis reads what it had before it answers.
local function at_last(work)
    local deadline = core.monotonic() + 30
    while true do
        local result, message, err = work()
        local may_wait = err and (err.kind == "fleet" or message:find(" is held by ", 1, true))
        if not may_wait or core.monotonic() > deadline then return result, message, err end
        core.sleep(0.05)
    end
end

function World:assert_pair_works(where)
    assert.is_true(self.emulated:works(self.emulated.stored), where)
end

local function assert_one_key(world, result, where)
    local keys = world.emulated:keys()
    assert.equal(1, #keys, where)
    assert.equal(result.new, keys[1].id)
end

-- Rotates as long as there is a request at which something can happen to the machine or to Redis: it must stop without
-- another change, and then `go_on(world, where, err)`. On a busy machine it may lose its lease before it comes so far:
-- once more then. Returns whether something had happened to the rotation that was done.
local function at_each_request(lines, happen, go_on)
    local at = 1
    while true do
        local world, where, has_happened = new_world(lines), "request " .. at, false
        local client, changes = world:machine("one", LEASE, function(count)
            if count ~= at then return end
            happen(world)
            has_happened = true
        end)
        local result, message, err = world:rotate(client)
        world:assert_pair_works(where)
        if has_happened and not result then
            assert(err.kind == "fleet" or err.kind == "conflict", message)
            assert.is_true((changes[#changes] or 0) <= at, where)
            go_on(world, where, err)
            world:assert_pair_works(where)
            at = at + 1
        end
        if result then assert_one_key(world, result, where) end
        world:close()
        if result then
            assert.is_true(at > 6)
            return has_happened
        end
    end
end

local function rotate_as_another(world)
    return at_last(function() return world:rotate((world:machine("two", 10))) end)
end

describe("a rotation of a fleet #once", function()
    it("stops before the next change when Redis is gone, wherever that is, and goes on when it is back", function()
        at_each_request({ "appendonly yes", "appendfsync always" }, function(world)
            world.store:kill()
        end, function(world, where)
            world.store:restart()
            assert_one_key(world, assert(rotate_as_another(world)), where)
        end)
    end)

    it("makes no further change when Redis came back empty, and is not begun anew where it left two keys", function()
        at_each_request({}, function(world)
            world.store:kill()
            world.store:restart()
        end, function(world, where)
            local before = world.emulated:keys()
            local result, message, err = rotate_as_another(world)
            if #before == 2 then
                assert.is_nil(result, where)
                assert.equal("conflict", err.kind)
                assert.truthy(message:find("both key slots", 1, true), message)
                assert.same(before, world.emulated:keys())
            else
                assert.equal("done", assert(result, message).state)
            end
        end)
    end)

    it("makes no further change once its lease is lost, wherever that is, and stops at once", function()
        local late_at
        local was_late = at_each_request({}, function()
            core.sleep(LEASE + 0.05)
            late_at = core.monotonic()
        end, function(world, where, err)
            assert.equal("conflict", err.kind, err.message)
            assert.is_true(core.monotonic() - late_at < 5, where)
            local result = assert(rotate_as_another(world))
            assert.equal("done", result.state)
            assert_one_key(world, result, where)
        end)
        assert.is_false(was_late)
    end)

    it("keeps its leases while it waits for longer than they last", function()
        local world = new_world()
        local has_begun = false
        local client = world:machine("one", LONG_LEASE, function() has_begun = true end)
        local task = ncp.spawn(function() return assert(world:rotate(client, { grace = 1.5 * LONG_LEASE })) end)
        local refused, other = 0, world:machine("two", 10)
        repeat ncp.step(0.05) until has_begun
        while not task.done do
            ncp.step(0.1)
            local _, _, err = ncp.keys.rotate(other, world.emulated.owner, world.emulated:options())
            if err and err.kind == "conflict" then refused = refused + 1 end
            if not task.done then assert.truthy(err.message:find("is held by one#", 1, true), err.message) end
        end
        local _, result = assert(ncp.wait(task))
        assert.equal("done", result.state)
        assert.is_true(refused >= 5)
        world:close()
    end)

    it("has the tokens of its leases in its journal, in a file too", function()
        local world = new_world()
        local last = 0
        for _ = 1, 2 do
            local options = world.emulated:options()
            os.remove(options.journal)
            local result = assert(ncp.keys.rotate((world:machine("one", 10)), world.emulated.owner, options))
            for _, step in ipairs(result.steps) do assert.equal(result.steps[1].token, step.token) end
            assert.is_true(result.steps[1].token > last)
            last = result.steps[1].token
        end
        world:close()
    end)
end)

describe("an apply of a fleet #once", function()
    local world
    before_each(function() world = new_world() end)
    after_each(function() world:close() end)

    local function plan_of(client)
        local groups = {}
        for i = 1, 6 do groups["team-" .. i] = { policies = {}, tags = {} } end
        return assert(ncp.account.plan(client, { version = 1, groups = groups }))
    end

    local function groups_of(client)
        local names = {}
        for group in client.group.each() do names[#names + 1] = group.groupName:match("^team%-%d") end
        table.sort(names)
        return table.concat(names, " ")
    end

    local ALL = "team-1 team-2 team-3 team-4 team-5 team-6"

    it("is one machine's, and the others are told whose", function()
        local other, told = world:machine("two", 10), nil
        local client = world:machine("one", 10, function(_, changes)
            if changes == 3 and not told then
                told = select(2, ncp.account.apply(other, plan_of(other), { journal = world.emulated.journal }))
            end
        end)
        assert(ncp.account.apply(client, plan_of(client), { journal = "fleet:teams" }))
        assert.truthy(told:find("apply is held by one#", 1, true), told)
        assert.equal(ALL, groups_of(client))
    end)

    it("is finished by another machine when its own died", function()
        local client, changes = world:machine("one", LONG_LEASE, function(_, count)
            if count == 4 then error("the machine died") end
        end)
        local plan = plan_of(client)
        local leases = getmetatable(assert(getmetatable(client).state.fleet:lease("none"))).__index
        local release = leases.release
        leases.release = function() end
        assert.has_error(function() ncp.account.apply(client, plan, { journal = "fleet:teams" }) end)
        leases.release = release
        local other, others = world:machine("two", 10)
        local result = assert(at_last(function() return ncp.account.apply(other, nil, { journal = "fleet:teams" }) end))
        assert.equal(6, result.done)
        assert.equal(6 + 1, #changes + #others) -- one was announced, and is made by the other
        assert.equal(ALL, groups_of(other))
    end)

    it("makes no further change once its lease is lost, though it is to keep going", function()
        local client, changes = world:machine("one", LONG_LEASE, function(_, count)
            if count == 3 then core.sleep(LONG_LEASE + 0.1) end
        end)
        local result, message, err = ncp.account.apply(client, plan_of(client),
            { journal = world.emulated.journal, keep_going = true })
        assert.is_nil(result)
        assert.equal("conflict", err.kind)
        assert.truthy(message:find("is not held any more", 1, true), message)
        assert.equal(3, #changes)
    end)
end)
