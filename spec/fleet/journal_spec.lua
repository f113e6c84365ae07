-- Journals in the Redis of a fleet: the same as in files, for all machines.
local core = require("ncp.core")
local journals = require("spec.support.journal")
local redis = require("spec.support.redis")

if not redis.is_here() then return end

local store, one, other, count = nil, nil, nil, 0

setup(function() store = redis.start() end)
teardown(function() store:stop() end)
before_each(function()
    count = count + 1
    one = store:fleet({ name = "one", lease = 2 })
    other = store:fleet({ name = "other", lease = 20 })
end)

local function key()
    return ("ncp:stream:{journal:book%d}"):format(count)
end

-- redis-lua knows no streams.
local function call(...)
    return store:command("eval", "return redis.call(unpack(ARGV))", 0, ...)
end

local place = journals.place({
    path = function() return "fleet:book" .. count end,
    fleet = function() return other end,
    read = function()
        local texts = {}
        for i, entry in ipairs(call("xrange", key(), "-", "+")) do texts[i] = entry[2][4] end
        return table.concat(texts)
    end,
    overwrite = function(text)
        call("del", key())
        call("xadd", key(), "*", "token", "1", "text", text)
    end,
})

local function open_by(fleet)
    return require("ncp.base.journal").open(place.path(), { operation = "keys.rotate", version = 1, fleet = fleet })
end

place:describe(describe, it)

describe("a journal in a fleet", function()
    it("tells who has it, and for how long", function()
        assert(open_by(one))
        local err = place:assert_refused("is in use by another run")
        assert.equal("conflict", err.kind)
        assert.truthy(err.detail.holder:find("^one#"))
        assert.is_true(err.detail.seconds <= 2)
    end)

    it("is taken over when the time of its holder is up, who can then not write to it any more", function()
        local late = assert(open_by(one))
        assert(late:append({ step = "one" }))
        core.sleep(2.05)
        local present = assert(open_by(other))
        assert.equal("one", journals.steps_of(present))
        local written, message, err = late:append({ step = "late" })
        assert.is_nil(written)
        assert.equal("conflict", err.kind)
        assert.truthy(message:find("in use by another run", 1, true))
        journals.close_after(present, { step = "two" })
        assert.is_nil((late:append({ step = "late" })))
        assert.equal("one two", journals.steps_of(assert(open_by(other))))
    end)

    it("goes on after its holder was late, if nobody took it since", function()
        local late = assert(open_by(one))
        core.sleep(2.05)
        assert(late:append({ step = "one" }))
        assert.equal("conflict", place:assert_refused("is in use by another run").kind)
    end)

    it("has the token of the lease that the work is done under, which only grows", function()
        local tokens = {}
        for i = 1, 3 do
            local book, lease = assert(open_by(other)), assert(other:lease("work"))
            book:hold(lease)
            tokens[i] = lease.token
            journals.close_after(book, { step = "one" })
            assert(lease:release())
        end
        local book = assert(open_by(other))
        for i, entry in ipairs(book:entries()) do assert.equal(tokens[i], entry.token) end
        assert.is_true(tokens[1] < tokens[2] and tokens[2] < tokens[3])
    end)

    it("is not written without that lease", function()
        local book = assert(open_by(other))
        book:hold(assert(one:lease("work", 2)))
        assert(book:keep())
        core.sleep(2.05)
        local written, message, err = book:append({ step = "one" })
        assert.is_nil(written)
        assert.equal("conflict", err.kind)
        assert.truthy(message:find("is not held any more", 1, true))
        assert.is_nil((book:keep()))
        assert.is_nil(place.read():find("one", 1, true))
    end)

    it("is read in pages", function()
        local book = assert(open_by(other))
        for i = 1, 250 do assert(book:append({ step = tostring(i) })) end
        book:close()
        assert.equal(250, #assert(open_by(other)):entries())
    end)

    it("is refused by who sees that Redis has lost some of it", function()
        local book = assert(open_by(other))
        assert(book:append({ step = "one" }))
        local entries = call("xrange", key(), "-", "+")
        call("xdel", key(), entries[2][1])
        local written, message, err = book:append({ step = "two" })
        assert.is_nil(written)
        assert.equal("conflict", err.kind)
        assert.truthy(message:find("has lost entries of this run", 1, true))
        call("flushall")
        assert.is_nil((book:append({ step = "two" })))
    end)

    it("waits for its replicas, and stops when they do not know of its entries", function()
        local replica = redis.start({ "replicaof 127.0.0.1 " .. store.port })
        local function is_linked()
            return replica:command("info", "replication").replication.master_link_status == "up"
        end
        repeat core.sleep(0.02) until is_linked()
        local book = assert(open_by(store:fleet({ replicas = 1 })))
        assert(book:append({ step = "one" }))
        book:close()
        local other_book = assert(open_by(store:fleet({ replicas = 1, timeout = 2 })))
        replica:stop()
        local written, message, err = other_book:append({ step = "two" })
        assert.is_nil(written)
        assert.equal("fleet", err.kind)
        assert.truthy(message:find("of its last entry 0 of 1 replicas know in time", 1, true))
        other_book:close()
        assert.equal("one two", journals.steps_of(assert(open_by(other))))
    end)

    it("cannot be opened, read or written while Redis is gone", function()
        local own = redis.start()
        local fleet = own:fleet()
        local book = assert(open_by(fleet))
        own:kill()
        for _, ask in ipairs({
            function() return book:append({ step = "one" }) end,
            function() return open_by(fleet) end,
            function()
                return require("ncp.base.journal").read(place.path(),
                    { operation = "keys.rotate", version = 1, fleet = fleet })
            end,
        }) do
            local done, message, err = ask()
            assert.is_nil(done)
            assert.equal("fleet", err.kind)
            assert.truthy(message:find("Redis cannot be asked", 1, true))
        end
        own:stop()
    end)
end)
