--- The command `ncp keys sweep`.

local core = require("ncp.core")
local ids = require("ncp.keys.ids")
local sweep = require("ncp.keys.sweep")

local clients = require("ncp.cli.clients")
local confirm = require("ncp.cli.confirm")
local failure = require("ncp.cli.failure")
local output = require("ncp.cli.output")
local progress = require("ncp.cli.progress")
local stdout = require("ncp.cli.stdout")

local M = {}

local FIELDS = {
    { name = "id" }, { name = "state" }, { name = "owner" }, { name = "owner_name" }, { name = "was_active" },
    { name = "by" }, { name = "seconds" }, { name = "message" },
}

function M.declare(command)
    command:description("Finds key ids in any text, switches them off at once, and reads back until each is off.")
    command:argument("files", "texts with leaked keys; standard input when left out"):args("*")
    clients.declare_cloud(command)
    command:flag("--dry-run", "show what would be done")
    command:option("--journal", "file that makes it resumable and tells what was done"):argname("<path>")
    command:option("--except", "leave this key alone; may be repeated"):argname("<id>"):count("*")
    command:flag("--include-self", "switch off the key that signs as well, at last")
    command:option("--narrow-to", "where a key cannot be switched off, its account's keys work from this address " ..
        "only; may be repeated"):argname("<ip>"):count("*")
    command:flag("--detach-policies", "where that fails too, its account loses its policies and groups")
    command:option("--concurrency", "requests under way at most; 32 when left out"):argname("<n>"):convert(tonumber)
    command:option("--deadline", "seconds for all of it"):argname("<seconds>"):convert(tonumber)
    confirm.declare(command)
    output.declare(command)
end

local function find_ids(paths)
    local files = {}
    for i, path in ipairs(paths) do
        local file, message = io.open(path, "rb")
        files[i] = file or failure.misuse("%s", message)
    end
    local found = ids.find(#paths == 0 and io.stdin or files)
    for _, file in ipairs(files) do file:close() end
    local list = {}
    for i, find in ipairs(found) do list[i] = find.id end
    return list
end

local function sources_of(addresses)
    if not addresses[1] then return nil end
    local sources = {}
    for i, address in ipairs(addresses) do sources[i] = { type = "IP", source = address } end
    return sources
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

local function status_of(report)
    local first = report.unread[1]
    if report.counts.unresolved > 0 and first then return failure.status_of(first.kind) end
    local counts = report.counts
    return counts.failed + counts.unresolved + counts.self > 0 and failure.status_of(nil) or 0
end

function M.run(options)
    output.check(options, FIELDS)
    local list = find_ids(options.files)
    if not options.dry_run then
        confirm.ask(("%d key ids were found. Switch off those that somebody holds?"):format(#list), options)
    end
    local report = failure.must(sweep(clients.new(options.cloud, options), list, {
        dry_run = options.dry_run,
        journal = options.journal,
        except = options.except,
        include_self = options.include_self,
        narrow_sources = sources_of(options.narrow_to),
        detach_policies = options.detach_policies,
        concurrency = options.concurrency,
        deadline = options.deadline,
        rate = options.rate,
        on_progress = progress.new("keys"),
    }))
    print_report(options, report)
    return status_of(report)
end

return M
