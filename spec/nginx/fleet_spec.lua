-- Fleets whose machines are workers of nginx.
local core = require("ncp.core")

local fleet = require("spec.support.fleet")
local most_in_a_second = require("spec.support.most_in_a_second")
local phases = require("spec.support.phases")
local program = require("spec.support.program")
local redis = require("spec.support.redis")
local server = require("spec.support.server")
local tries = require("spec.support.tries")

if not redis.is_here() then return end

-- `scripts/test --long` asks for the forms that take minutes.
local LONG = os.getenv("NCP_LONG") ~= nil

local PASSWORD = "Correct-Horse-77"

describe("a fleet in nginx #nginx", function()
    local store

    before_each(function() store = redis.start() end)
    after_each(function() store:stop() end)

    -- The seconds that are noted in a file, in their order.
    local function times_in(path)
        local times = {}
        for line in io.lines(path) do times[#times + 1] = tonumber(line) end
        table.sort(times)
        return times
    end

    it("and programs beside it keep one budget, and use it up #undisturbed", function()
        local seconds = LONG and 30 or 6
        local service, folder = server.start(), program.folder()
        local given = {
            url = "http://127.0.0.1:" .. service.ports.plain, key = "ncp_iam_FLEET", target = "/echo",
            rate = 20, at_once = 2, fleet = { redis = store.url }, noting = folder.path .. "/times",
        }
        local servers = { fleet.nginx(2), fleet.nginx(2) }
        local most, used, exceeded = nil, nil, 0
        for _ = 1, tries do -- on a busy machine calls come late, and the next ones closer
            program.write(given.noting, "")
            given.starts_at, given.ends_at = fleet.in_seconds(1), fleet.in_seconds(1 + seconds)
            local programs = fleet.programs(4, given)
            assert.equal("", fleet.call_from(servers, 4, given) .. programs:failures())
            local times = times_in(given.noting)
            most, used = most_in_a_second(times), (#times - 1) / (times[#times] - times[1])
            exceeded = exceeded + (most > 21 and 1 or 0) -- which being late does not explain three times
            if exceeded == 3 or most <= 21 and used >= 19 then break end
        end
        for _, nginx in ipairs(servers) do nginx:stop() end
        service:stop()
        folder.remove()
        assert.is_true(most <= 21, most .. " in a second")
        assert.is_true(used >= 19, used .. " a second")
    end)

    it("asks Redis over TLS, and refuses a certificate of another host or of nobody who is trusted", function()
        local certificates = redis.certificates()
        local nginx = phases.start({ ca = certificates.path .. "/ca.pem" })
        local function lease_from(name)
            local secured = redis.start_tls(certificates.path, name)
            local message = nginx:run("content", [[
                local fleet = assert(require("ncp.fleet").new({ redis = given.url, timeout = 10 }))
                for i = 1, 3 do
                    local lease, message = fleet:lease("nginx" .. i, 1)
                    if not lease then return message end
                end
                return "leased"
            ]], { url = "rediss://localhost:" .. secured.tls_port })
            secured:stop()
            return message
        end
        local valid, wrong_host, unknown = lease_from("valid"), lease_from("wrong_host"), lease_from("unknown_ca")
        nginx:stop()
        certificates.remove()
        assert.equal("leased", valid)
        -- nginx tells why unless the handshake was over before anybody waited for it.
        assert.truthy(wrong_host:find("certificate host mismatch", 1, true)
            or wrong_host:find("the certificate was refused", 1, true), wrong_host)
        assert.truthy(unknown:find("certificate", 1, true), unknown)
    end)

    it("keeps connections to Redis, each of one login", function()
        local locked = redis.start({ "requirepass " .. PASSWORD })
        local nginx = phases.start({})
        local RUN = [[
            local fleet = assert(require("ncp.fleet").new({ redis = given.url, timeout = 10 }))
            for i = 1, 5 do
                local lease, message = fleet:lease(given.name .. i, 1)
                if not lease then return message end
                assert(lease:renew())
            end
            return "leased"
        ]]
        local url = "redis://:" .. PASSWORD .. "@127.0.0.1:" .. locked.port .. "/1"
        for i = 1, 3 do assert.equal("leased", nginx:run("content", RUN, { url = url, name = "n" .. i })) end
        local refusal = nginx:run("content", RUN, { url = "redis://127.0.0.1:" .. locked.port .. "/1", name = "m" })
        local clients = program.output_of(
            ("redis-cli -p %d -a %s info clients 2>/dev/null"):format(locked.port, PASSWORD))
        nginx:stop()
        locked:stop()
        assert.truthy(refusal:find("NOAUTH", 1, true), refusal)
        assert.equal("2", clients:match("connected_clients:(%d+)"))
    end)

    it("cannot ask Redis where there are no cosockets, and the error says so", function()
        local nginx = phases.start({})
        local kind, message = nginx:run_unseen("log", [[
            local fleet = assert(require("ncp.fleet").new({ redis = "redis://127.0.0.1:1" }))
            local _, message, err = fleet:lease("x", 1)
            return err.kind, message
        ]])
        nginx:stop()
        assert.equal("fleet", kind)
        assert.truthy(message:find("no cosockets in phase log", 1, true), message)
    end)

    it("rotates with a journal that a program beside it goes on with, and has index and status", function()
        local nginx = phases.start({})
        local ROTATE = [[
            local fleet = assert(require("ncp.fleet").new({
                redis = given.url, replicas = given.replicas, timeout = given.timeout,
            }))
            local transport = require("ncp.transport.emulator").new({ seed = given.seed })
            transport.clock = require("ncp.runtime.nginx").clock
            transport.emulator:set_clock(transport.clock.now)
            local access_key, secret_key = transport.emulator:credentials()
            local client = assert(require("ncp").new({
                access_key = access_key, secret_key = secret_key, fleet = fleet, transport = transport,
            }))
            local keys = require("ncp.keys")
            local result, message, err = keys.rotate(client, "account-1", {
                journal = "fleet:bot", grace = 0, sink = { fn = function() return true end },
            })
            if not result then return { kind = err.kind, message = message } end
            local index = assert(fleet:index(client):refresh())
            return {
                state = result.state, owner = index:find(result.new).owner, known = #index:records(),
                status = assert(fleet:status()),
            }
        ]]
        local seed = { subAccounts = { {
            subAccountId = "account-1", loginId = "bot", name = "bot", active = true,
            accessKeys = { { accessKey = "ncp_iam_NGINX000001", keySecret = "ncp_iam_SECRET1", active = true } },
        } } }
        local refused = nginx:run("content", ROTATE, { url = store.url, seed = seed, replicas = 1 })
        assert.equal("fleet", refused.kind)
        assert.truthy(refused.message:find("of its last entry 0 of 1 replicas know", 1, true), refused.message)
        local done = nginx:run("content", ROTATE, { url = store.url, seed = seed, timeout = 10 })
        nginx:stop()
        assert.equal("done", done.state, done.message)
        assert.equal("account-1", done.owner)
        assert.equal(1, done.known)
        assert.equal("index:ncp", done.status.indexes[1].name)
        assert.same({}, done.status.leases)
        local journal = assert(require("ncp.base.journal").read("fleet:bot", {
            operation = "keys.rotate", version = 1, fleet = store:fleet(),
        }))
        assert.equal("done", journal:entries()[#journal:entries()].step)
    end)

    it("goes on without Redis at its part of the rate, and at the whole one when Redis is back", function()
        local nginx = phases.start({})
        local RUN = [[
            local core = require("ncp.core")
            local kept = require("phases")
            kept.client = kept.client or assert(require("ncp").new({
                access_key = "id", secret_key = "secret", rate = 80, server_role = false,
                fleet = assert(require("ncp.fleet").new({ redis = given.url, timeout = 0.2, expected_nodes = 4 })),
                transport = { clock = require("ncp.runtime.nginx").clock, send = function()
                    return { status = 200, headers = {}, body = "{}" }
                end },
            }))
            local calls, start = 0, core.monotonic()
            while core.monotonic() < start + 0.5 do
                assert(kept.client:request("GET", "/"))
                calls = calls + 1
            end
            return calls
        ]]
        local function calls() return nginx:run("content", RUN, { url = store.url }) end
        local whole, part, again, exceeded = nil, nil, nil, 0
        for _ = 1, tries do -- a busy machine takes some away, and then Redis is late
            whole = calls()
            store:kill()
            part = calls()
            store:restart()
            core.sleep(1.1)
            again = 0
            for _ = 1, 3 do
                again = math.max(again, (calls()))
                if again > 0.8 * whole then break end
            end
            exceeded = exceeded + (part >= 0.5 * whole and 1 or 0) -- which a slow Redis does not explain
            if exceeded == 3 or part < 0.5 * whole and again > 0.8 * whole then break end
        end
        nginx:stop()
        assert.is_true(part < 0.5 * whole, part .. " of " .. whole)
        assert.is_true(again > 0.8 * whole, again .. " of " .. whole)
    end)
end)
