-- Applies that are cut off at each point: before and after each request, write to the journal and delivery, and in the
-- middle of a write. They go on, perhaps to be cut off again, and end as if nothing had been.
local applying = require("spec.support.applying")
local core = require("ncp.core")
local cut_off = require("spec.support.cut_off")
local rotation = require("spec.support.rotation")
local sample = require("spec.support.sample")

local STEP = os.getenv("NCP_LONG") and 1 or sample(11, 37) -- of those points are tried

local CRASH = "cut off"

-- Applies until it is done or cut off at the n-th point; returns the result, or nil and the message, and the number of
-- points that were passed.
local function apply(world, plan, n)
    local point, passed = cut_off.raising(n, CRASH)
    local restore = cut_off.watch_files(point, true)
    local client = world:new_client({ transport = {
        clock = world.transport.clock, send = cut_off.around(world.transport.send, point),
    } })
    local ok, result, message = pcall(world.apply, world, plan, nil, client)
    restore()
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
