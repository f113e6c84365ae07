-- What works with keys does so over version 2 of the API as over version 1: the same specs, where a client that is not
-- told otherwise speaks version 2.
local program = require("spec.support.program")

local SPECS = {
    "spec/client/keys_spec.lua", "spec/keys/audit_spec.lua", "spec/keys/orphans_spec.lua", "spec/keys/rotate_spec.lua",
    "spec/keys/rotate_crash_spec.lua", "spec/keys/sweep_spec.lua",
    "spec/keys/audit_page_spec.lua",
}

local getenv = os.getenv

local function with_version_2(name)
    if name == "NCP_API" then return "v2" end
    return getenv(name)
end

-- The functions of busted are there only where it runs a file itself.
local BUSTED = "local describe, it, setup, teardown, before_each, after_each, assert = ... "

local function load_spec(path)
    local pieces, next_piece = { BUSTED, program.read(path) }, 0
    return assert(load(function()
        next_piece = next_piece + 1
        return pieces[next_piece]
    end, "=" .. path))
end

for _, path in ipairs(SPECS) do
    describe("over version 2, #once", function()
        setup(function() os.getenv = with_version_2 end) -- luacheck: ignore 122
        teardown(function() os.getenv = getenv end) -- luacheck: ignore 122
        load_spec(path)(describe, it, setup, teardown, before_each, after_each, assert)
    end)
end

describe("over version 2, where two keys means two active ones,", function()
    local rotation = require("spec.support.rotation")
    local world

    setup(function() os.getenv = with_version_2 end) -- luacheck: ignore 122
    teardown(function() os.getenv = getenv end) -- luacheck: ignore 122
    before_each(function() world = rotation.new("ncp") end)
    after_each(function() world:close() end)

    local function active_of(id)
        local key = world:keys()[id]
        return key and key.active
    end

    it("a key that is off leaves room for a rotation, and stays as it is", function()
        local off = world:add()
        world:set_active(off, false)
        local result = assert(world:rotate())
        assert.equal("done", result.state)
        assert.equal(world.old, result.old)
        assert.is_false(active_of(off))
        assert.is_true(active_of(result.new))
        assert.is_nil(world:keys()[world.old])
    end)

    it("two active ones leave none, however many are off", function()
        local off = world:add()
        world:set_active(off, false)
        local second = world:add()
        local result, message, err = world:rotate()
        assert.is_nil(result)
        assert.equal("conflict", err.kind)
        assert.truthy(message:find(("by %s (active) and %s (active)"):format(world.old, second), 1, true), message)
        result, message = world:rotate({ replace = off })
        assert.is_nil(result)
        assert.truthy(message:find("is off and takes no slot", 1, true), message)
        assert.equal("done", assert(world:rotate({ replace = second })).state)
        assert.is_false(active_of(off))
    end)

    it("it must be said which of several is to be rotated when none is active", function()
        world:set_active(world:add(), false)
        world:set_active(world.old, false)
        local result, message, err = world:rotate()
        assert.is_nil(result)
        assert.equal("conflict", err.kind)
        assert.truthy(message:find("none is active", 1, true), message)
    end)

    it("a third key that somebody switched on meanwhile is told as a conflict", function()
        world:add()
        local _, message, err = world.admin.accesskey.create(world.owner)
        assert.equal("conflict", err.kind)
        assert.equal("LimitExceeded", err.code)
        assert.is_string(message)
    end)
end)
