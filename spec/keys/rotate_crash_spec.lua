-- Rotations that are cut off: at 1,000 random points in this process, and by kill -9 in processes of their own.
-- No pair that is in use may stop working, and no key may be left over.
local command = require("spec.support.command")
local core = require("ncp.core")
local json = require("ncp.json")
local ncp = require("ncp")
local program = require("spec.support.program")
local rotation = require("spec.support.rotation")
local support = require("spec.support.client")

local POINTS = 1000
local KILLS = 36

-- The same numbers in every Lua.
local function new_random(seed)
    return function(most)
        seed = (seed * 16807) % 2147483647
        return seed % most + 1
    end
end

local CRASH = {}

-- What a run does to the world goes through here: it is cut off at the n-th point, of which there is one
-- before and one after each request, each append to the journal and each delivery, and one within the last two.
local function crasher(n)
    local count = 0
    return function()
        count = count + 1
        if count == n then error(CRASH, 0) end
    end
end

local function crashing_transport(transport, point)
    return {
        clock = transport.clock,
        send = function(request)
            point()
            local response, message, failure = transport.send(request)
            point()
            return response, message, failure
        end,
    }
end

local function crashing_journal(open, point)
    local held -- until the process ends
    return function(path)
        local file, reason = open(path)
        if not file then return nil, reason end
        held = file
        return {
            append = function(_, text)
                point()
                local ok, torn = pcall(point)
                if not ok then
                    file:append(text:sub(1, math.floor(#text / 2)))
                    error(torn, 0)
                end
                local written, message = file:append(text)
                point()
                return written, message
            end,
            cut = function(_, length) return file:cut(length) end,
            close = function() file:close() end,
        }
    end, function()
        if held then held:close() end
    end
end

local function around(fn, point)
    return function(...)
        point()
        local done, reason = fn(...)
        point()
        return done, reason
    end
end

-- Rotates until it is done or cut off; returns the result, or nil and the error.
local function rotate(world, options, n)
    local point, open, write_file = crasher(n), core.open_journal, core.write_file
    local close_journal
    core.open_journal, close_journal = crashing_journal(open, point)
    core.write_file = around(write_file, point)
    local client = world:client(nil, crashing_transport(world.transport, point))
    options = world:options(options)
    if world.uses_file then options.sink = { file = world.file } end
    if not world.uses_file then options.sink.fn = around(options.sink.fn, point) end
    local ok, result, message, err = pcall(ncp.keys.rotate, client, world.owner, options)
    core.open_journal, core.write_file = open, write_file
    close_journal()
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
        local random = new_random(20260101)
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

-- Rotates, and is killed at a point, or some time after the begin.
local VICTIM = [[
    local core, ncp = require("ncp.core"), require("ncp")
    local curl = require("ncp.transport.curl")
    local owner, journal, file, point, delay = %q, %q, %q, %d, %d
    local count = 0
    local function pass()
        count = count + 1
        if count == point then os.execute("kill -9 $PPID") end
    end
    local function around(fn)
        return function(...)
            pass()
            local out, message, err = fn(...)
            pass()
            return out, message, err
        end
    end
    local open = core.open_journal
    core.open_journal = function(path)
        local book = assert(open(path))
        return {
            append = around(function(_, text) return book:append(text) end),
            cut = function(_, length) return book:cut(length) end,
            close = function() book:close() end,
        }
    end
    core.write_file = around(core.write_file)
    local client = assert(ncp.new({ transport = { send = around(curl.send) } }))
    if delay > 0 then os.execute(("p=$PPID; (sleep 0.%%03d; kill -9 $p) >/dev/null 2>&1 &"):format(delay)) end
    print(assert(ncp.keys.rotate(client, owner, { journal = journal, sink = { file = file } })).state)
]]

describe("a rotation in a process that is killed", function()
    local emulator, folder, variables, admin

    setup(function()
        folder = program.folder()
        emulator = command.start({ "emulator" })
        variables = emulator:variables()
        admin = assert(ncp.new({
            base_url = variables.NCP_BASE_URL,
            access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY,
        }))
    end)
    teardown(function()
        emulator:close()
        folder.remove()
    end)

    -- The keys of a new account, the pair of the only one being in `file`.
    local function new_owner(name, file)
        local owner = assert(admin.subaccount.create(support.new_account(name))).id
        local pair = assert(admin.accesskey.create(owner))
        assert(core.write_file(file, core.json({ access_key = pair.accessKey, secret_key = pair.keySecret:reveal() })))
        return owner
    end

    local function assert_pair_works(file, owner, where)
        local pair = assert(json.decode(program.read(file)))
        local client = assert(ncp.new({
            base_url = variables.NCP_BASE_URL, access_key = pair.access_key, secret_key = pair.secret_key,
        }))
        local listed, message, err = client.accesskey.list(owner)
        assert(listed or err.kind == "permission", where .. ": " .. tostring(message))
    end

    it("does not concern others that go on at the same time", function()
        local names = {}
        for i = 1, 8 do names[i] = "many" .. i end
        local results = ncp.map(names, function(name)
            local file = ("%s/%s"):format(folder.path, name)
            local owner = new_owner(name, file)
            return ncp.keys.rotate(admin, owner, { journal = file .. ".journal", sink = { file = file } })
        end)
        for i, result in ipairs(results) do
            assert.is_true(result.ok, tostring(result.err))
            assert.equal("done", result.out.state)
            assert_pair_works(("%s/%s"):format(folder.path, names[i]), result.out.owner, names[i])
        end
    end)

    it(("loses no secret in use and leaves no unknown key, %d times"):format(KILLS), function()
        local random, killed = new_random(core.now() % 2147483647), 0
        for i = 1, KILLS do
            local file, journal = folder.path .. "/pair" .. i, folder.path .. "/journal" .. i
            local owner = new_owner("robot" .. i, file)
            local point, delay = i % 2 * random(50), (i + 1) % 2 * random(40)
            local where = ("point %d, delay %d"):format(point, delay)
            local output = program.run(VICTIM:format(owner, journal, file, point, delay), variables)
            assert(output == "done\n" or not output:find("main.lua", 1, true), where .. ": " .. output)
            killed = killed + (output:find("done", 1, true) and 0 or 1)
            assert_pair_works(file, owner, where)
            local result = assert(ncp.keys.rotate(admin, owner, { journal = journal, sink = { file = file } }))
            assert_pair_works(file, owner, where)
            local keys = assert(admin.accesskey.list(owner))
            assert(#keys == 1 and keys[1].accessKey == result.new and keys[1].active, where .. ": " .. #keys .. " keys")
        end
        assert.is_true(killed >= KILLS / 3)
    end)
end)
