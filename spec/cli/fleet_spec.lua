-- `ncp fleet`, and the commands that a fleet is given to.
local command = require("spec.support.command")
local json = require("ncp.base.json")
local program = require("spec.support.program")
local redis = require("spec.support.redis")
local support = require("spec.support.client")

local unpack = table.unpack or unpack

if not redis.is_here() then return end

describe("ncp in a fleet", function()
    local store, emulator, variables, folder, admin, owner, key

    setup(function()
        store, folder = redis.start(), program.folder()
        emulator = command.start({ "emulator" })
        admin, variables = emulator:admin()
        variables.NCP_FLEET, variables.NCP_FLEET_PREFIX = store.url, "cli:"
        owner = assert(admin.subaccount.create(support.new_account("robot"))).id
        key = assert(admin.accesskey.create(owner)).accessKey
    end)
    teardown(function()
        emulator:close()
        store:stop()
        folder.remove()
    end)

    local function ask(...)
        local status, output, complaint = program.ncp({ ... }, variables)
        assert.equal(0, status, complaint)
        return output
    end

    local function fleet()
        return store:fleet({ prefix = "cli:", name = "other" })
    end

    it("shows what there is, and the index that it made", function()
        assert.matches("^%d+ keys?\n$", ask("fleet", "index"))
        assert(fleet():lease("nightly", 60))
        local rows = {}
        for _, row in ipairs(assert(json.decode(ask("fleet", "status", "--json")))) do
            rows[row.what .. " " .. row.name] = row
        end
        assert.is_true(rows["index index:ncp"].keys >= 1)
        assert.is_true(rows["index index:ncp"].seconds < 60)
        assert.is_true(rows["lease nightly"].seconds > 30)
        assert.matches("^other#", rows["lease nightly"].holder)
        assert.truthy(ask("fleet", "status"):find("nightly", 1, true))
        assert.equal(owner, fleet():index(admin):find(key).owner)
    end)

    it("ends a lease, when that is meant", function()
        local lease = assert(fleet():lease("stuck", 60))
        local status, _, complaint = program.ncp({ "fleet", "release", "stuck" }, variables)
        assert.equal(2, status)
        assert.truthy(complaint:find("If that is alive it stops before its next change.", 1, true), complaint)
        assert(lease:renew())
        assert.equal("released\n", ask("fleet", "release", "stuck", "--yes"))
        assert.is_nil((lease:renew()))
        status, _, complaint = program.ncp({ "fleet", "release", "stuck", "--yes" }, variables)
        assert.equal(1, status)
        assert.truthy(complaint:find("nobody holds a lease stuck", 1, true), complaint)
    end)

    it("rotates with a journal in it, and tells who does when another one is at it", function()
        local lease = assert(fleet():lease("rotate:" .. owner, 60))
        local words = { "--fleet", store.url, "keys", "rotate", owner, "--journal", "fleet:robot", "--to-file",
            folder.path .. "/pair", "--yes" }
        local status, _, complaint = program.ncp(words, variables)
        assert.equal(1, status)
        assert.truthy(complaint:find("is held by other#", 1, true), complaint)
        assert(lease:release())
        assert.truthy(ask(unpack(words)):find("disabled; --finish deletes key " .. key, 1, true))
        local said = ask("keys", "rotate", owner, "--journal", "fleet:robot", "--finish", "--yes")
        assert.equal("done", said:match("(%S+)\n$"))
    end)

    it("needs to know which", function()
        variables.NCP_FLEET = nil
        local status, _, complaint = program.ncp({ "fleet", "status" }, variables)
        assert.equal(2, status)
        assert.truthy(complaint:find("ncp fleet status needs --fleet or NCP_FLEET", 1, true), complaint)
        status, _, complaint = program.ncp({ "--fleet", "http://x", "fleet", "status" }, variables)
        assert.equal(2, status, complaint)
        status, _, complaint = program.ncp({ "keys", "rotate", owner, "--journal", "fleet:robot", "--to-file",
            folder.path .. "/other", "--yes" }, variables)
        assert.equal(1, status)
        assert.truthy(complaint:find("a client with --fleet is needed", 1, true), complaint)
    end)
end)
