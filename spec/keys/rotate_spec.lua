-- ncp.keys.rotate: what it does step by step, what it refuses, and how it goes on and back.
local core = require("ncp.core")
local journal = require("ncp.base.journal")
local ncp = require("ncp")
local program = require("spec.support.program")
local rotation = require("spec.support.rotation")

local STEPS = "plan create created proved deliver delivered verified disable disabled delete deleted done"
local LINES = 13 -- of the journal: one of its own, and the steps
local HOUR = 3600 * 1000 -- ms

local world

local function new_world(cloud)
    if world then world:close() end
    world = rotation.new(cloud or "ncp")
    return world
end

before_each(function() new_world() end)
after_each(function()
    world:close()
    world = nil
end)

local function fault(given)
    world.transport.emulator:fault(given)
end

local function ids()
    local list = {}
    for i, key in ipairs(world:keys()) do list[i] = key.id .. (key.active and "" or " off") end
    return table.concat(list, ", ")
end

local function names_in(path)
    local pipe = assert(io.popen("ls " .. path))
    local names = pipe:read("*a")
    pipe:close()
    return names
end

local function assert_failed(kind, reason, out, message, err)
    assert.is_nil(out)
    assert.equal(kind, err.kind, message)
    assert.truthy(message:find(reason, 1, true), message)
    assert.matches("^keys.rotate: ", message)
    return err
end

-- The old key is the only one, and nothing was asked for.
local function assert_untouched()
    assert.equal(world.old, ids())
end

local function assert_done(result)
    assert.equal("done", result.state)
    assert.equal(world.old, result.old)
    assert.equal(result.new, ids())
    assert.not_equal(world.old, result.new)
end

-- Makes the n-th append to a journal fail as on a full disk, while `fn` runs.
local function with_full_disk(n, fn)
    local open, count = core.open_journal, 0
    core.open_journal = function(path)
        local file = assert(open(path))
        return {
            append = function(_, text)
                count = count + 1
                if count >= n then return nil, "cannot be written: No space left on device" end
                return file:append(text)
            end,
            cut = function(_, length) return file:cut(length) end,
            close = function() file:close() end,
        }
    end
    local results = { pcall(fn) }
    core.open_journal = open
    assert(results[1], results[2])
    return results[2], results[3], results[4]
end

for _, cloud in ipairs({ "ncp", "huawei" }) do
    describe("rotation of a key of " .. cloud, function()
        before_each(function() new_world(cloud) end)

        it("replaces it, and says what it did", function()
            local result = assert(world:rotate())
            assert_done(result)
            assert.equal(STEPS, world:steps())
            assert.equal("plan", result.steps[1].step)
            assert.equal(result.new, result.steps[3].key)
            assert.matches("^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%d%.%d%d%dZ$", result.steps[3].at)
            assert.equal(world.owner, result.owner)
            assert.equal(world.journal, result.journal)
            assert.is_true(world:works(world.stored))
            assert.is_nil(program.read(world.journal):find(world.stored.secret, 1, true))
        end)

        it("does nothing more when it is called again", function()
            local result = assert(world:rotate())
            local text = program.read(world.journal)
            assert.same(result, assert(world:rotate()))
            assert.equal(text, program.read(world.journal))
        end)

        it("goes on with the new key when the old one signs", function()
            assert_done(assert(world:rotate({}, world:client(world.old))))
        end)

        it("goes back from every step until the old key is deleted", function()
            for count = 2, LINES do
                new_world(cloud)
                assert.is_nil(with_full_disk(count, function() return world:rotate() end))
                local undone, message, err = world:rotate({ undo = true })
                if count == 2 then
                    assert_failed("validation", "nothing to undo", undone, message, err)
                    assert_untouched()
                elseif count > LINES - 2 then
                    assert_failed("validation", "cannot be undone", undone, message, err)
                else
                    assert.equal("undone", undone.state, message)
                    assert_untouched()
                    assert_failed("validation", "begin another", world:rotate())
                end
            end
        end)

        it("can be resumed wherever the disk was full", function()
            for count = 1, LINES do
                new_world(cloud)
                local out, message, err = with_full_disk(count, function() return world:rotate() end)
                assert_failed("journal", "No space left on device", out, message, err)
                assert.is_true(world:works(world.stored))
                assert_done(assert(world:rotate()))
                assert.is_true(world:works(world.stored))
            end
        end)
    end)
end

describe("rotation of a Huawei key", function()
    it("keeps its description", function()
        new_world("huawei")
        local result = assert(world:rotate())
        assert.equal("of the robot", world:keys()[result.new].description)
    end)

    it("is done with a token, and tries the new key by a signature", function()
        new_world("huawei")
        local username, password, domain = world.transport.emulator:login()
        local client = assert(require("ncp.huawei").new({
            endpoint = "https://iam.example.com", transport = world.transport,
            username = username, password = password, domain = domain,
        }))
        assert_done(assert(world:rotate({}, client)))
    end)
end)

describe("the sink of a rotation", function()
    it("can be a file, replaced as a whole and for its owner only", function()
        local result = assert(world:rotate({ sink = { file = world.file } }))
        assert_done(result)
        assert.equal(result.new, world:in_file().id)
        assert.is_true(world:works(world:in_file()))
        assert.matches("^%-rw%-%-%-%-%-%-%-", names_in("-l " .. world.file))
        assert.equal("journal\npair.json\n", names_in(world.path))
    end)

    it("can be a file whose former content comes back", function()
        program.write(world.file, "what was there\n")
        assert(world:rotate({ sink = { file = world.file }, grace = 60, wait = false }))
        assert.not_equal(world.old, world:in_file().id)
        assert(ncp.keys.rotate(world.admin, world.owner, { journal = world.journal, undo = true }))
        assert.equal("what was there\n", program.read(world.file))
        assert.equal("journal\npair.json\n", names_in(world.path))
        assert_untouched()
    end)

    it("can be a command that reads the pair", function()
        local result = assert(world:rotate({ sink = { command = { "sh", "-c", "cat > " .. world.file } } }))
        assert_done(result)
        assert.is_true(world:works(world:in_file()))
    end)

    local failing = {
        { "is a function that says why", { fn = function(_, secret) return nil, "no: " .. secret:reveal() end },
            "function: no: ***" },
        { "is a function that says nothing", { fn = function() end }, "the function did not return true" },
        { "is a command that fails", { command = { "sh", "-c", "exit 3" } }, "sh ended with status 3" },
        { "is no program", { command = { "/none/such" } }, "No such file or directory" },
        { "is a file without a folder", { file = "/none/such" }, "No such file or directory" },
    }
    for _, case in ipairs(failing) do
        it("does not count when it " .. case[1], function()
            local err = assert_failed("delivery", case[3], world:rotate({ sink = case[2] }))
            assert.equal(world.journal, err.journal)
            assert.truthy(err.message:find("the journal " .. world.journal, 1, true))
            assert_untouched()
            assert_done(assert(world:rotate()))
        end)
    end

    it("may raise: the journal is then free, and the rotation can go on", function()
        assert.has_error(function()
            world:rotate({ sink = { fn = function() error("a mistake in the program", 0) end } })
        end, "a mistake in the program")
        assert_done(assert(world:rotate()))
    end)
end)

describe("the file of a rotation", function()
    local function assert_refused(reason, path)
        assert_failed("delivery", reason, world:rotate({ sink = { file = path or world.file } }))
        assert_untouched()
        assert.is_nil(world:steps():find("create", 1, true))
    end

    local function run(command)
        assert(os.execute(command:format(world.path)))
    end

    it("keeps its owner, group and mode", function()
        program.write(world.file, "what was there\n")
        run("chmod 0640 %s/pair.json")
        local before = names_in("-ln " .. world.file):match("^%S+%s+%S+%s+%S+%s+%S+")
        assert(world:rotate({ sink = { file = world.file } }))
        assert.equal(before, names_in("-ln " .. world.file):match("^%S+%s+%S+%s+%S+%s+%S+"))
        assert.is_true(world:works(world:in_file()))
    end)

    it("may be a link, whose target gets the key", function()
        run("mkdir %s/store")
        program.write(world.path .. "/store/pair", "what was there\n")
        run("cd %s && ln -s store/pair pair.json")
        assert(world:rotate({ sink = { file = world.file } }))
        assert.matches("^l", names_in("-ld " .. world.file))
        assert.matches("^%-", names_in("-l " .. world.path .. "/store/pair"))
        assert.is_true(world:works(world:in_file()))
        assert.equal("pair\n", names_in(world.path .. "/store"))
    end)

    for _, case in ipairs({
        { "a FIFO", "mkfifo %s/pair.json", "pair.json: is a FIFO" },
        { "a folder", "mkdir %s/pair.json", "is a folder" },
        { "a link that leads nowhere", "ln -s none %s/pair.json", "a symbolic link that leads nowhere" },
        { "a file with two names", "cd %s; echo old >other; ln other pair.json", "has other names too" },
        { "a link to the journal", "ln -s journal %s/pair.json", "is the journal of this rotation" },
        { "another journal", [[echo '{"at":"2026-01-05T09:00:00.104Z"}' >%s/pair.json]], "holds something else" },
        { "a list of exemptions", [[echo '[{"key":"K","reason":"R"}]' >%s/pair.json]], "holds something else" },
    }) do
        it("is refused before a key is made when it is " .. case[1], function()
            run(case[2])
            assert_refused(case[3])
        end)
    end

    it("is refused when it is a device, the journal, or a file that the client reads", function()
        assert_refused("is a device", "/dev/null")
        assert_refused("is the journal of this rotation", world.journal)
        assert_refused("is the journal of this rotation", world.path .. "/./journal")
        local client = world:client()
        require("ncp.clouds.nouns").state_of(client).ca_file = world.path .. "/ca.pem"
        program.write(world.path .. "/ca.pem", "certificates\n")
        local options = { sink = { file = world.path .. "/ca.pem" } }
        assert_failed("delivery", "is the file of certificates of this rotation", world:rotate(options, client))
    end)

    it("is refused before a spare key is removed", function()
        local second = world:add()
        run("mkfifo %s/pair.json")
        assert_failed("delivery", "is a FIFO", world:rotate({ replace = second, sink = { file = world.file } }))
        assert.equal(world.old .. ", " .. second, ids())
    end)

    it("has its room before a key is made, and what killed runs left is removed", function()
        program.write(world.path .. "/.pair.json.ncp-abcdef", "a secret")
        local result = assert(world:rotate({ sink = { file = world.file } }))
        assert.equal(1, result.removed)
        assert.equal("journal\npair.json\n", names_in("-A " .. world.path))
    end)
end)

describe("a command that a key is handed to", function()
    local function hand_to(script)
        return world:rotate({ sink = { command = { "sh", "-c", script } } })
    end

    it("has not taken it when it ends with 0 without having read it", function()
        assert_failed("delivery", "did not read the key", hand_to("true"))
        assert_untouched()
        assert_failed("delivery", "did not read the key", hand_to("exec <&-; exit 0"))
        assert_untouched()
        assert_done(assert(hand_to("read -r pair")))
    end)

    it("has not taken it when a signal ends the wait for it", function()
        assert_failed("delivery", "sh was interrupted by SIGINT", hand_to("kill -INT $PPID; exec sleep 60"))
        assert_untouched()
    end)

    it("has not taken it when it does not end in time", function()
        local methods = getmetatable(assert(core.process.open())).__index
        local wait = methods.wait
        methods.wait = function(process) return wait(process, 0.1) end
        local out, message, err = hand_to("cat >/dev/null; exec sleep 60")
        methods.wait = wait
        assert_failed("delivery", "sh did not end in 60 seconds", out, message, err)
        assert_untouched()
    end)
end)

describe("the old key", function()
    local function rotate(options)
        options.grace = false
        local all = world:options(options)
        all.grace = nil
        return ncp.keys.rotate(world.admin, world.owner, all)
    end

    it("is only disabled unless a time of grace is given", function()
        local result = assert(rotate({ sink = { file = world.file } }))
        assert.equal("disabled", result.state)
        assert.equal(world.old .. " off, " .. result.new, ids())
        assert.same(result, assert(rotate({ sink = { file = world.file } })))
    end)

    it("is deleted by a later call with finish, which needs no sink", function()
        program.write(world.file, "what was there\n")
        rotate({ sink = { file = world.file } })
        assert.equal("journal\npair.json\npair.json." .. world.old .. "\n", names_in(world.path))
        local result = assert(ncp.keys.rotate(world.admin, world.owner, { journal = world.journal, finish = true }))
        assert_done(result)
        assert.equal("journal\npair.json\n", names_in(world.path))
    end)

    it("can be enabled again until then", function()
        assert(rotate({}))
        assert.equal("undone", assert(rotate({ undo = true })).state)
        assert_untouched()
    end)

    it("is not deleted by finish before it was disabled", function()
        assert_failed("validation", "nothing to finish", rotate({ finish = true }))
        assert(world:rotate({ grace = 60, wait = false }))
        assert_failed("validation", "is not disabled yet", rotate({ finish = true }))
        assert_failed("validation", "exclude each other", rotate({ finish = true, undo = true }))
    end)
end)

describe("a dry run of a rotation", function()
    local function steps_of(options, client)
        options.dry_run = true
        local result = assert(world:rotate(options, client))
        assert.equal("planned", result.state)
        local list = {}
        for i, step in ipairs(result.steps) do list[i] = step.step .. (step.key and " " .. step.key or "") end
        return table.concat(list, ", "), result
    end

    it("tells the steps and changes nothing", function()
        local steps, result = steps_of({ grace = "12h", sink = { file = world.file } })
        assert.equal(("create, deliver, disable %s, delete %s"):format(world.old, world.old), steps)
        assert.equal(world.owner, result.steps[1].owner)
        assert.equal(world.file, result.steps[2].file)
        assert.equal(12 * 3600, result.steps[3].after)
        assert.equal("", names_in("-A " .. world.path))
        assert_untouched()
    end)

    it("tells what is left, also of the way back", function()
        local second = world:add()
        assert.matches("^free " .. second .. ", create", (steps_of({ replace = second })))
        local result = assert(world:rotate({ replace = second, grace = 60, wait = false }))
        local text = program.read(world.journal)
        assert.equal(("disable %s, delete %s"):format(world.old, world.old), (steps_of({})))
        assert.equal(("enable %s, discard %s"):format(world.old, result.new), (steps_of({ undo = true })))
        assert.equal(text, program.read(world.journal))
        assert_done(assert(world:rotate({ grace = 0 })))
        assert.equal("", (steps_of({})))
    end)

    it("refuses what the run would refuse", function()
        assert(os.execute("mkfifo " .. world.file))
        assert_failed("delivery", "is a FIFO", world:rotate({ dry_run = true, sink = { file = world.file } }))
        assert_failed("delivery", "its folder cannot be written to",
            world:rotate({ dry_run = true, sink = { file = "/none/file" } }))
    end)
end)

describe("the owner of a key to rotate", function()
    local function rotate(word, options)
        return ncp.keys.rotate(world.admin, word, world:options(options))
    end

    for _, cloud in ipairs({ "ncp", "huawei" }) do
        it("may be named by his id, his name, or his key, by which the journal knows him later: " .. cloud, function()
            new_world(cloud)
            local result = assert(rotate(world.old, { grace = 60, wait = false }))
            assert.equal(world.owner, result.owner)
            assert.equal("waiting", assert(rotate("robot", { grace = 60, wait = false })).state)
            assert_done(assert(rotate(world.old)))
            assert_done(assert(rotate(world.old)))
            assert_done(assert(rotate(result.new)))
            assert_failed("not_found", "no account has the id or the name nobody", rotate("nobody"))
        end)
    end

    it("is known to the journal by the name that he was given by, also when nobody can be looked up", function()
        assert(rotate("robot", { grace = 60, wait = false }))
        world.transport.emulator:fault({ kind = "error", operation = "subaccount.list", status = 400, times = 100 })
        assert.equal("waiting", assert(rotate("robot", { grace = 60, wait = false })).state)
        assert_failed("rejected", "subaccount.list", rotate("another"))
    end)

    it("may be named by his login id over version 2 of the API, which has no search", function()
        local access_key, secret_key = world.transport.emulator:credentials()
        local second = assert(ncp.new({
            transport = world.transport, api = "v2", access_key = access_key, secret_key = secret_key,
        }))
        assert_done(assert(ncp.keys.rotate(second, "robot", world:options())))
    end)

    it("is not guessed", function()
        local account = require("spec.support.client").new_account(world.old)
        account.name = "other"
        local fields = require("ncp.keys.records").fields(world.admin, "subaccount", account)
        assert(world.admin.subaccount.create(fields))
        assert_failed("conflict", world.old .. " means two accounts", rotate(world.old))
        assert_untouched()
    end)
end)

describe("rotation with both key slots taken", function()
    local second

    before_each(function()
        second = world:add()
    end)

    it("is refused without a word on which key may go", function()
        local reason = ("by %s (active) and %s (active)"):format(world.old, second)
        assert_failed("conflict", reason, world:rotate())
        assert.equal(world.old .. ", " .. second, ids())
        assert_failed("validation", "has no access key X", world:rotate({ replace = "X" }))
        assert.equal(world.old .. ", " .. second, ids())
    end)

    it("removes the one that may go, and rotates the other", function()
        local result = assert(world:rotate({ replace = second }))
        assert_done(result)
        assert.matches("^plan free freed create created ", world:steps())
    end)

    it("gives back the key that was to go, as long as it is there", function()
        fault({ kind = "error", status = 403, operation = "accesskey.delete" })
        assert_failed("permission", "accesskey.delete", world:rotate({ replace = second }))
        assert.equal(world.old .. ", " .. second .. " off", ids())
        assert.equal("undone", assert(world:rotate({ undo = true })).state)
        assert.equal(world.old .. ", " .. second, ids())
    end)

    it("is refused when the only active key is to go", function()
        world:set_active(world.old, false)
        assert_failed("conflict", "the only active key", world:rotate({ replace = second }))
        assert.equal(world.old .. " off, " .. second, ids())
    end)

    it("is refused when the key that signs is to go", function()
        local client = world:client(second)
        assert_failed("validation", "the client signs with " .. second, world:rotate({ replace = second }, client))
        assert.equal(world.old .. ", " .. second, ids())
    end)
end)

describe("the grace period of a rotation", function()
    local function sleep(seconds)
        world.transport.clock.sleep(seconds)
    end

    it("comes before the old key is disabled, and before it is deleted", function()
        local begin = world.transport.clock.monotonic()
        assert_done(assert(world:rotate({ grace = 60 })))
        assert.equal(120, world.transport.clock.monotonic() - begin)
        assert.matches("verified wait disable disabled wait delete deleted done$", world:steps())
    end)

    it("need not be waited for", function()
        local options = { grace = 60, wait = false }
        local result = assert(world:rotate(options))
        assert.equal("waiting", result.state)
        assert.equal(world.old .. ", " .. result.new, ids())
        sleep(59)
        assert.equal(result.waits_until, assert(world:rotate(options)).waits_until)
        sleep(1)
        result = assert(world:rotate(options))
        assert.equal("waiting", result.state)
        assert.equal(world.old .. " off, " .. result.new, ids())
        sleep(60)
        assert_done(assert(world:rotate(options)))
    end)

    it("begins anew when the clock was set back", function()
        local clock = world.transport.clock
        local now, jump = clock.now, 0
        clock.now = function() return now() + jump end
        world.transport.emulator:set_clock(now)
        local options = { grace = 60, wait = false }
        assert(world:rotate(options))
        jump = -365 * 24 * HOUR
        assert.equal("waiting", assert(world:rotate(options)).state)
        sleep(59)
        assert.equal("waiting", assert(world:rotate(options)).state)
        assert.matches("verified wait wait$", world:steps())
        sleep(1)
        assert.matches("disabled wait$", assert(world:rotate(options)) and world:steps())
    end)

    it("ends the rotation when somebody takes the new key away meanwhile", function()
        local result = assert(world:rotate({ grace = 60, wait = false }))
        world:set_active(result.new, false)
        sleep(60)
        assert_failed("conflict", "is disabled: the old one is left as it is", world:rotate())
        assert.equal(world.old .. ", " .. result.new .. " off", ids())
    end)
end)

describe("a create whose answer is lost", function()
    local function creates()
        local _, count = world:steps():gsub("%f[%w]create%f[%W]", "")
        return count
    end

    for _, case in ipairs({
        { "was carried out", { kind = "close", applied = true }, "create discard discarded create created" },
        { "was not carried out", { kind = "close", applied = false }, "create create created" },
        { "was carried out, and answered 500", { kind = "error", applied = true }, "create discard discarded create" },
        { "was carried out, and answered nonsense", { kind = "garbage" }, "create discard discarded create" },
        { "was cut", { kind = "truncate" }, "create discard discarded create" },
    }) do
        it("leaves one new key when it " .. case[1], function()
            case[2].operation = "accesskey.create"
            fault(case[2])
            assert_done(assert(world:rotate()))
            assert.equal(2, creates())
            assert.truthy(world:steps():find(case[3], 1, true), world:steps())
        end)
    end

    it("is given up after three", function()
        fault({ kind = "close", applied = true, operation = "accesskey.create", times = 3 })
        local err = assert_failed("network", "accesskey.create", world:rotate())
        assert.equal("accesskey.create", err.cause.operation)
        assert.matches("; what it made, %S+ and %S+ and %S+, was removed; ", err.message)
        assert_untouched()
        assert_done(assert(world:rotate()))
    end)

    it("is given up after three, and nothing is said to be removed where nothing was made", function()
        fault({ kind = "close", operation = "accesskey.create", times = 3 })
        local err = assert_failed("network", "accesskey.create", world:rotate())
        assert.is_nil(err.message:find("removed", 1, true))
    end)
end)

-- A client of the administrator that hands each create to `meet(request, send)`.
local function meeting_creates(meet)
    local send = world.transport.send
    return world:client(nil, { clock = world.transport.clock, send = function(request)
        return request.method == "POST" and meet(request, send) or send(request)
    end })
end

describe("a create that comes late", function()
    it("is found when it takes the slot of the next one", function()
        local held, count = nil, 0
        local client = meeting_creates(function(request, send)
            count = count + 1
            if count == 2 then send(held) end
            if count > 1 then return send(request) end
            held = request
            return { status = 502, headers = {}, body = "" }
        end)
        assert_done(assert(world:rotate({}, client)))
        assert.matches("^plan create create discard discarded create created ", world:steps())
    end)
end)

describe("a create that is refused", function()
    it("does not cost the key that somebody else made at that time", function()
        local foreign
        local client = meeting_creates(function()
            foreign = foreign or world:add()
        end)
        assert_failed("conflict", "accesskey.create", world:rotate({}, client))
        assert_failed("conflict", "has 2 keys now", world:rotate({}, client))
        assert.equal(world.old .. ", " .. foreign, ids())
        assert.equal("undone", assert(world:rotate({ undo = true }, client)).state)
        assert.equal(world.old .. ", " .. foreign, ids())
    end)
end)

describe("a key that came while nobody knew the end of a create", function()
    -- The run ends after it announced a create, which was not carried out.
    before_each(function()
        fault({ kind = "close", operation = "accesskey.create" })
        local list = world.admin.accesskey.list
        local count = 0
        world.admin.accesskey.list = function(...)
            count = count + 1
            if count == 3 then return nil, "no", { kind = "network", message = "no" } end
            return list(...)
        end
        assert.is_nil(world:rotate())
        world.admin.accesskey.list = list
        assert.matches("create$", world:steps())
    end)

    it("is somebody else's when it is younger, and is not touched", function()
        world.transport.clock.sleep(3600)
        local foreign = world:add()
        assert_failed("conflict", "key " .. foreign, world:rotate())
        assert_failed("conflict", "key " .. foreign, world:rotate({ undo = true }))
        assert.equal(world.old .. ", " .. foreign, ids())
    end)

    it("is the orphan when it is of that time, and is removed", function()
        world:add()
        assert_done(assert(world:rotate()))
    end)
end)

describe("the new key", function()
    -- A client to which the service says of a new key, that many times, that it knows no such key.
    local function client_of_late_key(times)
        return meeting_creates(function(request, send)
            local response = send(request)
            if not request.target:find("access%-keys$") then return response end
            fault({ kind = "error", status = 401, operation = "accesskey.list", times = times })
            return response
        end)
    end

    it("may take a while to work", function()
        local begin = world.transport.clock.monotonic()
        assert_done(assert(world:rotate({}, client_of_late_key(3))))
        assert.equal(3, world.transport.clock.monotonic() - begin)
    end)

    it("must work in time, else nobody gets it and the old one stays", function()
        local delivered = false
        local sink = { fn = function()
            delivered = true
            return true
        end }
        assert_failed("authentication", "accesskey.list",
            world:rotate({ sink = sink, verify_timeout = 10 }, client_of_late_key(1000)))
        world.transport.emulator:clear_faults()
        assert.matches("created discard discarded$", world:steps())
        assert.is_false(delivered)
        assert_untouched()
        assert_done(assert(world:rotate()))
    end)

    it("must work where it was delivered to, if that can be asked, else the old one stays", function()
        local sink = { fn = function() return true end }
        assert_failed("rejected", "verify:", world:rotate({ sink = sink, verify_timeout = 3, verify = function() end }))
        assert.matches("delivered$", world:steps())
        assert_failed("validation", "this run does not know it", world:rotate({ sink = sink }))
        assert.is_true(world:keys()[world.old].active)
        assert.equal("undone", assert(world:rotate({ undo = true })).state)
        assert_untouched()
    end)

    it("is tried again where the sink gives it back, by a run that has no way of its own", function()
        local refuse = function() end
        assert_failed("rejected", "verify:", world:rotate({ verify = refuse, verify_timeout = 3 }))
        assert.matches("delivered$", world:steps())
        assert_done(assert(world:rotate()))
        assert.is_true(world:works(world.stored))
    end)

    it("was proven before it was delivered, so that who goes on need not know its secret", function()
        local stop = { fn = function() error("killed", 0) end }
        local sinks = { { command = { "sh", "-c", "cat >/dev/null" } }, { fn = function() return true end } }
        for _, sink in ipairs(sinks) do
            new_world()
            assert.is_nil(with_full_disk(8, function() return world:rotate({ sink = sink }) end))
            assert.matches("delivered$", world:steps())
            assert_done(assert(world:rotate({ sink = stop })))
        end
    end)

    it("works also when it may do nothing", function()
        local policies = assert(world.admin.subaccount.get(world.owner)).policies
        assert(world.admin.subaccount.detach_policies(world.owner, { policies[1].policyId }))
        assert_done(assert(world:rotate()))
    end)

    it("can be tried by the caller", function()
        local tries = {}
        local function verify(key, secret)
            tries[#tries + 1] = key .. tostring(secret)
            return #tries == 3, "not yet"
        end
        local result = assert(world:rotate({ verify = verify }))
        assert_done(result)
        assert.same({ result.new .. "***", result.new .. "***", result.new .. "***" }, tries)
        new_world()
        local reason = assert_failed("rejected", "verify: not yet", world:rotate({ verify = function(_, secret)
            return false, secret and "not yet " .. secret:reveal()
        end, verify_timeout = 3 }))
        assert.truthy(reason.message:find("not yet ***", 1, true))
    end)
end)

describe("an owner who rotates the key that he signs with", function()
    it("may try the new one himself", function()
        local options = { verify = function() return true end }
        assert_done(assert(world:rotate(options, world:client(world.old))))
    end)

    local function rotate_to_the_grace()
        local result = assert(world:rotate({ grace = 60, wait = false }, world:client(world.old)))
        assert.equal("waiting", result.state)
        world.transport.clock.sleep(60)
        return result.new
    end

    it("goes on with the new one, and not with the old one", function()
        local new = rotate_to_the_grace()
        assert_failed("validation", "the client signs with " .. world.old, world:rotate({}, world:client(world.old)))
        assert.equal(world.old .. ", " .. new, ids())
        assert_done(assert(world:rotate({ grace = 0 }, world:client(new))))
    end)

    it("goes back with the old one", function()
        local new = rotate_to_the_grace()
        local message = "the client signs with " .. new
        assert_failed("validation", message, world:rotate({ undo = true }, world:client(new)))
        assert.equal("undone", assert(world:rotate({ undo = true }, world:client(world.old))).state)
        assert_untouched()
    end)
end)

describe("the journal of a rotation", function()
    it("is held by one run at a time", function()
        local inner
        local sink = { fn = function()
            inner = { world:rotate() }
            return true
        end }
        assert_done(assert(world:rotate({ sink = sink })))
        assert_failed("journal", "is in use by another run", inner[1], inner[2], inner[3])
    end)

    it("must be as it was written, else nothing is changed", function()
        assert(world:rotate({ grace = 60, wait = false }))
        local before = ids()
        local text = program.read(world.journal)
        program.write(world.journal, (text:gsub(world.old, "X", 1)))
        assert_failed("journal", "line 2 is not as it was written", world:rotate({ grace = 0 }))
        assert.equal(before, ids())
        program.write(world.journal, text)
        assert_done(assert(world:rotate({ grace = 0 })))
    end)

    it("must be writable, else nothing is changed", function()
        for _, path in ipairs({ "/none/journal", world.path, "/dev/full" }) do
            assert_failed("journal", path, world:rotate({ journal = path }))
        end
        assert_untouched()
    end)

    it("is of one owner", function()
        assert(world:rotate())
        local other = require("spec.support.client").create_account(world.admin, "other")
        local out, message, err = ncp.keys.rotate(world.admin, other, world:options())
        assert_failed("validation", world.owner, out, message, err)
        assert.is_nil(message:find("call again", 1, true))
    end)

    it("of a rotation that is done allows no way back", function()
        assert(world:rotate())
        assert_failed("validation", "cannot be undone", world:rotate({ undo = true }))
    end)
end)

describe("ncp.keys.rotate", function()
    it("refuses what it cannot do", function()
        assert_failed("validation", "option journal is needed", ncp.keys.rotate(world.admin, world.owner, {}))
        assert_failed("validation", "option sink is needed",
            ncp.keys.rotate(world.admin, world.owner, { journal = world.journal }))
        assert_failed("validation", "the owner must be", ncp.keys.rotate(world.admin, nil, world:options()))
        for _, sink in ipairs({ {}, { file = "" }, { file = "f", fn = print }, { command = {} }, { command = { 1 } },
            { file = "f", read = print }, { pipe = "f" } }) do
            assert_failed("validation", "option sink must be", world:rotate({ sink = sink }))
        end
        assert_failed("validation", "option grace must be", world:rotate({ grace = -1 }))
        world:set_active(world.old, false)
        assert(world.admin.accesskey.delete(world.owner, world.old))
        assert_failed("validation", "has no access key to rotate", world:rotate())
        assert_failed("not_found", "no account has the id or the name none",
            ncp.keys.rotate(world.admin, "none", world:options({ journal = world.path .. "/other" })))
    end)

    it("raises for mistakes of the program", function()
        assert.has_error(function() world:rotate({ jornal = "x" }) end,
            "keys.rotate: unknown option 'jornal' (did you mean 'journal'?)")
        assert.has_error(function() ncp.keys.rotate({}, world.owner, world:options()) end,
            "keys.rotate: a client of ncp.new or huawei.new is needed")
    end)

    it("reads journals that were written by this version only", function()
        local book = assert(journal.open(world.journal, { operation = "keys.rotate", version = 2 }))
        book:close()
        assert_failed("journal", "another version", world:rotate())
        assert_untouched()
    end)
end)
