-- What people see of a fleet, and what they can do about a lease.
local curl = require("ncp.transport.curl")
local fleets = require("ncp.fleet")
local ncp = require("ncp")
local redis = require("spec.support.redis")

if not redis.is_here() then return end

describe("the status of a fleet", function()
    local store

    setup(function() store = redis.start() end)
    teardown(function() store:stop() end)

    local function new_fleet(name, prefix)
        return store:fleet({ name = name, prefix = prefix or "a*[b:" })
    end

    local function new_client(fleet, answer, id)
        return assert(ncp.new({
            access_key = id or "id", secret_key = "secret", server_role = false, fleet = fleet, rate = 100,
            transport = { clock = curl.clock, send = function() return answer() end },
        }))
    end

    local function well() return { status = 200, headers = {}, body = "{}" } end

    it("has its nodes, what was learned of the service, its leases and its index", function()
        local one, other = new_fleet("one"), new_fleet("other")
        assert(new_client(one, well):request("GET", "/"))
        local left = 30
        local throttled = new_client(other, function()
            left = left - 1
            return left < 0 and { status = 429, headers = {}, body = "{}" } or well()
        end)
        for _ = 1, 30 do assert(throttled:request("GET", "/")) end
        assert.is_nil((throttled:request("GET", "/", { max_attempts = 1 })))
        assert(one:lease("nightly {audit}", 20))
        assert(assert(other:lease("over", 20)):release())
        local client = new_client(one, well)
        assert(one:index(client):put({ { id = "A", owner = "x" }, { id = "B", owner = "x" } }))
        assert(new_fleet("stranger", "another:"):lease("theirs", 20))
        for i = 1, 3000 do store:command("set", "noise" .. i, "x") end

        local status = assert(one:status())
        assert.equal(2, #status.nodes)
        assert.truthy(status.nodes[1].name:find("^one#"))
        assert.is_true(status.nodes[2].seen >= 0 and status.nodes[2].seen < 10)
        assert.equal(1, #status.budgets)
        assert.is_true(status.budgets[1].rate > 0)
        assert.equal(1, #status.leases)
        assert.equal("nightly {audit}", status.leases[1].name)
        assert.truthy(status.leases[1].holder:find("^one#"))
        assert.is_true(status.leases[1].seconds > 10 and status.leases[1].seconds <= 20)
        assert.same({ { name = "index:ncp", keys = 2 } }, status.indexes)
    end)

    it("has a node once that calls with several credentials, and what Redis tells twice", function()
        local function eval(_, script, keys, arguments)
            local words = { script, #keys }
            for _, list in ipairs({ keys, arguments }) do
                for _, word in ipairs(list) do words[#words + 1] = word end
            end
            local answer = store:command("eval", (table.unpack or unpack)(words))
            if not script:find("SCAN", 1, true) then return answer end
            for i = 2, #answer do answer[#answer + 1] = answer[i] end
            return answer
        end
        local fleet = assert(fleets.new({ prefix = "twice:", redis = function() return { eval = eval } end }))
        for _, id in ipairs({ "one", "other" }) do assert(new_client(fleet, well, id):request("GET", "/")) end
        assert(fleet:lease("work", 20))
        local status = assert(fleet:status())
        assert.same({ 1, 2, 1 }, { #status.nodes, #status.budgets, #status.leases })
    end)

    it("changes when somebody ends a lease, whose holder then stops", function()
        local fleet, other = new_fleet("one"), new_fleet("other")
        local lease = assert(fleet:lease("stuck", 20))
        assert.is_true(other:release("stuck"))
        assert.is_false(other:release("stuck"))
        assert.is_false(other:release("never held"))
        assert.is_nil((lease:renew()))
        assert.is_true(assert(other:lease("stuck", 20)).token > lease.token)
    end)

    it("cannot be told while Redis is gone", function()
        local own = redis.start()
        local fleet = assert(fleets.new({ redis = own.url }))
        own:kill()
        for _, ask in ipairs({ "status", "release" }) do
            local done, _, err = fleet[ask](fleet, "name")
            assert.is_nil(done)
            assert.equal("fleet", err.kind)
        end
        own:stop()
    end)
end)
