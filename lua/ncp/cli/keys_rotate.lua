--- The command `ncp keys rotate`.

local core = require("ncp.core")
local rotate = require("ncp.keys.rotate")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local stdout = require("ncp.cli.stdout")

local M = {}

function M.declare(command)
    command:description("Replaces an access key: makes a new one, delivers it, sees it work, and takes the old one " ..
        "away. Call it again with the same journal to go on after whatever ended it.")
    command:argument("owner", "id of the sub account or user")
    clients.declare_cloud(command)
    command:option("--journal", "file that keeps the steps, one for each rotation"):argname("<path>"):count(1)
    command:mutex(
        command:option("--to-file", "where the new key goes, as JSON; replaced as a whole"):argname("<path>"),
        command:option("--to-command", "or a shell command that reads it; status 0 confirms"):argname("<text>")
    )
    command:option("--replace", "of two keys the one that may go, at once"):argname("<id>")
    command:option("--grace", "seconds before the old key is disabled, and again before it is deleted")
        :argname("<seconds>"):convert(tonumber)
    command:flag("--no-wait", "end instead of waiting, and say when to call again")
    command:flag("--undo", "go back: the old key is switched on, the new one deleted")
end

local function sink_of(options)
    if options.to_file then return { file = options.to_file } end
    return options.to_command and { command = { "sh", "-c", options.to_command } }
end

local function tell(result)
    for _, step in ipairs(result.steps) do
        local key = step.key and " " .. step.key or ""
        stdout.write(core.visible(("%s  %s%s"):format(step.at, step.step, key)), "\n")
    end
    local ending = result.state == "waiting" and "call again after " .. result.waits_until or result.state
    stdout.write(ending, "\n")
end

function M.run(options)
    tell(failure.must(rotate(clients.new(options.cloud, options), options.owner, {
        journal = options.journal,
        sink = sink_of(options),
        replace = options.replace,
        grace = options.grace,
        wait = not options.no_wait,
        undo = options.undo,
    })))
end

return M
