--- The command `ncp can`.

local can = require("ncp.account.can")
local core = require("ncp.core")
local sentence = require("ncp.account.sentence")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local output = require("ncp.cli.output")
local stdout = require("ncp.cli.stdout")

local M = {}

local FORMS = "id or login id of a sub account, or the id of one of its keys"

local ANSWER = {
    { name = "allowed" }, { name = "account" }, { name = "action" }, { name = "resource" }, { name = "policy" },
    { name = "via" }, { name = "reason" }, { name = "statement" },
}

local ROW = {
    { name = "effect" }, { name = "product" }, { name = "actions", type = "list" },
    { name = "resources", type = "list" }, { name = "condition" }, { name = "policy" }, { name = "via" },
}

function M.declare(command)
    command:description("Tells whether keys of a sub account may take an action, and which statement of which " ..
        "policy decides; the status is 0 for yes and 1 for no.")
    command:argument("account", FORMS)
    command:argument("action", "such as IAM:View/group.list or Server:View*, or an operation such as group.list")
        :args("?")
    command:argument("resource", "resource name, or * for all, also when left out"):args("?")
    command:option("--tag", "of the resource, for conditions that ask for it; can be repeated"):argname("<key=value>")
        :count("*")
    command:flag("--list", "print all that the policies of the account say")
    output.declare(command)
end

local function tags_of(texts)
    local tags = {}
    for _, text in ipairs(texts) do
        local key, value = text:match("^([^=]+)=(.*)$")
        if not key then failure.misuse("--tag %s: a tag is such as team=build", text) end
        tags[key] = value
    end
    return tags
end

local function words_of(answer)
    local words = answer.allowed and "yes" or "no"
    if answer.reason then words = ("%s: %s"):format(words, answer.reason) end
    if not answer.statement then return answer.reason and words or words .. ": no policy allows it" end
    local through = answer.via and (", through the group %s"):format(answer.via) or ""
    return ("%s: %s (policy %s%s)"):format(words, sentence.of_statement(answer.statement), answer.policy, through)
end

local function in_cells(list)
    return table.concat(list, " ")
end

local function list_all(client, options)
    local writer = output.rows(options, ROW)
    local list, closed = failure.must(can.rights(client, options.account))
    for _, row in ipairs(list) do
        if not options.json then
            row.actions, row.resources = in_cells(row.actions), in_cells(row.resources)
            row.condition = sentence.of_condition(row.condition)
        end
        writer.row(row)
    end
    writer.finish()
    if closed then failure.note("it can use none of this: " .. closed) end
end

--- Returns the exit status.
function M.run(options)
    if (options.list or false) == (options.action ~= nil) then
        failure.misuse("an action is needed, or --list (see ncp can --help)")
    end
    local client = clients.new("ncp", options)
    if options.list then return list_all(client, options) end
    local resource = { nrn = options.resource, tags = tags_of(options.tag) }
    local answer = failure.must(can.can(client, options.account, options.action, resource))
    if options.json or options.csv or options.columns then
        output.object(options, ANSWER, answer)
    else
        stdout.write(core.visible(words_of(answer)), "\n")
    end
    return answer.allowed and 0 or 1
end

return M
