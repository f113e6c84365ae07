-- Connections that break off after any byte of a request or an answer, in calls of every kind.
local core = require("ncp.core")
local ncp = require("ncp")
local operations = require("spec.support.operations")
local relay = require("spec.support.relay")
local rotation = require("spec.support.rotation")
local server = require("spec.support.server")
local world = require("spec.support.world")

local LONG = os.getenv("NCP_LONG") ~= nil
local CUTS = 2 -- of each direction that are tried of a call, where not all are
local WORLDS = 64 -- at once: a call that is repeated pauses before

local unpack = table.unpack or unpack -- luacheck: ignore 113 143
local random = rotation.random(core.now() % 2147483647)

local function has(fields, what)
    for _, field in ipairs(fields) do
        if what(field) then return true end
    end
    return false
end

-- What tells apart how calls are made.
local function kind_of(row)
    return table.concat({
        row.api or row.cloud or "", row.method, row.idempotent and "repeatable" or "once", row.paging and "paged" or "",
        row.result_list and "list" or "", row.anonymous and "anonymous" or "",
        has(row.parameters, function(field) return field.place == "body" end) and "body" or "",
        has(row.parameters, function(field) return field.carried end) and "carried" or "",
    }, " ")
end

-- Cases (see `world:try`) of one operation of each kind, any of them; in the long form the first one.
local function cases_of_all_kinds()
    local kinds, cases = {}, {}
    operations.each(function(row, id)
        local kind = kind_of(row)
        kinds[kind] = kinds[kind] or {}
        table.insert(kinds[kind], { id = id, is_repeatable = row.idempotent or false })
    end)
    for _, of_kind in pairs(kinds) do cases[#cases + 1] = of_kind[LONG and 1 or random(#of_kind)] end
    return cases
end

local CREATE = { id = "accesskey.create", is_repeatable = false }
local READ = { id = "subaccount.get", is_repeatable = true }
local DELETE = { id = "group.delete", is_repeatable = true }

-- Within the first that is said in a handshake, by either side.
local IN_HELLO, IN_FLIGHT = { direction = "request", bytes = 100, reset = true }, { direction = "answer", bytes = 100 }

local PCALL_CAN_PAUSE = _VERSION ~= "Lua 5.1" or rawget(_G, "jit") ~= nil

-- All pages of a list, of one row each.
local PAGES = { id = "subaccount.list", is_repeatable = true, work = function(_, client)
    local names = {}
    local done, message = pcall(function()
        for account in client.subaccount.each({ size = 1 }) do names[#names + 1] = account.loginId end
    end)
    if not done then return nil, message, { attempts = 0 } end
    return table.concat(names, " ")
end }

-- The first call of a client that has to log in.
local LOGIN = { id = "huawei.accesskey.get", is_repeatable = true, by_token = true }

local function with(case, changes)
    local copy = {}
    for name, value in pairs(case) do copy[name] = value end
    for name, value in pairs(changes) do copy[name] = value end
    return copy
end

-- The numbers of bytes after which to cut.
local function cuts_of(whole)
    local chosen = {}
    if LONG then
        for bytes = 0, whole do chosen[bytes + 1] = bytes end
    else
        for i = 1, CUTS do chosen[i] = random(whole + 1) - 1 end
    end
    return chosen
end

-- The case with each of the cuts, by both endings in turns, and over new and kept connections.
local function cut_cases(case, may_be_kept)
    local cases = {}
    for _, direction in ipairs({ "request", "answer" }) do
        for _, bytes in ipairs(cuts_of(case.whole.passed[direction])) do
            local turn = LONG and bytes or random(4)
            local cut = { direction = direction, bytes = bytes, reset = turn % 2 == 0 }
            cases[#cases + 1] = with(case, { cuts = { cut }, is_kept = may_be_kept and turn % 4 > 1 })
        end
    end
    return cases
end

local function add_all(list, others)
    for _, other in ipairs(others) do list[#list + 1] = other end
end

-- What must be told apart of a call that is not repeated once it may have been received: how often it was carried out,
-- and what its caller is told.
local function outcome_of(result)
    local told = "done"
    if result.out == nil then
        told = ("%s, sent %s, %d attempts"):format(result.err.kind, tostring(result.err.sent), result.err.attempts)
    end
    return ("%d carried out, %s"):format(#result.handled, told)
end

local LOST = "network, sent true, 1 attempts"

-- The same for a cut at which it is known what the server has got.
local function expected_of(case)
    local cut, passed = case.cuts[1], case.whole.passed
    if cut.direction == "answer" then return "1 carried out, " .. (cut.bytes < passed.answer and LOST or "done") end
    return ("%d carried out, %s"):format(cut.bytes < passed.request and 0 or 1, LOST)
end

local function is_exact(outcome, case)
    return outcome == expected_of(case)
end

-- Within TLS bytes do not tell so well what the server has got. Before it has said who it is, that is nothing.
local function is_possible(outcome, case)
    local cut, turns = case.cuts[1], case.whole.turns
    local is_early = cut.bytes < turns[cut.direction == "request" and 1 or 2].bytes
    local is_lost = outcome == "0 carried out, " .. LOST or outcome == "1 carried out, " .. LOST
    return outcome == "1 carried out, done" or is_lost and not is_early
end

-- What is wrong with what came of a case, or nil. What may be repeated is done, or was refused since it had been done.
local function fault_of(case, result, is_right)
    local is_fine
    if case.is_repeatable then
        is_fine = result.out ~= nil and #result.handled > 0 or result.out == nil and result.err.repeated
    else
        is_fine = is_right(outcome_of(result), case)
    end
    if is_fine then return nil end
    local cut = case.cuts[1]
    return ("%s, %s cut at %d by %s, %s connection: %s; %s"):format(case.id, cut.direction, cut.bytes,
        cut.reset and "reset" or "end", case.is_kept and "kept" or "new", outcome_of(result), tostring(result.message))
end

describe("a connection that breaks off #once", function()
    local nginx, worlds

    local function open(listener)
        for i = 1, WORLDS do worlds[i] = world.start(nginx, listener) end
    end

    setup(function() nginx = server.start({ conf = "spec/support/nginx/worlds.conf" }) end)
    before_each(function() worlds = {} end)
    after_each(function()
        for _, one in ipairs(worlds) do one:close() end
    end)
    teardown(function() nginx:stop() end)

    -- What comes of all cases, in their order.
    local function try_all(cases)
        local free = { unpack(worlds) }
        local results = relay.run(function()
            return ncp.map(cases, function(case)
                local one = table.remove(free)
                local result = one:try(case)
                free[#free + 1] = one
                return result
            end, { concurrency = WORLDS })
        end)
        for i, result in ipairs(results) do results[i] = result.ok and result.out or error(result.err, 0) end
        return results
    end

    -- The cases, with what came of them without a cut.
    local function measured(cases)
        local results = {}
        for i, result in ipairs(try_all(cases)) do
            assert(result.out ~= nil, result.message)
            results[i] = with(cases[i], { whole = result })
        end
        return results
    end

    -- `is_right(outcome, case)` tells whether that may come of a call that is not repeated.
    local function assert_right(cases, is_right)
        local faults = {}
        for i, result in ipairs(try_all(cases)) do faults[#faults + 1] = fault_of(cases[i], result, is_right) end
        assert.same({}, faults)
    end

    it("is told for what it is in calls of every kind: none is done twice, what may be repeated succeeds", function()
        open("plain")
        local kinds, cases = cases_of_all_kinds(), {}
        add_all(kinds, PCALL_CAN_PAUSE and { PAGES, LOGIN } or { LOGIN })
        for _, case in ipairs(measured(kinds)) do
            add_all(cases, cut_cases(case, true))
            if LONG then
                assert_right(cases, is_exact)
                cases = {}
            end
        end
        assert_right(cases, is_exact)
    end)

    for _, listener in ipairs({ "tls", "http2" }) do
        it("within TLS (" .. listener .. ") is so too, and within the handshake any call is repeated", function()
            open(listener)
            for _, case in ipairs(measured({ CREATE, READ })) do
                local cases = cut_cases(case, false)
                add_all(cases, { with(case, { cuts = { IN_HELLO } }), with(case, { cuts = { IN_FLIGHT } }) })
                assert_right(cases, is_possible)
            end
        end)
    end

    it("was kept from a call before: a change that is repeated says what nobody knows of the first", function()
        open("plain")
        local cuts = { { direction = "answer", bytes = 0 } }
        for _, result in ipairs(try_all({ with(DELETE, { cuts = cuts, is_kept = true }) })) do
            assert.same({ "not_found", true, 2, true },
                { result.err.kind, result.err.sent, result.err.attempts, result.err.repeated })
        end
    end)

    it("each time it is tried makes a read fail after three attempts", function()
        open("plain")
        local whole, cases = measured({ READ })[1].whole, {}
        for _, direction in ipairs({ "request", "answer" }) do
            for _, bytes in ipairs(cuts_of(whole.passed[direction] - 1)) do
                local cuts = {}
                for i = 1, 3 do cuts[i] = { direction = direction, bytes = i * bytes, reset = bytes % 2 == 0 } end
                cases[#cases + 1] = with(READ, { cuts = cuts })
            end
        end
        for _, result in ipairs(try_all(cases)) do
            assert.is_nil(result.out)
            assert.same({ "network", true, 3, true },
                { result.err.kind, result.err.sent, result.err.attempts, result.err.retryable })
        end
    end)
end)
