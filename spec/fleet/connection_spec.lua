-- How a fleet finds its Redis, and logs in there.
local core = require("ncp.core")
local curl = require("ncp.transport.curl")
local fleets = require("ncp.fleet")
local journal = require("ncp.base.journal")
local ncp = require("ncp")

local program = require("spec.support.program")
local redis = require("spec.support.redis")

local PASSWORD = "Correct-Horse-77"

-- What docs/fleet.md says that a user must be allowed.
local COMMANDS = program.read("docs/fleet.md"):match("list needs `([^`]+)`"):gsub("\n", " ")

local PATIENCE = 10 -- seconds, on a busy machine

local function new(given)
    return fleets.new({ redis = given, timeout = PATIENCE })
end

if not redis.is_here() then return end

describe("the Redis of a fleet", function()
    local refused = {
        { "redis", "must look like" }, { "http://host", "must look like" }, { "redis://", "must look like" },
        { "redis://host:port", "must look like" }, { "redis://host:6379/0/1", "must look like" },
        { "redis://host:0", "needs a port" }, { "redis://host:65536", "needs a port" }, { {}, "needs a host" },
        { { host = "a b" }, "needs a host" }, { { host = "h", database = -1 }, "needs a database" },
        { { host = "h", passwort = PASSWORD }, "unknown field 'passwort'" },
        { "redis://user:" .. PASSWORD .. "@redis.example.com", "must use TLS" },
        { { host = "h", password = PASSWORD }, "must use TLS" }, { "redis://user@localhost", "no password" },
    }

    for i, case in ipairs(refused) do
        it("is refused where nothing can be reached, or a password would be seen, " .. i, function()
            local fleet, message, err = new(case[1])
            assert.is_nil(fleet)
            assert.equal("validation", err.kind)
            assert.equal("redis", err.field)
            assert.truthy(message:find(case[2], 1, true), message)
            assert.is_nil(message:find(PASSWORD, 1, true))
        end)
    end

    it("is needed, and options are checked", function()
        assert.error_matches(function() fleets.new({}) end, "redis is needed")
        assert.error_matches(function() fleets.new({ redes = "x" }) end, "unknown option 'redes'.*redis")
        local _, _, err = fleets.new({ redis = "redis://localhost", on_loss = "panic" })
        assert.equal("on_loss", err.field)
        local _, _, refusal = require("ncp").new({ access_key = "a", secret_key = "s", fleet = {} })
        assert.equal("fleet", refusal.field)
    end)

    it("is shown without its password", function()
        local shown = {
            ["redis://localhost"] = "redis://localhost:6379/0", ["redis://[::1]:7/3"] = "redis://::1:7/3",
            ["rediss://u%40:p%2f" .. PASSWORD .. "@host.example:6380/2"] = "rediss://u@:***@host.example:6380/2",
            ["rediss://:" .. PASSWORD .. "@host"] = "rediss://:***@host:6379/0",
        }
        for url, text in pairs(shown) do
            assert.equal(text, tostring(assert(new(url))):match(" of (.*)$"))
        end
    end)

    -- All texts in a table and in the tables in it.
    local function texts_in(value, seen, texts)
        if type(value) == "string" then texts[#texts + 1] = value end
        if type(value) ~= "table" or seen[value] then return texts end
        seen[value] = true
        for name, member in pairs(value) do
            texts_in(name, seen, texts)
            texts_in(member, seen, texts)
        end
        return texts
    end

    it("has its password in nothing that can be read", function()
        for _, given in ipairs({
            "redis://ada:" .. PASSWORD .. "@127.0.0.1:1",
            { host = "127.0.0.1", port = 1, password = core.secret(PASSWORD) },
        }) do
            local fleet = assert(new(given))
            local _, message, err = fleet:lease("x", 1)
            assert.equal("fleet", err.kind)
            for _, text in ipairs(texts_in({ fleet, message, err, tostring(fleet), tostring(err) }, {}, {})) do
                assert.is_nil(text:find(PASSWORD, 1, true), text)
            end
        end
    end)

    describe("that wants a login", function()
        local store

        setup(function()
            store = redis.start({
                "user ada on >" .. PASSWORD .. " ~fleet:* " .. COMMANDS, "requirepass " .. PASSWORD .. "-2",
            })
        end)

        teardown(function() store:stop() end)

        local function fleet_with(login, prefix)
            return store:fleet({
                redis = ("redis://%s@127.0.0.1:%d/1"):format(login, store.port), prefix = prefix, on_loss = "refuse",
            })
        end

        local function lease_with(login, prefix)
            return fleet_with(login, prefix):lease("x", 0.01)
        end

        local function call_with(login, prefix)
            local answer = { status = 200, headers = {}, body = "{}" }
            return assert(ncp.new({
                access_key = "id", secret_key = "secret", rate = 1, max_attempts = 1,
                fleet = fleet_with(login, prefix),
                transport = { clock = curl.clock, send = function() return answer end },
            })):request("GET", "/")
        end

        it("lets in a user of its access list, and the default one, with their passwords", function()
            assert(lease_with("ada:" .. PASSWORD, "fleet:"))
            core.sleep(0.02)
            assert(call_with("ada:" .. PASSWORD, "fleet:"))
            assert(lease_with(":" .. PASSWORD .. "-2"))
        end)

        it("refuses others, and the password is not in the error", function()
            for login, reason in pairs({ ["ada:x" .. PASSWORD] = "WRONGPASS", [":x" .. PASSWORD] = "WRONGPASS" }) do
                local none, message, err = lease_with(login)
                assert.is_nil(none)
                assert.equal("fleet", err.kind)
                assert.truthy(message:find("the login was refused: " .. reason, 1, true), message)
                assert.is_nil(message:find(PASSWORD, 1, true))
            end
        end)

        it("refuses what the user may not touch", function()
            local _, message = lease_with("ada:" .. PASSWORD, "other:")
            assert.truthy(message:find("permission", 1, true), message)
        end)

        it("does not see the password where the login is no command of it", function()
            local strange = redis.start({ 'rename-command AUTH ""' })
            local fleet = assert(new(("redis://ada:%s@127.0.0.1:%d"):format(PASSWORD, strange.port)))
            local _, message = fleet:lease("x", 1)
            strange:stop()
            assert.truthy(message:find("the login was refused: ERR", 1, true), message)
            assert.is_nil(message:find(PASSWORD, 1, true))
        end)
    end)

    describe("over TLS", function()
        local folder, stores = nil, {}

        setup(function()
            folder = redis.certificates()
            for _, name in ipairs({ "valid", "wrong_host", "expired", "unknown_ca" }) do
                stores[name] = redis.start_tls(folder.path, name)
            end
        end)

        teardown(function()
            for _, store in pairs(stores) do store:stop() end
            folder.remove()
        end)

        local function lease_at(name, host, ca_file)
            local fleet = assert(new({ host = host, port = stores[name].tls_port, tls = true, ca_file = ca_file }))
            return fleet:lease(host, 1)
        end

        it("is asked when its certificate is signed by the right one and names the host", function()
            assert(lease_at("valid", "localhost", folder.path .. "/ca.pem"))
            assert(lease_at("valid", "127.0.0.1", folder.path .. "/ca.pem"))
        end)

        it("is refused when its certificate is of another host, too old or of nobody who is trusted", function()
            local function reason(name, ca_file)
                local lease, message = lease_at(name, "127.0.0.1", ca_file)
                assert.is_nil(lease)
                return message
            end
            assert.truthy(reason("wrong_host", folder.path .. "/ca.pem"):find("of another host", 1, true))
            assert.truthy(reason("expired", folder.path .. "/ca.pem"):find("certificate verify failed", 1, true))
            assert.truthy(reason("unknown_ca", folder.path .. "/ca.pem"):find("certificate verify failed", 1, true))
            assert.truthy(reason("valid"):find("certificate verify failed", 1, true)) -- the system's
        end)
    end)

    it("needs modules, which it names where they are missing", function()
        local loaded = package.loaded.redis
        package.loaded.redis, package.preload.redis = nil, function() error("no such module", 0) end
        local fleet, message = new("redis://127.0.0.1:1")
        package.loaded.redis, package.preload.redis = loaded, nil
        assert.is_nil(fleet)
        assert.truthy(message:find("redis-lua and luasocket are needed (lua-redis on Debian)", 1, true), message)
    end)

    it("may be behind connections of a function that can wait for replicas, and says so of others", function()
        local store, waits = redis.start(), nil
        local function append(wait)
            local fleet = assert(fleets.new({ replicas = 1, timeout = 2, redis = function()
                return {
                    eval = function(_, script, keys, arguments)
                        local words = { script, #keys }
                        for _, list in ipairs({ keys, arguments }) do
                            for _, word in ipairs(list) do words[#words + 1] = word end
                        end
                        return store:command("eval", (table.unpack or unpack)(words))
                    end,
                    wait = wait,
                }
            end }))
            local options = { operation = "keys.rotate", version = 1, fleet = fleet }
            local book, message = journal.open("fleet:book", options)
            if not book then return nil, message end
            local written, fault = book:append({ step = "one" })
            book:close()
            return written, fault
        end
        local written, message = append(nil)
        assert.is_nil(written)
        assert.truthy(message:find("the connection has no wait(replicas, ms)", 1, true), message)
        assert(append(function(_, replicas, ms)
            waits = { replicas, ms > 0 and ms <= 2000 }
            return 1
        end))
        assert.same({ 1, true }, waits)
        store:stop()
    end)

    it("may be behind connections that a function makes", function()
        local store, asked, seconds_given = redis.start(), 0, nil
        local fleet = assert(fleets.new({ redis = function(seconds)
            seconds_given = seconds
            return { eval = function(_, script, keys, arguments)
                asked = asked + 1
                local words = { script, #keys }
                for _, list in ipairs({ keys, arguments }) do
                    for _, word in ipairs(list) do words[#words + 1] = word end
                end
                return store:command("eval", (table.unpack or unpack)(words))
            end }
        end }))
        assert(assert(fleet:lease("x", 20)):renew())
        assert.equal(2, asked)
        assert.is_true(seconds_given > 0 and seconds_given <= 0.5)
        assert.is_nil(tostring(fleet):find("function: ", 1, true))
        store:stop()
    end)

    it("is asked by a process and by one that it forked, over connections of their own", function()
        local has_posix, unistd = pcall(require, "posix.unistd")
        if not has_posix then return end
        local store = redis.start()
        local fleet = store:fleet()
        local function lease_all(name)
            for i = 1, 20 do assert(fleet:lease(name .. i, 20)) end
        end
        lease_all("before")
        local child = unistd.fork()
        if child == 0 then unistd._exit(pcall(lease_all, "child") and 0 or 1) end
        lease_all("parent")
        assert.same({ child, "exited", 0 }, { require("posix.sys.wait").wait(child) })
        store:stop()
    end)
end)
