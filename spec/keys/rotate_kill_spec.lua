-- Rotations in processes of their own, at the emulator behind nginx: ended by kill -9 at any time, no pair that is in
-- use may stop working, and no key may be left over.
local command = require("spec.support.command")
local core = require("ncp.core")
local json = require("ncp.base.json")
local kills = require("spec.support.kills")
local ncp = require("ncp")
local program = require("spec.support.program")
local sample = require("spec.support.sample")
local support = require("spec.support.client")

local KILLS = os.getenv("NCP_LONG") and 400 or sample(30, 6)

-- Rotates, and may be killed meanwhile.
local VICTIM = [[
    local cut_off, ncp = require("spec.support.cut_off"), require("ncp")
    local owner, journal, file, point, seconds = %q, %q, %q, %d, %s
    local pass, finish = cut_off.victim(point, seconds)
    cut_off.watch_files(pass)
    local send = cut_off.around(require("ncp.transport.curl").send, pass)
    local client = assert(ncp.new({ transport = { send = send } }))
    assert(ncp.keys.rotate(client, owner, { journal = journal, sink = { file = file }, grace = 0 }))
    finish()
]]

describe("a rotation in a process that is killed", function()
    local emulator, folder, variables, admin

    setup(function()
        folder = program.folder(true)
        emulator = command.start({ "emulator" })
        admin, variables = emulator:admin()
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

    -- What is left beside the file, such as what it was to become.
    local function leftovers_of(file)
        local pipe = assert(io.popen(("ls -A %s | grep -F '%s.' | grep -v journal"):format(folder.path,
            file:match("[^/]+$"))))
        local names = pipe:read("*l")
        pipe:close()
        return names
    end

    it("does not concern others that go on at the same time", function()
        local names = {}
        for i = 1, 8 do names[i] = "many" .. i end
        local results = ncp.map(names, function(name)
            local file = ("%s/%s"):format(folder.path, name)
            local owner = new_owner(name, file)
            return ncp.keys.rotate(admin, owner, { journal = file .. ".journal", sink = { file = file }, grace = 0 })
        end)
        for i, result in ipairs(results) do
            assert.is_true(result.ok, tostring(result.err))
            assert.equal("done", result.out.state)
            assert_pair_works(("%s/%s"):format(folder.path, names[i]), result.out.owner, names[i])
        end
    end)

    it(("loses no secret in use and leaves no unknown key, %d times"):format(KILLS), function()
        local killed = kills.new()
        for i = 0, KILLS do
            local file, journal = folder.path .. "/pair" .. i, folder.path .. "/journal" .. i
            local owner = new_owner("robot" .. i, file)
            local point, seconds, where = killed:next()
            killed:ended(program.run(VICTIM:format(owner, journal, file, point, seconds), variables))
            assert_pair_works(file, owner, where)
            local result = assert(ncp.keys.rotate(admin, owner,
                { journal = journal, sink = { file = file }, grace = 0 }))
            assert_pair_works(file, owner, where)
            local keys = assert(admin.accesskey.list(owner))
            assert.is_nil(leftovers_of(file), where)
            assert(#keys == 1 and keys[1].accessKey == result.new and keys[1].active, where .. ": " .. #keys .. " keys")
        end
        killed:assert_hit()
    end)
end)
