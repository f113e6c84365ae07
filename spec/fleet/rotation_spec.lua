-- Rotations on many machines, each a process of its own, at the emulator behind nginx: one rotates, another goes on
-- where it died, and one that comes back too late changes nothing.
local command = require("spec.support.command")
local core = require("ncp.core")
local json = require("ncp.base.json")
local kills = require("spec.support.kills")
local ncp = require("ncp")
local program = require("spec.support.program")
local redis = require("spec.support.redis")
local rotation = require("spec.support.rotation")
local sample = require("spec.support.sample")
local support = require("spec.support.client")

if not redis.is_here() then return end

local KILLS = os.getenv("NCP_LONG") and 100 or sample(6, 2)
local STOPS = os.getenv("NCP_LONG") and 40 or sample(6, 2)
local LEASE = 1.5 -- seconds
local POINTS = 60 -- of a rotation, about

-- Where all machines put the pair and see it. On one machine a process that was stopped would keep `{ file = }` locked.
local SHARED = [[
    local function shared(file)
        local core, json = require("ncp.core"), require("ncp.base.json")
        return {
            fn = function(id, secret)
                return core.write_file(file, core.json({ access_key = id, secret_key = secret:reveal() }))
            end,
            read = function(id)
                local place = assert(io.open(file))
                local pair = json.decode(place:read("*a"))
                place:close()
                return pair.access_key == id and core.secret(pair.secret_key) or nil
            end,
        }
    end
]]

-- Rotates, and stops itself at a point: where it asks Redis, has written a file, or has an answer of the service. Or
-- may be killed, also where it is about to write a file: between its last look at the lease and what it then does there
-- is nothing that could see that it was stopped.
local NODE = SHARED .. [[
    local core, cut_off, ncp = require("ncp.core"), require("spec.support.cut_off"), require("ncp")
    local curl, fleets = require("ncp.transport.curl"), require("ncp.fleet")
    local folder, name, owner, journal, file = %q, %q, %q, %q, %q
    local point, seconds, stop, lease, redis = %d, %s, %q, %s, %q
    local pass, finish = cut_off.victim(point, seconds, ("echo killed >&2; touch %%s/%%s.killed"):format(folder, name))
    local pass_writing = pass
    if stop ~= "" then
        pass, finish = cut_off.commanding(point, stop)
        pass_writing = function() end
    end
    local reserve = core.reserve_file
    core.reserve_file = function(...)
        local place, removed = reserve(...)
        return {
            fill = function(_, content)
                pass_writing()
                local out, message = place:fill(content)
                pass()
                return out, message
            end,
            close = function() place:close() end,
        }, removed
    end
    local fleet = assert(fleets.new({
        redis = redis, name = name, lease = lease, prefix = folder .. ":", timeout = 10,
    }))
    fleet.eval = cut_off.around(fleet.eval, pass)
    local client = assert(ncp.new({ fleet = fleet, transport = { send = function(request)
        local out, message, err = curl.send(request)
        pass()
        return out, message, err
    end } }))
    local function mark(what)
        local place = assert(io.open(folder .. "/" .. name .. "." .. what, "w"))
        place:close()
    end
    local verify = os.getenv("NCP_SPEC_WAITS") and function()
        local pipe = io.popen("ls " .. folder .. " | grep -c told")
        local told = pipe:read("*n")
        pipe:close()
        return told == 9, "too early"
    end or nil
    local result, message, err = ncp.keys.rotate(client, owner, {
        journal = journal, grace = 0, verify = verify,
        sink = stop ~= "" and shared(file) or { file = file },
    })
    print(result and result.state or message)
    if err and err.kind == "conflict" then mark("told") end
    finish()
    io.stdout:flush()
    mark("ended")
]]

local shared = (rawget(_G, "loadstring") or load)(SHARED .. " return shared")()

describe("in a fleet, a rotation #once", function()
    local emulator, folder, variables, admin, store, count = nil, nil, nil, nil, nil, 0

    setup(function()
        folder = program.folder()
        store = redis.start()
        emulator = command.start({ "emulator" })
        admin, variables = emulator:admin()
    end)
    teardown(function()
        emulator:close()
        store:stop()
        folder.remove()
    end)

    -- A case of its own: a folder, which is the fleet's prefix too, an account and the file with its only pair.
    local function new_case()
        count = count + 1
        local case = { path = ("%s/case%d"):format(folder.path, count), journal = "fleet:bot" }
        os.execute("mkdir " .. case.path)
        case.file = case.path .. "/pair"
        case.owner = assert(admin.subaccount.create(support.new_account("robot" .. count))).id
        local pair = assert(admin.accesskey.create(case.owner))
        assert(core.write_file(case.file,
            core.json({ access_key = pair.accessKey, secret_key = pair.keySecret:reveal() })))
        return case
    end

    local function start(case, name, given)
        local source = NODE:format(case.path, name, given.owner or case.owner, given.journal or case.journal, case.file,
            given.point or 0, given.seconds or 0, given.stop or "", given.lease or LEASE, store.url)
        local words = { "env" }
        for key, value in pairs(variables) do words[#words + 1] = ("%s='%s'"):format(key, value) end
        if given.waits then words[#words + 1] = "NCP_SPEC_WAITS=1" end
        program.write(("%s/%s.lua"):format(case.path, name), source)
        os.execute(("LUA_PATH='%s' LUA_CPATH='%s' %s %s %s/%s.lua >%s/%s.out 2>&1 &"):format(package.path,
            package.cpath, table.concat(words, " "), program.interpreter(), case.path, name, case.path, name))
    end

    local function await(case, ...)
        local deadline = core.monotonic() + 30
        while core.monotonic() < deadline do
            for _, mark in ipairs({ ... }) do
                if program.exists(case.path .. "/" .. mark) then return mark end
            end
            core.sleep(0.02)
        end
        error("nothing happened: " .. program.output_of(("ls %s; cat %s/*.out"):format(case.path, case.path)))
    end

    local function output(case, name)
        return program.read(("%s/%s.out"):format(case.path, name))
    end

    local function client_of(case, lease)
        return assert(ncp.new({
            base_url = variables.NCP_BASE_URL,
            access_key = variables.NCLOUD_ACCESS_KEY,
            secret_key = variables.NCLOUD_SECRET_KEY,
            fleet = store:fleet({ prefix = case.path .. ":", lease = lease or 20 }),
        }))
    end

    -- Another machine goes on, once it may, and Redis, on a busy machine, is there in time.
    local function finish(case, sink)
        local client, deadline = client_of(case), core.monotonic() + 5 * LEASE
        while true do
            local result, message, err = ncp.keys.rotate(client, case.owner,
                { journal = case.journal, sink = sink, grace = 0 })
            if result then return result end
            assert((err.kind == "conflict" or err.kind == "fleet") and core.monotonic() < deadline, message)
            core.sleep(0.05)
        end
    end

    local function assert_pair_works(case, where)
        local pair = assert(json.decode(program.read(case.file)))
        local client = assert(ncp.new({
            base_url = variables.NCP_BASE_URL, access_key = pair.access_key, secret_key = pair.secret_key,
        }))
        local listed, message, err = client.accesskey.list(case.owner)
        assert(listed or err.kind == "permission", where .. ": " .. tostring(message))
    end

    local function keys_of(case)
        local list = {}
        for i, key in ipairs(assert(admin.accesskey.list(case.owner))) do
            list[i] = key.accessKey .. (key.active and " on" or " off")
        end
        return table.concat(list, ", ")
    end

    it("is one machine's of ten that want it, and nine are told whose, with the same journal or others", function()
        local case = new_case()
        for i = 1, 10 do
            local journal = i > 5 and ("%s/own%d"):format(case.path, i) or nil
            start(case, "node" .. i, { lease = 20, journal = journal, waits = true })
        end
        local done, told = 0, 0
        for i = 1, 10 do await(case, ("node%d.ended"):format(i)) end
        for i = 1, 10 do
            local said = output(case, "node" .. i)
            done = done + (said:find("^done\n") and 1 or 0)
            told = told + (said:find("is held by node%d+#%x+ for another %d") and 1 or 0)
        end
        assert.equal(1, done)
        assert.equal(9, told)
        local keys = assert(admin.accesskey.list(case.owner))
        assert.equal(1, #keys)
        assert_pair_works(case, "at last")
    end)

    it(("whose machine dies is finished by another, %d times"):format(KILLS), function()
        local killed = kills.new()
        for _ = 0, KILLS do
            local case = new_case()
            local point, seconds, where = killed:next()
            start(case, "victim", { point = point, seconds = seconds })
            await(case, "victim.killed", "victim.ended")
            killed:ended(output(case, "victim"))
            assert_pair_works(case, where)
            local result = finish(case, { file = case.file })
            assert_pair_works(case, where)
            assert.equal(result.new .. " on", keys_of(case), where)
            assert.is_nil(program.output_of("ls " .. case.path):find("pair.", 1, true), where)
        end
        killed:assert_hit()
    end)

    it(("whose machine was stopped for longer than its lease changes nothing when it goes on, %d times"):format(STOPS),
        function()
            local random, tries, stopped, late = rotation.random(core.now() % 2147483647), 0, 0, 0
            while stopped < STOPS do -- on a busy machine its time may be up before it comes to the point
                tries = tries + 1
                assert(tries <= 10 * STOPS)
                -- In each part of the rotation once: what is late in its very first steps may do them all the same.
                local case, point = new_case(), math.ceil((stopped + random(1000) / 1000) * POINTS / STOPS)
                local where = "point " .. point
                start(case, "late", {
                    point = point, lease = 0.5,
                    stop = ("echo $PPID >%s/pid; mv %s/pid %s/late.stopped; kill -STOP $PPID"):format(
                        case.path, case.path, case.path),
                })
                if await(case, "late.stopped", "late.ended") == "late.stopped" then
                    stopped = stopped + 1
                    core.sleep(0.5)
                    finish(case, shared(case.file))
                    local keys, pair = keys_of(case), program.read(case.file)
                    os.execute("kill -CONT " .. program.read(case.path .. "/late.stopped"))
                    await(case, "late.ended")
                    local said = output(case, "late")
                    late = late + (said:find("(conflict)", 1, true) and 1 or 0)
                    assert(said == "done\n" or said:find("(conflict)", 1, true), where .. ": " .. said)
                    assert.equal(keys, keys_of(case), where)
                    assert.equal(pair, program.read(case.file), where)
                    assert_pair_works(case, where)
                end
            end
            assert.is_true(late >= STOPS / 3)
        end)
end)
