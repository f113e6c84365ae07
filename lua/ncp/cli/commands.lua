--- The command line as a parser of argparse.
--
-- A command is a module with `declare(command, wanted)`, which adds its arguments, and `run(options)`, which returns
-- the exit status or raises as `ncp.cli.failure` has it. It is loaded only when the command line has its name.

local argparse = require("argparse")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local nouns = require("ncp.cli.nouns")

local commands = {}

local unpack = table.unpack or unpack

local WIDTH = 80

local TOOLS = {
    { name = "keys", summary = "Access keys of all accounts at once" },
    { name = "sign", summary = "Sign a request for another HTTP client" },
    { name = "explain", summary = "Show what is signed, and look for the usual mistakes" },
    { name = "whoami", summary = "Show which keys are used, and whose they are" },
    { name = "emulator", summary = "Run an emulator of the service behind nginx" },
    { name = "completion", summary = "Print what makes a shell complete ncp's arguments" },
}

local HUAWEI = { { name = "huawei", summary = "Access keys, tokens and users of Huawei-style IAM" } }

--- declare(parser, entries, wanted) adds the commands of a list of `{ name =, summary =, module = }`, where the
-- module is `ncp.cli.<name>` when left out; returns them.
function commands.declare(parser, entries, wanted)
    local declared = {}
    for i, entry in ipairs(entries) do
        local command = parser:command(entry.name):summary(entry.summary)
        declared[i] = command
        if wanted(entry.name) then
            local module = require(entry.module or "ncp.cli." .. entry.name)
            module.declare(command, wanted)
            if module.run then
                command:action(function(options)
                    options.run = function() return module.run(options) end
                end)
            end
        end
    end
    return declared
end

local function epilog()
    local lines = { "Exit status:" }
    for _, entry in ipairs(failure.STATUSES) do lines[#lines + 1] = ("   %-5d%s"):format(entry[1], entry[2]) end
    lines[#lines + 1] = "\nMore help: ncp <noun> --help, ncp <noun> <verb> --help."
    return table.concat(lines, "\n")
end

local function declare_version(parser)
    parser:flag("--version", "print the version and exit"):action(function()
        print("ncp " .. require("ncp.version"))
        os.exit(0)
    end)
end

--- parser(wanted) → the parser of the command line. `wanted(word)` tells whether the command line has that word:
-- only such commands are declared in full.
function commands.parser(wanted)
    local parser = argparse("ncp", "NAVER Cloud Platform and Huawei-style clouds from the command line.", epilog())
    parser:usage_max_width(WIDTH):help_max_width(WIDTH):help_description_margin(22)
    parser.error = function(_, message) failure.misuse("%s (see --help)", message) end
    clients.declare(parser)
    declare_version(parser)
    parser:group("NAVER Cloud Platform", unpack(nouns.declare(parser, nil, wanted)))
    parser:group("Huawei Cloud, Open Telekom Cloud and their kin", unpack(commands.declare(parser, HUAWEI, wanted)))
    parser:group("Tools", unpack(commands.declare(parser, TOOLS, wanted)))
    return parser
end

return commands
