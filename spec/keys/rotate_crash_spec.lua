-- Rotations that are cut off at random points: no pair that is in use may stop working, and no key may be left over.
local core = require("ncp.core")
local cut_off = require("spec.support.cut_off")
local ncp = require("ncp")
local program = require("spec.support.program")
local rotation = require("spec.support.rotation")
local sample = require("spec.support.sample")

local POINTS = sample(1000, 100)

local CRASH = {}

-- Rotates until it is done or cut off, at the n-th of the points before and after each request, append and delivery and
-- in the middle of an append; returns the result, or nil and the error.
local function rotate(world, options, n)
    local point = cut_off.raising(n, CRASH)
    local restore = cut_off.watch_files(point, true)
    local client = world:client(nil, {
        clock = world.transport.clock, send = cut_off.around(world.transport.send, point),
    })
    options = world:options(options)
    if world.uses_file then options.sink = { file = world.file } end
    if not world.uses_file then options.sink.fn = cut_off.around(options.sink.fn, point) end
    local ok, result, message, err = pcall(ncp.keys.rotate, client, world.owner, options)
    restore()
    if not ok and result ~= CRASH then error(result, 0) end
    return ok and result or nil, message, err
end

local FAULTS = {
    { kind = "close", applied = true }, { kind = "close" }, { kind = "error", applied = true }, { kind = "garbage" },
    { kind = "error", status = 503 }, { kind = "truncate" }, { kind = "throttle" }, { kind = "slow", seconds = 40 },
}

local function ask_for_fault(world, random)
    local fault = {}
    for name, value in pairs(FAULTS[random(#FAULTS)]) do fault[name] = value end
    fault.operation = world.create
    if random(2) == 1 then fault.operation = nil end
    fault.times = random(3)
    world.transport.emulator:fault(fault)
end

local function assert_nothing_lost(world, where)
    local pair = world.uses_file and world:in_file() or world.stored
    assert(world:works(pair), where .. ": the pair in use does not work: " .. pair.id)
    assert(#world:keys() <= 2, where .. ": a key too much")
end

local function assert_only(world, id, where)
    local keys = world:keys()
    assert(#keys == 1 and keys[1].id == id and keys[1].active,
        ("%s: %d keys, the first is %s"):format(where, #keys, keys[1] and keys[1].id or "none"))
end

-- Goes on, with up to `crashes` more crashes, until the rotation is `wanted`.
local function go_on(world, options, wanted, random, crashes, where)
    for _ = 1, 20 do
        local result, message, err = rotate(world, options, crashes > 0 and random(30) or 0)
        crashes = crashes - 1
        if result and result.state == wanted then return result end
        world.transport.emulator:clear_faults()
        -- The way back of a function is its caller's business.
        if wanted == "done" or world.uses_file then assert_nothing_lost(world, where) end
        if err and err.kind == "validation" then return nil, message end
    end
    error(where .. ": it did not come to an end", 0)
end

local function prepare(cloud, folder, random)
    local world = rotation.new(cloud, folder.path)
    os.remove(world.journal)
    world.uses_file = random(2) == 1
    local pair = { access_key = world.stored.id, secret_key = world.stored.secret }
    assert(core.write_file(world.file, core.json(pair)))
    world.create = cloud == "ncp" and "accesskey.create" or "huawei.accesskey.create"
    if random(3) == 1 then ask_for_fault(world, random) end
    return world
end

describe("a rotation that is cut off at a random point", function()
    local folder

    setup(function() folder = program.folder(true) end)
    teardown(function() folder.remove() end)

    it(("loses no secret in use and leaves no unknown key, %d times"):format(POINTS), function()
        local random = rotation.random(20260101)
        for i = 1, POINTS do
            local world, where = prepare(random(4) > 1 and "ncp" or "huawei", folder, random), "point " .. i
            rotate(world, {}, random(60))
            assert_nothing_lost(world, where)
            if i % 4 > 0 then
                local result = go_on(world, {}, "done", random, random(3) - 1, where)
                assert_only(world, result.new, where)
                assert_nothing_lost(world, where)
            else
                world.transport.emulator:clear_faults()
                local result = go_on(world, { undo = true }, "undone", random, random(3) - 1, where)
                if result then assert_only(world, world.old, where) end
                if not result or world.uses_file then assert_nothing_lost(world, where) end
            end
        end
    end)
end)
