--- The command `ncp keys sweep`.

local core = require("ncp.core")
local ids = require("ncp.keys.ids")
local quantity = require("ncp.base.quantity")
local sweep = require("ncp.keys.sweep")

local clients = require("ncp.cli.clients")
local confirm = require("ncp.cli.confirm")
local failure = require("ncp.cli.failure")
local interrupt = require("ncp.cli.interrupt")
local numbers = require("ncp.cli.numbers")
local output = require("ncp.cli.output")
local progress = require("ncp.cli.progress")
local stdout = require("ncp.cli.stdout")
local texts = require("ncp.cli.texts")

local M = {}

local FIELDS = {
    { name = "id" }, { name = "state" }, { name = "owner" }, { name = "owner_name" }, { name = "was_active" },
    { name = "by" }, { name = "seconds" }, { name = "message" }, { name = "file" }, { name = "line" },
    { name = "column" }, { name = "encoding" },
}

local UNITS = { [""] = 1, K = 1024, M = 1024 ^ 2, G = 1024 ^ 3, T = 1024 ^ 4 }

local function to_bytes(text)
    local number, unit = text:match("^(%d+)([KMGT]?)$")
    if not number then return nil, ("a number of bytes is needed, such as 16G, not '%s'"):format(text) end
    return tonumber(number) * UNITS[unit]
end

function M.declare(command)
    command:description("Finds key ids in any text, switches them off at once, and reads back until each is off.")
    texts.declare(command)
    clients.declare_cloud(command)
    command:flag("--dry-run", "show what would be done")
    command:flag("--expect-some", "exit with 3 when no key id is found")
    command:option("--journal", "file, or fleet:NAME, that makes it resumable, a record of it"):argname("<path>")
    command:option("--except", "leave this key alone; may be repeated"):argname("<id>"):count("*")
    command:flag("--include-self", "switch off the key that signs as well, at last")
    command:option("--narrow-to", "where a key cannot be switched off, its account's keys work from this address " ..
        "only; may be repeated"):argname("<ip>"):count("*")
    command:flag("--detach-policies", "where that fails too, its account loses its policies and groups")
    command:option("--concurrency", "requests under way at most; 32 when left out"):argname("<n>")
        :convert(numbers.plain("--concurrency"))
    command:option("--deadline", "time for all of it, such as 90s or 15m"):argname("<time>")
        :convert(numbers.seconds("--deadline"))
    command:option("--max-bytes", "how long the texts may be in all; 4G when left out"):argname("<n>"):convert(to_bytes)
    confirm.declare(command)
    output.declare(command)
end

-- Reads the texts; a search that is full goes on when the sweep has read the accounts.
local function read_texts(options)
    local all, next_source = texts.open(options.files, options.exclude)
    local search = ids.search(next_source, options.max_bytes)
    local read, message, kind = search:read()
    if read == nil then
        failure.raise("the input " .. message:gsub("max_bytes", "--max-bytes"), failure.status_of(kind))
    end
    return search, all
end

-- What was found, as the subject of a sentence; nil for nothing.
local function describe(search)
    local keys, words = 0, 0
    for _, find in ipairs(search:finds()) do
        if find.kind == "new" or find.given then keys = keys + 1 else words = words + 1 end
    end
    local parts = {}
    if keys > 0 then parts[1] = quantity(keys, "key id") end
    if words > 0 then parts[#parts + 1] = quantity(words, "word") .. " that may be one" end
    if #parts == 0 and search:counts().candidates > 0 then return "Longer words that key ids may be part of were" end
    return parts[1] and table.concat(parts, " and ") .. (keys + words == 1 and " was" or " were")
end

local function ask(options, search)
    local found = describe(search) or options.journal and "What the journal tells was"
    if options.dry_run or not found then return end
    confirm.ask(("%s found. Switch off those that somebody holds?"):format(found), options)
end

local function sources_of(addresses)
    if not addresses[1] then return nil end
    local sources = {}
    for i, address in ipairs(addresses) do sources[i] = { type = "IP", source = address } end
    return sources
end

-- How to go on after an interrupted sweep.
local function advice(options)
    if options.journal then return "the same command goes on with what is in " .. options.journal end
    return "the same command does the rest: what is off stays off"
end

local function tell_interrupted(options, done)
    progress.clear()
    failure.note(("interrupted: %s off already"):format(quantity(#done, "key is", "keys are")))
    for _, key in ipairs(done) do
        io.stderr:write(("  %s  of %s\n"):format(key.id, core.visible(key.owner_name or key.owner or "?")))
    end
    failure.note(advice(options))
end

-- The options that tell how it goes, and a function for its end.
local function watch(options)
    local done, accounts, keys = {}, progress.new("accounts"), progress.new("keys")
    local last
    local stop = interrupt.watch(function() tell_interrupted(options, done) end)
    return {
        on_key = function(key)
            if key.state == "off" or key.state == "contained" then done[#done + 1] = key end
        end,
        on_progress = function(...) last = { ... } end,
        on_reading = function(read, failed, total)
            if read < total then accounts(read, failed, total) end
        end,
    }, function()
        stop()
        progress.clear()
        if last then keys(last[1], last[2], last[3]) end
    end
end

local function run_sweep(options, search)
    local given, finish = watch(options)
    given.dry_run, given.journal, given.except = options.dry_run, options.journal, options.except
    given.include_self, given.detach_policies = options.include_self, options.detach_policies
    given.narrow_sources = sources_of(options.narrow_to)
    given.concurrency, given.deadline, given.rate = options.concurrency, options.deadline, options.rate
    local report, message, err = sweep(clients.new(options.cloud, options), search, given)
    finish()
    return failure.must(report, message, err)
end

local function print_report(options, report)
    if not options.json and not options.csv and not options.columns then
        return stdout.write(tostring(report), "\n")
    end
    if options.json then
        for _, key in ipairs(report.keys) do key.err = nil end
        core.array(report.keys)
        core.array(report.unread)
        return stdout.write(assert(core.json(report)), "\n")
    end
    local writer = output.rows(options, FIELDS)
    for _, key in ipairs(report.keys) do writer.row(key) end
    writer.finish()
end

local function status_of(options, report)
    local first, counts = report.unread[1], report.counts
    if first and counts.unresolved + report.words > 0 then return failure.status_of(first.kind) end
    if counts.failed + counts.unresolved + counts.self > 0 then return failure.status_of(nil) end
    if report.input.cut or report.input.overflowed then return failure.status_of(nil) end
    return options.expect_some and #report.keys == 0 and failure.NOTHING_FOUND or 0
end

function M.run(options)
    output.check(options, FIELDS)
    local search, all = read_texts(options)
    local has_unread = all:note()
    ask(options, search)
    local report = run_sweep(options, search)
    print_report(options, report)
    local status = status_of(options, report)
    return status == 0 and has_unread and failure.status_of(nil) or status
end

return M
