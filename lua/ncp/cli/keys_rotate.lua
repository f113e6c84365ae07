--- The command `ncp keys rotate`.

local core = require("ncp.core")
local duration = require("ncp.base.duration")
local rotate = require("ncp.keys.rotate")

local clients = require("ncp.cli.clients")
local confirm = require("ncp.cli.confirm")
local failure = require("ncp.cli.failure")
local numbers = require("ncp.cli.numbers")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Replaces an access key: makes a new one, sees it work, delivers it, and disables the old " ..
        "one. Call it again with the same journal to go on after whatever ended it.")
    command:argument("owner", "sub account or user: its id, its login id, or the id of one of its keys")
    clients.declare_cloud(command)
    command:option("--journal", "file, or fleet:NAME, that keeps the steps of one rotation"):argname("<path>"):count(1)
    command:mutex(
        command:option("--to-file", "where the new key goes, as JSON; replaced as a whole"):argname("<path>"),
        command:option("--to-command", "or a shell command that reads it; status 0 confirms"):argname("<text>")
    )
    command:option("--replace", "of two keys the one that may go, at once"):argname("<id>")
    command:option("--grace", "time before the old key is disabled, and again before it is deleted, such as 12h or " ..
        "7d; it is not deleted when left out"):argname("<time>"):convert(numbers.seconds("--grace"))
    command:flag("--no-wait", "end instead of waiting, and say when to call again")
    command:mutex(
        command:flag("--finish", "delete the old key, which was disabled"),
        command:flag("--undo", "go back: the old key is switched on, the new one deleted")
    )
    command:flag("--dry-run", "print the steps that would be taken, and change nothing")
    confirm.declare(command)
end

local function sink_of(options)
    if options.to_file then return { file = options.to_file } end
    return options.to_command and { command = { "sh", "-c", options.to_command } }
end

local function given(options, dry_run)
    return {
        journal = options.journal,
        sink = sink_of(options),
        replace = options.replace,
        grace = options.grace,
        wait = not options.no_wait,
        finish = options.finish,
        undo = options.undo,
        dry_run = dry_run,
    }
end

local function after(step)
    return step.after > 0 and ", after " .. duration.text(step.after) or ""
end

local SENTENCES = {
    free = function(step) return ("remove key %s, which makes room"):format(step.key) end,
    create = function(step) return ("create a key for %s, and see it work"):format(step.owner) end,
    deliver = function(step) return "deliver it to " .. (step.file or "the command") end,
    disable = function(step) return ("disable key %s%s"):format(step.key, after(step)) end,
    delete = function(step) return ("delete key %s%s"):format(step.key, after(step)) end,
    enable = function(step) return ("enable key %s again"):format(step.key) end,
    discard = function(step) return ("remove the new key %s"):format(step.key) end,
}

-- What would be done, a line a step.
local function text_of(planned)
    local lines = {}
    for i, step in ipairs(planned.steps) do lines[i] = core.visible(SENTENCES[step.step](step)) .. "\n" end
    return lines[1] and table.concat(lines) or "nothing is left to do\n"
end

local ENDINGS = {
    waiting = function(result) return "call again after " .. result.waits_until end,
    disabled = function(result) return ("disabled; --finish deletes key %s, --undo enables it"):format(result.old) end,
}

local function tell(result, options)
    for _, step in ipairs(result.steps) do
        local key = step.key and " " .. step.key or ""
        stdout.write(core.visible(("%s  %s%s"):format(step.at, step.step, key)), "\n")
    end
    local ending = ENDINGS[result.state]
    stdout.write(ending and ending(result) or result.state, "\n")
    failure.note_removed(result.removed, options.to_file)
end

function M.run(options)
    local client = clients.new(options.cloud, options)
    local function plan()
        return text_of(failure.must(rotate(client, options.owner, given(options, true))))
    end
    if options.dry_run then return stdout.write(plan()) end
    confirm.ask(("Rotate a key of %s?"):format(options.owner), options, plan)
    tell(failure.must(rotate(client, options.owner, given(options))), options)
end

return M
