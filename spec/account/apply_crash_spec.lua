-- Applies that are cut off at each point: before and after each request, write to the journal and delivery, and in the
-- middle of a write. They go on, perhaps to be cut off again, and end as if nothing had been.
local applying = require("spec.support.applying")
local core = require("ncp.core")
local rotation = require("spec.support.rotation")
local sample = require("spec.support.sample")

local STEP = os.getenv("NCP_LONG") and 1 or sample(11, 37) -- of those points are tried

local CRASH = "cut off"

-- What a run does to the world passes here: it is cut off at the n-th point.
local function crasher(n)
    local count = 0
    return function()
        count = count + 1
        if count == n then error(CRASH, 0) end
    end, function() return count end
end

local function around(fn, point)
    return function(...)
        point()
        local out, message, failure = fn(...)
        point()
        return out, message, failure
    end
end

-- A journal whose writes are cut off, too, in their middle; the second result closes it as the end of a process does.
local function crashing_journal(open, point)
    local held
    return function(path)
        local file, reason = open(path)
        if not file then return nil, reason end
        held = file
        return {
            append = around(function(_, text)
                local ok, torn = pcall(point)
                if ok then return file:append(text) end
                file:append(text:sub(1, math.floor(#text / 2)))
                error(torn, 0)
            end, point),
            cut = function(_, length) return file:cut(length) end,
            close = function() file:close() end,
        }
    end, function()
        if held then held:close() end
    end
end

-- Applies until it is done or cut off at the n-th point; returns the result, or nil and the message, and the number of
-- points that were passed.
local function apply(world, plan, n)
    local point, passed = crasher(n)
    local open, reserve = core.open_journal, core.reserve_file
    local close_journal, reserved
    core.open_journal, close_journal = crashing_journal(open, point)
    core.reserve_file = function(...)
        local place, removed = reserve(...)
        if not place then return nil, removed end
        reserved = place
        return {
            fill = around(function(_, content) return place:fill(content) end, point),
            close = function() place:close() end,
        }, removed
    end
    local client = world:new_client({ transport = {
        clock = world.transport.clock, send = around(world.transport.send, point),
    } })
    local ok, result, message = pcall(world.apply, world, plan, nil, client)
    core.open_journal, core.reserve_file = open, reserve
    close_journal()
    if reserved then reserved:close() end
    if not ok and result ~= CRASH then error(result, 0) end
    return ok and result or nil, message, passed()
end

local function document()
    local wanted = applying.team(2)
    wanted.subAccounts.user2 = { name = "User 2", canAPIGatewayAccess = true, canConsoleAccess = false, accessKeys = 2 }
    return wanted
end

local function assert_ended(world, wanted, where)
    assert.equal(0, #world:plan(wanted).steps, where)
    assert.is_true(world:has_last_password("user1"), where)
    assert.is_true(world:has_last_password("user2"), where)
    assert.is_true(world:has_working_key("user1"), where)
    assert.is_true(world:has_working_key("user2"), where)
    local keys = world:account("user2").keys
    for _, key in ipairs(keys) do
        local of_its_own = ("user2.%s.key.json"):format(key.accessKey)
        local is_first = world:file("user2.key.json").access_key == key.accessKey
        assert.is_true(world:has_working_key("user2", not is_first and of_its_own or nil), where)
    end
    assert.same({ 1, 2 }, { #world:account("user1").keys, #keys }, where)
    local files = assert(io.popen("ls -A " .. world.folder .. " | wc -l"))
    assert.equal(6, files:read("*n"), where)
    files:close()
end

describe("an apply that is cut off", function()
    for _, api in ipairs({ "v1", "v2" }) do
        it(("at each point over %s goes on to the wanted account"):format(api), function()
            local wanted = document()
            local world = applying.new(api)
            local _, _, points = apply(world, world:plan(wanted), 0)
            world:close()
            local random = rotation.random(core.now() % 2147483647)
            for point = random(STEP), points, STEP do
                world = applying.new(api)
                local plan, where = world:plan(wanted), "point " .. point
                assert.is_nil((apply(world, plan, point)))
                if point % 3 == 0 then apply(world, plan, random(20)) end
                local result, message = apply(world, plan, 0)
                assert(result, where .. ": " .. tostring(message))
                assert_ended(world, wanted, where)
                world:close()
            end
        end)
    end
end)
