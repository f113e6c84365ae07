-- What the command says of itself, for every operation of the model.
local argparse = require("argparse")
local commands = require("ncp.cli.commands")
local core = require("ncp.core")
local operation = require("ncp.cli.operation")
local program = require("spec.support.program")

local WIDTH = 80

local function assert_fits(help)
    for line in help:gmatch("[^\n]+") do assert.is_true(#line <= WIDTH, line) end
end

local function help_of(...)
    local arguments = { ... }
    arguments[#arguments + 1] = "--help"
    local status, output = program.ncp(arguments)
    assert.equal(0, status)
    assert_fits(output)
    return output
end

-- The options of a parser that `declare` adds to, by name.
local function options_of(declare)
    local parser = argparse("ncp"):help_max_width(WIDTH):usage_max_width(WIDTH)
    declare(parser)
    local help, names = parser:get_help(), {}
    for name in help:gmatch("\n   (%-%-[%w-]+)") do names[#names + 1] = name end
    return names, help
end

local function each_row(visit)
    for _, noun in ipairs(core.describe().nouns) do
        for _, verb in ipairs(noun.operations) do visit(core.describe(noun.name, verb, noun.api)) end
    end
end

describe("help", function()
    it("of the command names nouns, tools and exit statuses, but no verb", function()
        local help = help_of()
        for _, name in ipairs({ "subaccount", "switchable-role", "huawei", "keys", "explain", "--base-url" }) do
            assert.matches("\n +" .. name:gsub("%-", "%%-") .. " ", help)
        end
        assert.matches("\n   130  interrupted\n", help, 1, true)
        assert.is_nil(help:find("set-active", 1, true))
    end)

    it("of a noun names its verbs, but no option of theirs", function()
        local help = help_of("subaccount")
        assert.matches("\n   set%-active +Enable or disable a sub account", help)
        assert.is_nil(help:find("--login-id", 1, true))
        assert.matches("\n   accesskey +", help_of("huawei"))
        assert.matches("\n   set%-active +", help_of("huawei", "accesskey"))
    end)

    it("of a verb has what the row says", function()
        local help = help_of("subaccount", "create")
        assert.matches("POST /api/v1/sub-accounts\n", help, 1, true)
        assert.matches("%-%-login%-id <text> +login ID; 3 to 60 characters; only", help)
        assert.matches("user name; 2 to 30 characters; required", help, 1, true)
        assert.matches("--can-api-gateway-access {true,false}", help, 1, true)
        assert.matches("--password-file <path>", help, 1, true)
    end)

    it("of every operation fits a terminal of 80 columns", function()
        each_row(function(row)
            local _, help = options_of(function(parser) operation.declare(parser, row) end)
            assert_fits(help)
        end)
    end)

    it("of the tools fits too, and says what each is for", function()
        for words in ([[
            keys, keys list, keys audit, keys rotate, keys sweep, sign, explain, describe, configure, whoami, emulator,
            completion, export, plan, apply, drift, can, fleet, fleet status, fleet index, fleet release]]
        ):gmatch("[%l ]+") do
            local arguments = {}
            for word in words:gmatch("%l+") do arguments[#arguments + 1] = word end
            local said = help_of((table.unpack or unpack)(arguments)):match("^Usage:.-\n\n([^\n]*)")
            assert.is_nil(said:find("^%a+:$"), words)
        end
    end)
end)

describe("every operation", function()
    it("has options of different names, none of them that of a global one", function()
        local globals = options_of(require("ncp.cli.clients").declare)
        assert.is_true(#globals >= 5)
        each_row(function(row)
            local seen = { ["--version"] = true }
            for _, name in ipairs(globals) do seen[name] = true end
            for _, name in ipairs((options_of(function(parser) operation.declare(parser, row) end))) do
                assert.is_nil(seen[name], ("%s.%s: %s"):format(row.noun, row.name, name))
                seen[name] = true
            end
        end)
    end)

    it("is there, beside commands of other names", function()
        local help = commands.parser(function() return true end, function() return "v2" end):get_help()
        local seen, count = {}, 0
        for name in help:match("\nNAVER.*\nExit"):gmatch("\n   ([%l-]+)  ") do
            assert.is_nil(seen[name], name)
            seen[name], count = true, count + 1
        end
        assert.is_true(count > 12)
        for _, noun in ipairs(core.describe().nouns) do
            assert.is_true(seen[noun.cloud or noun.name:gsub("_", "-")], noun.name)
        end
    end)
end)

describe("ncp help", function()
    it("and ncp alone print the help, which is no failure", function()
        local help = help_of()
        for _, arguments in ipairs({ {}, { "help" } }) do
            local status, output, complaint = program.ncp(arguments)
            assert.same({ 0, help, "" }, { status, output, complaint })
        end
    end)

    it("takes the words of a command", function()
        for _, words in ipairs({ { "keys", "rotate" }, { "group" }, { "huawei", "accesskey", "list" }, { "help" } }) do
            local status, output = program.ncp({ "help", (table.unpack or unpack)(words) })
            assert.same({ 0, help_of((table.unpack or unpack)(words)) }, { status, output })
        end
        local status, _, complaint = program.ncp({ "help", "keys", "rotat" })
        assert.equal(2, status)
        assert.matches("unknown command 'rotat'. Did you mean 'rotate'? (see ncp keys --help)\n", complaint, 1, true)
    end)

    it("is named by each complaint about the command line", function()
        for words, help in pairs({
            ["keys"] = "ncp keys", ["keys rotate"] = "ncp keys rotate", ["explain"] = "ncp explain",
            ["huawei accesskey"] = "ncp huawei accesskey", ["subaccount list --size -1"] = "ncp subaccount list",
        }) do
            local arguments = {}
            for word in words:gmatch("%S+") do arguments[#arguments + 1] = word end
            local status, _, complaint = program.ncp(arguments)
            assert.equal(2, status)
            assert.matches(("(see %s --help)\n"):format(help), complaint, 1, true)
        end
    end)
end)

it("ncp --version tells the version", function()
    local status, output = program.ncp({ "--version" })
    assert.same({ 0, "ncp " .. require("ncp")._VERSION .. "\n" }, { status, output })
end)
