--- The command line as a parser of argparse.

local argparse = require("argparse")

local clients = require("ncp.cli.clients")
local failure = require("ncp.cli.failure")
local nouns = require("ncp.cli.nouns")
local subcommand = require("ncp.cli.subcommand")

local commands = {}

local unpack = table.unpack or unpack

local WIDTH = 80

local TOOLS = {
    { name = "keys", summary = "Access keys of all accounts at once" },
    { name = "export", summary = "Print the account as a document" },
    { name = "plan", summary = "Tell what makes the account as a document says" },
    { name = "apply", summary = "Make the account as a plan or a document says" },
    { name = "drift", summary = "Tell how the account differs from a document" },
    { name = "can", summary = "Tell who may do what, and which policy decides" },
    { name = "fleet", summary = "What many machines share: work, a rate, an index" },
    { name = "sign", summary = "Sign a request for another HTTP client" },
    { name = "explain", summary = "Show what is signed, and look for the usual mistakes" },
    { name = "describe", summary = "Show what an operation takes and answers" },
    { name = "configure", summary = "Put a key pair into ~/.ncloud/configure" },
    { name = "whoami", summary = "Show which keys are used, and whose they are" },
    { name = "emulator", summary = "Run an emulator of the service behind nginx" },
    { name = "completion", summary = "Print what makes a shell complete ncp's arguments" },
    { name = "help", summary = "Tell what a command does and takes" },
}

local HUAWEI = { { name = "huawei", summary = "Access keys, tokens and users of Huawei-style IAM" } }

local function epilog()
    local lines = { "Exit status:" }
    for _, entry in ipairs(failure.STATUSES) do lines[#lines + 1] = ("   %-5d%s"):format(entry[1], entry[2]) end
    lines[#lines + 1] = "\nMore help: ncp help <noun>, ncp help <noun> <verb>."
    return table.concat(lines, "\n")
end

local function declare_version(parser)
    parser:flag("--version", "print the version and exit"):action(function()
        print("ncp " .. require("ncp.version"))
        os.exit(0)
    end)
end

-- What argparse says, of a command line that the parser `command` could not read, in words that lead on.
local function complain(command, message)
    local name = command:get_usage():match("^Usage: (.-) [%[<(%-]")
    if message:find("^unknown option '%-[^-]") then
        message = message:match("[^\n]*") .. "; a value that begins with - stands behind =, as in --memo=-1"
    end
    failure.misuse("%s (see %s --help)", (message:gsub("\n", ". ")), name)
end

--- parser(wanted, version) → the parser of the command line. `wanted(word)` tells whether the command line has that
-- word: only such commands are declared in full. `version()` tells for which version of the API, "v1" or "v2".
function commands.parser(wanted, version)
    local parser = argparse("ncp", "NAVER Cloud Platform and Huawei-style clouds from the command line.", epilog())
    parser:usage_max_width(WIDTH):help_max_width(WIDTH):help_description_margin(22)
    parser.error = complain
    clients.declare(parser)
    declare_version(parser)
    parser:group("NAVER Cloud Platform", unpack(nouns.declare(parser, nil, wanted, version)))
    parser:group("Huawei Cloud, Open Telekom Cloud and their kin", unpack(subcommand.declare(parser, HUAWEI, wanted)))
    parser:group("Tools", unpack(subcommand.declare(parser, TOOLS, wanted)))
    return parser
end

local function set_of(words)
    local set = {}
    for _, word in ipairs(words) do set[word] = true end
    return set
end

--- parse(arguments) → what the command line asks for: options by name, and a function `run`. Nothing at all asks for
-- help.
function commands.parse(arguments)
    local words = set_of(arguments)
    local function wanted(word) return words[word] end
    local function version() return clients.version(arguments) end
    return commands.parser(wanted, version):parse(#arguments > 0 and arguments or { "--help" })
end

return commands
