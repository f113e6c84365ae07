--- The command `ncp apply`.

local apply = require("ncp.account.apply")
local core = require("ncp.core")
local documents = require("ncp.account.document")
local json = require("ncp.base.json")
local normal = require("ncp.account.normal")
local planning = require("ncp.account.plan")
local quantity = require("ncp.base.quantity")

local clients = require("ncp.cli.clients")
local confirm = require("ncp.cli.confirm")
local failure = require("ncp.cli.failure")
local findings = require("ncp.cli.findings")
local input = require("ncp.cli.input")
local interrupt = require("ncp.cli.interrupt")
local numbers = require("ncp.cli.numbers")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Carries out a plan, or plans what a document says and carries that out. Call it again with " ..
        "the same journal to go on after whatever ended it.")
    command:argument("file", "plan as ncp plan --out writes it, or document; left out, the plan in the journal; - " ..
        "for standard input"):args("?")
    command:option("--journal", "file, or fleet:NAME, that keeps the steps; FILE.journal when left out")
        :argname("<path>")
    command:mutex(
        command:option("--to-folder", "where passwords and keys that are made go, a new file of JSON for each")
            :argname("<path>"),
        command:option("--to-command", "or a shell command that reads each; status 0 confirms"):argname("<text>")
    )
    command:flag("--keep-going", "when a step fails, do those that do not need it")
    command:flag("--prune", "delete what stands in no section of the document")
    command:option("--allow-deletes", "how many things may be deleted by a plan that deletes more than a tenth of a " ..
        "section"):argname("<n>"):convert(numbers.plain("--allow-deletes"))
    confirm.declare(command)
end

local function journal_of(options)
    if options.journal then return options.journal end
    if not options.file then failure.misuse("without a file --journal is needed, with whose plan to go on") end
    if options.file == "-" then failure.misuse("with standard input --journal is needed") end
    return options.file .. ".journal"
end

-- The plan with which the journal can go on, if there is any.
local function unfinished(client, path)
    local plan, message, err = apply.unfinished(client, path)
    if err then failure.must(plan, message, err) end
    return plan
end

-- What was begun for a document is gone on with: planned again it would be another plan.
local function plan_document(options, client, text, journal)
    local wanted = findings.must(options.file, documents.parse(text, options.file))
    local begun = unfinished(client, journal)
    local is_same = begun and begun.document == core.sha256(normal.text(wanted))
    if is_same and begun.prune == (options.prune or false) then
        failure.note(("going on with the plan in %s, which was not carried out to its end"):format(journal))
        return begun
    end
    return findings.must(options.file,
        planning.new(client, wanted, { prune = options.prune, rate = options.rate }))
end

local function plan_of(options, client, journal)
    if not options.file then
        return unfinished(client, journal) or failure.misuse("%s has no plan to go on with", journal)
    end
    local text = input.text(options.file)
    local plan = json.decode(text)
    if type(plan) ~= "table" or plan.plan == nil then return plan_document(options, client, text, journal) end
    if options.prune then failure.misuse("--prune is for documents: what a plan deletes stands in it") end
    return findings.must(options.file, apply.check(plan))
end

local function sink_of(options)
    if options.to_folder then return { folder = options.to_folder } end
    return options.to_command and { command = { "sh", "-c", options.to_command } }
end

-- What the user reads before it begins; what he may have to add is asked for first.
local function show(options, plan)
    if apply.makes_secrets(plan) and not sink_of(options) then
        failure.misuse("the plan makes passwords or keys: --to-folder or --to-command says where they go")
    end
    stdout.write(tostring(planning.restore(plan)))
    stdout.flush()
end

local function tell_step(step)
    local line = ("%3d  %-8s %s  %s"):format(step.number, step.state, step.operation, step.name)
    stdout.write(core.visible(step.message and ("%s: %s"):format(line, step.message) or line), "\n")
    stdout.flush()
end

-- A command that reads secrets must get the signals itself.
local function watch(options, journal)
    if options.to_command then return function() end end
    return interrupt.watch(function()
        failure.note(("interrupted: the same command goes on with what is in %s"):format(journal))
    end)
end

local function carry_out(options, client, plan, journal)
    local stop = watch(options, journal)
    local result, message, err = apply.run(client, plan, {
        journal = journal, sink = sink_of(options), keep_going = options.keep_going,
        allow_deletes = options.allow_deletes, on_event = tell_step,
    })
    stop()
    return failure.must(result, message, err)
end

function M.run(options)
    local journal = journal_of(options)
    local client = clients.new("ncp", options)
    local plan = plan_of(options, client, journal)
    show(options, plan)
    if not plan.steps[1] then return end
    confirm.ask(("Apply %s?"):format(quantity(#plan.steps, "step")), options)
    local result = carry_out(options, client, plan, journal)
    stdout.write(("%d done, %d skipped, %d failed\n"):format(result.done, result.skipped, result.failed))
    return result.failed > 0 and failure.status_of(nil) or 0
end

return M
