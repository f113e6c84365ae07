-- Clients that are made of others.
local rotation = require("spec.support.rotation")

describe("a client with other keys", function()
    for _, cloud in ipairs({ "ncp", "huawei" }) do
        it("calls the same service of " .. cloud, function()
            local world = rotation.new(cloud, "unused")
            local admin, key = world.admin, world:keys()[world.old]
            local own = admin:with_keys({ access_key = key.id, secret_key = key.secret })
            assert.equal(cloud, own.cloud)
            assert.equal(world.transport.clock, own.clock)
            assert.equal(key.id, own:credential())
            assert.equal((world.transport.emulator:credentials()), admin:credential())
            world:set_active(key.id, false)
            local list = cloud == "ncp" and { world.owner } or {}
            local out, _, err = own.accesskey.list(list[1])
            assert.is_nil(out)
            assert.is_number(err.status)
            assert(admin.accesskey.list(list[1]))
        end)
    end

    it("has no credential when there is none", function()
        local client = assert(require("ncp").new({ server_role = false, profile = "none" }))
        local credential, message = client:credential()
        assert.is_nil(credential)
        assert.matches("no usable keys", message)
    end)
end)
