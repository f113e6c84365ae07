-- Connections to Redis that break off within its answers.
local redis = require("spec.support.redis")
local relay = require("spec.support.relay")

if not redis.is_here() then return end

describe("an answer of Redis that breaks off", function()
    local store, between

    setup(function()
        store = redis.start()
        between = relay.start(store.port)
    end)

    teardown(function()
        between:close()
        store:stop()
    end)

    it("at any byte is none, and the next one is taken for no other", function()
        relay.run(function()
            local fleet = store:fleet({ redis = "redis://127.0.0.1:" .. between.port })
            assert(fleet:lease("work", 20))
            assert(fleet:status())
            between:arm()
            assert(fleet:status())
            for bytes = 0, between.passed.answer - 1 do
                between:arm({ { direction = "answer", bytes = bytes } })
                local status, _, err = fleet:status()
                assert.is_nil(status, bytes)
                assert.equal("fleet", err.kind)
                assert.equal("work", assert(fleet:status()).leases[1].name)
            end
        end)
    end)
end)
