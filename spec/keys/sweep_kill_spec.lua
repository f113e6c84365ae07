-- Sweeps by the command, at the emulator behind nginx: ended by kill -9 at any time and begun again with their journal,
-- they switch off all that leaked and nothing else, and have no secret in anything that they write.
local command = require("spec.support.command")
local kills = require("spec.support.kills")
local program = require("spec.support.program")
local sample = require("spec.support.sample")
local support = require("spec.support.client")

local KILLS = os.getenv("NCP_LONG") and 400 or sample(8, 4)
local ACCOUNTS = 40 -- with a key each, of which every other one leaks

describe("a sweep in a process that is killed #once", function()
    local emulator, folder, variables, admin, keys, leak

    -- The keys of new accounts: id, owner, secret and whether it leaks.
    local function new_keys()
        local made = {}
        for i = 1, ACCOUNTS do
            local owner = support.create_account(admin, "bot" .. i)
            local pair = assert(admin.accesskey.create(owner))
            made[i] = { id = pair.accessKey, owner = owner, secret = pair.keySecret:reveal(), leaks = i % 2 == 0 }
        end
        return made
    end

    setup(function()
        folder = program.folder(true)
        emulator = command.start({ "emulator" })
        admin, variables = emulator:admin()
        keys, leak = new_keys(), {}
        for _, key in ipairs(keys) do
            if key.leaks then leak[#leak + 1] = ("key = %s\n"):format(key.id) end
        end
    end)
    teardown(function()
        emulator:close()
        folder.remove()
    end)

    -- What it printed, and the exit status.
    local function sweep(journal, point, seconds)
        variables.NCP_SPEC_POINT, variables.NCP_SPEC_SECONDS = ("%d"):format(point), ("%f"):format(seconds)
        local status, output, complaint = program.ncp({ "keys", "sweep", "--yes", "--journal", journal,
            "--concurrency", "2" }, variables, table.concat(leak), "spec/support/victim.lua")
        return output .. complaint, status
    end

    -- Those that are off, by id.
    local function ids_off()
        local off = {}
        for _, key in ipairs(keys) do
            local listed = assert(admin.accesskey.list(key.owner))
            assert.same({ 1, key.id }, { #listed, listed[1].accessKey })
            off[key.id] = not listed[1].active or nil
        end
        return off
    end

    local function assert_no_secret(text, where)
        for _, key in ipairs(keys) do assert(not text:find(key.secret, 1, true), where) end
        assert(not text:find(variables.NCLOUD_SECRET_KEY, 1, true), where)
    end

    local function assert_swept(off_before, where)
        local off = ids_off()
        for _, key in ipairs(keys) do
            assert((off[key.id] or false) == key.leaks, ("%s: %s is %s"):format(where, key.id,
                off[key.id] and "off" or "on"))
            assert(key.leaks or not off_before[key.id], where .. ": switched off, and no key that leaked")
        end
    end

    it(("is finished by the next one, %d times"):format(KILLS), function()
        local killed = kills.new()
        for i = 0, KILLS do
            local journal = ("%s/journal%d"):format(folder.path, i)
            local point, seconds, where = killed:next()
            local first = sweep(journal, point, seconds)
            killed:ended(first)
            local off = ids_off()
            local second, status = sweep(journal, 0, 0)
            assert.equal(0, status, where .. ": " .. second)
            assert.truthy(second:find(("^%d off\n"):format(#leak)), second)
            assert_swept(off, where)
            assert_no_secret(first .. second .. program.read(journal), where)
            for _, key in ipairs(keys) do
                if key.leaks then assert(admin.accesskey.set_active(key.owner, key.id, true)) end
            end
        end
        killed:assert_hit()
        assert.equal("", program.output_of("ls -A " .. folder.path .. " | grep -v '^journal[0-9]*$'"))
    end)
end)
