-- A disk without room, and files that cannot be replaced: what is found out before a key is made.
local core = require("ncp.core")
local program = require("spec.support.program")
local rotation = require("spec.support.rotation")

-- A small file system of its own, mounted at `path`; false where nobody may mount one.
local function mount(path, options)
    return os.execute(("mount %s %s 2>/dev/null"):format(options, path)) == (_VERSION == "Lua 5.1" and 0 or true)
end

local function unmount(path)
    os.execute("umount " .. path)
end

describe("a rotation to a file", function()
    local world

    before_each(function() world = rotation.new("ncp") end)
    after_each(function() world:close() end)

    local function only_the_old_key_is_left()
        local keys = world:keys()
        return #keys == 1 and keys[1].id == world.old and keys[1].active
    end

    local function assert_refused(reason, file)
        local out, message, err = world:rotate({ sink = { file = file } })
        assert.is_nil(out)
        assert.equal("delivery", err.kind)
        assert.truthy(message:find(reason, 1, true), message)
        assert.is_nil(world:steps():find("create", 1, true))
        assert.is_true(only_the_old_key_is_left())
    end

    it("makes no key when the system lets no file grow", function()
        local output = program.run([[
            local world = require("spec.support.rotation").new("ncp")
            print(select(2, world:rotate({ sink = { file = world.file } })))
            print(world:steps(), #world:keys())
            world:close()
        ]], {}, "trap '' XFSZ; ulimit -f 4;")
        assert.matches("cannot write the file: File too large", output)
        assert.matches("\nplan\t1\n$", output)
    end)

    it("makes no key when the disk is full, and goes on when it is not any more", function()
        local disk = world.path .. "/disk"
        assert(os.execute("mkdir " .. disk))
        if not mount(disk, "-t tmpfs -o size=64k tmpfs") then return end
        os.execute(("dd if=/dev/zero of=%s/full bs=4k count=100 2>/dev/null"):format(disk))
        local refused, failure = pcall(assert_refused, "No space left on device", disk .. "/key.json")
        os.remove(disk .. "/full")
        local result = world:rotate({ sink = { file = disk .. "/key.json" } })
        unmount(disk)
        assert(refused, failure)
        assert.equal("done", result.state)
    end)

    it("makes no key when the file is mounted by itself, as in a container", function()
        program.write(world.file, "what was there\n")
        program.write(world.path .. "/other", "what is mounted\n")
        if not mount(world.file, "--bind " .. world.path .. "/other") then return end
        local refused, failure = pcall(assert_refused, "is mounted there by itself", world.file)
        unmount(world.file)
        assert(refused, failure)
    end)
end)

describe("a secret", function()
    it("is written to nothing that could make one wait", function()
        local folder = program.folder()
        assert(os.execute("mkfifo " .. folder.path .. "/fifo"))
        for path, reason in pairs({ [folder.path .. "/fifo"] = "is a FIFO", ["/dev/null"] = "is a device" }) do
            assert.same({ nil, path .. ": " .. reason }, { core.write_file(path, "secret") })
            assert.equal(path .. ": " .. reason, select(2, core.read_file(path, 1)))
            assert.same({ nil, path .. ": " .. reason }, { core.reserve_file(path, 1) })
        end
        folder.remove()
    end)
end)
